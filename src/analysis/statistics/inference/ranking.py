"""Which of several means may be the lowest."""

from itertools import combinations
from math import nan

import numpy as np

from analysis.statistics.inference.estimate import Estimate
from analysis.statistics.inference.multiplicity import holm
from analysis.statistics.inference.overlapping import partially_overlapping_t

LEVEL = 0.04
"""Below 5 %, which t of answers on few points exceeds a little (`benchmarks/titles.py`)."""


def may_be_lowest(answers: np.ndarray) -> list[bool]:
    """Which columns may have the lowest true mean; all that data so few cannot rule out.

    Parameters
    ----------
    answers : numpy.ndarray
        A row a person and a column an item; not a number where somebody did not answer.

    Returns
    -------
    list of bool
        A column is left out if another is lower beyond chance. That any column whose true mean
        is the lowest, alone or with others, is left out of these, or a highest one of those of
        turned answers, happens in at most 5 % of cases.

    Notes
    -----
    All pairs of columns are tested by `partially_overlapping_t` with Welch's variance, and the
    p-values adjusted by Holm's method and held to 4 %. Tests of each column against the others
    alone, at 2.5 % over them, hold for a single lowest; of three or four equal means they leave
    one out in up to 8 % of cases (``benchmarks/titles.py``). Turned answers have the same tests,
    so both ends hold together.

    References
    ----------
    Hsu, J. C. (1984). Constrained simultaneous confidence intervals for multiple comparisons
    with the best. Annals of Statistics 12, 1136-1144.

    Mogstad, M., Romano, J. P., Shaikh, A. M. and Wilhelm, D. (2024). Inference for ranks with
    applications to mobility across neighbourhoods and academic achievement across countries.
    Review of Economic Studies 91, 476-518.

    Examples
    --------
    >>> ratings = np.array([[1, 4, 2], [2, 5, 1], [1, 5, 2], [2, 4, 1], [1, 5, 1]], dtype=float)
    >>> may_be_lowest(ratings)
    [True, False, True]
    """
    pairs = list(combinations(range(answers.shape[1]), 2))
    differences = [_difference(answers, i, j) for i, j in pairs]
    is_left = [True] * answers.shape[1]
    p_adjusted = holm([d.p_value for d in differences])
    for (i, j), d, p in zip(pairs, differences, p_adjusted, strict=True):
        if p < LEVEL:
            is_left[i if d.estimate > 0 else j] = False
    return is_left


def _difference(answers: np.ndarray, i: int, j: int) -> Estimate:
    """How far the mean of a column lies above another's."""
    is_there = ~np.isnan(answers[:, [i, j]])
    both = is_there.all(axis=1)
    one, other = (answers[is_there[:, at] & ~both, column] for at, column in enumerate((i, j)))
    if min(is_there.sum(axis=0)) < 2:
        return Estimate(nan, nan, nan, nan, "", int(both.sum()))
    return partially_overlapping_t(
        one, other, answers[both, i], answers[both, j], equal_variances=False
    )
