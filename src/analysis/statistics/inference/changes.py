"""Difference of two groups' changes."""

from math import nan

from analysis.statistics.inference.estimate import Estimate
from analysis.statistics.inference.student import critical_t, two_sided_p


def difference_of_changes(group: Estimate, against: Estimate) -> Estimate:
    """How much more one group changed than another that has nobody in common with it.

    Parameters
    ----------
    group, against : Estimate
        Changes with intervals of Student's t, as of `partially_overlapping_t`.

    Returns
    -------
    Estimate
        ``group`` less ``against``, with Welch's standard error and the degrees of
        freedom of Satterthwaite; ``n`` are the people of both. Without an interval of
        one of them it has none.

    Examples
    --------
    Of linked people alone, Welch's test of their differences (R: ``t.test(c(2, 1, 3, 1),
    c(0, 1, 0, 1))``).

    >>> from analysis.statistics.inference import partially_overlapping_t
    >>> first = partially_overlapping_t(
    ...     [], [], [4, 5, 6, 7], [2, 4, 3, 6], equal_variances=False)
    >>> second = partially_overlapping_t(
    ...     [], [], [3, 5, 4, 6], [3, 4, 4, 5], equal_variances=False)
    >>> d = difference_of_changes(first, second)
    >>> round(d.estimate, 2), round(d.ci_low, 3), round(d.ci_high, 3)
    (1.25, -0.193, 2.693)
    """
    estimate, people = group.estimate - against.estimate, group.n + against.n
    variances = [_variance(change) for change in (group, against)]
    total = sum(variances)
    if not total > 0:
        return Estimate(estimate, nan, nan, nan, "difference_of_changes", people)
    parts = zip(variances, (group.df, against.df), strict=True)
    df = total**2 / sum(variance**2 / freedom for variance, freedom in parts)
    error = total**0.5
    half, statistic = critical_t(df) * error, estimate / error
    return Estimate(
        estimate, estimate - half, estimate + half, two_sided_p(statistic, df),
        "difference_of_changes", people, statistic, df,
    )  # fmt: skip


def _variance(change: Estimate) -> float:
    """Of the estimate, behind an interval of Student's t."""
    return ((change.ci_high - change.estimate) / critical_t(change.df)) ** 2
