"""Proportions, and differences of proportions of independent groups."""

from collections.abc import Callable
from math import acos, copysign, cos, inf, nan, pi, sqrt

from analysis.statistics.inference.estimate import Estimate
from analysis.statistics.inference.normal import normal_p

Z = 1.959963984540054  # of the standard normal distribution at 97.5 %


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
    _check_count(count, n)
    share = count / n
    # Written out, as the first figures that a reader waits for need nothing else of statsmodels.
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z * sqrt(share * (1 - share) / n + Z**2 / (4 * n**2)) / (1 + Z**2 / n)
    # The formula's ends are exactly 0 and 1 at the edges; its rounding is not.
    low = 0.0 if count == 0 else middle - half
    high = 1.0 if count == n else middle + half
    return Estimate(share, low, high, nan, "wilson", n)


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
    method : {"newcombe", "miettinen_nurminen"}
        Newcombe's hybrid score interval without continuity correction, or the
        asymptotic score interval with the variance times ``N / (N - 1)``.

    Returns
    -------
    Estimate
        On the scale -1 to 1; ``n`` is ``n_a + n_b``. The score method also
        tests whether the difference is 0; Newcombe's tests nothing.

    Notes
    -----
    Newcombe: with each proportion's Wilson limits l and u, the limits are
    ``d - sqrt((p_a - l_a)^2 + (u_b - p_b)^2)`` and
    ``d + sqrt((u_a - p_a)^2 + (p_b - l_b)^2)``.

    References
    ----------
    Newcombe, R. G. (1998). Interval estimation for the difference between
    independent proportions. Statistics in Medicine 17, 873-890, method 10.

    Miettinen, O. and Nurminen, M. (1985). Comparative analysis of two rates.
    Statistics in Medicine 4, 213-226. R: ``PropCIs::diffscoreci``.

    Examples
    --------
    >>> d = difference_of_proportions(56, 70, 48, 80)
    >>> round(d.ci_low, 4), round(d.ci_high, 4)
    (0.0524, 0.3339)
    """
    if method == "miettinen_nurminen":
        return _score_difference(count_a, n_a, count_b, n_b)
    if method != "newcombe":
        raise ValueError(f"method is '{method}'; it must be 'newcombe' or 'miettinen_nurminen'")
    a, b = proportion(count_a, n_a), proportion(count_b, n_b)
    low, high = hybrid_interval(a, b)
    return Estimate(a.estimate - b.estimate, low, high, nan, method, n_a + n_b)


def hybrid_interval(a: Estimate, b: Estimate, correlation: float = 0.0) -> tuple[float, float]:
    """Newcombe's interval of ``a - b`` from the limits of two proportions.

    Parameters
    ----------
    a, b : Estimate
        From `proportion`.
    correlation : float
        Of the two proportions; 0 if they are of different people.
    """
    down_a, up_a = a.estimate - a.ci_low, a.ci_high - a.estimate
    down_b, up_b = b.estimate - b.ci_low, b.ci_high - b.estimate
    low = sqrt(max(down_a**2 - 2 * correlation * down_a * up_b + up_b**2, 0.0))
    high = sqrt(max(up_a**2 - 2 * correlation * up_a * down_b + down_b**2, 0.0))
    d = a.estimate - b.estimate
    return max(d - low, -1.0), min(d + high, 1.0)


def _score_difference(count_a: float, n_a: int, count_b: float, n_b: int) -> Estimate:
    _check_count(count_a, n_a)
    _check_count(count_b, n_b)
    p_a, p_b = count_a / n_a, count_b / n_b

    def z(delta: float) -> float:
        return _score(p_a, n_a, p_b, n_b, delta)

    statistic = z(0.0)
    return Estimate(
        p_a - p_b,
        invert_score(z, p_a - p_b, Z),
        invert_score(z, p_a - p_b, -Z),
        normal_p(statistic),
        "miettinen_nurminen",
        n_a + n_b,
        statistic,
    )


def invert_score(z: Callable[[float], float], estimate: float, critical: float) -> float:
    """The difference at which a falling score statistic takes a critical value.

    Parameters
    ----------
    z : callable
        Score statistic of a difference on (-1, 1).
    estimate : float
        Where the statistic is 0.
    critical : float
        Above 0 for the lower limit, below for the upper one.

    Returns
    -------
    float
        -1 or 1 where the statistic never takes the value.
    """
    from scipy.optimize import brentq

    end = -1.0 if critical > 0 else 1.0
    far = end * (1 - 1e-12)
    if abs(estimate) >= 1 and estimate == end:
        return end
    if (z(far) - critical) * critical <= 0:
        return end
    near = min(max(estimate, -1 + 1e-12), 1 - 1e-12)
    return float(brentq(lambda delta: z(delta) - critical, near, far, xtol=1e-12))


def _score(p_a: float, n_a: int, p_b: float, n_b: int, delta: float) -> float:
    """Score statistic of ``p_a - p_b = delta``."""
    restricted_a = _restricted(p_a, n_a, p_b, n_b, delta)
    restricted_b = restricted_a - delta
    total = n_a + n_b
    variance = (
        restricted_a * (1 - restricted_a) / n_a + restricted_b * (1 - restricted_b) / n_b
    ) * (total / (total - 1))
    distance = p_a - p_b - delta
    if distance == 0:
        return 0.0
    return distance / sqrt(variance) if variance > 0 else copysign(inf, distance)


def _restricted(p_a: float, n_a: int, p_b: float, n_b: int, delta: float) -> float:
    """Maximum-likelihood ``p_a`` under ``p_a - p_b = delta``: root of the likelihood's cubic.

    Farrington and Manning (1990), Statistics in Medicine 9, 1447-1454, appendix.
    """
    theta = n_b / n_a
    a = 1 + theta
    b = -(1 + theta + p_a + theta * p_b + delta * (theta + 2))
    c = delta**2 + delta * (2 * p_a + theta + 1) + p_a + theta * p_b
    d = -p_a * delta * (1 + delta)
    v = (b / (3 * a)) ** 3 - b * c / (6 * a**2) + d / (2 * a)
    u = copysign(sqrt(max((b / (3 * a)) ** 2 - c / (3 * a), 0.0)), v)
    if u == 0:
        root = -b / (3 * a)
    else:
        w = (pi + acos(min(max(v / u**3, -1.0), 1.0))) / 3
        root = 2 * u * cos(w) - b / (3 * a)
    return min(max(root, max(0.0, delta)), min(1.0, 1 + delta))


def _check_count(count: float, n: int) -> None:
    if not 1 <= n < inf or not 0 <= count <= n:
        raise ValueError(f"count is {count} of {n}; it must be 0 to n, and n at least 1")
