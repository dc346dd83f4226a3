"""What the row of a trial tells of the answers of its two groups."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import comb
from typing import NamedTuple

import numpy as np
from scipy.special import stdtrit

from analysis.release.fits import ENOUGH, ENOUGH_FOR_INSIDER
from analysis.statistics.inference.estimate import CONFIDENCE

TIMES = 4
"""So many times as many sets have to fit as of a mean: all numbers of the row are of four sets of
answers together, and what they leave of each is counted as if the others were free."""
MOST_LISTED = 100_000
"""Sets of answers; of groups that have more, enough are left."""
CHANGES, MEANS = 5, 20
"""Differences, and means a step, of which the one that lets answers vary most is looked for."""
NEAR = 1e-9
Bounds = tuple[float, float]
Parts = list[tuple[np.ndarray, float]]
"""Variances of means, and their degrees of freedom."""


class Arm(NamedTuple):
    """Answers of one of the groups, in whole steps above the lowest, and what is told of them.

    Attributes
    ----------
    start, end : numpy.ndarray
    change : tuple of float
        What the change, as it is told, leaves of the difference of both means.
    """

    start: np.ndarray
    end: np.ndarray
    change: Bounds


def leave_open(arms: Sequence[Arm], half: Bounds, top: int) -> bool:
    """Whether enough sets of answers of either group at either wave fit what is told of a trial.

    Parameters
    ----------
    arms : sequence of Arm
        Both.
    half : tuple of float
        What is known of half of the width of the interval of the difference of both changes.
    top : int
        Steps from the lowest to the highest answer.

    Returns
    -------
    bool
        For outsiders, and for whoever gave one of the answers.

    Notes
    -----
    A set fits if some answers of the other wave have the change with it, and if the interval is
    no wider than all other answers can make it, and no narrower than by the set alone.
    """
    first, second = arms
    return all(
        _leaves_enough(answers, others, change, _widest(against, top), half, top)
        for arm, against in ((first, second), (second, first))
        for answers, others, change in _waves(arm)
    )


def _waves(arm: Arm) -> Iterator[tuple[np.ndarray, int, Bounds]]:
    """Answers of either wave, people of the other one, and how far its mean is from theirs."""
    low, high = arm.change
    yield arm.start, len(arm.end), (low, high)
    yield arm.end, len(arm.start), (-high, -low)


def _leaves_enough(
    answers: np.ndarray, others: int, change: Bounds, against: Parts, half: Bounds, top: int
) -> bool:
    n, points = len(answers), np.arange(top + 1)
    if comb(n + top, top) > MOST_LISTED:
        return True
    counts = _list_sets(n, top)
    mean = counts @ points / n
    own = np.maximum(counts @ points**2 / n - mean**2, 0.0) / (n - 1)
    low, high = np.maximum(mean + change[0], 0.0), np.minimum(mean + change[1], top)
    middle = np.clip(top / 2, low, high)  # where the other wave's answers can differ most
    most = np.maximum(middle * (top - middle), 0.0) / (others - 1)
    fits = low <= high + NEAR
    fits &= _half([(own, n - 1.0), (most, others - 1.0), *against]) >= half[0] - NEAR
    fits &= _half([(own, n - 1.0)]) <= half[1] + NEAR
    given = np.unique(answers).astype("int64").tolist()
    return fits.sum() >= TIMES * ENOUGH and all(
        (counts[fits, answer] > 0).sum() >= TIMES * ENOUGH_FOR_INSIDER for answer in given
    )


def _widest(arm: Arm, top: int) -> Parts:
    """The most that the means of a group with its change can vary."""
    free = len(arm.start) - 1.0, len(arm.end) - 1.0
    change, start = np.meshgrid(
        np.linspace(*arm.change, CHANGES), np.linspace(0.0, top, MEANS * top + 1)
    )
    end = start + change
    waves = zip((start, end), free, strict=True)
    parts = [np.maximum(wave * (top - wave), 0.0) / of for wave, of in waves]
    at = np.where((end >= -NEAR) & (end <= top + NEAR), sum(parts), -1.0).argmax()
    return [(part.ravel()[at], of) for part, of in zip(parts, free, strict=True)]


def _half(parts: Parts) -> np.ndarray:
    """Half of the width of an interval, by Welch's variance and degrees of freedom."""
    variance = np.maximum(sum(part for part, _ in parts), NEAR**2)
    df = variance**2 / np.maximum(sum(part**2 / free for part, free in parts), NEAR**4)
    return np.asarray(stdtrit(df, (1 + CONFIDENCE) / 2) * np.sqrt(variance))


@lru_cache(maxsize=32)
def _list_sets(n: int, top: int) -> np.ndarray:
    """How many of n people gave each answer, a row a set."""
    if top == 0:
        return np.array([[n]])
    parts = ((count, _list_sets(n - count, top - 1)) for count in range(n + 1))
    return np.concatenate([np.insert(rest, 0, count, axis=1) for count, rest in parts])
