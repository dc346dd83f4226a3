"""Estimates and intervals for small groups: numbers in, numbers out."""

from dataclasses import dataclass
from math import nan, sqrt

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Estimate:
    """An estimate with its interval.

    Attributes
    ----------
    estimate, ci_low, ci_high : float
        In the unit of what was estimated; the interval's level is 95 %.
    p_value : float
        Two-sided; not a number where nothing was tested.
    method : str
        Name of the method, as ``docs/methods.md`` describes it.
    n : int
        People or answers behind the estimate.
    """

    estimate: float
    ci_low: float
    ci_high: float
    p_value: float
    method: str
    n: int


def proportion(count: float, n: int) -> Estimate:
    """A proportion with its Wilson score interval.

    Parameters
    ----------
    count : float
        Successes, ``0 <= count <= n``. Not necessarily whole: a count rebuilt
        from a printed percentage is used as it is.
    n : int
        Trials, at least 1.

    Returns
    -------
    Estimate
        On the scale 0-1. R: ``prop.test(count, n, correct = FALSE)``.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and
    statistical inference. JASA 22, 209-212.

    Examples
    --------
    >>> p = proportion(15, 148)  # Newcombe (1998), table I: 0.0624 to 0.1605
    >>> round(p.ci_low, 4), round(p.ci_high, 4)
    (0.0624, 0.1605)
    """
    from statsmodels.stats.proportion import proportion_confint

    _check_count(count, n)
    low, high = proportion_confint(count, n, alpha=1 - CONFIDENCE, method="wilson")
    # The formula's ends are exactly 0 and 1 at the edges; its rounding is not.
    low = 0.0 if count == 0 else float(low)
    high = 1.0 if count == n else float(high)
    return Estimate(count / n, low, high, nan, "wilson", n)


def difference_of_proportions(
    count_a: float, n_a: int, count_b: float, n_b: int, method: str = "newcombe"
) -> Estimate:
    """Difference ``a - b`` of two independent proportions with its interval.

    Parameters
    ----------
    count_a, count_b : float
        Successes in each group; not necessarily whole, as in `proportion`.
    n_a, n_b : int
        Group sizes, at least 1.
    method : {"newcombe"}
        Newcombe's hybrid score interval without continuity correction.

    Returns
    -------
    Estimate
        On the scale -1 to 1; ``n`` is ``n_a + n_b``.

    Notes
    -----
    With each proportion's Wilson limits l and u, the limits are
    ``d - sqrt((p_a - l_a)^2 + (u_b - p_b)^2)`` and
    ``d + sqrt((u_a - p_a)^2 + (p_b - l_b)^2)``.

    References
    ----------
    Newcombe, R. G. (1998). Interval estimation for the difference between
    independent proportions. Statistics in Medicine 17, 873-890, method 10.

    Examples
    --------
    >>> d = difference_of_proportions(56, 70, 48, 80)
    >>> round(d.ci_low, 4), round(d.ci_high, 4)
    (0.0524, 0.3339)
    """
    if method != "newcombe":
        raise ValueError(f"method is '{method}'; it must be 'newcombe'")
    a, b = proportion(count_a, n_a), proportion(count_b, n_b)
    d = a.estimate - b.estimate
    low = d - sqrt((a.estimate - a.ci_low) ** 2 + (b.ci_high - b.estimate) ** 2)
    high = d + sqrt((a.ci_high - a.estimate) ** 2 + (b.estimate - b.ci_low) ** 2)
    return Estimate(d, low, high, nan, method, n_a + n_b)


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
    from scipy.stats import t

    if min(n_a, n_b) < 2:
        raise ValueError(f"group sizes are {n_a} and {n_b}; both must be at least 2")
    spread = sum(
        _largest_variance(mean, n, scale, rounding) / n
        for mean, n in ((mean_a, n_a), (mean_b, n_b))
    )
    quantile = float(t.ppf((1 + CONFIDENCE) / 2, min(n_a, n_b) - 1))
    half = quantile * sqrt(spread) + 2 * rounding
    d = mean_a - mean_b
    return Estimate(d, d - half, d + half, nan, "widest", n_a + n_b)


def _largest_variance(mean: float, n: int, scale: tuple[float, float], rounding: float) -> float:
    low, high = scale
    if not low <= mean <= high:
        raise ValueError(f"mean is {mean}; it must lie on the scale {low} to {high}")
    middle = (low + high) / 2
    # Of the means that print like this, the one nearest the middle spreads most.
    nearest = min(max(middle, mean - rounding), mean + rounding)
    return (nearest - low) * (high - nearest) * n / (n - 1)


def _check_count(count: float, n: int) -> None:
    if n < 1 or not 0 <= count <= n:
        raise ValueError(f"count is {count} of {n}; it must be 0 to n, and n at least 1")
