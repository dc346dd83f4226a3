"""Wilcoxon's tests, and their null distributions with ties."""

from math import nan, sqrt

import numpy as np

from analysis.statistics.inference.estimate import CONFIDENCE, Estimate
from analysis.statistics.inference.normal import normal_p
from analysis.statistics.inference.proportions import Z
from analysis.statistics.inference.sample import Numbers, as_pairs, as_sample

LARGEST_EXACT = 100
"""Up to so many answers the null distribution is worked out exactly, ties included."""


def wilcoxon_signed_rank(x: Numbers, y: Numbers) -> Estimate:
    """Wilcoxon's signed-rank test of paired answers, exact with ties.

    Differences of 0 are left out, as Wilcoxon did. The null distribution gives
    every difference either sign with equal probability and keeps the tied
    ranks; beyond `LARGEST_EXACT` differences it is a normal one, without
    continuity correction.

    Returns
    -------
    Estimate
        The matched-pairs rank-biserial correlation, without interval;
        ``statistic`` is V, the sum of the positive ranks; ``n`` are the pairs.
        R: without ties and zeros ``wilcox.test(paired = TRUE, exact = TRUE)``,
        with them ``exactRankTests::wilcox.exact``; ``wilcox.test`` itself takes
        a normal distribution with a continuity correction there, and from 50
        pairs on. Where nobody's answer differs, the p-value is 1 (R: NaN).

    Raises
    ------
    ValueError
        If a value is missing, there are no pairs, or not as many of one as of
        the other.
    """
    from scipy.stats import rankdata

    first, second = as_pairs(x, y)
    if not len(first):
        raise ValueError("there are no pairs; the test needs at least one")
    d = first - second
    n, d = len(d), d[d != 0]
    if not len(d):
        return Estimate(0.0, nan, nan, 1.0, "signed_rank", n, 0.0)
    ranks = rankdata(np.abs(d))
    statistic = float(ranks[d > 0].sum())
    effect = float(2 * statistic / ranks.sum() - 1)
    if len(d) <= LARGEST_EXACT:
        p_value = _two_sided(statistic, _signed_sums(ranks))
    else:
        z = (statistic - ranks.sum() / 2) / sqrt(float((ranks**2).sum()) / 4)
        p_value = normal_p(z)
    return Estimate(effect, nan, nan, p_value, "signed_rank", n, statistic)


def wilcoxon_rank_sum(x: Numbers, y: Numbers) -> Estimate:
    """Wilcoxon's rank-sum (Mann-Whitney) test of independent answers, exact with ties.

    The null distribution deals the tied ranks to the two groups in all ways
    alike, and p is twice the smaller of its tails; beyond `LARGEST_EXACT`
    answers it is a normal one, without continuity correction.

    Returns
    -------
    Estimate
        The probability that an answer of ``x`` is larger than one of ``y``,
        half of it where they are equal, without interval; ``statistic`` is W
        of R's ``wilcox.test``; ``n`` are all answers. The p-value is that of
        ``wilcox.test(exact = TRUE)`` without ties; with them R's is of a normal
        distribution with a continuity correction, and ``coin::wilcox_test``
        adds up what lies as far from the middle on both sides, which differs a
        little from twice a tail where ties make the distribution lopsided.
    """
    from scipy.stats import rankdata

    first, second = as_sample(x, "x"), as_sample(y, "y")
    n_x, n_y = len(first), len(second)
    if min(n_x, n_y) < 1:
        raise ValueError(f"group sizes are {n_x} and {n_y}; both must be at least 1")
    ranks = rankdata(np.concatenate([first, second]))
    total = float(ranks[:n_x].sum())
    statistic = total - n_x * (n_x + 1) / 2
    if n_x + n_y <= LARGEST_EXACT:
        p_value = _two_sided(total, _rank_sums(ranks, n_x))
    else:
        spread = float(((ranks - ranks.mean()) ** 2).sum())
        variance = n_x * n_y * spread / ((n_x + n_y) * (n_x + n_y - 1))
        p_value = normal_p((total - n_x * ranks.mean()) / sqrt(variance)) if variance else 1.0
    return Estimate(statistic / (n_x * n_y), nan, nan, p_value, "rank_sum", n_x + n_y, statistic)


def signed_rank_order(n: int) -> int:
    """Which of the sorted Walsh averages ends the interval, counted from 1; 0 where none does."""
    if n <= LARGEST_EXACT:
        return _order(_signed_sums(np.arange(1, n + 1))[::2])
    total = n * (n + 1) / 2
    return _normal_order(total, total * (2 * n + 1) / 12)


def rank_sum_order(n_x: int, n_y: int) -> int:
    """Which of the sorted pairwise differences ends the interval, from 1; 0 where none does."""
    n = n_x + n_y
    if n <= LARGEST_EXACT:
        return _order(_rank_sums(np.arange(1, n + 1), n_x)[n_x * (n_x + 1) :: 2])
    return _normal_order(n_x * n_y, n_x * n_y * (n + 1) / 12)


def _signed_sums(ranks: np.ndarray) -> np.ndarray:
    """Ways to reach each sum of positive ranks, in half ranks from 0."""
    halves = np.rint(2 * ranks).astype(int)
    ways = np.zeros(halves.sum() + 1)
    ways[0] = 1.0
    for rank in halves:
        ways[rank:] = (ways[rank:] + ways[:-rank]) / 2 if rank else ways
        ways[:rank] /= 2
    return ways


def _rank_sums(ranks: np.ndarray, size: int) -> np.ndarray:
    """Probability of each sum of the ranks of a group of a size, in half ranks from 0."""
    halves = np.rint(2 * ranks).astype(int)
    ways = np.zeros((size + 1, halves.sum() + 1))
    ways[0, 0] = 1.0
    for drawn, rank in enumerate(halves, start=1):
        # Of `drawn` ranks so far, each group of k is as likely as any other.
        k = np.arange(1, size + 1)[:, None] / drawn
        moved = np.zeros_like(ways[:-1])
        moved[:, rank:] = ways[:-1, : ways.shape[1] - rank]
        ways[1:] = ways[1:] * np.maximum(1 - k, 0) + moved * k
    found: np.ndarray = ways[size]
    return found


def _order(null: np.ndarray) -> int:
    """The first value of a statistic up to which at least 2.5 % of its distribution lie.

    0 where its lowest value alone has more: no interval of that level exists.
    """
    tail = (1 - CONFIDENCE) / 2
    return 0 if null[0] > tail else max(int(np.searchsorted(np.cumsum(null), tail)), 1)


def _normal_order(largest: float, variance: float) -> int:
    return max(int(largest / 2 - Z * sqrt(variance)), 1)


def _two_sided(total: float, ways: np.ndarray) -> float:
    at = round(2 * total)
    return float(min(1.0, 2 * min(ways[: at + 1].sum(), ways[at:].sum())))
