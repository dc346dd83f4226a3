"""How groups of a survey make up others: places the project, linked people and leavers a wave."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import inf

from analysis.release.attack.facts import (
    EVERYONE,
    PROJECT,
    Evidence,
    Fact,
    Group,
    Linear,
    Partition,
    Quantity,
    Source,
    Term,
    rest_of,
)

LINKED = "linked"
"""Part of a wave's people who answered at the other one, too."""
CODED = "coded"
"""Part of a wave's people whose code can be found again."""
FEW = 5
"""Of two projects that no wave or question tells apart by as many people, all are the same."""
PLACES = Source("", "places")
WAVES = Source("", "waves")


def relate(
    facts: Iterable[Fact],
    linears: Iterable[Linear],
    places: Sequence[str],
    scales: Mapping[str, tuple[float, ...]],
) -> Evidence:
    """Evidence of facts, with everything that holds between the groups that they are of.

    Parameters
    ----------
    facts : iterable of Fact
    linears : iterable of Linear
    places : sequence of str
        All places of the project; none where it is not told by place.
    scales : mapping
        Possible answers of each variable.

    Returns
    -------
    Evidence
    """
    facts, linears = tuple(facts), tuple(linears)
    groups = {fact.group: None for fact in facts}
    groups |= {term.group: None for linear in linears for term in linear.terms}
    partitions = (*_of_places(groups, places), *_of_linked(groups, places), *_of_parts(groups))
    both = tuple(_same_people(partitions))
    return Evidence(facts, tuple(dict.fromkeys(partitions)), (*linears, *both), scales)


def _of_places(groups: Iterable[Group], places: Sequence[str]) -> Iterator[Partition]:
    """The project is the sum of its places, and so are its linked people."""
    for group in dict.fromkeys(g._replace(place=PROJECT) for g in groups) if places else ():
        if group.part in (EVERYONE, LINKED, CODED):
            yield Partition(group, tuple(group._replace(place=p) for p in places), PLACES)


def _of_linked(groups: Iterable[Group], places: Sequence[str]) -> Iterator[Partition]:
    """Linked people and the rest of a wave, in each place where the project has any."""
    linked = {group for group in groups if group.part.startswith(LINKED)}
    for group in dict.fromkeys(g._replace(place=PROJECT) for g in linked):
        whole = EVERYONE if group.variable else CODED
        rest = group.part.removeprefix(LINKED)
        for place in (PROJECT, *places):
            total = group._replace(place=place, part=whole + rest if whole else EVERYONE)
            part = group._replace(place=place)
            yield Partition(total, (part, rest_of(total, LINKED)), WAVES)


def _of_parts(groups: Iterable[Group]) -> Iterator[Partition]:
    """Groups of a background variable, and those who are in none that is told of."""
    found: dict[tuple[Group, str], dict[Group, None]] = {}
    for group in groups:
        whole, _, named = group.part.rpartition(" ")
        by = named.partition("=")[0]
        if "=" in named:
            found.setdefault((group._replace(part=whole), by), {})[group] = None
    for (total, by), parts in found.items():
        yield Partition(total, (*parts, rest_of(total, by)), Source("", by))


def _same_people(partitions: Iterable[Partition]) -> Iterator[Linear]:
    """Linked people are as many at both waves; those of an item are people who were linked."""
    linked: dict[tuple[str, str], list[Group]] = {}
    for part in (p.parts[0] for p in partitions if p.source == WAVES):
        if part.part == LINKED:
            linked.setdefault((part.place, part.variable), []).append(part)
    for (place, variable), groups in linked.items():
        for other in groups[1:]:
            yield Linear(_difference(other, groups[0]), 0.0, 0.0, WAVES)
        for people in linked.get((place, ""), ()) if variable else ():
            yield Linear(_difference(people, groups[0]), 0.0, inf, WAVES)


def _difference(a: Group, b: Group) -> tuple[Term, Term]:
    return Term(1.0, a, Quantity.SIZE), Term(-1.0, b, Quantity.SIZE)


