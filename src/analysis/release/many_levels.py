"""Answers on more levels than are counted: whether enough sets near them fit what is told."""

from collections import Counter, deque
from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations
from math import gcd, inf, lcm, sqrt
from typing import NamedTuple

import numpy as np

from analysis.release.fits import ENOUGH, ENOUGH_FOR_INSIDER
from analysis.statistics.inference import critical_t

TIMES = 4
"""So many times as many sets have to fit as of answers whose sets are all listed."""
MOVES = 1, 2, 3, 5
"""Levels by which two answers are moved towards or away from each other."""
NEAR = 1e-9
FINEST = 1_000
"""Parts of a whole in which the levels of an index are looked for."""
Set = tuple[int, ...]
"""Answers in order, in levels above the lowest."""


class _Told(NamedTuple):
    """What is told of a set: bounds of its sum and of its squared deviations, and its levels."""

    total: tuple[float, float]
    squares: tuple[float, float]
    top: int

    def fits(self, answers: Set) -> bool:
        if answers[0] < 0 or answers[-1] > self.top:
            return False
        total = sum(answers)
        squares = sum(answer * answer for answer in answers) - total * total / len(answers)
        return self._is_within(total, self.total) and self._is_within(squares, self.squares)

    @staticmethod
    def _is_within(value: float, ends: tuple[float, float]) -> bool:
        return ends[0] - NEAR <= value <= ends[1] + NEAR


def has_many_sets(
    answers: np.ndarray, points: tuple[float, ...], exact: float, *, has_interval: bool = True
) -> bool:
    """Whether enough sets near these answers fit their mean and its interval, as they are told."""
    step = level_step(answers, points)
    above, top = (answers - points[0]) / step, round((points[-1] - points[0]) / step)
    return leave_enough_near(above, top, exact / step, has_interval=has_interval)


def leave_enough_near(above: np.ndarray, top: int, step: float, *, has_interval: bool) -> bool:
    """Whether enough sets fit a mean and its t interval, for whoever gave one of them, too.

    Parameters
    ----------
    above : numpy.ndarray
        Answers in levels above the lowest, shape (n,).
    top : int
        Levels from the lowest to the highest.
    step : float
        What mean and interval are rounded to, in levels.
    has_interval : bool
        Whether an interval is told with the mean.

    Returns
    -------
    bool

    Notes
    -----
    Not all sets are counted, only those that one or two answers after another, a few levels up or
    down, make of these: there are at least so many. Of twenty people of whom one says 71 and all
    others 0, no other set of whole numbers has a mean of 3.6 and an interval up to 11.0.
    """
    answers = tuple(sorted(np.rint(above).astype("int64").tolist()))
    told = _bounds(np.array(answers, dtype="float64"), top, step, has_interval=has_interval)
    sets, enough = _find(answers, told, TIMES * ENOUGH), TIMES * ENOUGH_FOR_INSIDER
    with_answer = Counter(answer for one in sets for answer in set(one))
    return len(sets) >= TIMES * ENOUGH and all(
        with_answer[known] >= enough or len(_find(answers, told, enough, known)) >= enough
        for known in set(answers)
    )


def _bounds(answers: np.ndarray, top: int, step: float, *, has_interval: bool) -> _Told:
    n, total = len(answers), float(answers.sum())
    around = total - n * step / 2, total + n * step / 2
    if not has_interval:
        return _Told(around, (0.0, inf), top)
    factor = critical_t(n - 1) / sqrt(n * (n - 1))
    half = factor * sqrt(float(((answers - answers.mean()) ** 2).sum()))
    low, high = (max(half + side, 0.0) for side in (-step / 2, step / 2))
    return _Told(around, ((low / factor) ** 2, (high / factor) ** 2), top)


def _find(answers: Set, told: _Told, enough: int, known: int | None = None) -> set[Set]:
    """At most so many sets that fit, each made of another; of an insider with her answer."""
    found, left = {answers}, deque([answers])
    while left and len(found) < enough:
        for other in _neighbours(left.popleft()):
            is_new = other not in found and (known is None or known in other)
            if is_new and told.fits(other):
                found.add(other)
                left.append(other)
                if len(found) >= enough:
                    break
    return found


def _neighbours(answers: Set) -> Iterator[Set]:
    """Sets of which one answer is a level higher or lower, or two are moved by as much."""
    levels = Counter(answers)
    for level in levels:
        for move in (-1, 1):
            yield _move(answers, (level, move))
    pairs = [*permutations(levels, 2), *((level, level) for level in levels if levels[level] > 1)]
    for move in MOVES:
        for first, second in pairs:
            yield _move(answers, (first, move), (second, -move))


def _move(answers: Set, *moves: tuple[int, int]) -> Set:
    moved = list(answers)
    for level, move in moves:
        moved[moved.index(level)] += move
    return tuple(sorted(moved))


def level_step(answers: np.ndarray, points: tuple[float, ...]) -> float:
    """The largest step of which the scale's length and all answers above its lowest point are."""
    ends = (points[0], points[-1], *np.unique(answers).tolist())
    low, *others = (Fraction(end).limit_denominator(FINEST) for end in ends)
    above = [other - low for other in others]
    below = lcm(*(part.denominator for part in above))
    return float(Fraction(gcd(*(int(part * below) for part in above)), below))
