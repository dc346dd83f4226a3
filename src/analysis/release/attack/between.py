"""What follows of people who were added or taken out between two releases."""

from collections import Counter
from collections.abc import Iterator, Sequence

from analysis.release.attack.chain import Step
from analysis.release.attack.counted import Counted, Of
from analysis.release.attack.facts import PROJECT, Evidence, Fact, Group, Quantity, Source
from analysis.release.attack.limits import Break, Kind, Limits

NEAR = 1e-6


def find_changed(
    new: Evidence, old: Evidence, places: Sequence[Sequence[str]], limits: Limits
) -> Iterator[Break]:
    """What follows of those who were added or taken out between two releases.

    Parameters
    ----------
    new, old : Evidence
        Of which `Evidence.counted` is read.
    places : sequence
        Places of the one and of the other: where they differ, any difference is that of a place.
    limits : Limits

    Yields
    ------
    Break
        Of people, where fewer than the minimum are more or less. Of pay, where hours and the
        paid work of fewer places than the minimum have changed, whatever places are called.
    """
    before = {(told.of, told.row): told for told in old.counted}
    is_same = set(places[0]) == set(places[1])
    for told in new.counted:
        was = before.get((told.of, told.row))
        if was is None or abs(told.value - was.value) < NEAR:
            continue
        many = round(abs(told.value - was.value))
        group = Group(PROJECT, "", "", told.row)
        if told.of is Of.PEOPLE and (many < limits.minimum or not is_same):
            yield Break(Kind.SIZE, group, many, many, None, _steps(told, was))
        elif told.of is Of.HOURS and _few_paid(new.counted, old.counted, limits):
            group = Group(told.source[0], "")
            yield Break(Kind.PAY, group, many, many, None, _steps(told, was))


def _few_paid(new: Sequence[Counted], old: Sequence[Counted], limits: Limits) -> bool:
    """Whether paid work of few places has changed, or of as many as nobody tells."""
    now, was = (
        Counter(round(told.value, 2) for told in release if told.of is Of.PAID)
        for release in (new, old)
    )
    changed = max((now - was).total(), (was - now).total())
    return not (now and was) or 0 < changed < limits.minimum


def _steps(told: Counted, was: Counted) -> tuple[Step, ...]:
    return tuple(
        Step("text", source=Source(*each.source), text=f"{each.row}: {each.value:g}")
        for each in (was, told)
    )


def find_renamed(
    new: Evidence, old: Evidence, places: Sequence[Sequence[str]], limits: Limits
) -> Iterator[Break]:
    """What follows of the project's people where places have got other names, or were merged.

    Parameters
    ----------
    new, old, places, limits
        As in `find_changed`. Where all places of one release are among those of the other, sums
        over places tell what follows.

    Yields
    ------
    Break
        Where fewer than the minimum answered, or gave an answer, more or less than before.
    """
    if set(places[0]) <= set(places[1]) or set(places[0]) >= set(places[1]):
        return
    before = {(f.group, f.quantity, f.answers): f for f in _exact(old)}
    for fact in dict.fromkeys(_exact(new)):
        was = before.get((fact.group, fact.quantity, fact.answers), fact)
        if 0 < (many := round(abs(fact.low - was.low))) < limits.minimum:
            both = [(each.source, f"{each.low:g}") for each in (was, fact)]
            steps = tuple(Step("text", source=source, text=text) for source, text in both)
            yield Break(Kind.SIZE, fact.group, many, many, None, steps)


def _exact(evidence: Evidence) -> Iterator[Fact]:
    """The project's people and answers that are told by a number."""
    for fact in evidence.facts:
        counts = fact.quantity in (Quantity.SIZE, Quantity.COUNT)
        if counts and fact.group.place == PROJECT and fact.low == fact.high:
            yield fact
