"""What Brunner and Munzel's interval of two groups tells of the answers of each."""

import numpy as np
from scipy.special import stdtrit

from analysis.release.attack.told_change import ANY, ToldRanks
from analysis.statistics.inference.estimate import CONFIDENCE

NEAR = 1e-7
"""Rounding of floating point."""


def fit_ranks(first: np.ndarray, second: np.ndarray, told: ToldRanks) -> np.ndarray:
    """Which pairs of sets of answers give the probability and the interval that are told.

    Parameters
    ----------
    first, second : numpy.ndarray
        As of `compare_ranks`.
    told : ToldRanks

    Returns
    -------
    numpy.ndarray
        Of bool, shape (pairs,).
    """
    fits = np.full(len(first), True)
    for numbers, (least, most) in zip(compare_ranks(first, second), told, strict=True):
        if (least, most) != ANY:  # where nobody differs there is no interval, and none is told
            fits &= (least - NEAR <= numbers) & (numbers <= most + NEAR)
    return fits


def compare_ranks(first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, ...]:
    """Brunner and Munzel's interval of pairs of groups, as `brunner_munzel` of their answers.

    Parameters
    ----------
    first, second : numpy.ndarray
        A count of each answer, the lowest first, shape (pairs, answers); two people at least of
        each group.

    Returns
    -------
    tuple of numpy.ndarray
        Probability that an answer of the second group is the higher, half of it where they are
        the same; both ends of its 95 % interval, not numbers where there is none. Shape (pairs,).

    Notes
    -----
    An answer's placement is how many of the other group's are lower, and half of those that are
    the same. The variances of both groups' placements add up to the error's.
    """
    n, m = first.sum(axis=1), second.sum(axis=1)
    chance = (second * _placements(first)).sum(axis=1) / (n * m)
    of_first = _variance(first, _placements(second)) / (n * m**2)
    of_second = _variance(second, _placements(first)) / (m * n**2)
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.sqrt(of_first + of_second)
        df = error**4 / (of_first**2 / (n - 1) + of_second**2 / (m - 1))
        half = stdtrit(df, (1 + CONFIDENCE) / 2) * error
    return chance, np.maximum(chance - half, 0.0), np.minimum(chance + half, 1.0)


def _placements(counts: np.ndarray) -> np.ndarray:
    """How many answers are below each point, and half of those at it."""
    return np.asarray(np.cumsum(counts, axis=1) - counts / 2)


def _variance(counts: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Variance, of the divisor n - 1, of values that so many have each."""
    n = counts.sum(axis=1)
    total = (counts * values).sum(axis=1)
    squares = (counts * values**2).sum(axis=1) - total**2 / n
    return np.asarray(np.maximum(squares, 0.0) / (n - 1))
