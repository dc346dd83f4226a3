"""What is told of a change tells of the answers at both of its ends."""

from collections.abc import Callable

import numpy as np
from scipy.special import stdtr, stdtrit

from analysis.release.attack.listing import AnswerSets
from analysis.release.attack.ranks import fit_ranks
from analysis.release.attack.told_change import UNTOLD, Bounds, ToldChange

MOST_PAIRS = 30_000_000
"""Of sets of both groups; of more, each set is taken to have one that it fits with."""
AT_ONCE = 200_000
"""Pairs that are looked at together."""
IsEnough = Callable[[AnswerSets, AnswerSets], bool]
NEAR = 1e-7
"""Rounding of floating point."""
FEWEST_PAIRS = 3
"""People seen at both waves of whom a correlation is computed."""


def fit_change(
    first: AnswerSets,
    second: AnswerSets,
    unit: float,
    spread: Bounds,
    change: ToldChange,
    is_enough: IsEnough = lambda *_: False,
) -> tuple[np.ndarray, np.ndarray]:
    """Which sets of answers of two groups have one of the other's that they fit with.

    Parameters
    ----------
    first, second : AnswerSets
        On the same scale.
    unit : float
        A step of it.
    spread : tuple of float
        Least and most of their pooled standard deviation.
    change : ToldChange
    is_enough : callable
        Of the sets of each that are known to fit, whether no more need be known.

    Returns
    -------
    tuple of numpy.ndarray
        Of bool, of the sets of each: of all that fit, or of some that are enough.

    Notes
    -----
    The interval and p are those of `partially_overlapping_t`. How answers of people in both
    groups hang together is not known: any correlation may stand behind them.
    """
    parts = -(-len(first) * len(second) // AT_ONCE)
    fits_first, fits_second = np.zeros(len(first), "bool"), np.zeros(len(second), "bool")
    for begin in range(parts):
        part = slice(begin, None, parts)  # some of all kinds, as neighbours are alike
        some = AnswerSets(first.offsets, first.counts[part])
        fits = _fit_pairs(some, second, unit, spread, change)
        fits_first[part], fits_second = fits.any(axis=1), fits_second | fits.any(axis=0)
        if is_enough(first.chosen(fits_first), second.chosen(fits_second)):
            break
    return fits_first, fits_second


def _fit_pairs(
    first: AnswerSets, second: AnswerSets, unit: float, spread: Bounds, change: ToldChange
) -> np.ndarray:
    """Which pairs of sets fit, shape (sets of the first, sets of the second)."""
    n, mean, variance = (
        (a[:, None], b[None, :])
        for a, b in zip(_moments(first, unit), _moments(second, unit), strict=True)
    )
    fits = _between(mean[1] - mean[0], change.estimate)
    squares = (n[0] - 1) * variance[0] + (n[1] - 1) * variance[1]
    sd = np.sqrt(squares / (n[0] + n[1] - 2))
    fits &= _between(sd, spread) & _between(sd, change.spread)
    if change.higher != UNTOLD:
        fits &= _between(_chance_of_higher(first, second), change.higher.chance)
    if change.pairs is not None:
        at = np.nonzero(fits)
        told = [_at(both, at) for both in (n, mean, variance)]
        fits[at] = _fits_interval(told[0], told[1], told[2], change, change.pairs)
    if change.higher != UNTOLD:
        at = np.nonzero(fits)
        fits[at] = fit_ranks(first.counts[at[0]], second.counts[at[1]], change.higher)
    return fits


def _moments(sets: AnswerSets, unit: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """People, mean and variance of each set."""
    offsets = unit * np.array(sets.offsets)
    n = sets.counts.sum(axis=1)
    total = sets.counts @ offsets
    squares = sets.counts @ offsets**2 - total**2 / n
    return n, total / n, np.maximum(squares, 0.0) / np.maximum(n - 1, 1)


def _between(numbers: np.ndarray, bounds: Bounds) -> np.ndarray:
    return np.asarray((bounds[0] - NEAR <= numbers) & (numbers <= bounds[1] + NEAR))


def _chance_of_higher(first: AnswerSets, second: AnswerSets) -> np.ndarray:
    """Probability that an answer of the second is the higher, half of it where they are equal."""
    points = len(first.offsets)
    wins = np.triu(np.ones((points, points)), 1) + np.eye(points) / 2
    people = np.outer(first.counts.sum(axis=1), second.counts.sum(axis=1))
    return np.asarray(first.counts @ wins @ second.counts.T / people)


Both = tuple[np.ndarray, np.ndarray]


def _at(both: Both, pairs: tuple[np.ndarray, ...]) -> Both:
    """What pairs of sets have, of what stands in a column and in a row."""
    return both[0][pairs[0], 0], both[1][0, pairs[1]]


def _fits_interval(
    n: Both, mean: Both, variance: Both, change: ToldChange, pairs: int
) -> np.ndarray:
    """Whether some correlation of those in both groups gives the interval and p that are told."""
    parts = variance[0] / n[0], variance[1] / n[1]
    together = 2 * np.sqrt(variance[0] * variance[1]) * pairs / (n[0] * n[1])
    unknown = together if pairs >= FEWEST_PAIRS else 0 * together
    least, most = (
        np.sqrt(np.maximum(parts[0] + parts[1] + sign * unknown, 0.0)) for sign in (-1, 1)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        welch = parts[0] ** 2 / (n[0] - 1) + parts[1] ** 2 / (n[1] - 1)
        free = (parts[0] + parts[1]) ** 2 / welch - pairs + 1
        df = pairs - 1 + free / (n[0] + n[1]) * (n[0] + n[1] - 2 * pairs)
    has_interval = (welch > 0) & (df > 0)
    df = np.where(has_interval, df, 1.0)
    critical, difference = stdtrit(df, 0.975), mean[1] - mean[0]
    shortest = np.maximum(difference - change.low[1], change.high[0] - difference)
    longest = np.minimum(difference - change.low[0], change.high[1] - difference)
    fits = (critical * most >= shortest - NEAR) & (critical * least <= longest + NEAR)
    chances = [2 * stdtr(df, -np.abs(difference) / np.maximum(error, NEAR))
               for error in (least, most)]  # fmt: skip
    fits &= chances[1] >= change.p_value[0] - NEAR
    fits &= chances[0] <= change.p_value[1] + NEAR
    return np.asarray(fits & has_interval)
