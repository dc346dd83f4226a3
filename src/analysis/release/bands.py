"""Numbers of people in bands: what is told of a place instead of its counts."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.study.study import DisclosureRule


class Band(NamedTuple):
    """Fewest and most people that a number told as a band can stand for."""

    low: int
    high: int

    @property
    def width(self) -> int:
        """How many whole numbers it holds."""
        return self.high - self.low + 1


def band_of(count: int, rule: DisclosureRule, widen: int = 1) -> Band:
    """The band that a number of people lies in.

    Bands begin at 0, at the minimum, and at every step from there; none depends on the data.

    Parameters
    ----------
    count : int
        People.
    rule : DisclosureRule
        Its ``minimum_n`` and ``band``.
    widen : int
        How many bands are put together, from the minimum up.

    Returns
    -------
    Band
        From 0 to one below the minimum for fewer people than the minimum.

    Raises
    ------
    ValueError
        If the number is negative.
    """
    if count < 0:
        raise ValueError("a number of people cannot be negative")
    if count < rule.minimum_n:
        return Band(0, rule.minimum_n - 1)
    width = rule.band * widen
    low = rule.minimum_n + (count - rule.minimum_n) // width * width
    return Band(low, low + width - 1)


def bands_of(
    counts: Sequence[int] | np.ndarray, rule: DisclosureRule, widen: int = 1
) -> np.ndarray:
    """The bands of many numbers of people, as `band_of`.

    Parameters
    ----------
    counts : sequence of int
        People, shape (n,).
    rule : DisclosureRule
    widen : int
        How many bands are put together.

    Returns
    -------
    numpy.ndarray
        Fewest and most people, shape (n, 2).
    """
    return np.array([band_of(int(count), rule, widen) for count in counts], dtype="int64").reshape(
        -1, 2
    )


def is_band(band: Band, rule: DisclosureRule) -> bool:
    """Whether these are the ends of a band, or of several put together: of the rule's own grid.

    Parameters
    ----------
    band : Band
    rule : DisclosureRule

    Returns
    -------
    bool
    """
    if band.low == 0:
        return band.high == rule.minimum_n - 1
    steps = (band.low - rule.minimum_n) % rule.band, band.width % rule.band
    return band.low >= rule.minimum_n and band.width > 0 and steps == (0, 0)
