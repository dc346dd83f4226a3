"""Which of several means may be the lowest."""

import numpy as np

from analysis.statistics.inference.estimate import CONFIDENCE
from analysis.statistics.inference.overlapping import partially_overlapping_t


def may_be_lowest(answers: np.ndarray) -> list[bool]:
    """Which columns may have the lowest true mean; all that data so few cannot rule out.

    Parameters
    ----------
    answers : numpy.ndarray
        A row a person and a column an item; not a number where somebody did not answer.

    Returns
    -------
    list of bool
        A column is left out if another is lower beyond chance. The column whose true mean is the
        lowest is left out in at most 2.5 % of cases, so that what is said of the lowest and, by
        turned answers, of the highest both hold in 95 %.

    Notes
    -----
    Of each column, one-sided tests against all k - 1 others by `partially_overlapping_t` with
    Welch's variance, the smallest p times k - 1. Columns need no further adjustment: there is
    one true lowest, and it is wrongly left out only by its own tests.

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
    columns = range(answers.shape[1])
    return [not any(_is_above(answers, i, j) for j in columns if j != i) for i in columns]


def _is_above(answers: np.ndarray, i: int, j: int) -> bool:
    """Whether a column lies above another, by one of its k - 1 tests together."""
    is_there = ~np.isnan(answers[:, [i, j]])
    both = is_there.all(axis=1)
    one, other = (answers[is_there[:, at] & ~both, column] for at, column in enumerate((i, j)))
    if min(is_there.sum(axis=0)) < 2:
        return False
    d = partially_overlapping_t(
        one, other, answers[both, i], answers[both, j], equal_variances=False
    )
    others = answers.shape[1] - 1
    return d.estimate > 0 and d.p_value / 2 * others < (1 - CONFIDENCE) / 2
