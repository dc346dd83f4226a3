"""Numbers in, everything that follows from them out: bounds, sets of answers, then exactly."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from analysis.release.attack.exact import tighten
from analysis.release.attack.facts import Evidence, Group, Partition, Steps
from analysis.release.attack.listing import AnswerSets, Masks, differences, list_sets
from analysis.release.attack.model import (
    FIRST_POINT,
    SIZE,
    SQUARES,
    TOTAL,
    Joined,
    Listed,
    Model,
    Subtracted,
    build_model,
)
from analysis.release.attack.moments import Check, fitting_moments
from analysis.release.attack.pooled import fit_together

MOST_ROUNDS = 6
MOST_PEOPLE = 80
"""Larger groups are listed only where a summary of them is printed, or their sum is known."""
WIDE_SUM = 10
MOST_DIFFERENCES = 300_000
MOST_TO_KEEP = 20_000


@dataclass
class Knowledge:
    """What follows from evidence.

    Attributes
    ----------
    model : Model
        With every bound narrowed.
    sets : mapping
        Sets of answers that fit each group, where they can be listed.
    """

    model: Model
    sets: dict[Group, AnswerSets] = field(default_factory=dict)
    subtracted: dict[tuple[Group, Group], tuple[int, int]] = field(default_factory=dict)
    """How many sets of a group and a part of it were left when they were last compared."""

    def size(self, group: Group) -> tuple[float, float]:
        """Fewest and most people of a group."""
        at = self.model.first[group]
        return float(self.model.system.low[at]), float(self.model.system.high[at])


def derive(evidence: Evidence, *, exactly: bool = True) -> Knowledge:
    """All that follows from evidence.

    Parameters
    ----------
    evidence : Evidence
    exactly : bool
        Whether what bounds leave open is looked at by integer programming, too.

    Returns
    -------
    Knowledge

    Raises
    ------
    ContradictionError
        If no numbers fit all of it.
    """
    knowledge = Knowledge(build_model(evidence))
    system = knowledge.model.system
    system.propagate()
    for _ in range(MOST_ROUNDS):
        before = system.low.copy(), system.high.copy()
        _list_all(knowledge)
        _subtract_all(knowledge)
        _join_all(knowledge)
        system.propagate()
        if (before[0] == system.low).all() and (before[1] == system.high).all():
            break
    if exactly and tighten(system):
        system.propagate()
        _list_all(knowledge)
        system.propagate()
    return knowledge


def _list_all(knowledge: Knowledge) -> None:
    """List the sets of answers of each group that something is known of."""
    model = knowledge.model
    for group in model.first:
        if not (steps := model.steps.get(group.variable)):
            continue
        low, high = model.bounds(group)
        checks = tuple(model.checks.get(group, ()))
        if high[SIZE] > MOST_PEOPLE and not checks and high[TOTAL] - low[TOTAL] > WIDE_SUM:
            continue
        masks = tuple(model.masks.get(group, ()))
        sets = fitting_sets(steps, tuple(low), tuple(high), checks, masks)
        if sets is None:
            continue
        if (known := knowledge.sets.get(group)) is not None:
            sets = sets if len(sets) == len(known) else sets.common(known)
        knowledge.sets[group] = sets
        _narrow_to(knowledge, group, sets, Listed(group, len(sets)))


def _subtract_all(knowledge: Knowledge) -> None:
    """Where a group and a part of it are listed, list what goes together."""
    for partition in knowledge.model.partitions:
        for part, rest in _halves(partition):
            total = partition.total
            if not {total, part} <= knowledge.sets.keys():
                continue
            pair = knowledge.sets[total], knowledge.sets[part]
            sizes = len(pair[0]), len(pair[1])
            if sizes[0] * sizes[1] > MOST_DIFFERENCES or knowledge.subtracted.get(
                (total, part)
            ) == sizes:  # fmt: skip
                continue
            found = differences(*pair)
            knowledge.subtracted[total, part] = len(found[0]), len(found[1])
            reason = Subtracted(partition, len(found[2]))
            for group, sets in zip((total, part, rest), found, strict=True):
                known = knowledge.sets.get(group)
                kept = sets if known is None else sets.common(known)
                knowledge.sets[group] = kept
                _narrow_to(knowledge, group, kept, reason)


def _join_all(knowledge: Knowledge) -> None:
    """Where the spread of two groups together is known, keep the sets that fit it."""
    for pooled in knowledge.model.pooled:
        steps = [knowledge.model.steps.get(group.variable) for group in pooled.groups]
        sets = [knowledge.sets.get(group) for group in pooled.groups]
        units = [scale.unit if scale else 1.0 for scale in steps]
        left = fit_together(sets, units, (pooled.low, pooled.high), pooled.change)
        for group, before, kept in zip(pooled.groups, sets, left, strict=True):
            if kept is not None and kept is not before:
                knowledge.sets[group] = kept
                _narrow_to(knowledge, group, kept, Joined(pooled, len(kept)))


def _halves(partition: Partition) -> Iterable[tuple[Group, Group]]:
    """Of a group in two, each part with the rest that it leaves."""
    if len(partition.parts) == 2:
        yield partition.parts
        yield partition.parts[1], partition.parts[0]


def _narrow_to(knowledge: Knowledge, group: Group, sets: AnswerSets, reason: object) -> None:
    """Bounds of a group's unknowns to those of the sets that fit."""
    system = knowledge.model.system
    if not len(sets):
        system.contradict(reason)
    system.narrow(knowledge.model.first[group], *sets.hull, reason)


@lru_cache(maxsize=20_000)
def fitting_sets(
    steps: Steps, low: tuple[float, ...], high: tuple[float, ...],
    checks: tuple[Check, ...], masks: Masks,
) -> AnswerSets | None:  # fmt: skip
    """Every set of answers of a group within bounds that agrees with its printed summaries.

    Parameters
    ----------
    steps : Steps
        The scale.
    low, high : tuple of float
        Bounds of size, sum, squares and of each point's count.
    checks : tuple
        Printed summaries.
    masks : tuple
        Bounds of counts of several points together.

    Returns
    -------
    AnswerSets or None
        None where they are too many.
    """
    ends = list(zip(low, high, strict=True))
    moments = fitting_moments(steps, ends[SIZE], ends[TOTAL], ends[SQUARES], checks)
    if moments is None:
        return None
    bounds = np.array(low[FIRST_POINT:]), np.array(high[FIRST_POINT:])
    sets = list_sets(steps.offsets, moments, *bounds, masks)
    return None if sets is None or len(sets) > MOST_TO_KEEP else sets
