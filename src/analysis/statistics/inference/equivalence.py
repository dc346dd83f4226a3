"""Whether an effect is smaller than what matters."""

from math import nan

from analysis.statistics.inference.estimate import Estimate
from analysis.statistics.inference.student import critical_t


def equivalence_p(change: Estimate, margin: float) -> float:
    """P-value of the hypothesis that a change is as large as a margin, either way.

    Parameters
    ----------
    change : Estimate
        With an interval of Student's t.
    margin : float
        The smallest change that matters, in the unit of the change.

    Returns
    -------
    float
        Not a number without an interval. A small one says that the change is smaller.

    References
    ----------
    Schuirmann, D. J. (1987). A comparison of the two one-sided tests procedure and the power
    approach for assessing the equivalence of average bioavailability. Journal of
    Pharmacokinetics and Biopharmaceutics 15, 657-680. R: ``TOSTER::tsum_TOST``.

    Examples
    --------
    >>> change = Estimate(0.1, -0.1, 0.3, 0.32, "welch", 90, df=80)
    >>> round(equivalence_p(change, 0.5), 5)  # R: pt(-(0.5 - 0.1) / (0.2 / qt(0.975, 80)), 80)
    8e-05
    """
    from scipy.special import stdtr

    if not change.df > 0:
        return nan
    error = (change.ci_high - change.estimate) / critical_t(change.df)
    return float(stdtr(change.df, -(margin - abs(change.estimate)) / error))
