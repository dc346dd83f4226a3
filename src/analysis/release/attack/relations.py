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
    """Linked people and the rest of a wave, in each place where the project has any.

    The project's rest is the sum of the places'. That follows of all sums together, and is said
    so that nobody's count is found to be none before they are found to be nobody.
    """
    linked = {group for group in groups if group.part.startswith(LINKED)}
    for group in dict.fromkeys(g._replace(place=PROJECT) for g in linked):
        whole = EVERYONE if group.variable else CODED
        of = group.part.removeprefix(LINKED)
        rests = []
        for place in (PROJECT, *places):
            total = group._replace(place=place, part=whole + of if whole else EVERYONE)
            rests.append(rest_of(total, LINKED))
            yield Partition(total, (group._replace(place=place), rests[-1]), WAVES)
        if places:
            yield Partition(rests[0], tuple(rests[1:]), PLACES)


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
        those of the other, their difference is the places between.
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
    return new + renamed + Evidence((), tuple(added))


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
