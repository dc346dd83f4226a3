"""Complete listing of the answers behind a mean, standard deviation, n and scale: CLOSURE."""

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.statistics.forensics.grim import grim
from analysis.statistics.forensics.grimmer import squares_behind
from analysis.statistics.forensics.printed import Printed, positive, read_printed

MOST_LISTED = 10_000

Answers = tuple[int, ...]
"""How many people gave each answer of the scale, lowest first."""


@dataclass(frozen=True)
class Closure:
    """Sets of answers that print like a mean and a standard deviation.

    Attributes
    ----------
    consistent : bool
    count : int
        Sets found.
    complete : bool
        Whether these are all; else there are more than `count`.
    low, high : tuple of int
        Fewest and most people who gave each answer, over the sets found;
        empty if there is none.
    sets : tuple of tuple of int
        How many people gave each answer of the scale, lowest answer first.
    """

    consistent: bool
    count: int
    complete: bool
    low: Answers
    high: Answers
    sets: tuple[Answers, ...]


def closure(
    mean: str | int, sd: str | int, n: int, low: int, high: int, *, most: int = MOST_LISTED
) -> Closure:
    """List the sets of answers that print like a mean and a standard deviation.

    Sets that cannot reach the sum and the sum of squares any more are left
    early, and the last three frequencies follow from the three equations.

    Parameters
    ----------
    mean, sd : str
        As printed; the standard deviation has the divisor n - 1.
    n : int
        People, at least 2.
    low, high : int
        Lowest and highest answer of the scale.
    most : int
        Stop after so many sets.

    References
    ----------
    Heathers, J. A. J. et al. (2025). CLOSURE: complete listing of original
    samples of underlying raw evidence.

    Examples
    --------
    >>> closure("1.5", "0.71", 2, 1, 5).sets
    ((1, 1, 0, 0, 0),)
    """
    positive("n", n, 2)
    positive("most", most)
    if low >= high:
        raise ValueError(f"the scale must go from a lower answer to a higher one, not {low}-{high}")
    spread, complete = read_printed(sd), True
    found: list[Answers] = []
    for answers in _all_sets(grim(mean, n).fits, spread, n, low, high):
        if len(found) == most:
            complete = False
            break
        found.append(answers)
    sides = list(zip(*found, strict=True))
    lows, highs = tuple(map(min, sides)), tuple(map(max, sides))
    return Closure(bool(found), len(found), complete, lows, highs, tuple(found))


def _all_sets(sums: range, sd: Printed, n: int, low: int, high: int) -> Iterator[Answers]:
    for total in sums:
        for squares in squares_behind(sd, total, n, n - 1):
            # Answers are counted from 0, the lowest of the scale.
            shifted = squares - 2 * low * total + n * low * low
            yield from _sets(high - low, n, total - n * low, shifted)


def _sets(top: int, n: int, total: int, squares: int) -> Iterator[Answers]:
    """Frequencies of the answers 0 to `top` of n people with a sum and a sum of squares."""
    if not _can_reach(top, n, total, squares):
        return
    if top <= 2:
        yield from _last(top, n, total, squares)
        return
    for k in range(min(n, total // top, squares // (top * top)) + 1):
        for rest in _sets(top - 1, n - k, total - k * top, squares - k * top * top):
            yield (*rest, k)


def _can_reach(top: int, n: int, total: int, squares: int) -> bool:
    """Whether the sum of squares lies between that of the evenest and the most extreme answers."""
    if not 0 <= total <= n * top or (squares - total) % 2:
        return False
    if n == 0:
        return squares == 0
    even, more = divmod(total, n)
    full, left = divmod(total, top)
    least = n * even * even + more * (2 * even + 1)
    return least <= squares <= full * top * top + left * left


def _last(top: int, n: int, total: int, squares: int) -> Iterator[Answers]:
    """The answers 0, 1 and 2: their frequencies follow from n, sum and sum of squares."""
    twos = (squares - total) // 2
    ones = total - 2 * twos
    answers = (n - ones - twos, ones, twos)
    if min(answers) >= 0 and 2 * twos == squares - total and not any(answers[top + 1 :]):
        yield answers[: top + 1]
