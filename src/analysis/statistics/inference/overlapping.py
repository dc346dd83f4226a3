"""Two times of which some people are seen at both, and some at one of them only."""

from math import nan, sqrt

import numpy as np

from analysis.statistics.inference.estimate import Estimate
from analysis.statistics.inference.normal import normal_p
from analysis.statistics.inference.paired import difference_of_paired_proportions
from analysis.statistics.inference.proportions import Z, hybrid_interval, proportion
from analysis.statistics.inference.sample import (
    ROUNDING,
    Numbers,
    as_pairs,
    as_sample,
    has_spread,
)
from analysis.statistics.inference.student import critical_t, two_sided_p


def partially_overlapping_t(
    a_only: Numbers,
    b_only: Numbers,
    a_paired: Numbers,
    b_paired: Numbers,
    equal_variances: bool = True,
) -> Estimate:
    """Difference ``a - b`` of two means of partially overlapping samples.

    Everyone counts: the mean of each time is over all who answered, and the
    covariance of those who answered twice narrows the interval.

    Parameters
    ----------
    a_only, b_only : sequence of float
        Values of people seen at one time only; may be empty.
    a_paired, b_paired : sequence of float
        Values of the same people at both times, in the same order; may be empty.
    equal_variances : bool
        Pooled variance (T1 of the reference), or Welch's (T2): R's ``var.equal``,
        which is FALSE unless it is given.

    Returns
    -------
    Estimate
        In the unit of the values. ``n`` are the people. Without any variation
        the interval and the test are not numbers (R: a p of 1 or 0).

    Notes
    -----
    With n_c pairs of correlation r and group sizes n_1, n_2, the error is
    ``sqrt(s_1^2 / n_1 + s_2^2 / n_2 - 2 r s_1 s_2 n_c / (n_1 n_2))``; fewer
    than three pairs say nothing of r, which is then taken as 0 (R takes two pairs'
    1 or -1 for it, and none without pairs). The degrees of
    freedom lie between those of the unpaired and of the paired test, both of
    which are special cases (T2; T1 of the unpaired).

    References
    ----------
    Derrick, B., Russ, B., Toher, D. and White, P. (2017). Test statistics for
    the comparison of means for two samples that include both paired and
    independent observations. Journal of Modern Applied Statistical Methods 16,
    137-157. R: ``Partiallyoverlapping::Partover.test``.
    """
    first, second = as_pairs(a_paired, b_paired)
    a, b = _together(a_only, first), _together(b_only, second)
    pairs = len(first)
    if min(len(a), len(b)) < 2:
        raise ValueError(f"group sizes are {len(a)} and {len(b)}; both must be at least 2")
    method = "overlapping_t" if equal_variances else "overlapping_welch"
    d = float(a.mean() - b.mean())
    people = len(a) + len(b) - pairs
    error, df = overlapping_error(a, b, correlation_of_pairs(first, second), pairs, equal_variances)
    if not has_spread(error**2, np.concatenate([a, b])) or df <= 0:
        return Estimate(d, nan, nan, nan, method, people)
    half = critical_t(df) * error
    p_value = two_sided_p(d / error, df)
    return Estimate(d, d - half, d + half, p_value, method, people, d / error, df)


def overlapping_error(
    a: np.ndarray, b: np.ndarray, r: float, pairs: int, equal_variances: bool
) -> tuple[float, float]:
    """Standard error of the difference of means, and its degrees of freedom."""
    n_a, n_b = len(a), len(b)
    v_a, v_b = float(a.var(ddof=1)), float(b.var(ddof=1))
    if equal_variances:
        v_a = v_b = ((n_a - 1) * v_a + (n_b - 1) * v_b) / (n_a + n_b - 2)
    parts = (v_a / n_a, v_b / n_b)
    variance = sum(parts) - 2 * r * sqrt(v_a * v_b) * pairs / (n_a * n_b)
    alone = n_a + n_b - 2 * pairs
    free = n_a + n_b - pairs - 1.0
    if not equal_variances:
        welch = parts[0] ** 2 / (n_a - 1) + parts[1] ** 2 / (n_b - 1)
        free = (sum(parts) ** 2 / welch - pairs + 1) if welch > 0 else 0.0
    df = pairs - 1 + free / (n_a + n_b) * alone
    return sqrt(max(variance, 0.0)), df


def partially_overlapping_z(
    a_only: Numbers, b_only: Numbers, a_paired: Numbers, b_paired: Numbers
) -> Estimate:
    """Difference ``a - b`` of two proportions of partially overlapping samples.

    Parameters
    ----------
    a_only, b_only, a_paired, b_paired : sequence of 0 and 1
        As in `partially_overlapping_t`.

    Returns
    -------
    Estimate
        On the scale -1 to 1. The test uses the pooled proportion and the phi
        coefficient of the pairs (R: ``Partiallyoverlapping::Prop.test``); the
        interval each time's own proportion (R: the pooled one). Where these leave
        no width, as everyone answered alike or stayed, it is not a number.

    Notes
    -----
    ``z = (p_1 - p_2) / sqrt(p (1 - p) (1 / n_1 + 1 / n_2 - 2 phi n_c / (n_1 n_2)))``.
    Good for tests and for large samples; for an interval in small ones see
    `difference_of_overlapping_proportions`.

    References
    ----------
    Derrick, B., Dobson-McKittrick, A., Toher, D. and White, P. (2015). Test
    statistics for comparing two proportions with partially overlapping
    samples. Journal of Applied Quantitative Methods 10, 1-14.
    """
    first, second = as_pairs(a_paired, b_paired)
    a, b = _together(a_only, first), _together(b_only, second)
    _check_binary(a, b)
    return _overlapping_z(a, b, len(first), correlation_of_pairs(first, second))


