"""What can be known of a difference when only means are printed."""

from math import nan, sqrt

from analysis.statistics.inference.estimate import Estimate
from analysis.statistics.inference.student import critical_t


def widest_difference_of_means(
    mean_a: float,
    n_a: int,
    mean_b: float,
    n_b: int,
    *,
    scale: tuple[float, float],
    rounding: float = 0.0,
) -> Estimate:
    """Difference ``a - b`` of two means whose spread was not printed.

    No standard deviation is needed: answers on a bounded scale with a given
    mean can spread only so far, and the interval is the one for that largest
    spread, with the rounding of the printed means added. It holds the usual
    interval of any answers that print these means, and says what can be known
    from the means alone.

    Parameters
    ----------
    mean_a, mean_b : float
        Printed means, inside ``scale``.
    n_a, n_b : int
        Group sizes, at least 2.
    scale : tuple of float
        Lowest and highest answer.
    rounding : float
        Half a unit of the last printed decimal (0.05 for "2,9").

    Returns
    -------
    Estimate
        In units of the scale; ``n`` is ``n_a + n_b``.

    Notes
    -----
    The largest variance of a sample with mean m on [L, H] is
    ``(m - L)(H - m) n / (n - 1)``. The half-width is ``t * sqrt(v_a / n_a +
    v_b / n_b) + 2 * rounding``, with t of ``min(n_a, n_b) - 1`` degrees of
    freedom. Answers of the same people at both waves make the true interval
    narrower as long as they correlate positively.

    References
    ----------
    Bhatia, R. and Davis, C. (2000). A better bound on the variance. American
    Mathematical Monthly 107, 353-357.
    """
    if min(n_a, n_b) < 2:
        raise ValueError(f"group sizes are {n_a} and {n_b}; both must be at least 2")
    spread = sum(
        _largest_variance(mean, n, scale, rounding) / n
        for mean, n in ((mean_a, n_a), (mean_b, n_b))
    )
    quantile = critical_t(min(n_a, n_b) - 1)
    half = quantile * sqrt(spread) + 2 * rounding
    d = mean_a - mean_b
    return Estimate(d, d - half, d + half, nan, "widest", n_a + n_b)


def widest_mean(
    mean: float, n: int, *, scale: tuple[float, float], rounding: float = 0.0
) -> Estimate:
    """A mean whose spread was not printed, with the widest interval that fits it.

    Parameters
    ----------
    mean : float
        Printed, inside ``scale``.
    n : int
        Answers, at least 2.
    scale : tuple of float
        Lowest and highest answer; the interval does not leave it.
    rounding : float
        Half a unit of the last printed decimal.

    Returns
    -------
    Estimate
        As in `widest_difference_of_means`, with t of ``n - 1`` degrees of freedom.
    """
    if n < 2:
        raise ValueError(f"there are {n} answers; there must be at least 2")
    spread = _largest_variance(mean, n, scale, rounding) / n
    half = critical_t(n - 1) * sqrt(spread) + rounding
    return Estimate(mean, max(mean - half, scale[0]), min(mean + half, scale[1]), nan, "widest", n)


def _largest_variance(mean: float, n: int, scale: tuple[float, float], rounding: float) -> float:
    low, high = scale
    if not low <= mean <= high:
        raise ValueError(f"mean is {mean}; it must lie on the scale {low} to {high}")
    middle = (low + high) / 2
    # Of the means that print like this, the one nearest the middle spreads most.
    nearest = min(max(middle, mean - rounding), mean + rounding)
    return (nearest - low) * (high - nearest) * n / (n - 1)
