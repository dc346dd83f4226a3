"""Which true changes would have been found."""

from math import sqrt

from analysis.statistics.inference.estimate import CONFIDENCE
from analysis.statistics.inference.student import noncentrality, quantile_t


def detectable_difference(
    sd: float,
    n_a: int,
    n_b: int,
    pairs: int = 0,
    correlation: float = 0.0,
    *,
    power: float = 0.8,
    tests: int = 1,
) -> float:
    """The smallest true difference of means that would have been found so often.

    Parameters
    ----------
    sd : float
        Standard deviation of the answers.
    n_a, n_b : int
        Group sizes, at least 2.
    pairs : int
        How many people are in both groups.
    correlation : float
        Of their answers.
    power, tests
        As of `detectable_effect`.

    Returns
    -------
    float
        In the unit of ``sd``.

    Notes
    -----
    `detectable_effect` of the error ``sd * sqrt(1 / n_a + 1 / n_b - 2 r pairs / (n_a n_b))``
    with the degrees of freedom of `partially_overlapping_t`.

    Examples
    --------
    >>> round(detectable_difference(1.0, 51, 32), 2)  # G*Power: d = 0.64
    0.64
    """
    if min(n_a, n_b) < 2:
        raise ValueError(f"group sizes are {n_a} and {n_b}; both must be at least 2")
    free = n_a + n_b - pairs - 1
    df = pairs - 1 + free / (n_a + n_b) * (n_a + n_b - 2 * pairs)
    error = sd * sqrt(1 / n_a + 1 / n_b - 2 * correlation * pairs / (n_a * n_b))
    return detectable_effect(error, df, power=power, tests=tests)


def detectable_effect(
    error: float,
    df: float,
    *,
    power: float = 0.8,
    tests: int = 1,
    level: float = 1 - CONFIDENCE,
) -> float:
    """The smallest true effect whose adjusted p would have been below a level so often.

    Parameters
    ----------
    error : float
        Standard error of its estimate.
    df : float
        Degrees of freedom.
    power : float
        How often.
    tests : int
        So many are adjusted together by Holm's method.
    level : float
        Below which an adjusted p is significant.

    Returns
    -------
    float
        In the unit of the error.

    Notes
    -----
    The effect, in errors, is the noncentrality at which a noncentral t exceeds
    ``t_{1 - level / (2 tests)}`` with that probability (R: ``power.t.test``). Holm's first step
    takes p times the number of tests; later steps are milder, and which step it is depends on the
    other effects.

    Examples
    --------
    >>> round(detectable_effect(0.2, 60) / 0.2, 2), round(detectable_effect(0.2, 60, tests=13), 2)
    (2.85, 0.77)
    """
    if not (error >= 0 and df >= 1 and tests >= 1 and 0 < level < 1 and level / tests < power < 1):
        raise ValueError(
            f"error is {error}, df {df}, power {power}, tests {tests}, level {level}; error must "
            "not be negative, df and tests be at least 1, level between 0 and 1, and power "
            "between level / tests and 1"
        )
    return noncentrality(quantile_t(1 - level / 2 / tests, df), df, power) * error
