"""How exactly the project's own means and intervals may be told, so that they list no answers."""

from collections.abc import Collection, Iterator, Sequence
from math import inf, isnan, nan
from typing import NamedTuple

import numpy as np

from analysis.release.attack.engine import fitting_sets
from analysis.release.attack.facts import Quantity, Steps
from analysis.release.attack.listing import AnswerSets, Masks
from analysis.release.attack.moments import Check, end_of_interval
from analysis.release.many_levels import has_many_sets, level_step
from analysis.release.rounding import WIDE_STEP, bounds_of_rounded, round_evenly, round_outwards
from analysis.release.untold import Printing, are_tellable

MOST_LEVELS = 60
"""Numbers that an index can have; where they are more, they are not counted."""
NEAR = 1e-9
"""Rounding of floating point."""


class Told(NamedTuple):
    """An interval as it may be told beside its mean.

    Attributes
    ----------
    low, high : float
    step : float
        What both ends are rounded to, outwards; not a number where they are told like means.
    is_listed : bool
        Whether too few sets of answers fit even so, and neither it nor the mean may be told.
    sets : AnswerSets or None
        Which fit the mean and the interval as they are told; None of too many to list.
    checks : tuple of Check
        Which they fit.
    """

    low: float
    high: float
    step: float = nan
    is_listed: bool = False
    sets: AnswerSets | None = None
    checks: tuple[Check, ...] = ()


def tell_interval(
    answers: np.ndarray,
    ends: tuple[float, float],
    points: tuple[float, ...],
    decimals: int,
    *,
    is_cut: bool = True,
    may_go_without: bool = False,
) -> Told:
    """The most exact t interval that leaves open which answers it is of.

    Parameters
    ----------
    answers : numpy.ndarray
        Shape (n,).
    ends : tuple of float
        Of the interval of their mean; not numbers where there is none.
    points : tuple of float
        Of the scale, in order.
    decimals : int
        That means are told to.
    is_cut : bool
        Whether it ends where the scale does.
    may_go_without : bool
        Whether the mean may be told without an interval.

    Returns
    -------
    Told
        The interval as it is, else rounded outwards to half steps, else the mean alone if it may
        go without, else neither.

    Notes
    -----
    Sets of answers with the same number, rounded mean and interval are counted as the attacker
    counts them (`fitting_sets`): at least 22 have to fit, and 11 for somebody who knows one of
    the answers. What an index can be is taken from the numbers that occur; of so many that they
    cannot be counted, sets near the answers are (`leave_enough_near`), and nothing is widened.
    """
    reach, steps = (points[0], points[-1]), steps_of(answers, points)
    exact = 10.0**-decimals
    if len(answers) < 2:
        return Told(*ends)
    if steps is None:
        return _tell_many(answers, ends, points, exact, may_go_without=may_go_without)
    mean = round_evenly(float(answers.mean()), exact)
    of_mean = Check(Quantity.MEAN, *bounds_of_rounded(mean, exact))
    printing = Printing(steps, exact, reach if is_cut else (-inf, inf))

    def list_exact(numbers: Sequence[float]) -> AnswerSets | None:
        bounds = [bounds_of_rounded(end, exact) for end in numbers[1:]]
        return _fitting(answers, steps, (of_mean, *_checks(bounds, printing.reach)))

    choices = [*_choices(ends, reach, exact, is_cut=is_cut)]
    if may_go_without:
        choices.append((Told(nan, nan), ()))
    for told, bounds in choices:
        checks = of_mean, *_checks(bounds, printing.reach)
        sets = left = _fitting(answers, steps, checks)
        is_wide = not isnan(told.step)
        if sets is not None:
            numbers = [mean] if is_wide or isnan(told.low) else [mean, told.low, told.high]
            left = printing.alike(sets, round_evenly(np.array(numbers), exact).tolist())
            if is_wide:  # that the interval is not told more exactly says something, too
                left = printing.leave_out_told(left, list_exact)
        if not (is_wide and sets is None) and leave_enough(sets, answers, steps, left=left):
            return told._replace(sets=sets, checks=checks)
    return Told(*ends, is_listed=True)


def _tell_many(
    answers: np.ndarray,
    ends: tuple[float, float],
    points: tuple[float, ...],
    exact: float,
    *,
    may_go_without: bool,
) -> Told:
    """An interval of answers on more levels than are counted; else the mean alone, or neither."""
    for told in (Told(*ends), *([Told(nan, nan)] if may_go_without else [])):
        if has_many_sets(answers, points, exact, has_interval=not isnan(told.low)):
            return told
    return Told(*ends, is_listed=True)


