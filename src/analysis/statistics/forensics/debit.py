"""Means with standard deviations of answers that are 0 or 1: DEBIT."""

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from analysis.statistics.forensics.printed import (
    Printed,
    nearest_first,
    positive,
    read_printed,
    whole_numbers,
)


@dataclass(frozen=True)
class Debit:
    """Whether zeros and ones can give a printed mean and standard deviation.

    Attributes
    ----------
    consistent : bool
    fits : tuple of int
        Numbers of ones that give both.
    nearest : tuple of str
        Standard deviations that go with the printed mean, nearest first; empty
        if the mean itself is impossible.
    """

    consistent: bool
    fits: tuple[int, ...]
    nearest: tuple[str, ...]


def debit(mean: str | int | Printed, sd: str | int | Printed, n: int, *, ddof: int = 1) -> Debit:
    """Descriptive binary test: k ones among n give both printed numbers.

    The mean of k ones is k / n, their standard deviation (divisor n - 1) the
    root of k (n - k) / (n (n - 1)).

    Parameters
    ----------
    mean : str or Printed
        As printed, on the scale 0-1.
    sd : str or Printed
        As printed.
    n : int
        People, at least 2.
    ddof : int
        1 for a standard deviation of divisor n - 1, 0 for one of n.

    References
    ----------
    Heathers, J. A. J. and Brown, N. J. L. (2019). DEBIT: a simple consistency
    test for binary data.

    Examples
    --------
    >>> debit("0.44", "0.50", 1683).consistent, debit("0.19", "0.35", 1683).consistent
    (True, False)
    """
    positive("n", n, 2)
    share, spread = read_printed(mean), read_printed(sd)
    low, high = share.ends_within
    ones = whole_numbers(max(low, Fraction(0)) * n, min(high, Fraction(1)) * n)
    variances = {k: Fraction(k * (n - k), n * (n - ddof)) for k in ones}
    fits = tuple(k for k, v in variances.items() if _prints(v, spread))
    texts = {_root_text(variance, spread) for variance in variances.values()}
    return Debit(bool(fits), fits, nearest_first(texts, spread))


def _prints(variance: Fraction, sd: Printed) -> bool:
    low, high = sd.ends_within
    return high >= 0 and max(low, Fraction(0)) ** 2 <= variance <= high**2


def _root_text(variance: Fraction, like: Printed) -> str:
    """A standard deviation with as many decimals as `like`."""
    finer = Fraction(like.unit) / 1000
    return like.like(isqrt(int(variance / finer**2)) * finer)
