"""How many sets of answers fit what is told of a group: what a patient reader could list."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from math import ceil, floor, sqrt

import numpy as np

ENOUGH = 22
"""Sets of answers that have to fit what is told of a group: a tenth more than what counts as
given away (`Limits`), as all numbers together narrow them further than those that are looked at."""
ENOUGH_FOR_INSIDER = 11
"""Sets that have to fit for somebody who knows one of the answers, such as her own."""
MOST_COUNTED = 200
"""People; what is told of a larger group fits enough sets unless it lies at an end of the scale,
and is counted as if so many had answered."""
_CAP = 1_000
"""Beyond which the number of sets does not matter."""


def count_sets(
    points: int, people: tuple[int, int], mean: tuple[float, float], known: int | None = None
) -> int:
    """Sets of answers of a group that have a mean between two ends.

    Parameters
    ----------
    points : int
        Of the scale, which begins at 0.
    people : tuple of int
        Fewest and most people who may have answered.
    mean : tuple of float
        Ends of the mean, neither of which it reaches, on that scale.
    known : int, optional
        An answer that somebody gave: only sets that have it count.

    Returns
    -------
    int
        At most 1 000, as more do not matter.

    Notes
    -----
    A set says how many people gave each answer, not who. Sets of n answers from 0 to K - 1 with
    the sum s are the partitions of s into at most n parts of at most K - 1 each; their numbers
    follow from adding one point of the scale after the other.
    """
    return min(sum(_sets_by_size(points, people, mean, known)), _CAP)


def _sets_by_size(
    points: int,
    people: tuple[int, int],
    mean: tuple[float, float],
    known: int | None = None,
    answers: frozenset[int] | None = None,
) -> list[int]:
    """The sets of `count_sets` of each number of people; of some of the answers alone."""
    low, high = (min(end, MOST_COUNTED) for end in people)
    given = 0 if known is None else known
    others = 0 if known is None else 1
    table = count_sums(points, answers)
    found = []
    for n in range(max(low, 1), high + 1):
        first, last = floor(mean[0] * n + 1e-9) + 1, ceil(mean[1] * n - 1e-9) - 1
        sums = range(max(first - given, 0), min(last - given, table.shape[1] - 1) + 1)
        found.append(int(table[n - others, sums].sum()) if len(sums) else 0)
    return found


def is_open(
    points: int,
    people: tuple[int, int],
    mean: tuple[float, float],
    known: Iterable[int],
    finer: Iterable[tuple[float, float]] = (),
) -> bool:
    """Whether enough sets of answers fit, for outsiders and for whoever gave one of them.

    Parameters
    ----------
    points, people, mean, finer
        As of `tellable_answers`.
    known : iterable of int
        The answers that were given, as points from 0.

    Returns
    -------
    bool
    """
    answers = tellable_answers(points, people, mean, tuple(finer))
    return len(answers) > 0 and answers.issuperset(known)


@lru_cache(maxsize=20_000)
def tellable_answers(
    points: int,
    people: tuple[int, int],
    mean: tuple[float, float],
    finer: tuple[tuple[float, float], ...] = (),
) -> frozenset[int]:
    """Of which answers a group's have to be for its mean to be told.

    Parameters
    ----------
    points, people, mean
        As of `count_sets`.
    finer : tuple of tuple of float
        Ends of the more exact means of which one is told instead where it may be.

    Returns
    -------
    frozenset of int
        As points from 0; none where the mean is told of no answers at all.

    Notes
    -----
    That a mean is told, or is told less exactly, must not say more than the mean. Were it told
    unless somebody gave an answer that few sets have, it would say that nobody did. So the sets
    with such an answer are taken out, as are those of which a more exact mean is told, until each
    answer is in enough of the rest: they are what remains to whoever knows this rule. Of them, one
    number of people alone would tell how many answered.
    """
    left = frozenset(range(points))
    while rare := {
        a for a in left
        if 0 < sum(_untold_by_size(points, people, mean, finer, left, a)) < ENOUGH_FOR_INSIDER
    }:  # fmt: skip
        left -= rare
    sets = _untold_by_size(points, people, mean, finer, left)
    is_known = people[0] == people[1]  # by public numbers
    is_band = sum(ways > 0 for ways in sets) > 1 or is_known or people[1] > MOST_COUNTED
    return left if is_band and sum(sets) >= ENOUGH else frozenset()


def _untold_by_size(
    points: int,
    people: tuple[int, int],
    mean: tuple[float, float],
    finer: tuple[tuple[float, float], ...],
    answers: frozenset[int],
    known: int | None = None,
) -> list[int]:
    """Sets of some answers, of each number of people, but those of which a finer mean is told."""
    if not finer:
        return _sets_by_size(points, people, mean, known, answers)
    low, high = (min(end, MOST_COUNTED) for end in people)
    found = np.zeros(high + 1 - max(low, 1), dtype="int64")
    for window in finer:
        told = answers & tellable_answers(points, people, window)
        inside = max(mean[0], window[0]), min(mean[1], window[1])
        found += _sets_by_size(points, people, inside, known, answers)
        if told and (known is None or known in told):
            found -= _sets_by_size(points, people, inside, known, told)
    return [int(ways) for ways in found]


def count_splits(people: tuple[int, int], low: np.ndarray, high: np.ndarray) -> int:
    """Ways in which a group's people can have chosen among several exclusive answers.

    Parameters
    ----------
    people : tuple of int
        Fewest and most people of the group.
    low, high : numpy.ndarray
        Fewest and most people who can have given each answer, shape (answers,).

    Returns
    -------
    int
        At most 1 000.
    """
    ways = np.ones(1, dtype="int64")
    for least, most in zip(low, np.minimum(high, people[1]), strict=True):
        if most < least:
            return 0
        shifted = np.concatenate([np.zeros(int(least), "int64"), np.ones(int(most - least) + 1)])
        ways = np.minimum(np.convolve(ways, shifted), _CAP)[: people[1] + 1]
    return int(min(ways[people[0] :].sum(), _CAP))


def count_grouped_sets(
    groups: Sequence[tuple[Sequence[int], int]],
    looks_alike: Callable[[float, float], bool],
    known: int | None = None,
) -> int:
    """Sets of answers with known numbers in groups of points, and a printed mean and interval.

    Parameters
    ----------
    groups : sequence of tuple
        The points of each group, from 0, and how many people chose one of them.
    looks_alike : callable
        Whether a mean and a standard deviation (divisor n - 1), in steps above the lowest point,
        would be printed as they are.
    known : int, optional
        An answer that somebody gave, as its point: only sets that have it count.

    Returns
    -------
    int
        At most 1 000.
    """
    n = sum(count for _, count in groups)
    found = {(0, 0) if known is None else (known, known**2): 1}
    for points, count in groups:
        parts = _moments(tuple(points), count - (known in points))
        merged: dict[tuple[int, int], int] = {}
        for (total, squares), ways in found.items():
            for (more, square), times in parts.items():
                key = (total + more, squares + square)
                merged[key] = min(merged.get(key, 0) + ways * times, _CAP)
        found = merged
    fitting = 0
    for (total, squares), ways in found.items():
        spread = sqrt(max(squares - total**2 / n, 0.0) / max(n - 1, 1))
        if looks_alike(total / n, spread):
            fitting += ways
    return min(fitting, _CAP)


@lru_cache(maxsize=256)
def _moments(points: tuple[int, ...], count: int) -> dict[tuple[int, int], int]:
    """Sums and sums of squares of a number of answers among some points, and sets of each."""
    if len(points) == 1:
        return {(points[0] * count, points[0] ** 2 * count): 1}
    first, *rest = points
    found: dict[tuple[int, int], int] = {}
    for chosen in range(count + 1):
        for (total, squares), ways in _moments(tuple(rest), count - chosen).items():
            key = (total + first * chosen, squares + first**2 * chosen)
            found[key] = min(found.get(key, 0) + ways, _CAP)
    return found


@lru_cache(maxsize=256)
def count_sums(points: int, answers: frozenset[int] | None = None) -> np.ndarray:
    """Number of sets of n answers (rows) with a sum (columns), points from 0; capped.

    Of some of the answers alone, where those are given.
    """
    sums = MOST_COUNTED * (points - 1) + 1
    table = np.zeros((MOST_COUNTED + 1, sums), dtype="int16")  # of numbers up to `_CAP`
    table[0, 0] = 1
    for point in range(points) if answers is None else answers:
        for n in range(1, MOST_COUNTED + 1):
            table[n, point:] += table[n - 1, : sums - point]
            np.minimum(table[n], _CAP, out=table[n])
    return table
