"""How exactly the spread of two waves may be told: it stands behind every interval of places."""

from collections.abc import Collection, Iterator, Sequence
from math import ceil, inf, isnan, nan, sqrt
from typing import NamedTuple

import numpy as np

from analysis.release.attack.changes import FEWEST_PAIRS
from analysis.release.attack.pooled import SPREAD_STEP, spread_window
from analysis.release.attack.ranks import compare_ranks
from analysis.release.attack.told_change import ANY, UNTOLD, ToldChange, ToldRanks
from analysis.release.listed import NEAR, Told
from analysis.release.rounding import (
    RANKS_STEP,
    WIDE_STEP,
    bounds_of_rounded,
    round_evenly,
    round_outwards,
)
from analysis.release.wave_sets import WaveSets
from analysis.release.within import PlacesKnown
from analysis.statistics.inference import Estimate

SHARE_STEP = 0.01
"""What probabilities are rounded to, at most."""
FIFTH = 0.2
"""Of a step: what a spread is rounded up to where tenths would tell too much."""


class Spread(NamedTuple):
    """A standard deviation as it may be told.

    Attributes
    ----------
    sd : float
        Not a number where it may not.
    step : float
        What it is rounded to: to the nearest multiple, of fifths and half steps to the next one.
    """

    sd: float
    step: float


NO_SPREAD = Spread(nan, nan)


def tell_spread(
    waves: Sequence[np.ndarray],
    told: Sequence[Told],
    points: tuple[float, ...],
    groups: Collection[Sequence[float]] = (),
    places: Sequence[PlacesKnown | None] = (None, None),
    change: ToldChange | None = None,
) -> Spread:
    """The most exact standard deviation of two waves together that leaves open their answers.

    It stands behind every interval of a place, and so is told with them.

    Parameters
    ----------
    waves : sequence of numpy.ndarray
        Answers of both, two at least of each.
    told : sequence of Told
        What is told of each beside it, by `tell_interval`.
    points : tuple of float
        Of the scale, in order.
    groups : collection of sequence of float
        Points whose people are counted together, and told where that lists no answers.
    places : sequence of PlacesKnown or None
        What is told of places at each wave.
    change : ToldChange, optional
        What is told of the change from the first wave to the second.

    Returns
    -------
    Spread
        To a tenth of a step, else to the next fifth or half step, else not at all. Not where
        there is none, or where a wave's mean itself may not be told: then nothing more of it may.

    Notes
    -----
    The sets of answers that fit each wave by itself (`Told.sets`) are kept that one of the other
    wave's fits together with the spread, as the attacker does it (`fit_together`).
    """
    sd = _pooled(waves)
    if sd < NEAR or any(wave.is_listed for wave in told):
        return NO_SPREAD
    both = WaveSets.of(waves, told, points, groups, places)
    choices = (spread for spread in _spreads(sd) if both.are_open(spread_window(*spread), change))
    return next(choices, NO_SPREAD)


def tell_change(
    change: Estimate,
    waves: Sequence[np.ndarray],
    told: Sequence[Told],
    pairs: int,
    points: tuple[float, ...],
    decimals: int,
    groups: Collection[Sequence[float]] = (),
) -> ToldChange | None:
    """The most that may be told of a change so that it leaves open which answers it is of.

    Parameters
    ----------
    change : Estimate
        Of `partially_overlapping_t`, from the first wave to the second.
    waves, told, points, groups
        As of `tell_spread`.
    pairs : int
        People seen at both.
    decimals : int
        Of means.

    Returns
    -------
    ToldChange or None
        Difference, interval and p, with the probability of a higher answer and its interval, and
        the least change that would have shown, or with the latter alone, or with neither; None
        where nothing may be told of the change, or where there is no interval.

    Notes
    -----
    p of the change stands in it exactly. It is held to be told as it is printed, and to three
    decimals, too, as those that are adjusted are multiples of it: either may leave fewer sets than
    the other. The least change that would have shown tells the spread of both waves where nobody is
    linked, or too few for a correlation that hides it. How it is told behind intervals of places is
    held against all of this afterwards (`tell_spread`).
    """
    if isnan(change.ci_low) or any(wave.is_listed for wave in told):
        return None
    step, sd = 10.0**-decimals, round_spread(_pooled(waves))
    bounds = ToldChange(
        bounds_of_rounded(change.estimate, step),
        bounds_of_rounded(change.ci_low, step),
        bounds_of_rounded(change.ci_high, step),
        (change.p_value, change.p_value),
        _told_ranks(waves),
        (0.0, inf) if pairs >= FEWEST_PAIRS else spread_window(sd, SPREAD_STEP),
        pairs,
    )
    both = WaveSets.of(waves, told, points, groups)
    choices = bounds, bounds._replace(higher=UNTOLD), bounds._replace(higher=UNTOLD, spread=ANY)
    return next((one for one in choices if both.are_open((0.0, inf), one)), None)


def round_spread(sd: float) -> float:
    """A standard deviation to a tenth of a step; one that is there is never told as none."""
    return max(round_evenly(sd, SPREAD_STEP), SPREAD_STEP)


def _told_ranks(waves: Sequence[np.ndarray]) -> ToldRanks:
    """The probability that an answer at the end is the higher, as it is told."""
    answers = np.unique(np.concatenate(waves))
    counts = [np.bincount(np.searchsorted(answers, wave), minlength=len(answers))[None, :]
              for wave in waves]  # fmt: skip
    chance, low, high = (float(numbers[0]) for numbers in compare_ranks(*counts))
    told = bounds_of_rounded(chance, SHARE_STEP)
    if isnan(low):
        return ToldRanks(told)
    low, high = round_outwards(low, high, RANKS_STEP)
    return ToldRanks(told, (low, low + RANKS_STEP), (high - RANKS_STEP, high))


def _pooled(waves: Sequence[np.ndarray]) -> float:
    squares = sum(float(((wave - wave.mean()) ** 2).sum()) for wave in waves)
    return sqrt(squares / (sum(map(len, waves)) - len(waves)))


def _spreads(sd: float) -> Iterator[Spread]:
    """Standard deviations from the most exact one on."""
    yield Spread(round_spread(sd), SPREAD_STEP)
    for step in (FIFTH, WIDE_STEP):
        a_whole = round(1 / step)
        yield Spread(ceil(sd * a_whole - NEAR) / a_whole, step)
