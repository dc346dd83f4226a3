"""Sizes of groups out of test statistics: an interval and a p-value tell degrees of freedom."""

from math import ceil, floor, isfinite

from analysis.statistics.inference.student import critical_t, quantile_t

MOST_DEGREES = 1e6
NEAR = 1e-4
"""Relative error of degrees of freedom that printed digits leave, times `LOOSE` at most."""
LOOSE = 0.02
SLACK = 1e-6
"""Of floating point."""


def degrees_of_freedom(estimate: float, half_width: float, p_value: float) -> float | None:
    """Degrees of freedom of a t test whose 95 % interval and p-value are printed.

    Parameters
    ----------
    estimate, half_width : float
        A difference, and half of its interval's width.
    p_value : float
        Two-sided.

    Returns
    -------
    float or None
        None where they do not tell it: without a difference, or beyond a million.

    Notes
    -----
    Both are of the same standard error, so that ``half_width / |estimate|`` is the ratio of the
    quantiles at 0.975 and at ``1 - p / 2``, which falls with the degrees of freedom where p is
    below 5 % and rises where it is above.
    """
    from scipy.optimize import brentq

    is_told = 0 < p_value < 1 and estimate != 0 and half_width > 0
    if not (is_told and isfinite(half_width)):
        return None
    ratio = half_width / abs(estimate)

    def excess(df: float) -> float:
        return critical_t(df) - ratio * quantile_t(1 - p_value / 2, df)

    ends = excess(0.5), excess(MOST_DEGREES)
    if not (isfinite(ends[0]) and ends[0] * ends[1] < 0):
        return None
    return float(brentq(excess, 0.5, MOST_DEGREES, xtol=1e-10, rtol=1e-12))


def linked_people(df: float, sizes: tuple[int, int], variances: tuple[float, float]) -> list[int]:
    """How many people answered at both waves, from a test's degrees of freedom.

    Parameters
    ----------
    df : float
        Of a test of partially overlapping samples (Welch).
    sizes : tuple of int
        People at either wave.
    variances : tuple of float
        Of the two means: of the answers, divided by the sizes.

    Returns
    -------
    list of int
        Every number that gives these degrees of freedom, to what printed digits leave open.

    Notes
    -----
    The test's own formula (Derrick and others 2017, T2): with c linked people of a and b, and
    Welch's degrees of freedom w, ``df = c - 1 + (w - c + 1) (a + b - 2 c) / (a + b)``.
    """
    a, b = sizes
    squares = variances[0] ** 2 / (a - 1) + variances[1] ** 2 / (b - 1)
    if squares <= 0:
        return []
    welch = sum(variances) ** 2 / squares
    implied = {
        c: c - 1 + (welch - c + 1) * (a + b - 2 * c) / (a + b) for c in range(min(sizes) + 1)
    }
    nearest = min(implied, key=lambda c: abs(implied[c] - df))
    gaps = {c: abs(value - df) / df for c, value in implied.items()}
    return [c for c, gap in gaps.items() if gap <= max(NEAR, 3 * gaps[nearest])
            and gaps[nearest] <= LOOSE]  # fmt: skip


def variance_of_mean(mean: float, low: float, high: float, size: int) -> float:
    """Variance of a mean out of its 95 % t interval; by its wider half, as ends may be cut."""
    return (max(mean - low, high - mean) / critical_t(size - 1)) ** 2


def whole_numbers(low: float, high: float) -> tuple[float, float]:
    """Bounds of a whole number between two ends; the ends themselves where there is none."""
    least, most = float(ceil(low - SLACK)), float(floor(high + SLACK))
    return (least, most) if least <= most else (low, high)