def _overlapping_z(a: np.ndarray, b: np.ndarray, pairs: int, phi: float) -> Estimate:
    n_a, n_b = len(a), len(b)
    p_a, p_b = float(a.mean()), float(b.mean())
    d, people = p_a - p_b, n_a + n_b - pairs
    p = (n_a * p_a + n_b * p_b) / (n_a + n_b)
    shared = 2 * phi * pairs / (n_a * n_b)
    pooled = p * (1 - p) * (1 / n_a + 1 / n_b - shared)
    v_a, v_b = p_a * (1 - p_a), p_b * (1 - p_b)
    own = v_a / n_a + v_b / n_b - shared * sqrt(v_a * v_b)
    low = high = nan
    if own > ROUNDING * (v_a / n_a + v_b / n_b):
        low, high = max(d - Z * sqrt(own), -1.0), min(d + Z * sqrt(own), 1.0)
    if pooled <= ROUNDING * p * (1 - p) * (1 / n_a + 1 / n_b):
        return Estimate(d, low, high, nan, "overlapping_z", people)
    z = d / sqrt(pooled)
    return Estimate(d, low, high, normal_p(z), "overlapping_z", people, z)


def difference_of_overlapping_proportions(
    a_only: Numbers, b_only: Numbers, a_paired: Numbers, b_paired: Numbers
) -> Estimate:
    """Difference ``a - b`` of two proportions, with an interval for small groups.

    Newcombe's hybrid of Wilson limits for independent groups, narrowed by the
    phi coefficient of the pairs in proportion to how many pairs there are.
    Without pairs it is `difference_of_proportions`, with pairs alone Tango's
    interval and McNemar's mid-p (`difference_of_paired_proportions`).

    Parameters
    ----------
    a_only, b_only, a_paired, b_paired : sequence of 0 and 1
        As in `partially_overlapping_t`.

    Returns
    -------
    Estimate
        On the scale -1 to 1; the p-value is that of `partially_overlapping_z`
        with the same phi as the interval.

    Notes
    -----
    A few pairs who all answer twice alike have a phi of 1, which would say that
    nothing can have changed. Phi is therefore taken with half a pair more in
    each of the four cells, where that is less; with it, at 8 to 51 people and
    stable answers, 92 to 100 % of the intervals hold the truth, and without it 88 to
    100 % (``benchmarks/coverage.py``).

    References
    ----------
    Newcombe, R. G. (1998). Improved confidence intervals for the difference
    between binomial proportions based on paired data. Statistics in Medicine
    17, 2635-2650, method 10. How it covers with partial overlap is simulated in
    ``benchmarks/coverage.py``.
    """
    first, second = as_pairs(a_paired, b_paired)
    a, b = _together(a_only, first), _together(b_only, second)
    _check_binary(a, b)
    if len(a) == len(b) == len(first):
        return difference_of_paired_proportions(*_fourfold(first, second))
    phi = _cautious_phi(first, second)
    tested = _overlapping_z(a, b, len(first), phi)
    r = phi * len(first) / sqrt(len(a) * len(b))
    low, high = hybrid_interval(
        proportion(float(a.sum()), len(a)), proportion(float(b.sum()), len(b)), r
    )
    return Estimate(tested.estimate, low, high, tested.p_value, "overlapping_newcombe",
                    tested.n, tested.statistic)  # fmt: skip


def _together(only: Numbers, paired: np.ndarray) -> np.ndarray:
    return np.concatenate([as_sample(only, "those seen once"), paired])


def _fourfold(a: np.ndarray, b: np.ndarray) -> tuple[int, int, int, int]:
    """Pairs who said yes at both times, at the first only, at the second only, at none."""
    both, yes_a, yes_b = int(a @ b), int(a.sum()), int(b.sum())
    return both, yes_a - both, yes_b - both, len(a) - yes_a - yes_b + both


def _cautious_phi(a: np.ndarray, b: np.ndarray) -> float:
    """Phi of pairs, or phi with half a pair more in each cell where that is nearer to 0."""
    both, only_a, only_b, neither = (count + 0.5 for count in _fourfold(a, b))
    margins = (both + only_a) * (only_b + neither) * (both + only_b) * (only_a + neither)
    corrected = (both * neither - only_a * only_b) / sqrt(margins)
    return min(correlation_of_pairs(a, b), max(corrected, 0.0))


def _check_binary(*samples: np.ndarray) -> None:
    for values in samples:
        if not len(values) or not np.isin(values, (0, 1)).all():
            raise ValueError("values must be 0 or 1, and neither time without any")


def correlation_of_pairs(a_paired: Numbers, b_paired: Numbers) -> float:
    """Pearson's correlation of pairs, for binary ones phi; 0 where they cannot tell it."""
    a, b = as_pairs(a_paired, b_paired)
    if len(a) < 3 or not (has_spread(a.var(), a) and has_spread(b.var(), b)):
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])
