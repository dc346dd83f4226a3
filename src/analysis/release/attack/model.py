"""Evidence as unknown whole numbers: sizes, sums, squares and counts of answers of groups."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np

from analysis.release.attack.facts import (
    Evidence,
    Fact,
    Group,
    Linear,
    Partition,
    Pooled,
    Quantity,
    Steps,
    Term,
)
from analysis.release.attack.moments import Check
from analysis.release.attack.system import System

SIZE, TOTAL, SQUARES, FIRST_POINT = 0, 1, 2, 3
"""Where a group's unknowns stand, from its first one on."""
INFORMATIVE = (Quantity.SD, Quantity.T_LOW, Quantity.T_HIGH, Quantity.WILSON_LOW,
               Quantity.WILSON_HIGH)  # fmt: skip


class Counts(NamedTuple):
    """A reason: a group's size and sums are those of its answers."""

    group: Group


class Listed(NamedTuple):
    """A reason: the sets of answers that fit were listed, and this they have in common."""

    group: Group
    found: int


class Subtracted(NamedTuple):
    """A reason: the sets of a group and of a part of it were subtracted from each other."""

    partition: Partition
    found: int


class Joined(NamedTuple):
    """A reason: of two groups, the sets that fit their pooled standard deviation were left."""

    pooled: Pooled
    found: int


class Solved(NamedTuple):
    """A reason: all sums of so many unknowns together leave no more."""

    unknowns: int


@dataclass
class Model:
    """The unknowns of all groups, and what is known of them.

    Attributes
    ----------
    system : System
    first : mapping
        First unknown of each group.
    steps : mapping
        Scale of each variable that has one.
    checks : mapping
        Printed summaries of each group.
    masks : mapping
        Printed counts of several answers together.
    facts : mapping
        All numbers told of each group.
    """

    system: System = field(default_factory=lambda: System.of(0))
    first: dict[Group, int] = field(default_factory=dict)
    steps: dict[str, Steps] = field(default_factory=dict)
    checks: dict[Group, list[Check]] = field(default_factory=dict)
    masks: dict[Group, list[tuple[tuple[int, ...], float, float]]] = field(default_factory=dict)
    facts: dict[Group, list[Fact]] = field(default_factory=dict)
    partitions: tuple[Partition, ...] = ()
    pooled: tuple[Pooled, ...] = ()

    def width(self, group: Group) -> int:
        """How many unknowns a group has."""
        steps = self.steps.get(group.variable)
        return FIRST_POINT + len(steps.offsets) if steps else 1

    def unknown(self, group: Group, quantity: Quantity, answer: float = 0.0) -> int:
        """The unknown of a group's size, sum in steps, or count of an answer."""
        if quantity is Quantity.COUNT:
            return self.first[group] + FIRST_POINT + self.steps[group.variable].index(answer)
        return self.first[group] + (SIZE if quantity is Quantity.SIZE else TOTAL)

    def unknowns(self, group: Group) -> list[int]:
        """All unknowns of a group."""
        return list(range(self.first[group], self.first[group] + self.width(group)))

    def owner(self, unknown: int) -> tuple[Group, str]:
        """Whose an unknown is, and what it is."""
        place = bisect_right(self._starts, unknown) - 1
        group = self._groups[place]
        at = unknown - self._starts[place]
        if at >= FIRST_POINT:
            steps = self.steps[group.variable]
            answer = steps.lowest + steps.unit * steps.offsets[at - FIRST_POINT]
            return group, f"{Quantity.COUNT.value} {answer:g}"
        return group, (Quantity.SIZE.value, Quantity.SUM.value, "squares")[at]

    @cached_property
    def _starts(self) -> list[int]:
        return list(self.first.values())

    @cached_property
    def _groups(self) -> list[Group]:
        return list(self.first)

    def bounds(self, group: Group) -> tuple[np.ndarray, np.ndarray]:
        """Bounds of a group's unknowns as they stand now."""
        own = slice(self.first[group], self.first[group] + self.width(group))
        return self.system.low[own], self.system.high[own]


def build_model(evidence: Evidence) -> Model:
    """The unknowns of all groups that evidence names, and every sum that it tells.

    Parameters
    ----------
    evidence : Evidence

    Returns
    -------
    Model
        Nothing is narrowed yet.
    """
    model = Model(partitions=evidence.partitions, pooled=evidence.pooled)
    model.steps = {name: Steps.of(points) for name, points in evidence.scales.items()}
    unknowns = 0
    for group in _groups(evidence):
        model.first[group] = unknowns
        unknowns += model.width(group)
    model.system = System.of(unknowns)
    for group in model.first:
        if group.variable in model.steps:
            _add_answers(model, group)
    for fact in evidence.facts:
        _add_fact(model, fact)
    for partition in evidence.partitions:
        _add_partition(model, partition)
    for linear in evidence.linears:
        _add_linear(model, linear)
    return model


