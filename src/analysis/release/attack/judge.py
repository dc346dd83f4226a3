"""What of each group is broken: sizes, counts of answers, sums, sets of answers."""

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.release.attack.chain import explain
from analysis.release.attack.engine import Knowledge
from analysis.release.attack.facts import PROJECT, UNBOUNDED, Evidence, Group, Quantity
from analysis.release.attack.limits import Break, Kind, Limits, is_broken
from analysis.release.attack.model import FIRST_POINT, SIZE, TOTAL

YES_AND_NO = (0.0, 1.0)


@dataclass(frozen=True)
class Derived:
    """What follows from all that is known, from public numbers, and from sizes alone."""

    all: Knowledge
    public: Knowledge
    sizes: Knowledge
    evidence: Evidence
    limits: Limits

    def public_bounds(self, group: Group, at: int) -> tuple[float, float]:
        """Bounds of one of a group's unknowns by public numbers alone."""
        if group not in self.public.model.first:
            return UNBOUNDED
        low, high = self.public.model.bounds(group)
        return float(low[at]), float(high[at])


def judge(found: Derived) -> Iterator[Break]:
    """Everything that is broken, group by group."""
    rated, repeated = rated_variables(found.all), _repeated(found.all)
    for group in found.all.model.first:
        if group in repeated:
            continue
        yield from _judge_size(found, group)
        if group.variable in rated:
            broken = list(_judge_sets(found, group))
            yield from broken or _judge_sum(found.all, group, found.limits)
        elif group.variable in found.all.model.steps:
            yield from _judge_counts(found, group)


def _repeated(knowledge: Knowledge) -> set[Group]:
    """Parts of a place's people that are all of them, as the other parts are nobody."""
    found = set()
    for partition in knowledge.model.partitions:
        some = [part for part in partition.parts if knowledge.size(part)[1] > 0]
        if len(some) == 1 and some[0].place == partition.total.place:
            found.add(some[0])
    return found


def _judge_size(found: Derived, group: Group) -> Iterator[Break]:
    ends, limits = found.all.size(group), found.limits
    is_whole = group.place.startswith(PROJECT)
    is_free = ends[1] == 0 or (is_whole and ends[0] >= limits.project_part)
    if is_free or _is_printed(found.all, group, Quantity.SIZE):
        return
    judged = ends
    if ends[0] < ends[1] and _is_told_as_band(found.all, group, limits):
        judged = found.sizes.size(group)
    if is_broken(judged, found.public_bounds(group, SIZE), limits):
        model = found.all.model
        steps = explain(model, model.first[group] + SIZE)
        yield Break(Kind.SIZE, group, int(ends[0]), int(ends[1]), None, steps)


def _is_told_as_band(knowledge: Knowledge, group: Group, limits: Limits) -> bool:
    """Whether a group's people are told as so many to so many, from the minimum up."""
    return any(
        fact.quantity is Quantity.SIZE and not fact.is_public and fact.low >= limits.minimum
        for fact in knowledge.model.facts.get(group, ())
    )


def _judge_counts(found: Derived, group: Group) -> Iterator[Break]:
    """Counts of answers that are told as counts or shares."""
    model, limits = found.all.model, found.limits
    steps = model.steps[group.variable]
    low, high = model.bounds(group)
    if high[SIZE] == 0:
        return
    # Of yes and no, who said no is everyone else.
    is_of_two = len(steps.offsets) == len(YES_AND_NO)
    first = 1 if is_of_two else 0
    for place, offset in enumerate(steps.offsets[first:], start=first):
        answer = steps.lowest + steps.unit * offset
        at = FIRST_POINT + place
        ends = float(low[at]), float(high[at])
        is_known = _is_printed(found.all, group, Quantity.COUNT, answer)
        if is_of_two and ends[0] >= limits.behind:
            is_known |= _is_printed(found.all, group, Quantity.COUNT, steps.lowest)
        # What so many of the project's people say, and so many do not, could be printed.
        rest = float(low[SIZE]) - ends[1]
        # That none to a few say something else is what the symbol for a few tells.
        is_symbol = ends[0] < ends[1] == high[SIZE] and high[SIZE] - ends[0] < limits.minimum
        is_told = min(ends[0], rest) >= limits.minimum or is_symbol
        is_known |= group.place.startswith(PROJECT) and is_told
        if not is_known and is_broken(ends, found.public_bounds(group, at), limits):
            chain = explain(model, model.first[group] + at)
            yield Break(Kind.COUNT, group, int(ends[0]), int(ends[1]), answer, chain)
            return


def _judge_sets(found: Derived, group: Group) -> Iterator[Break]:
    """Sets of answers that fit a mean or a spread, or what follows of them."""
    sets, limits = found.all.sets.get(group), found.limits
    if sets is None or found.all.size(group)[1] == 0:
        return
    model = found.all.model
    steps = model.steps[group.variable]
    given = found.evidence.given(group)
    points = range(len(steps.offsets)) if given is None else map(steps.index, given)
    outsider, insider = len(sets), sets.left_to_insider(points)
    if outsider < min(limits.sets, sets.unrestricted):
        kind, left = Kind.SETS, outsider
    elif insider < min(limits.insider, sets.unrestricted):
        kind, left = Kind.INSIDER, insider
    else:
        return
    yield Break(kind, group, left, left, None, explain(model, *model.unknowns(group)))


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