Ends = tuple[tuple[float, float], tuple[float, float]]
"""Bounds of an interval's lower and upper end."""


def _choices(
    ends: tuple[float, float], scale: tuple[float, float], exact: float, *, is_cut: bool
) -> Iterator[tuple[Told, Ends | tuple[()]]]:
    """Intervals from the most exact one on, each with what is then known of its ends."""
    if isnan(ends[0]):
        yield Told(*ends), ()
        return
    first, last = (round_evenly(end, exact) for end in ends)
    half = exact / 2
    yield Told(*ends), ((first - half, first + half), (last - half, last + half))
    step = max(WIDE_STEP, exact)
    low, high = round_outwards(*ends, step)
    if is_cut:
        low, high = max(low, scale[0]), min(high, scale[1])
    yield Told(low, high, step), ((low, low + step), (high - step, high))


def _checks(bounds: Sequence[tuple[float, float]], cut: tuple[float, float]) -> Iterator[Check]:
    """What is known of an interval's ends, which is cut off at ends of its own."""
    for quantity, end in zip((Quantity.T_LOW, Quantity.T_HIGH), bounds, strict=bool(bounds)):
        yield Check(quantity, *end_of_interval(quantity, end, cut))


def list_within(
    told: Told,
    answers: np.ndarray,
    steps: Steps | None,
    bounds: np.ndarray | None = None,
    masks: Masks = (),
) -> AnswerSets | None:
    """Sets of answers that fit an interval as it is told, and what is known beside it.

    Parameters
    ----------
    told : Told
        Of the answers.
    answers : numpy.ndarray
        Shape (n,).
    steps : Steps or None
        What can be answered, by `steps_of`.
    bounds : numpy.ndarray, optional
        Least and most of `AnswerSets.numbers`, shape (2, 3 + points).
    masks : tuple
        Bounds of counts of several points together.

    Returns
    -------
    AnswerSets or None
        None where nothing is told, or of too many to list: what is known beside the interval may
        leave few enough where the interval alone does not.
    """
    if steps is None or not told.checks:
        return None
    if told.sets is None:
        return _fitting(answers, steps, told.checks, bounds, masks)
    return told.sets.within(bounds, masks)


def _fitting(
    answers: np.ndarray,
    steps: Steps,
    checks: tuple[Check, ...],
    bounds: np.ndarray | None = None,
    masks: Masks = (),
) -> AnswerSets | None:
    """Sets of as many answers that fit what is told of them; None of too many to list."""
    n, free = float(len(answers)), len(steps.offsets)
    if bounds is None:
        bounds = np.array([(n, 0.0, 0.0, *[0.0] * free), (n, inf, inf, *[n] * free)])
    low, high = (tuple(map(float, end)) for end in bounds)
    return fitting_sets(steps, low, high, checks, masks)


def count_groups(
    answers: np.ndarray, steps: Steps | None, groups: Collection[Sequence[float]]
) -> Masks:
    """How many answered one of the points of each group, as bounds of their counts."""
    if steps is None:
        return ()
    scale = steps.lowest + steps.unit * np.array(steps.offsets)
    counted = [float(np.isin(answers, points).sum()) for points in groups]
    return tuple((tuple(np.flatnonzero(np.isin(scale, points)).tolist()), count, count)
                 for points, count in zip(groups, counted, strict=True))  # fmt: skip


def leave_enough(
    sets: AnswerSets | None,
    answers: np.ndarray,
    steps: Steps,
    times: int = 1,
    left: AnswerSets | None = None,
) -> bool:
    """Whether enough sets of answers fit, for outsiders and for whoever gave one of them.

    Also for those of them who know the rule: `tellable_sets`. To them, some may be left alone.
    """
    if sets is None:
        return True
    known = [steps.index(answer) for answer in np.unique(answers).tolist()]
    return are_tellable(sets, sets if left is None else left, known, times)


def steps_of(answers: np.ndarray, points: tuple[float, ...]) -> Steps | None:
    """What can be answered: a scale's points, or the levels of an index; None of too many."""
    given = np.unique(answers).tolist()
    if set(given) <= set(points):
        return Steps.of(points)
    low, high = points[0], points[-1]
    step = level_step(answers, points)
    most, highest = (round((end - low) / step) for end in (high, given[-1]))
    if highest >= MOST_LEVELS or given[0] < low or given[-1] > high:
        return None
    # Of a number that may be large and is not, sets of small ones are counted.
    return Steps(float(low), step, tuple(range(min(most + 1, MOST_LEVELS))))
