"""When something is broken: hidden numbers that are nearly known, answers that few sets fit."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from math import inf

import numpy as np

from analysis.release.attack.chain import Step, explain
from analysis.release.attack.engine import Knowledge, derive
from analysis.release.attack.facts import PROJECT, Evidence, Group, Quantity
from analysis.release.attack.listing import count_for_insider
from analysis.release.attack.model import FIRST_POINT, SIZE, TOTAL
from analysis.release.attack.system import ContradictionError


@dataclass(frozen=True)
class Limits:
    """How much may follow; what `Break` means, in numbers.

    Attributes
    ----------
    minimum : int
        The rule's fewest people in a group.
    small : int
        Groups of fewer people are small: the sum of their answers is hidden, too.
    values : int
        A hidden number must be one of so many whole numbers.
    sets : int
        So many sets of answers must fit what is told of a group, at least.
    insider : int
        So many must be left to somebody who knows one answer.
    project_part : int
        Parts of the project's people may be known to be so many: linked people, leavers,
        newcomers, people of a subgroup.
    """

    minimum: int = 5
    small: int = 20
    values: int = 5
    sets: int = 20
    insider: int = 10
    project_part: int = 10


YES_AND_NO = (0.0, 1.0)


class Kind(Enum):
    """What of a group follows."""

    SIZE = "size"
    """How many people it is of."""
    COUNT = "count"
    """How many of them gave an answer."""
    SUM = "sum"
    """What a small group's answers add up to, of which nothing is told."""
    SETS = "sets"
    """What they answered."""
    INSIDER = "insider"
    """The same, for somebody who knows one of their answers."""
    GUESS = "guess"
    """Whether a guess at a file that is not published is right."""
    MISREAD = "misread"
    """Nothing: numbers contradict each other, and none of them can be judged."""


@dataclass(frozen=True)
class Break:
    """Something hidden that follows from what is published.

    Attributes
    ----------
    kind : Kind
    group : Group
    low, high : int
        Bounds of the hidden number; of sets of answers, how many fit (both).
    answer : float or None
        Of `Kind.COUNT`, which answer.
    steps : tuple of Step
        How it follows, facts first.
    """

    kind: Kind
    group: Group
    low: int
    high: int
    answer: float | None
    steps: tuple[Step, ...]


def find_breaks(evidence: Evidence, limits: Limits | None = None, *, exactly: bool = True,
                ) -> list[Break]:  # fmt: skip
    """All that evidence gives away though it is hidden.

    Parameters
    ----------
    evidence : Evidence
        All that somebody knows, public numbers marked.
    limits : Limits, optional
    exactly : bool
        As in `derive`.

    Returns
    -------
    list of Break
        In the order of the evidence's groups; empty if nothing is given away.

    Notes
    -----
    A number is hidden unless it is printed exactly. Sizes of the project's parts of at
    least ``project_part`` people, and a part that is nobody, are none's secret. That a
    number is 0 to k, k below the minimum, tells what the symbol for it says, and that nearly
    all of a public headcount took part is not protected.
    """
    try:
        knowledge = derive(evidence, exactly=exactly)
        public = derive(evidence.public(), exactly=False)
    except ContradictionError as error:
        group = Group(PROJECT, "")
        return [Break(Kind.MISREAD, group, 0, 0, None, (Step("misread", text=str(error)),))]
    return list(_judge(knowledge, public, evidence, limits or Limits()))


def _judge(
    knowledge: Knowledge, public: Knowledge, evidence: Evidence, limits: Limits
) -> Iterator[Break]:
    rated = rated_variables(knowledge)
    for group in knowledge.model.first:
        yield from _judge_size(knowledge, public, group, limits)
        if group.variable in rated:
            found = list(_judge_sets(knowledge, evidence, group, limits))
            yield from found or _judge_sum(knowledge, group, limits)
        elif group.variable in knowledge.model.steps:
            yield from _judge_counts(knowledge, public, group, limits)


def _judge_size(
    knowledge: Knowledge, public: Knowledge, group: Group, limits: Limits
) -> Iterator[Break]:
    low, high = knowledge.size(group)
    is_whole = group.place.startswith(PROJECT)
    is_free = high == 0 or (is_whole and low >= limits.project_part)
    if is_free or _is_printed(knowledge, group, Quantity.SIZE):
        return
    before = public.size(group) if group in public.model.first else (0.0, inf)
    if is_broken((low, high), before, limits):
        steps = explain(knowledge.model, knowledge.model.first[group] + SIZE)
        yield Break(Kind.SIZE, group, int(low), int(high), None, steps)


