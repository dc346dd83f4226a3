"""Whether an effect is smaller than what matters, and how likely it is at least as large."""

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
        The smallest change that matters, above 0, in the unit of the change.

    Returns
    -------
    float
        Not a number without an interval or a margin. A small one says that the change is smaller.

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

    if margin <= 0:
        raise ValueError(f"the margin is {margin}; it must be above 0")
    if not change.df > 0:
        return nan
    error = (change.ci_high - change.estimate) / critical_t(change.df)
    return float(stdtr(change.df, -(margin - abs(change.estimate)) / error))


def chance_of_at_least(change: Estimate, margin: float) -> float:
    """Chance that a change is at least as large as a margin, if nothing was known of it before.

    Parameters
    ----------
    change : Estimate
        With an interval of Student's t.
    margin : float
        In the unit of the change, of its sign: -0.5 asks for a fall of half a step or more.
        Not 0, which has none.

    Returns
    -------
    float
        Not a number without an interval.

    Notes
    -----
    The posterior of a flat prior (Box and Tiao 1973, 2.4), and one minus the one-sided p of a
    change that is smaller than the margin.

    Examples
    --------
    >>> change = Estimate(0.1, -0.1, 0.3, 0.32, "welch", 90, df=80)
    >>> round(chance_of_at_least(change, 0.2), 4)  # R: pt((0.1 - 0.2) / (0.2 / qt(0.975, 80)), 80)
    0.1614
    >>> round(chance_of_at_least(change, -0.2), 4)  # that it falls by 0.2 or more
    0.0019
    """
    from scipy.special import stdtr

    if margin == 0:
        raise ValueError(f"the margin is {margin}; it must be above or below 0")
    if not change.df > 0:
        return nan
    error = (change.ci_high - change.estimate) / critical_t(change.df)
    beyond = change.estimate - margin if margin > 0 else margin - change.estimate
    return float(stdtr(change.df, beyond / error))
