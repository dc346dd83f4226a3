"""Methods that use only the order of the answers."""

from math import nan, sqrt

import numpy as np

from analysis.statistics.inference.estimate import Estimate
from analysis.statistics.inference.sample import ROUNDING, Numbers, as_sample
from analysis.statistics.inference.student import critical_t, two_sided_p
from analysis.statistics.inference.wilcoxon import (
    rank_sum_order,
    signed_rank_order,
    wilcoxon_rank_sum,
    wilcoxon_signed_rank,
)

LARGEST_PAIRWISE = 5_000_000
"""So many pairwise differences are held in memory at most."""
LEFT_OF_SUMS = 1e-15
"""Of a variance that is a difference of sums, what rounding leaves where there is none."""


def hodges_lehmann(x: Numbers, y: Numbers, paired: bool = False) -> Estimate:
    """Shift between two samples: the median of the pairwise differences ``x - y``.

    Parameters
    ----------
    x, y : sequence of float
        With ``paired``, of the same people in the same order.
    paired : bool
        Median of the means of every two differences (Walsh averages) instead.

    Returns
    -------
    Estimate
        In the unit of the values. The interval lies between two order
        statistics chosen by the exact null distribution without ties (R:
        ``wilcox.test(exact = TRUE, conf.int = TRUE)``, which is exact by itself
        below 50 answers a group without ties and differences of 0, and else
        inverts a normal test with a continuity correction); beyond 100 pairs,
        or 100 answers of both groups, by a normal one. With ties it is closed
        and therefore conservative (Noether). Of fewer than six pairs, and
        of groups as small as 3 and 4, no interval reaches 95 %, and its ends
        are not numbers (R gives the widest one, and warns).
        The p-value is that of `wilcoxon_signed_rank` or `wilcoxon_rank_sum`,
        ties included.

    Raises
    ------
    ValueError
        If a value is missing, a group empty, or ``paired`` ones are not as
        many of one as of the other.

    References
    ----------
    Hodges, J. L. and Lehmann, E. L. (1963). Estimates of location based on
    rank tests. Annals of Mathematical Statistics 34, 598-611.

    Noether, G. E. (1967). Wilcoxon confidence intervals for location
    parameters in the discrete case. JASA 62, 184-188.

    Examples
    --------
    >>> h = hodges_lehmann([.8, .83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, .73, 1.46],
    ...                    [1.15, .88, .9, .74, 1.21])
    >>> round(h.estimate, 3), round(h.ci_low, 2), round(h.ci_high, 2)
    (0.305, -0.15, 0.76)
    """
    first, second = as_sample(x, "x"), as_sample(y, "y")
    if not (len(first) and len(second)):
        raise ValueError("there are no values; both groups need at least one")
    if len(first) * len(second) > LARGEST_PAIRWISE:
        raise ValueError(f"{len(first)} and {len(second)} values have too many differences")
    if paired:
        test = wilcoxon_signed_rank(first, second)
        d = first - second
        rows, columns = np.triu_indices(len(d))
        shifts = np.sort((d[rows] + d[columns]) / 2)
        rank = signed_rank_order(len(d))
    else:
        test = wilcoxon_rank_sum(first, second)
        shifts = np.sort(np.subtract.outer(first, second).ravel())
        rank = rank_sum_order(len(first), len(second))
    low, high = (shifts[rank - 1], shifts[len(shifts) - rank]) if rank else (nan, nan)
    return Estimate(
        float(np.median(shifts)), float(low), float(high), test.p_value, "hodges_lehmann",
        test.n, test.statistic,
    )  # fmt: skip