def is_broken(bounds: tuple[float, float], public: tuple[float, float], limits: Limits) -> bool:
    """Whether a hidden number is nearly known, by more than public numbers alone.

    Parameters
    ----------
    bounds, public : tuple of float
        Fewest and most that it can be, by all that is published and by public numbers.
    limits : Limits

    Returns
    -------
    bool
    """
    (low, high), (least, most) = bounds, public
    if (low, high) == (least, most) or high - low + 1 >= limits.values:
        return False
    if low < high:
        is_symbol = low == 0 and high < limits.minimum
        is_most_of_all = high == most and 2 * low > most
        return not (is_symbol or is_most_of_all)
    return True


def _judge_counts(
    knowledge: Knowledge, public: Knowledge, group: Group, limits: Limits
) -> Iterator[Break]:
    """Counts of answers that are told as counts or shares."""
    model = knowledge.model
    steps = model.steps[group.variable]
    low, high = model.bounds(group)
    if high[SIZE] == 0:
        return
    before = public.model.bounds(group) if group in public.model.first else None
    # Of yes and no, who said no is everyone else.
    first = 1 if len(steps.offsets) == len(YES_AND_NO) else 0
    for place, offset in enumerate(steps.offsets[first:], start=first):
        answer = steps.lowest + steps.unit * offset
        at = FIRST_POINT + place
        ends = float(low[at]), float(high[at])
        alone = (float(before[0][at]), float(before[1][at])) if before else (0.0, inf)
        is_known = _is_printed(knowledge, group, Quantity.COUNT, answer)
        if not is_known and is_broken(ends, alone, limits):
            chain = explain(model, model.first[group] + at)
            yield Break(Kind.COUNT, group, int(ends[0]), int(ends[1]), answer, chain)
            return


def _judge_sets(
    knowledge: Knowledge, evidence: Evidence, group: Group, limits: Limits
) -> Iterator[Break]:
    sets = knowledge.sets.get(group)
    if sets is None or knowledge.size(group)[1] == 0:
        return
    model = knowledge.model
    chain = explain(model, *range(model.first[group], model.first[group] + model.width(group)))
    if len(sets) < min(limits.sets, _sets_of_size(sets)):
        yield Break(Kind.SETS, group, len(sets), len(sets), None, chain)
        return
    steps = model.steps[group.variable]
    occurring = evidence.occurring.get(group)
    points = range(len(steps.offsets)) if occurring is None else [*map(steps.index, occurring)]
    left = count_for_insider(sets, points)
    if left < min(limits.insider, _sets_of_size(sets)):
        yield Break(Kind.INSIDER, group, left, left, None, chain)


def _sets_of_size(sets: np.ndarray) -> int:
    """How many sets of answers there are of the sizes that fit, nothing of answers known."""
    from math import comb

    points = sets.shape[1]
    return sum(comb(int(size) + points - 1, points - 1) for size in np.unique(sets.sum(axis=1)))


def _judge_sum(knowledge: Knowledge, group: Group, limits: Limits) -> Iterator[Break]:
    """The sum of a small group's answers, where no summary of them is printed."""
    model = knowledge.model
    low, high = model.bounds(group)
    top = model.steps[group.variable].offsets[-1]
    ends = float(low[TOTAL]), float(high[TOTAL])
    is_small = 0 < high[SIZE] < limits.small
    if (
        is_small
        and not model.checks.get(group)
        and is_broken(ends, (0.0, top * high[SIZE]), limits)
    ):
        chain = explain(model, model.first[group] + SIZE, model.first[group] + TOTAL)
        yield Break(Kind.SUM, group, int(ends[0]), int(ends[1]), None, chain)


def rated_variables(knowledge: Knowledge) -> frozenset[str]:
    """Questions whose answers are told as means or with their spread, of whichever group."""
    summaries = (Quantity.MEAN, Quantity.SD, Quantity.SUM, Quantity.T_LOW, Quantity.T_HIGH)
    facts = (fact for told in knowledge.model.facts.values() for fact in told)
    return frozenset(fact.group.variable for fact in facts if fact.quantity in summaries)


def _is_printed(
    knowledge: Knowledge, group: Group, quantity: Quantity, answer: float | None = None
) -> bool:
    """Whether a number is told exactly, and so is not hidden."""
    return any(
        fact.quantity is quantity
        and fact.low == fact.high
        and (answer is None or fact.answers == (answer,))
        for fact in knowledge.model.facts.get(group, ())
    )
