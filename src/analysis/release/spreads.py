"""How exactly the spread of two waves may be told: it stands behind every interval of places."""

from collections.abc import Collection, Iterator, Sequence
from math import ceil, nan, sqrt
from typing import NamedTuple

import numpy as np

from analysis.release.attack.facts import Steps
from analysis.release.attack.listing import AnswerSets
from analysis.release.attack.pooled import SPREAD_STEP, fit_together, spread_window
from analysis.release.listed import NEAR, Told, leave_enough, steps_of
from analysis.release.rounding import WIDE_STEP, round_evenly


class Spread(NamedTuple):
    """A standard deviation as it may be told.

    Attributes
    ----------
    sd : float
        Not a number where it may not.
    step : float
        What it is rounded to: to the nearest multiple, of half steps to the next one.
    """

    sd: float
    step: float


NO_SPREAD = Spread(nan, nan)


def tell_spread(
    waves: Sequence[np.ndarray],
    told: Sequence[Told],
    points: tuple[float, ...],
    groups: Collection[Sequence[float]] = (),
    counts: Sequence[np.ndarray | None] = (None, None),
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
    counts : sequence of numpy.ndarray or None
        Of each wave, fewest and most people at each point that is known otherwise, shape
        (2, points).

    Returns
    -------
    Spread
        To a tenth of a step, else to the next half step, else not at all. Not where there is
        none, or where a wave's mean itself may not be told: then nothing more of it may.

    Notes
    -----
    The sets of answers that fit each wave by itself (`Told.sets`) are kept that one of the other
    wave's fits together with the spread, as the attacker does it (`fit_together`).
    """
    squares = sum(float(((wave - wave.mean()) ** 2).sum()) for wave in waves)
    sd = sqrt(squares / (sum(map(len, waves)) - len(waves)))
    if sd < NEAR or any(wave.is_listed for wave in told):
        return NO_SPREAD
    steps = [steps_of(wave, points) for wave in waves]
    sets = [_between(wave.sets, bounds) for wave, bounds in zip(told, counts, strict=True)]
    grouped = [_grouped(*of_wave, groups) for of_wave in zip(sets, waves, steps, strict=True)]
    if _are_open(grouped, waves, steps):  # else no counts are told
        sets = grouped
    for spread in _spreads(sd):
        left = fit_together(sets, [s.unit if s else nan for s in steps], spread_window(*spread))
        if _are_open(left, waves, steps):
            return spread
    return NO_SPREAD


def _are_open(
    sets: Sequence[AnswerSets | None], waves: Sequence[np.ndarray], steps: Sequence[Steps | None]
) -> bool:
    """Whether enough sets of answers are left of both waves."""
    return all(
        scale is None or leave_enough(of, wave, scale)
        for of, wave, scale in zip(sets, waves, steps, strict=True)
    )


def _between(sets: AnswerSets | None, bounds: np.ndarray | None) -> AnswerSets | None:
    """The sets of answers whose counts of each point are within bounds."""
    if sets is None or bounds is None:
        return sets
    return sets.chosen(((bounds[0] <= sets.counts) & (sets.counts <= bounds[1])).all(axis=1))


def _grouped(
    sets: AnswerSets | None,
    answers: np.ndarray,
    steps: Steps | None,
    groups: Collection[Sequence[float]],
) -> AnswerSets | None:
    """The sets of answers with as many people in each group of points as there are."""
    if sets is None or steps is None:
        return sets
    scale = steps.lowest + steps.unit * np.array(steps.offsets)
    fits = np.full(len(sets), True)
    for points in groups:
        inside = np.isin(scale, points)
        fits &= sets.counts[:, inside].sum(axis=1) == np.isin(answers, points).sum()
    return sets.chosen(fits)


def _spreads(sd: float) -> Iterator[Spread]:
    """Standard deviations from the most exact one on; one that is there is never told as none."""
    yield Spread(max(round_evenly(sd, SPREAD_STEP), SPREAD_STEP), SPREAD_STEP)
    yield Spread(ceil(sd / WIDE_STEP - NEAR) * WIDE_STEP, WIDE_STEP)
