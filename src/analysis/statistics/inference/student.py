"""Student's t distribution, as intervals and tests use it.

By `scipy.special`: `scipy.stats` checks its arguments thirty times as long as it computes.
"""

from analysis.statistics.inference.estimate import CONFIDENCE


def critical_t(df: float) -> float:
    """The quantile that a two-sided interval reaches to, in standard errors.

    Parameters
    ----------
    df : float
        Degrees of freedom; without any, the quantile is not a number.

    Examples
    --------
    >>> round(critical_t(10), 3)  # R: qt(0.975, 10)
    2.228
    """
    return quantile_t((1 + CONFIDENCE) / 2, df)


def quantile_t(share: float, df: float) -> float:
    """The value that a share of the distribution lies below (R: ``qt``)."""
    from scipy.special import stdtrit

    return float(stdtrit(df, share))


def two_sided_p(statistic: float, df: float) -> float:
    """Probability of a statistic at least as far from 0, on either side.

    Examples
    --------
    >>> round(two_sided_p(-2.5, 10), 5)  # R: 2 * pt(-2.5, 10)
    0.03145
    """
    from scipy.special import stdtr

    return float(2 * stdtr(df, -abs(statistic)))


def noncentrality(critical: float, df: float, power: float) -> float:
    """The true effect, in standard errors, at which t is above a value with that probability.

    Examples
    --------
    >>> round(noncentrality(critical_t(10), 10, 0.8), 3)  # R: pt(qt(0.975, 10), 10, 3.11) = 0.2
    3.11
    """
    from scipy.special import nctdtrinc

    return float(nctdtrinc(df, 1 - power, critical))
