"""Change of everyone who started, when leaving depends on what was answered at the start."""

from math import isnan, nan, sqrt

import numpy as np

from analysis.statistics.inference.estimate import Estimate
from analysis.statistics.inference.sample import Numbers, as_pairs, as_sample, has_spread
from analysis.statistics.inference.student import critical_t, two_sided_p

FEWEST_PAIRS = 4
"""A line through three leaves one degree of freedom, and no interval worth its width."""
LARGEST_LEVERAGE = 0.99
"""A line that goes through somebody whatever they answer does not tell how far off it is."""


def change_if_leaving_depends_on_start(
    start_only: Numbers, start_paired: Numbers, end_paired: Numbers
) -> Estimate:
    """Mean change of all who started, some of whom are not seen at the end.

    The answers at the end are regressed on those at the start among the linked, and the line
    is read at the mean of all who started. It is right if those who left would have answered
    at the end as others did who had started alike; the plain difference of both times is
    right only if leaving has nothing to do with the answers.

    Parameters
    ----------
    start_only : sequence of float
        Answers at the start of people who are not seen at the end; may be empty.
    start_paired, end_paired : sequence of float
        Values of the same people at both times, in the same order.

    Returns
    -------
    Estimate
        End less start, in the unit of the values; ``n`` are all who started. Below four pairs,
        or where the pairs' starts do not vary, everything but ``n`` is not a number; where the
        line meets every pair, the estimate has no interval.

    Notes
    -----
    The regression estimator of double sampling, ``D_m + c (x_n - x_m)``: D = end - start, c its
    slope on the start among the m linked of n. Skewed answers spread unevenly round the line, so
    the error of its reading is HC3's, ``sum((w e / (1 - h))^2)`` with the residuals e, leverages
    h and ``w = 1/m + (x - x_m)(x_n - x_m) / S_xx``. The starts add ``c^2 s_x^2 / n``, of which
    the slope's own error is taken off. Degrees of freedom are Satterthwaite's. At n = 16 to 200,
    where leaving depends on the start by 0 to 2 logits a standard deviation, 94 to 97 % of the
    intervals hold the truth (``benchmarks/coverage.py``).

    References
    ----------
    Cochran, W. G. (1977). Sampling Techniques, 3rd ed., 12.6. Wiley.

    MacKinnon, J. G. and White, H. (1985). Some heteroskedasticity-consistent covariance matrix
    estimators. Journal of Econometrics 29, 305-325.

    Little, R. J. A. and Rubin, D. B. (2019). Statistical Analysis with Missing Data, 3rd ed.,
    7.2: the same estimate as the maximum likelihood of a normal monotone pattern
    (Anderson, T. W. 1957. JASA 52, 200-203).

    Examples
    --------
    >>> e = change_if_leaving_depends_on_start([1, 2], [2, 3, 4, 4, 5], [3, 3, 4, 5, 5])
    >>> round(e.estimate, 3)  # R: predict(lm(end ~ start), data.frame(start = 3)) - 3
    0.538
    """
    start, end = as_pairs(start_paired, end_paired)
    everyone = np.concatenate([as_sample(start_only, "those seen at the start only"), start])
    n, pairs, method = len(everyone), len(start), "dropout"
    unknown = Estimate(nan, nan, nan, nan, method, n)
    if pairs < FEWEST_PAIRS or not has_spread(float(start.var()), start):
        return unknown
    centred, change = start - start.mean(), end - start
    spread_x = float(centred @ centred)
    slope = float(centred @ change) / spread_x
    ahead = float(everyone.mean() - start.mean())
    d = float(change.mean()) + slope * ahead
    residual = change - change.mean() - slope * centred
    leverage = 1 / pairs + centred**2 / spread_x
    weight = 1 / pairs + centred * ahead / spread_x
    if leverage.max() > LARGEST_LEVERAGE:
        return Estimate(d, nan, nan, nan, method, n)
    of_line = float(((weight * residual / (1 - leverage)) ** 2).sum())
    noise = float(residual @ residual) / (pairs - 2)
    of_start = max(slope**2 - noise / spread_x, 0.0) * float(everyone.var(ddof=1)) / n
    if not has_spread(of_line, np.concatenate([everyone, end])):
        return Estimate(d, nan, nan, nan, method, n)
    error = sqrt(of_line + of_start)
    df = error**4 / (of_line**2 / (pairs - 2) + of_start**2 / (n - 1))
    half = critical_t(df) * error
    return Estimate(d, d - half, d + half, two_sided_p(d / error, df), method, n, d / error, df)


def tipping_point(change: Estimate, unseen: int) -> float:
    """How much less than predicted the unseen must have answered for a change to vanish.

    Parameters
    ----------
    change : Estimate
        From `change_if_leaving_depends_on_start`.
    unseen : int
        How many of its people are not seen at the end.

    Returns
    -------
    float
        In the unit of the values, of the sign of the change; not a number where nobody is unseen
        or there is no estimate.

    Notes
    -----
    If the unseen answered ``x`` less on average than the line predicts, the change of everyone
    is ``change - x unseen / n``, which is zero at ``x = change n / unseen``: the delta-adjusted
    pattern mixture of Little and Rubin (2019), 15.4.

    Examples
    --------
    >>> tipping_point(Estimate(-0.5, -0.9, -0.1, 0.02, "dropout", 50), 20)
    -1.25
    """
    if not unseen or isnan(change.estimate):
        return nan
    return change.estimate * change.n / unseen
