"""Means with standard deviations of whole numbers: GRIMMER."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import isqrt

from analysis.statistics.forensics.grim import Grim, grim
from analysis.statistics.forensics.printed import (
    Printed,
    nearest_first,
    positive,
    read_printed,
    whole_numbers,
)

FARTHEST = 10_000
"""How many last digits away a standard deviation that fits is looked for."""


@dataclass(frozen=True)
class Grimmer:
    """Whether whole numbers can give a printed mean and standard deviation.

    Attributes
    ----------
    consistent : bool
    grim : Grim
        Whether the mean alone is possible.
    sums : tuple of int
        Sums of all answers that give both.
    nearest : tuple of str
        Standard deviations nearest to the printed one that go with the mean,
        below and above; empty if none does.
    """

    consistent: bool
    grim: Grim
    sums: tuple[int, ...]
    nearest: tuple[str, ...]


def grimmer(
    mean: str | int | Printed, sd: str | int | Printed, n: int, items: int = 1, *, ddof: int = 1
) -> Grimmer:
    """Granularity-related inconsistency of means, mapped to error repeats.

    Among all sums of whole numbers that print as the mean, and all sums of
    squares that print as the standard deviation, there must be a pair that n
    whole numbers can have. A coarse mean allows several sums; each is tried.
    Which pairs n whole numbers can have is known exactly: the two have the same
    parity; two numbers need a perfect square, four a sum of three squares
    (Legendre), five or more nothing else.

    Parameters
    ----------
    mean, sd : str or Printed
        As printed; trailing zeros count.
    n : int
        People, at least 2.
    items : int
        Questions that are averaged for each person.
    ddof : int
        1 for a standard deviation of divisor n - 1, 0 for one of n.

    References
    ----------
    Anaya, J. (2016). The GRIMMER test. *PeerJ Preprints* 4:e2400v1.
    Allard, A. (2018). Analytic-GRIMMER: a new way of testing the possibility of
    standard deviations.

    Examples
    --------
    >>> grimmer("7.22", "5.30", 38).consistent, grimmer("7.3", "3.14", 25).consistent
    (False, True)
    """
    positive("n", n, 2)
    first = grim(mean, n, items)
    spread = read_printed(sd)
    scale = (n - ddof) * items * items
    fitting = tuple(t for t in first.fits if _fits(spread, t, n, scale))
    return Grimmer(bool(fitting), first, fitting, _nearest(spread, first.fits, n, scale))


def can_be(n: int, total: int, squares: int) -> bool:
    """Whether n whole numbers have this sum and this sum of squares."""
    shift, rest = divmod(total, n)
    # The same numbers less their whole mean, so that their sum is 0 to n - 1.
    squares += n * shift * shift - 2 * shift * total
    if squares < rest or (squares - rest) % 2:
        return False
    if n >= 5:
        return True
    if n == 4:
        return _is_sum_of_three_squares(4 * squares - rest * rest)
    if n == 3:
        reach = isqrt(squares)
        return any(_can_be_two(rest - x, squares - x * x) for x in range(-reach, reach + 1))
    return _can_be_two(rest, squares) if n == 2 else squares == rest


def _can_be_two(total: int, squares: int) -> bool:
    difference = 2 * squares - total * total  # the square of the two's difference
    if difference < 0:
        return False
    root = isqrt(difference)
    return root * root == difference and (total - root) % 2 == 0


def _is_sum_of_three_squares(number: int) -> bool:
    if number < 0:
        return False
    while number and number % 4 == 0:
        number //= 4
    return number % 8 != 7


def _fits(sd: Printed, total: int, n: int, scale: int) -> bool:
    return any(can_be(n, total, squares) for squares in squares_behind(sd, total, n, scale))


def squares_behind(sd: Printed, total: int, n: int, scale: int) -> Iterator[int]:
    """Sums of squares of n whole numbers with this sum that print as a standard deviation.

    ``scale`` is what its square is multiplied by for the sum of squared distances: the divisor
    times the square of the number of items.
    """
    low, high = sd.ends_within
    if high < 0:
        return
    base = Fraction(total * total, n)
    yield from whole_numbers(base + scale * max(low, Fraction(0)) ** 2, base + scale * high**2)


def _nearest(sd: Printed, sums: range, n: int, scale: int) -> tuple[str, ...]:
    """The nearest standard deviation that fits below the printed one, and above."""
    found = set()
    for sign in (-1, 1):
        for digits in range(1, FARTHEST + 1 if sums else 1):
            other = replace(sd, value=sd.value + sign * digits * sd.unit)
            if other.value < 0:
                break
            if any(_fits(other, total, n, scale) for total in sums):
                found.add(str(other))
                break
    return nearest_first(found, sd)
