"""Two proportions of the same people."""

from math import inf, nan, sqrt

from analysis.statistics.inference.estimate import CONFIDENCE, Estimate
from analysis.statistics.inference.proportions import Z, invert_score
from analysis.statistics.inference.sample import as_count


def difference_of_paired_proportions(both: int, only_a: int, only_b: int, neither: int) -> Estimate:
    """Difference ``a - b`` of the proportions of two answers of the same people.

    Parameters
    ----------
    both, only_a, only_b, neither : int
        People who said yes at both times, at one of them, at none.

    Returns
    -------
    Estimate
        On the scale -1 to 1, with Tango's score interval and McNemar's mid-p;
        ``n`` are the people.

    Notes
    -----
    The interval holds the differences d for which
    ``|only_a - only_b - n d| <= z sqrt(n (2 q + d (1 - d)))``, q being the
    maximum-likelihood probability of ``only_b`` under d.

    Raises
    ------
    ValueError
        If a count is negative or not whole, or all are 0.

    References
    ----------
    Tango, T. (1998). Equivalence test and confidence interval for the
    difference in proportions for the paired-sample design. Statistics in
    Medicine 17, 891-908.

    Examples
    --------
    >>> d = difference_of_paired_proportions(1, 1, 7, 12)  # Fagerland and others (2014)
    >>> round(d.ci_low, 3), round(d.ci_high, 3)
    (-0.517, -0.026)
    """
    only_a, only_b = as_count(only_a, "only_a"), as_count(only_b, "only_b")
    n = as_count(both, "both") + only_a + only_b + as_count(neither, "neither")
    if not n:
        raise ValueError("there are no people; a difference needs at least one")

    def z(delta: float) -> float:
        return _tango_score(only_a, only_b, n, delta)

    d = (only_a - only_b) / n
    low, high = invert_score(z, d, Z), invert_score(z, d, -Z)
    p_value = mcnemar(only_a, only_b, method="mid_p").p_value
    return Estimate(d, low, high, p_value, "tango", n)


def _tango_score(only_a: int, only_b: int, n: int, delta: float) -> float:
    b = -only_a - only_b + (2 * n - only_a + only_b) * delta
    c = -only_b * delta * (1 - delta)
    q = (sqrt(max(b**2 - 8 * n * c, 0.0)) - b) / (4 * n)
    variance = n * (2 * q + delta * (1 - delta))
    distance = only_a - only_b - n * delta
    if distance == 0:
        return 0.0
    return distance / sqrt(variance) if variance > 0 else (inf if distance > 0 else -inf)


def mcnemar(only_a: int, only_b: int, method: str = "mid_p") -> Estimate:
    """McNemar's test that two answers of the same people are equally frequent.

    Parameters
    ----------
    only_a, only_b : int
        People who said yes at one time only.
    method : {"mid_p", "exact", "chi_squared"}
        The exact binomial test (R: ``exact2x2::mcnemar.exact``), its mid-p, or the
        chi-squared test with continuity correction (R: ``mcnemar.test``).

    Returns
    -------
    Estimate
        The odds ratio ``only_a / only_b`` with its exact interval (from
        Clopper and Pearson's for the share of ``only_a``); ``n`` are the
        people whose answers differ. Without any, p is 1, and that of
        chi-squared not a number, as R's.

    Raises
    ------
    ValueError
        If a count is negative or not whole, or the method unknown.

    References
    ----------
    Fagerland, M., Lydersen, S. and Laake, P. (2013). The McNemar test for
    binary matched-pairs data: mid-p and asymptotic are better than exact
    conditional. BMC Medical Research Methodology 13, 91.

    Examples
    --------
    >>> round(mcnemar(121, 59, method="chi_squared").statistic, 5)
    20.67222
    """
    from scipy.stats import binom, chi2
    from statsmodels.stats.proportion import proportion_confint

    only_a, only_b = as_count(only_a, "only_a"), as_count(only_b, "only_b")
    n, fewer = only_a + only_b, min(only_a, only_b)
    statistic = nan
    if method == "chi_squared":
        statistic = max(abs(only_a - only_b) - 1, 0) ** 2 / n if n else nan
        p_value = float(chi2.sf(statistic, 1))
    elif method in ("exact", "mid_p"):
        p_value = min(1.0, 2 * float(binom.cdf(fewer, n, 0.5))) if n else 1.0
        if method == "mid_p" and n:
            at = float(binom.pmf(fewer, n, 0.5))
            p_value = 1 - at / 2 if only_a == only_b else p_value - at
    else:
        raise ValueError(f"method is '{method}'; it must be 'mid_p', 'exact' or 'chi_squared'")
    if not n:
        return Estimate(nan, 0.0, inf, p_value, f"mcnemar_{method}", 0, statistic)
    low, high = proportion_confint(only_a, n, alpha=1 - CONFIDENCE, method="beta")
    ratio, least, most = (
        share / (1 - share) if share < 1 else inf for share in (only_a / n, float(low), float(high))
    )
    return Estimate(ratio, least, most, p_value, f"mcnemar_{method}", n, statistic)
