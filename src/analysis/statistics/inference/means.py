"""A mean of one group."""

from math import nan, sqrt

from analysis.statistics.inference.estimate import Estimate
from analysis.statistics.inference.sample import Numbers, as_sample, has_spread
from analysis.statistics.inference.student import critical_t


def mean(values: Numbers) -> Estimate:
    """A mean with Student's t interval.

    Parameters
    ----------
    values : sequence of float
        At least one. With one, or without any variation, the interval is not
        a number: so few equal values do not tell their spread.

    Returns
    -------
    Estimate
        In the unit of the values. R: ``t.test(values)``.

    Examples
    --------
    >>> m = mean([1, 2, 3, 4, 5])
    >>> m.estimate, round(m.ci_low, 3), round(m.ci_high, 3)
    (3.0, 1.037, 4.963)
    """
    numbers = as_sample(values, "the group")
    n = len(numbers)
    if not n:
        raise ValueError("there are no values; a mean needs at least one")
    m = float(numbers.mean())
    variance = float(numbers.var(ddof=1)) if n > 1 else 0.0
    if not has_spread(variance, numbers):
        return Estimate(m, nan, nan, nan, "student", n)
    half = critical_t(n - 1) * sqrt(variance / n)
    return Estimate(m, m - half, m + half, nan, "student", n, df=n - 1)
