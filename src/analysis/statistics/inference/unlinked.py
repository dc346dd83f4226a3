"""How far a difference could move if answers that no code links were of the same people."""

from math import nan, sqrt

import numpy as np

from analysis.statistics.inference.estimate import Estimate
from analysis.statistics.inference.overlapping import overlapping_error
from analysis.statistics.inference.proportions import hybrid_interval, proportion
from analysis.statistics.inference.sample import Numbers, as_sample, has_spread
from analysis.statistics.inference.student import critical_t, two_sided_p


def difference_of_means_if_linked(
    a: Numbers, b: Numbers, pairs: int, correlation: float
) -> Estimate:
    """Difference ``a - b`` of two means, were so many people in both groups.

    Parameters
    ----------
    a, b : sequence of float
        All values of each time, at least 2.
    pairs : int
        People assumed to be in both, at most the smaller group.
    correlation : float
        Assumed of their two values.

    Returns
    -------
    Estimate
        As `partially_overlapping_t` with Welch's variance would give it. The
        estimate does not depend on what is assumed, its interval does.
    """
    first, second = as_sample(a, "the first group"), as_sample(b, "the second group")
    _check_pairs(pairs, len(first), len(second), correlation)
    d = float(first.mean() - second.mean())
    people = len(first) + len(second) - pairs
    error, df = overlapping_error(first, second, correlation, pairs, equal_variances=False)
    if not has_spread(error**2, np.concatenate([first, second])) or df <= 0:
        return Estimate(d, nan, nan, nan, "if_linked", people)
    half = critical_t(df) * error
    p_value = two_sided_p(d / error, df)
    return Estimate(d, d - half, d + half, p_value, "if_linked", people, d / error, df)


def difference_of_proportions_if_linked(
    count_a: float, n_a: int, count_b: float, n_b: int, pairs: int, correlation: float
) -> Estimate:
    """Difference ``a - b`` of two proportions, were so many people in both groups.

    Parameters
    ----------
    count_a, count_b : float
        Successes; not necessarily whole, as in `proportion`.
    n_a, n_b : int
    pairs : int
        People assumed to be in both, at most the smaller group.
    correlation : float
        Assumed phi of their two answers.

    Returns
    -------
    Estimate
        On the scale -1 to 1, with Newcombe's hybrid interval narrowed as in
        `difference_of_overlapping_proportions`.
    """
    _check_pairs(pairs, n_a, n_b, correlation)
    a, b = proportion(count_a, n_a), proportion(count_b, n_b)
    low, high = hybrid_interval(a, b, correlation * pairs / sqrt(n_a * n_b))
    return Estimate(a.estimate - b.estimate, low, high, nan, "if_linked", n_a + n_b - pairs)


def _check_pairs(pairs: int, n_a: int, n_b: int, correlation: float) -> None:
    if not -1 <= correlation <= 1:
        raise ValueError(f"the correlation is {correlation}; it must lie between -1 and 1")
    if min(n_a, n_b) < 2 or not 0 <= pairs <= min(n_a, n_b):
        raise ValueError(
            f"group sizes are {n_a} and {n_b} with {pairs} pairs; "
            "both must be at least 2 and no smaller than the pairs"
        )