def join_releases(
    new: Evidence, earlier: Evidence, name: str, places: tuple[Sequence[str], Sequence[str]]
) -> Evidence:
    """What somebody knows who holds an earlier release of the same answers, too.

    Parameters
    ----------
    new, earlier : Evidence
    name : str
        Of the earlier release.
    places : tuple
        Places of the new one's project and of the earlier one's.

    Returns
    -------
    Evidence
        The earlier project is a group of its own; where the places of one release are among
        those of the other, their difference is the places between. Where either has places of
        its own, they are the same people under other names if the projects' are.
    """
    renamed = rename_project(earlier, f"{PROJECT} ({name})")
    ours, theirs = places
    added = []
    for partition in new.partitions:
        if partition.total.place == PROJECT and partition.source == PLACES:
            now = partition.total
            old = now._replace(place=f"{PROJECT} ({name})")
            added += list(_nested(old, now, [p for p in theirs if p not in ours], ours, theirs))
            added += list(_nested(now, old, [p for p in ours if p not in theirs], theirs, ours))
            if _are_named_anew(new, earlier, places):
                added += list(_named_anew(now, old, ours, theirs))
    return new + renamed + Evidence((), tuple(added))


def _are_named_anew(
    new: Evidence, earlier: Evidence, places: tuple[Sequence[str], Sequence[str]]
) -> bool:
    """Whether either release has places of its own, and yet hardly more people than the other.

    A place then has another name, or several are one: were they others, there would be others
    of them at some wave or question.
    """
    ours, theirs = map(set, places)
    if not (ours - theirs and theirs - ours):
        return False
    now, was = _exact_people(new), _exact_people(earlier)
    shared = now.keys() & was.keys()
    return bool(shared) and all(abs(now[group] - was[group]) < FEW for group in shared)


def _exact_people(evidence: Evidence) -> dict[Group, float]:
    """People of a project, by wave and question, as they are told exactly."""
    return {
        fact.group: fact.low
        for fact in evidence.facts
        if fact.group.place == PROJECT
        and fact.group.part == EVERYONE
        and fact.quantity is Quantity.SIZE
        and fact.low == fact.high
    }


def _named_anew(
    now: Group, old: Group, ours: Sequence[str], theirs: Sequence[str]
) -> Iterator[Partition]:
    """Two projects of the same people, and so are the places that only one of them has."""
    yield Partition(now, (old,), PLACES)
    own = [now._replace(place=place) for place in ours if place not in theirs]
    other = [now._replace(place=place) for place in theirs if place not in ours]
    if len(own) > 1 and len(other) > 1:
        whole = old._replace(place=f"{old.place} {' + '.join(group.place for group in own)}")
        yield from (Partition(whole, tuple(own), PLACES), Partition(whole, tuple(other), PLACES))
    else:
        single, several = (own, other) if len(own) == 1 else (other, own)
        yield Partition(single[0], tuple(several), PLACES)


def _nested(
    wide: Group, narrow: Group, between: Sequence[str], inner: Sequence[str], outer: Sequence[str]
) -> Iterator[Partition]:
    if set(inner) <= set(outer):
        parts = (narrow, *(narrow._replace(place=place) for place in between))
        yield Partition(wide, parts, PLACES)


def rename_project(evidence: Evidence, name: str) -> Evidence:
    """The same evidence with its project under another name."""

    def rename(group: Group) -> Group:
        return group._replace(place=name) if group.place == PROJECT else group

    return Evidence(
        tuple(Fact(rename(f.group), f.quantity, f.low, f.high, f.source, f.answers, f.is_public)
              for f in evidence.facts),
        tuple(Partition(rename(p.total), tuple(map(rename, p.parts)), p.source)
              for p in evidence.partitions),
        tuple(Linear(tuple(t._replace(group=rename(t.group)) for t in linear.terms),
                     linear.low, linear.high, linear.source) for linear in evidence.linears),
        evidence.scales,
        pooled=tuple(replace(p, groups=(rename(p.groups[0]), rename(p.groups[1])))
                     for p in evidence.pooled),
    )  # fmt: skip
