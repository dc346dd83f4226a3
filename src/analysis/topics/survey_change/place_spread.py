"""How much answers vary in the project, and within its places."""

from collections.abc import Sequence
from math import nan, sqrt
from statistics import fmean, variance
from typing import NamedTuple

from analysis.release.coarse import CoarseNumbers

FEWEST_PLACES = 3
"""Of which it can be told how much places differ."""


class Spread(NamedTuple):
    """Of the whole project: how much answers spread, and how the waves hang together."""

    sd: float
    linked: float
    df: float
    step: float = nan
    """What the standard deviation is rounded to."""


class PlaceMeans(NamedTuple):
    """Means of a place over the items of a group of ratings, at both waves.

    Attributes
    ----------
    place : str
    people : tuple of int
        Fewest and most at the start, fewest and most at the end; empty where too little is told.
    start, end : float
    rounding : float
        Variance that rounding adds to their difference.
    """

    place: str
    people: tuple[int, ...] = ()
    start: float = nan
    end: float = nan
    rounding: float = nan

    @property
    def likely_people(self) -> tuple[float, float]:
        """How many people's means vary as those of both waves do on average over their bands."""
        return likely_people(*self.people[:2]), likely_people(*self.people[2:])


def likely_people(fewest: int, most: int) -> float:
    """How many people's mean varies as on average over a band: the harmonic mean of its numbers."""
    return (most - fewest + 1) / sum(1 / n for n in range(fewest, most + 1))


def read_spreads(coarse: CoarseNumbers) -> dict[tuple[str, str], Spread]:
    """The project's spreads by question and item."""
    rows = coarse.spreads.itertuples(index=False)
    return {
        (row.question, row.item): Spread(row.sd, row.linked, row.df, row.sd_step) for row in rows
    }


def spread_within(spread: Spread, places: Sequence[PlaceMeans]) -> Spread:
    """The project's spread without what places differ by.

    Parameters
    ----------
    spread : Spread
        Of everyone, whatever the place.
    places : sequence of PlaceMeans

    Returns
    -------
    Spread

    Notes
    -----
    Answers vary by ``sd^2 = w + f (V - w h)``: within places by w, and between the f = (K - 1) / K
    of K places by what their means vary, V, less what they would of themselves, with h the mean of
    1 / n. So ``w = (sd^2 - f V) / (1 - f h)``, at most sd^2, and as the spread is rounded and
    places are few, at least half of it. V and h are averages over both waves, V less the variance
    that rounding adds.
    """
    told = [place for place in places if place.people]
    if len(told) < FEWEST_PLACES:
        return spread
    f = (len(told) - 1) / len(told)
    rounding = fmean(place.rounding for place in told) / 2
    varies = fmean(variance(wave) for wave in zip(*((p.start, p.end) for p in told), strict=True))
    h = fmean(1 / n for place in told for n in place.likely_people)
    within = (spread.sd**2 - f * max(varies - rounding, 0.0)) / (1 - f * h)
    return spread._replace(sd=sqrt(min(max(within, spread.sd**2 / 2), spread.sd**2)))
