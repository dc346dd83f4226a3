"""Small groups beside each other: partial pooling, and what a group could have shown."""

from collections.abc import Sequence
from math import nan, sqrt

import numpy as np

from analysis.statistics.inference.estimate import Estimate
from analysis.statistics.inference.proportions import Z
from analysis.statistics.inference.student import critical_t, quantile_t


def partial_pooling(
    estimates: Sequence[float], errors: Sequence[float], sizes: Sequence[int]
) -> list[Estimate]:
    """Estimates of several groups, each drawn towards their common mean.

    The less a group's own answers tell, the more it borrows from the others
    (empirical Bayes). Without any sign that the groups differ, all of them get
    the common mean.

    Parameters
    ----------
    estimates, errors : sequence of float
        Of each group: estimate and standard error. Those that are not numbers
        stay so and do not count.
    sizes : sequence of int
        People behind each.

    Returns
    -------
    list of Estimate
        In the same order and unit.

    Notes
    -----
    With the variance tau^2 between groups by Paule and Mandel, weights
    ``w = 1 / (s^2 + tau^2)`` and mean m, a group's estimate is
    ``m + B (y - m)`` with ``B = tau^2 / (tau^2 + s^2)`` and the variance
    ``B s^2 + (1 - B)^2 / sum(w)``.

    References
    ----------
    Morris, C. N. (1983). Parametric empirical Bayes inference. JASA 78, 47-55.
    Paule, R. C. and Mandel, J. (1982). Consensus values and weighting factors.
    Journal of Research of the National Bureau of Standards 87, 377-385.
    """
    y, s = np.asarray(estimates, dtype=float), np.asarray(errors, dtype=float)
    told = ~np.isnan(y) & (s > 0)
    if told.sum() < 2:
        return [Estimate(nan, nan, nan, nan, "pooled", n) for n in sizes]
    tau2 = variance_between(y[told], s[told])
    weights = 1 / (s[told] ** 2 + tau2)
    mean = float((weights * y[told]).sum() / weights.sum())
    keep = np.where(told, tau2 / (tau2 + np.where(told, s, 1.0) ** 2), nan)
    drawn = mean + keep * (y - mean)
    error = np.sqrt(keep * s**2 + (1 - keep) ** 2 / weights.sum())
    return [
        Estimate(float(e), float(e - Z * w), float(e + Z * w), nan, "pooled", n)
        for e, w, n in zip(drawn, error, sizes, strict=True)
    ]


def variance_between(estimates: np.ndarray, errors: np.ndarray) -> float:
    """Variance between groups that explains how far they lie apart (Paule and Mandel)."""
    from scipy.optimize import brentq

    def excess(tau2: float) -> float:
        weights = 1 / (errors**2 + tau2)
        mean = (weights * estimates).sum() / weights.sum()
        return float((weights * (estimates - mean) ** 2).sum() - (len(estimates) - 1))

    if excess(0.0) <= 0:
        return 0.0
    largest = float(np.ptp(estimates) ** 2 * len(estimates))
    return float(brentq(excess, 0.0, largest, xtol=1e-12))


def detectable_difference(
    sd: float, n_a: int, n_b: int, pairs: int = 0, correlation: float = 0.0, power: float = 0.8
) -> float:
    """The smallest true difference of means that would have been found so often.

    Parameters
    ----------
    sd : float
        Standard deviation of the answers.
    n_a, n_b : int
        Group sizes, at least 2.
    pairs : int
        How many people are in both groups.
    correlation : float
        Of their answers.
    power : float
        Probability of a p-value below 5 %.

    Returns
    -------
    float
        In the unit of ``sd``.

    Notes
    -----
    ``(t_{0.975} + t_{power}) * sd * sqrt(1 / n_a + 1 / n_b - 2 r pairs / (n_a n_b))``
    with the degrees of freedom of `partially_overlapping_t`.

    Examples
    --------
    >>> round(detectable_difference(1.0, 51, 32), 2)  # G*Power: d = 0.64
    0.64
    """
    if min(n_a, n_b) < 2:
        raise ValueError(f"group sizes are {n_a} and {n_b}; both must be at least 2")
    free = n_a + n_b - pairs - 1
    df = pairs - 1 + free / (n_a + n_b) * (n_a + n_b - 2 * pairs)
    error = sd * sqrt(1 / n_a + 1 / n_b - 2 * correlation * pairs / (n_a * n_b))
    return (critical_t(df) + quantile_t(power, df)) * error
