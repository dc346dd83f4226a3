"""How something follows: the steps that lead to it, facts first."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from analysis.release.attack.facts import NOWHERE, Fact, Group, Linear, Partition, Quantity, Source
from analysis.release.attack.model import SIZE, Joined, Listed, Model, Solved, Subtracted
from analysis.release.attack.system import NOTHING

MOST_STEPS = 60


@dataclass(frozen=True)
class Step:
    """A fact, or what follows from the steps before.

    Attributes
    ----------
    kind : str
        ``fact``, ``sum``, ``listed``, ``subtracted``, ``pooled``, ``solved``, ``linear`` or
        ``misread``.
    group : Group or None
        Of whom.
    parts : tuple of Group
        Of a sum, the groups that it is of.
    what : str
        The quantity.
    low, high : float
        What is known after the step.
    source : Source
        Of a fact: where it stands.
    text : str
        Of ``misread``: what does not fit.
    """

    kind: str
    group: Group | None = None
    parts: tuple[Group, ...] = ()
    what: str = ""
    low: float = 0.0
    high: float = 0.0
    source: Source = NOWHERE
    text: str = ""


def explain(model: Model, *unknowns: int) -> tuple[Step, ...]:
    """The steps that lead to the bounds of unknowns.

    Parameters
    ----------
    model : Model
        Narrowed.
    *unknowns : int

    Returns
    -------
    tuple of Step
        Facts and sums before what they lead to; no step twice.
    """
    steps: dict[Step, None] = {}
    entered, done = set[int](), set[int]()
    waiting = [(unknown, False) for unknown in reversed(unknowns)]
    while waiting:
        unknown, is_led_to = waiting.pop()
        rows = _reasons(model, unknown)
        if is_led_to:
            for row in sorted(rows - done):
                steps.update(dict.fromkeys(_steps(model, unknown, model.system.rows[row].reason)))
            done |= rows
        elif unknown not in entered:
            entered.add(unknown)
            waiting.append((unknown, True))
            inputs = {column for row in rows for column in _inputs(model, row)}
            waiting += [(column, False) for column in sorted(inputs - entered, reverse=True)]
    # What stands in several files is told once.
    once: dict[object, Step] = {}
    for step in steps:
        once.setdefault((step.kind, step.group, step.parts, step.what, step.low, step.high), step)
    return tuple(once.values())[-MOST_STEPS:]


def _reasons(model: Model, unknown: int) -> set[int]:
    system = model.system
    return {int(system.why_low[unknown]), int(system.why_high[unknown])} - {NOTHING}


def _inputs(model: Model, row: int) -> list[int]:
    """Unknowns whose bounds a reason rests on."""
    reason = model.system.rows[row].reason
    if isinstance(reason, Listed):
        return model.unknowns(reason.group)
    if isinstance(reason, Subtracted):
        groups = (reason.partition.total, *reason.partition.parts)
        return [unknown for group in groups for unknown in model.unknowns(group)]
    if isinstance(reason, Joined):
        return [unknown for group in reason.pooled.groups for unknown in model.unknowns(group)]
    return list(model.system.rows[row].columns)


def _steps(model: Model, unknown: int, reason: object) -> Iterator[Step]:
    """What a reason adds to the chain."""
    group, what = model.owner(unknown)
    if isinstance(reason, Fact):
        yield _fact(reason)
    elif isinstance(reason, Linear):
        groups = tuple(dict.fromkeys(term.group for term in reason.terms))
        yield Step("linear", group, groups, what, *_shown(model, unknown), source=reason.source)
    elif isinstance(reason, Partition):
        groups = (reason.total, *reason.parts)
        yield Step("sum", group, groups, what, *_shown(model, unknown), source=reason.source)
    elif isinstance(reason, Listed):
        yield from (_fact(fact) for fact in model.facts.get(reason.group, ()))
        yield Step("listed", reason.group, (), "sets", reason.found, reason.found)
    elif isinstance(reason, Subtracted):
        total, *parts = reason.partition.total, *reason.partition.parts
        yield Step("subtracted", total, tuple(parts), "sets", reason.found, reason.found)
    elif isinstance(reason, Joined):
        pooled = reason.pooled
        if pooled.high < inf:
            yield Step("pooled", group, pooled.groups, "sd", pooled.low, pooled.high, pooled.source)
        if pooled.change is not None:
            estimate = pooled.change.estimate
            yield Step("changed", group, pooled.groups, "mean", *estimate, pooled.source)
        yield Step("listed", group, (), "sets", reason.found, reason.found)
    elif isinstance(reason, Solved):
        yield Step("solved", group, (), what, *_shown(model, unknown))


def _fact(fact: Fact) -> Step:
    answers = ", ".join(f"{answer:g}" for answer in fact.answers)
    what = f"{fact.quantity.value} {answers}".strip()
    return Step("fact", fact.group, (), what, fact.low, fact.high, fact.source)


def _shown(model: Model, unknown: int) -> tuple[float, float]:
    """Bounds as they stand now; of a sum in the scale's own unit where the size is known."""
    group, what = model.owner(unknown)
    low, high = float(model.system.low[unknown]), float(model.system.high[unknown])
    sizes = model.bounds(group)
    if what == Quantity.SUM.value and sizes[0][SIZE] == sizes[1][SIZE]:
        steps = model.steps[group.variable]
        base = steps.lowest * float(sizes[0][SIZE])
        return base + steps.unit * low, base + steps.unit * high
    return low, high
