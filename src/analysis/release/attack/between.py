"""What follows of people who were added or taken out between two releases."""

from collections import Counter
from collections.abc import Iterator, Sequence

from analysis.release.attack.chain import Step
from analysis.release.attack.counted import Counted, Of
from analysis.release.attack.facts import PROJECT, Evidence, Group, Source
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