def _groups(evidence: Evidence) -> Iterable[Group]:
    named = [fact.group for fact in evidence.facts]
    for partition in evidence.partitions:
        named += [partition.total, *partition.parts]
    named += [term.group for linear in evidence.linears for term in linear.terms]
    return dict.fromkeys(named)


def _add_answers(model: Model, group: Group) -> None:
    """Size, sum and squares as sums of the counts of points, and what these imply at once."""
    start, offsets = model.first[group], model.steps[group.variable].offsets
    points = [start + FIRST_POINT + place for place in range(len(offsets))]
    reason, add = Counts(group), model.system.add
    for place, power in ((SIZE, 0), (TOTAL, 1), (SQUARES, 2)):
        pairs = [(c, float(k**power)) for c, k in zip(points, offsets, strict=True) if k**power]
        add([start + place, *(c for c, _ in pairs)], [-1.0, *(f for _, f in pairs)], 0, 0, reason)
    top = offsets[-1]
    add([start + SIZE, start + TOTAL], [top, -1], 0, np.inf, reason)
    add([start + TOTAL, start + SQUARES], [top, -1], 0, np.inf, reason)
    add([start + SQUARES, start + TOTAL], [1, -1], 0, np.inf, reason)


def _add_fact(model: Model, fact: Fact) -> None:
    group, quantity = fact.group, fact.quantity
    model.facts.setdefault(group, []).append(fact)
    if quantity in (Quantity.SIZE, Quantity.COUNT, Quantity.SUM):
        term = Term(1.0, group, quantity, fact.answers)
        _add_linear(model, Linear((term,), fact.low, fact.high, fact.source), fact)
        if quantity is Quantity.COUNT:
            points = tuple(model.steps[group.variable].index(a) for a in fact.answers)
            model.masks.setdefault(group, []).append((points, fact.low, fact.high))
    if quantity is Quantity.MEAN or quantity in INFORMATIVE:
        model.checks.setdefault(group, []).append(Check(quantity, fact.low, fact.high))
    if quantity is Quantity.MEAN:
        _add_mean(model, fact)


def _add_mean(model: Model, fact: Fact) -> None:
    """That a sum lies between multiples of the size, whatever the size is."""
    steps, start = model.steps[fact.group.variable], model.first[fact.group]
    for bound, low, high in ((fact.low, 0.0, np.inf), (fact.high, -np.inf, 0.0)):
        factor = (steps.lowest - bound) / steps.unit
        pairs = [(start + TOTAL, 1.0), (start + SIZE, factor)]
        columns, factors = zip(*((c, f) for c, f in pairs if abs(f) > 1e-12), strict=True)
        model.system.add(columns, factors, low, high, fact)


def _add_partition(model: Model, partition: Partition) -> None:
    firsts = [model.first[group] for group in (partition.total, *partition.parts)]
    factors = [-1.0, *(1.0 for _ in partition.parts)]
    for place in range(model.width(partition.total)):
        model.system.add([first + place for first in firsts], factors, 0, 0, partition)


def _add_linear(model: Model, linear: Linear, reason: object = None) -> None:
    weights: dict[int, float] = {}
    for term in linear.terms:
        for column, weight in _expand(model, term):
            weights[column] = weights.get(column, 0.0) + weight
    weights = {column: weight for column, weight in weights.items() if abs(weight) > 1e-12}
    if weights:
        columns, factors = list(weights), list(weights.values())
        model.system.add(columns, factors, linear.low, linear.high, reason or linear)


def _expand(model: Model, term: Term) -> Iterable[tuple[int, float]]:
    """A term in unknowns: a sum of answers is the lowest point times the size, and steps."""
    start, factor = model.first[term.group], term.factor
    if term.quantity is Quantity.SIZE:
        yield start + SIZE, factor
    elif term.quantity is Quantity.SUM:
        steps = model.steps[term.group.variable]
        yield start + SIZE, factor * steps.lowest
        yield start + TOTAL, factor * steps.unit
    elif term.quantity is Quantity.COUNT:
        for answer in term.answers:
            yield model.unknown(term.group, Quantity.COUNT, answer), factor
    else:
        raise ValueError(f"a sum of {term.quantity.value} of groups is no sum of people or answers")
