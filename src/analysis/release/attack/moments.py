"""Which sizes, sums and sums of squares of answers agree with a group's printed summary."""

from dataclasses import dataclass
from functools import lru_cache
from math import inf
from typing import NamedTuple

import numpy as np

from analysis.release.attack.facts import Quantity, Steps
from analysis.statistics.inference.estimate import CONFIDENCE
from analysis.statistics.inference.student import quantile_t

Z = 1.959963984540054
"""Of a two-sided 95 % interval."""
NEAR = 1e-9
"""Rounding of floating point, in the scale's unit."""
MOST_PAIRS = 40_000
"""Sizes and sums looked through for one group; beyond, its sets of answers are not listed."""


class Check(NamedTuple):
    """A summary and the bounds of its printed number, in the scale's own unit.

    Attributes
    ----------
    quantity : Quantity
    low, high : float
    """

    quantity: Quantity
    low: float
    high: float


def end_of_interval(
    quantity: Quantity, told: tuple[float, float], scale: tuple[float, float]
) -> tuple[float, float]:
    """Bounds of a t interval's end, of which what lies beyond the scale was cut off.

    Parameters
    ----------
    quantity : Quantity
        Which end.
    told : tuple of float
        Bounds of the printed number.
    scale : tuple of float
        Its ends.

    Returns
    -------
    tuple of float
        Without an end on the side of the scale's end, where the number may be that.
    """
    low, high = told
    is_lower = quantity is Quantity.T_LOW
    if not low <= scale[not is_lower] <= high:
        return told
    return (-inf, high) if is_lower else (low, inf)


@dataclass(frozen=True)
class Moments:
    """Sizes and sums that fit, with the bounds of the sum of squares of each.

    Attributes
    ----------
    size, total : numpy.ndarray
        People and sum of their answers in steps, shape (m,).
    squares_low, squares_high : numpy.ndarray
    """

    size: np.ndarray
    total: np.ndarray
    squares_low: np.ndarray
    squares_high: np.ndarray


def fitting_moments(
    steps: Steps, size: tuple[float, float], total: tuple[float, float],
    squares: tuple[float, float], checks: tuple[Check, ...],
) -> Moments | None:  # fmt: skip
    """Sizes and sums between bounds that agree with every printed summary.

    Parameters
    ----------
    steps : Steps
    size, total, squares : tuple of float
        Bounds of people, of the sum of answers and of their squares, in steps.
    checks : tuple
        Means, standard deviations and ends of intervals.

    Returns
    -------
    Moments or None
        None where there are too many to look through.
    """
    top = steps.offsets[-1]
    most = min(total[1], top * size[1])
    if size[1] == inf or (size[1] - size[0] + 1) * (most - total[0] + 1) > MOST_PAIRS:
        return None
    sizes = np.arange(size[0], size[1] + 1)
    n, s = (grid.ravel() for grid in np.meshgrid(sizes, np.arange(total[0], most + 1)))
    fits = s <= top * n
    n, s = n[fits], s[fits]
    low = np.full(len(n), squares[0])
    high = np.minimum(squares[1], top * s)
    for check in checks:
        fits = _narrow(steps, check, n, s, low, high)
        n, s, low, high = n[fits], s[fits], low[fits], high[fits]
    fits = np.ceil(low - NEAR) <= np.floor(high + NEAR)
    return Moments(n[fits], s[fits], np.ceil(low - NEAR)[fits], np.floor(high + NEAR)[fits])


def _narrow(
    steps: Steps, check: Check, n: np.ndarray, s: np.ndarray, low: np.ndarray, high: np.ndarray
) -> np.ndarray:
    """Which pairs a printed summary leaves; bounds of their squares are narrowed in place."""
    quantity, least, most = check
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = steps.lowest + steps.unit * s / n
    if quantity is Quantity.MEAN:
        return np.asarray((n > 0) & _between(mean, least, most))
    if quantity in (Quantity.WILSON_LOW, Quantity.WILSON_HIGH):
        return np.asarray((n > 0) & _between(_wilson(n, s, quantity), least, most))
    if quantity is Quantity.SD:
        spread = np.full((2, len(n)), [[least], [most]])
    else:
        is_low = quantity is Quantity.T_LOW
        half = (mean - most, mean - least) if is_low else (least - mean, most - mean)
        spread = np.array(half) * np.sqrt(n) / _critical(n)
    return _narrow_squares(steps, spread, n, s, low, high)


def _narrow_squares(
    steps: Steps, spread: np.ndarray, n: np.ndarray, s: np.ndarray,
    low: np.ndarray, high: np.ndarray,
) -> np.ndarray:  # fmt: skip
    """Bounds of the sum of squares from those of the standard deviation."""
    fits = (n > 1) & (spread[1] >= -NEAR)
    with np.errstate(divide="ignore", invalid="ignore"):
        ends = [(np.maximum(end, 0.0) / steps.unit) ** 2 * (n - 1) + s**2 / n for end in spread]
    slack = [1e-7 * np.maximum(1.0, end) for end in ends]
    np.copyto(low, np.fmax(low, ends[0] - slack[0]))
    np.copyto(high, np.fmin(high, ends[1] + slack[1]))
    return np.asarray(fits)


def _between(values: np.ndarray, low: float, high: float) -> np.ndarray:
    return np.asarray((values >= low - NEAR) & (values <= high + NEAR))


def _wilson(n: np.ndarray, s: np.ndarray, quantity: Quantity) -> np.ndarray:
    p, sign = s / n, -1 if quantity is Quantity.WILSON_LOW else 1
    half = Z * np.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    return np.asarray((p + Z**2 / (2 * n) + sign * half) / (1 + Z**2 / n))


def _critical(n: np.ndarray) -> np.ndarray:
    return np.array([_critical_of(int(size)) for size in n])


@lru_cache(maxsize=4096)
def _critical_of(size: int) -> float:
    return quantile_t((1 + CONFIDENCE) / 2, size - 1) if size > 1 else np.nan
