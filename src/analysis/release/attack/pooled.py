"""What a standard deviation of two groups together tells of the answers of each."""

from collections.abc import Sequence
from math import inf, sqrt

import numpy as np

from analysis.release.attack.changes import MOST_PAIRS, IsEnough, fit_change
from analysis.release.attack.listing import AnswerSets
from analysis.release.attack.told_change import ToldChange
from analysis.statistics.inference.student import critical_t

SPREAD_STEP = 0.1
"""What a pooled standard deviation is rounded to where it tells least; to coarser steps it is
rounded up."""
NEAR = 1e-7
"""Rounding of floating point, of sums of squares in the scale's unit."""


def spread_window(sd: float, step: float) -> tuple[float, float]:
    """What a standard deviation can have been before it was rounded.

    Parameters
    ----------
    sd : float
        As it is told.
    step : float
        What it was rounded to.

    Returns
    -------
    tuple of float

    Examples
    --------
    >>> spread_window(1.0, 0.5)
    (0.5, 1.0)
    """
    if step > SPREAD_STEP:
        return sd - step, sd
    return (sd - step / 2 if sd > step else 0.0), sd + step / 2


def standard_deviation(half_width: float, people: float, step: float, df: float) -> float:
    """The spread that stands behind the interval of a rounded mean.

    Parameters
    ----------
    half_width : float
        Of ``mean -+ t sqrt(sd^2 / people + step^2 / 12)``.
    people : float
    step : float
        What the mean is rounded to.
    df : float
        Degrees of freedom of t.

    Returns
    -------
    float
        0 where the rounding alone makes the interval as wide.
    """
    squares = (half_width / critical_t(df)) ** 2 - step**2 / 12
    return sqrt(people * max(squares, 0.0))


def fit_together(
    sets: Sequence[AnswerSets | None],
    units: Sequence[float],
    spread: tuple[float, float],
    change: ToldChange | None = None,
    is_enough: IsEnough = lambda *_: False,
) -> list[AnswerSets | None]:
    """Of two groups, the sets of answers that one of the other's fits together with their spread.

    Parameters
    ----------
    sets : sequence of AnswerSets or None
        That fit each group by itself; None of too many to list.
    units : sequence of float
        One step of each in the scale's unit.
    spread : tuple of float
        Least and most of their pooled standard deviation, of the divisor n - 2.
    change : ToldChange, optional
        What is told of the change from the first to the second.
    is_enough : callable
        As of `fit_change`.

    Returns
    -------
    list of AnswerSets or None
        As they are where those of either group are not listed.
    """
    first, second = sets
    if first is None or second is None:
        return list(sets)
    is_same = first.offsets == second.offsets and units[0] == units[1]
    if change is not None and is_same and len(first) * len(second) <= MOST_PAIRS:
        fits = fit_change(first, second, units[0], spread, change, is_enough)
        return [first.chosen(fits[0]), second.chosen(fits[1])]
    if spread[1] == inf:
        return list(sets)
    excess = [_excess(one, unit, spread) for one, unit in zip((first, second), units, strict=True)]
    return [one.chosen(_fits(excess[at], excess[1 - at])) for at, one in enumerate((first, second))]


def _excess(sets: AnswerSets, unit: float, spread: tuple[float, float]) -> np.ndarray:
    """How far squares are above what the least and the most spread would be, shape (sets, 2).

    Of both groups together the former may not be below zero, and the latter not above it.
    """
    offsets = unit * np.array(sets.offsets)
    people = sets.counts.sum(axis=1)
    squares = sets.counts @ offsets**2 - (sets.counts @ offsets) ** 2 / people
    return np.asarray(squares[:, None] - (people[:, None] - 1) * np.array(spread) ** 2)


def _fits(excess: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Which rows have one of the other group's that they fit with."""
    rows, which = np.unique(excess.round(8), axis=0, return_inverse=True)
    low, high = np.unique(other.round(8), axis=0).T
    fits = (rows[:, :1] + low >= -NEAR) & (rows[:, 1:] + high <= NEAR)
    return np.asarray(fits.any(axis=1)[which.ravel()])
