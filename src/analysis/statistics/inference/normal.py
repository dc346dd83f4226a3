"""The normal distribution, as tests use it: loading `scipy.stats` takes a third of a second."""

from math import erfc, sqrt


def normal_p(statistic: float) -> float:
    """Probability of a standard normal at least as far from 0, on either side.

    Examples
    --------
    >>> round(normal_p(-1.96), 7)  # R: 2 * pnorm(-1.96)
    0.0499958
    """
    return erfc(abs(statistic) / sqrt(2))