def cliffs_delta(x: Numbers, y: Numbers) -> Estimate:
    """Cliff's delta: how much more often ``x`` is larger than smaller than ``y``.

    Returns
    -------
    Estimate
        On the scale -1 to 1, with the asymmetric interval from the unbiased
        variance and Student's t (R: ``effsize::cliff.delta``); ``n`` are all
        answers. Without variation the interval is not a number, also where
        no answers of the groups overlap: R warns and gives one there as if an
        answer less did, which leaves out 0 at three answers each, although the
        exact p is .1.

    References
    ----------
    Cliff, N. (1996). Answering ordinal questions with ordinal data using
    ordinal statistics. Multivariate Behavioral Research 31, 331-350.

    Feng, D. and Cliff, N. (2004). Monte Carlo evaluation of ordinal d with
    improved confidence interval. Journal of Modern Applied Statistical
    Methods 3, 322-332.

    Examples
    --------
    >>> c = cliffs_delta([10, 10, 20, 20, 20, 30, 30, 30, 40, 50], [10, 20, 30, 40, 40, 50])
    >>> c.estimate, round(c.ci_low, 4), round(c.ci_high, 4)
    (-0.25, -0.7266, 0.389)
    """
    first, second = as_sample(x, "x"), as_sample(y, "y")
    n_x, n_y = len(first), len(second)
    if min(n_x, n_y) < 2:
        raise ValueError(f"group sizes are {n_x} and {n_y}; both must be at least 2")
    signs = np.sign(np.subtract.outer(first, second))
    d = float(signs.mean())
    variance = (
        n_y**2 * ((signs.mean(axis=1) - d) ** 2).sum()
        + n_x**2 * ((signs.mean(axis=0) - d) ** 2).sum()
        - ((signs - d) ** 2).sum()
    ) / (n_x * n_y * (n_x - 1) * (n_y - 1))
    df = n_x + n_y - 2
    if variance <= LEFT_OF_SUMS:
        return Estimate(d, nan, nan, nan, "cliffs_delta", n_x + n_y)
    quantile, error = critical_t(df), sqrt(float(variance))
    spread = quantile * error
    half = spread * sqrt((1 - d**2) ** 2 + spread**2)
    low, high = ((d - d**3 + sign * half) / (1 - d**2 + spread**2) for sign in (-1, 1))
    p_value = two_sided_p(d / error, df)
    return Estimate(d, low, high, p_value, "cliffs_delta", n_x + n_y, d / error, df)


def brunner_munzel(x: Numbers, y: Numbers) -> Estimate:
    """Brunner and Munzel's test of ``y`` being larger than ``x`` as often as smaller.

    Returns
    -------
    Estimate
        The probability that an answer of ``y`` is larger than one of ``x``,
        half of it where they are equal (R: ``lawstat::brunner.munzel.test``);
        ``n`` are all answers. The interval is cut off at 0 and 1 (R's is not).
        Without variation it is not a number.

    References
    ----------
    Brunner, E. and Munzel, U. (2000). The nonparametric Behrens-Fisher
    problem. Biometrical Journal 42, 17-25.

    Examples
    --------
    >>> b = brunner_munzel([1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1],
    ...                    [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4])
    >>> round(b.statistic, 6), round(b.p_value, 6)
    (3.137467, 0.005786)
    """
    from scipy.stats import rankdata

    first, second = as_sample(x, "x"), as_sample(y, "y")
    n_x, n_y = len(first), len(second)
    if min(n_x, n_y) < 2:
        raise ValueError(f"group sizes are {n_x} and {n_y}; both must be at least 2")
    ranks = rankdata(np.concatenate([first, second]))
    inner = [ranks[:n_x] - rankdata(first), ranks[n_x:] - rankdata(second)]
    effect = float(inner[1].mean() / n_x)
    # Placements on the scale of probability: their variances add up to the error's.
    parts = (inner[0].var(ddof=1) / n_x / n_y**2, inner[1].var(ddof=1) / n_y / n_x**2)
    if sum(parts) <= ROUNDING**2:
        return Estimate(effect, nan, nan, nan, "brunner_munzel", n_x + n_y)
    error = sqrt(float(sum(parts)))
    df = float(sum(parts) ** 2 / (parts[0] ** 2 / (n_x - 1) + parts[1] ** 2 / (n_y - 1)))
    half = critical_t(df) * error
    statistic = (effect - 0.5) / error
    p_value = two_sided_p(statistic, df)
    return Estimate(effect, max(effect - half, 0.0), min(effect + half, 1.0), p_value,
                    "brunner_munzel", n_x + n_y, statistic, df)  # fmt: skip
