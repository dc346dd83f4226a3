"""A question that allows several answers, tested as a whole."""

from collections.abc import Sequence
from math import nan

import numpy as np

from analysis.statistics.inference.estimate import Estimate

Answers = Sequence[Sequence[float]] | np.ndarray
RESAMPLES = 9_999


def joint_test(
    a_only: Answers,
    b_only: Answers,
    a_paired: Answers,
    b_paired: Answers,
    *,
    resamples: int = RESAMPLES,
    seed: int = 1,
) -> Estimate:
    """Whether any answer of a question became more or less frequent.

    Answers of one person hang together, so the items are not tested one by one
    as if they were questions of their own: whole people change times. Those
    seen at both times have theirs exchanged, the others are dealt to the times
    anew.

    Parameters
    ----------
    a_only, b_only, a_paired, b_paired : array of 0 and 1, shape (people, items)
        As in `partially_overlapping_t`; a row a person, a column an item.
    resamples : int
        Permutations drawn.
    seed : int
        The same seed, the same p-value.

    Returns
    -------
    Estimate
        The statistic, without interval: the sum over the items of the squared
        difference of the shares, each divided by its variance under
        independence; ``n`` are the people.

    References
    ----------
    Bilder, C. R., Loughin, T. M. and Nettleton, D. (2000). Multiple marginal
    independence testing for pick any/c variables. Communications in
    Statistics - Simulation and Computation 29, 1285-1316. Permutation p-value
    with the observed arrangement counted (Phipson and Smyth 2010).
    """
    a, b, first, second = _as_answers(a_only, b_only, a_paired, b_paired)
    people = len(a) + len(b) + len(first)
    if resamples < 1:
        raise ValueError(f"{resamples} permutations are asked for; at least 1 is needed")
    chance = np.random.default_rng(seed)
    observed = _statistic(a, b, first, second)
    if not observed:
        return Estimate(0.0, nan, nan, 1.0, "joint", people, 0.0)
    alone = np.concatenate([a, b])
    as_large = sum(
        _statistic(*_exchange(alone, len(a), first, second, chance)) >= observed * (1 - 1e-9)
        for _ in range(resamples)
    )
    p_value = (as_large + 1) / (resamples + 1)
    return Estimate(observed, nan, nan, float(p_value), "joint", people, observed)


def _as_answers(*parts: Answers) -> tuple[np.ndarray, ...]:
    """The same as matrices of one width, refused where nothing can be compared."""
    found = [np.atleast_2d(np.asarray(part, dtype=float)) for part in parts]
    if not all(np.isin(part, (0, 1)).all() for part in found):
        raise ValueError("answers must be 0 or 1; leave out people who did not answer")
    widths = {part.shape[1] for part in found if part.size}
    if len(widths) > 1:
        raise ValueError(f"rows have {min(widths)} to {max(widths)} items; all need the same")
    items = max(widths, default=1)
    a, b, first, second = (part.reshape(-1, items) for part in found)
    if len(first) != len(second):
        raise ValueError(f"there are {len(first)} and {len(second)} paired rows")
    if not len(a) + len(first) or not len(b) + len(second):
        raise ValueError("neither time may be without any answers")
    return a, b, first, second


def _exchange(
    alone: np.ndarray, n_a: int, first: np.ndarray, second: np.ndarray, chance: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    dealt = alone[chance.permutation(len(alone))]
    swapped = chance.random((len(first), 1)) < 0.5
    return (
        dealt[:n_a],
        dealt[n_a:],
        np.where(swapped, second, first),
        np.where(swapped, first, second),
    )


def _statistic(a: np.ndarray, b: np.ndarray, first: np.ndarray, second: np.ndarray) -> float:
    n_a, n_b = len(a) + len(first), len(b) + len(second)
    sums = a.sum(axis=0) + first.sum(axis=0), b.sum(axis=0) + second.sum(axis=0)
    pooled = (sums[0] + sums[1]) / (n_a + n_b)
    variance = pooled * (1 - pooled) * (1 / n_a + 1 / n_b)
    difference = sums[0] / n_a - sums[1] / n_b
    told = variance > 0
    return float((difference[told] ** 2 / variance[told]).sum())
