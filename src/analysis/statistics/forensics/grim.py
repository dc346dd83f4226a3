"""Means and percentages of whole numbers: GRIM, and the sample sizes that percentages imply."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor

from analysis.statistics.forensics.printed import (
    Printed,
    nearest_first,
    positive,
    read_printed,
    whole_numbers,
)


@dataclass(frozen=True)
class Grim:
    """Whether whole numbers can give a printed mean or percentage, and which.

    Attributes
    ----------
    consistent : bool
    informative : bool
        False where so many answers are averaged that every printed value is possible.
    fits : range
        Sums of the answers, or counts of people, that print like it.
    nearest : tuple of str
        Other printed values of the same n that are possible, nearest first.
    nearest_n : int or None
        The nearest n from which the printed value is possible, if it is not from this one;
        None if it is from none.
    """

    consistent: bool
    informative: bool
    fits: range
    nearest: tuple[str, ...]
    nearest_n: int | None


def grim(mean: str | int | Printed, n: int, items: int = 1) -> Grim:
    """Granularity-related inconsistency of means.

    The answers are whole numbers, so their sum is one: a mean is possible if
    some whole number divided by ``n * items`` prints like it.

    Parameters
    ----------
    mean : str or Printed
        As printed; trailing zeros count.
    n : int
        People.
    items : int
        Questions that are averaged for each person.

    References
    ----------
    Brown, N. J. L. and Heathers, J. A. J. (2017). The GRIM test. *Social
    Psychological and Personality Science* 8, 363-369.

    Examples
    --------
    >>> grim("5.19", 28).consistent, grim("5.21", 28).consistent
    (False, True)
    """
    positive("n", n)
    positive("items", items)
    printed = read_printed(mean)
    low, high = printed.ends_within
    fits = whole_numbers(low * n * items, high * n * items)
    return _result(printed, fits, n, Fraction(1, n * items), None)


def grim_percent(percent: str | int | Printed, n: int) -> Grim:
    """The same for a percentage of people: a count from 0 to n must print like it.

    Parameters
    ----------
    percent : str or Printed
        As printed, on the scale 0-100.
    n : int
        People that the percentage is of.

    Examples
    --------
    >>> grim_percent("31,9", 51).consistent, grim_percent("31,9", 47).fits
    (False, range(15, 16))
    """
    positive("n", n)
    printed = read_printed(percent)
    return _result(printed, counts_behind(printed, n), n, Fraction(100, n), n)


def implied_sample_sizes(
    percentages: Sequence[str | int | Printed],
    n_max: int,
    *,
    parts: bool = False,
    forced: bool = False,
) -> list[int]:
    """Numbers of people from which a whole set of printed percentages is possible.

    Parameters
    ----------
    percentages : sequence of str or Printed
        As printed, all of the same n.
    n_max : int
        Largest n that is looked at.
    parts : bool
        Everyone is in exactly one of them: the counts must also add up to n.
    forced : bool
        The same, and the printed percentages may have been made to add up to
        100: by largest remainders (each less than a last digit from the truth)
        or by giving one of them what the others left over.

    Returns
    -------
    list of int
        Every such n from 1 to `n_max`.

    Examples
    --------
    >>> implied_sample_sizes(["31,9", "48,9", "19,2"], 60)
    []
    >>> implied_sample_sizes(["31,9", "48,9", "19,2"], 60, forced=True)
    [47]
    """
    positive("n_max", n_max)
    is_possible = _possible_from(percentages, parts=parts, forced=forced)
    return [n for n in range(1, n_max + 1) if is_possible(n)]


def nearest_sample_size(
    percentages: Sequence[str | int | Printed],
    n: int,
    *,
    parts: bool = False,
    forced: bool = False,
) -> int | None:
    """The number of people nearest to n from whom a set of printed percentages is possible.

    Parameters are those of `implied_sample_sizes`; None if there is none from 1 to twice n.

    Examples
    --------
    >>> nearest_sample_size(["31", "44", "25"], 31, parts=True)
    32
    """
    positive("n", n)
    is_possible = _possible_from(percentages, parts=parts, forced=forced)
    around = sorted(range(1, 2 * n + 1), key=lambda size: abs(size - n))
    return next((size for size in around if is_possible(size)), None)


def _possible_from(
    percentages: Sequence[str | int | Printed], *, parts: bool, forced: bool
) -> Callable[[int], bool]:
    """Whether a set of percentages is possible from a number of people."""
    if not percentages:
        raise ValueError("no percentages are given")
    printed = [read_printed(p) for p in percentages]
    is_forced = forced and sum(p.value for p in printed) == 100

    def is_possible(n: int) -> bool:
        counts = [counts_behind(p, n) for p in printed]
        if all(counts) and (not (parts or forced) or _can_add_up(counts, n)):
            return True
        return is_forced and _can_be_forced(printed, counts, n)

    return is_possible


@lru_cache(maxsize=100_000)  # sets of percentages are asked about the same numbers of people
def counts_behind(printed: Printed, n: int) -> range:
    """Numbers of people out of n that print as a percentage."""
    low, high = printed.ends_within
    return whole_numbers(max(low * n / 100, Fraction(0)), min(high * n / 100, Fraction(n)))


def _can_add_up(counts: Sequence[range], total: int) -> bool:
    return sum(c[0] for c in counts) <= total <= sum(c[-1] for c in counts)


def _can_be_forced(printed: Sequence[Printed], counts: Sequence[range], n: int) -> bool:
    """Whether percentages that add up to 100 may have been adjusted to do so."""
    within_one = [_within_a_digit(p, n) for p in printed]
    if all(within_one) and _can_add_up(within_one, n):
        return True
    anything = range(n + 1)
    return any(
        all(others) and _can_add_up([*others, anything], n)
        for others in ([*counts[:i], *counts[i + 1 :]] for i in range(len(counts)))
    )


def _within_a_digit(printed: Printed, n: int) -> range:
    """Counts whose percentage is less than one last digit away."""
    value, unit = Fraction(printed.value), Fraction(printed.unit)
    low, high = floor((value - unit) * n / 100) + 1, ceil((value + unit) * n / 100) - 1
    return range(max(low, 0), min(high, n) + 1)


def _result(printed: Printed, fits: range, n: int, grain: Fraction, most: int | None) -> Grim:
    near = floor(Fraction(printed.value) / grain)
    around = range(near - 1, near + 3)
    if most is not None:
        around = range(max(0, min(near - 1, most)), max(0, min(near + 2, most)) + 1)
    texts = {printed.like(total * grain) for total in around}
    return Grim(
        consistent=bool(fits),
        informative=grain > Fraction(printed.unit),
        fits=fits,
        nearest=nearest_first(texts, printed),
        nearest_n=n if fits else _nearest_n(printed, n, grain * n, most is not None),
    )


def _nearest_n(printed: Printed, n: int, one: Fraction, is_share: bool) -> int | None:
    """Nearest n with a whole number that prints as wanted; `one` is a single answer's weight."""
    low, high = printed.ends_within
    if is_share and (high < 0 or low > 100):
        return None
    # From 1 / unit people on, everything is possible.
    for away in range(1, n + ceil(one / Fraction(printed.unit)) + 1):
        for other in (n - away, n + away):
            if other >= 1:
                fits = (
                    counts_behind(printed, other)
                    if is_share
                    else whole_numbers(low * other / one, high * other / one)
                )
                if fits:
                    return other
    return None
