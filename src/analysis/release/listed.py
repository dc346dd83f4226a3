"""Whether the project's own mean and interval nearly list the answers behind them."""

from math import inf

import numpy as np

from analysis.release.attack.engine import fitting_sets
from analysis.release.attack.facts import Quantity, Steps
from analysis.release.fits import ENOUGH, ENOUGH_FOR_INSIDER
from analysis.release.rounding import round_evenly
from analysis.statistics.inference.student import critical_t


def is_listed(answers: np.ndarray, points: tuple[float, ...], decimals: int) -> bool:
    """Whether few sets of answers fit their number, their rounded mean and its t interval.

    Parameters
    ----------
    answers : numpy.ndarray
        Shape (n,).
    points : tuple of float
        Of the scale, in order.
    decimals : int
        That means are told to.

    Returns
    -------
    bool
        False of an index or a number, whose answers are other than a scale's points.

    Notes
    -----
    Sets are counted as the attacker counts them: at least 20 have to fit, and 10 for somebody
    who knows one of the answers.
    """
    if not set(answers.tolist()) <= set(points) or len(answers) < 2:
        return False
    steps, n, half = Steps.of(points), float(len(answers)), 0.5 * 10.0**-decimals
    mean = float(answers.mean())
    reach = critical_t(len(answers) - 1) * float(answers.std(ddof=1)) / len(answers) ** 0.5
    told = [(Quantity.MEAN, mean)]
    told += [(Quantity.T_LOW, mean - reach)] if mean - reach > points[0] + 2 * half else []
    told += [(Quantity.T_HIGH, mean + reach)] if mean + reach < points[-1] - 2 * half else []
    checks = tuple(
        (quantity, rounded - half, rounded + half)
        for quantity, value in told
        for rounded in [round_evenly(value, 2 * half)]
    )
    free = len(points)
    sets = fitting_sets(steps, (n, 0.0, 0.0, *[0.0] * free), (n, inf, inf, *[n] * free), checks, ())
    if sets is None:
        return False
    known = [steps.index(answer) for answer in np.unique(answers).tolist()]
    return len(sets) < ENOUGH or sets.left_to_insider(known) < ENOUGH_FOR_INSIDER
