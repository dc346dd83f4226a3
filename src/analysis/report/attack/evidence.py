"""All that a run tells, as evidence for the attacker."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from analysis.release.attack.facts import (
    EVERYONE,
    PROJECT,
    Evidence,
    Fact,
    Group,
    Linear,
    Pooled,
    Quantity,
)
from analysis.release.attack.limits import Limits
from analysis.release.attack.relations import relate
from analysis.report.attack.changes import read_changes
from analysis.report.attack.counted import read_counted
from analysis.report.attack.parts import read_parts
from analysis.report.attack.questions import Questions
from analysis.report.attack.spreads import read_own_spreads, read_pooled
from analysis.report.attack.survey import Told, read_survey
from analysis.report.attack.tables import RunTable, read_tables, tables_with
from analysis.report.attack.trainings import read_trainings
from analysis.report.provenance.manifest import MANIFEST
from analysis.study.origin import PUBLISHED
from analysis.study.study import Study


def read_evidence(folder: Path, study: Study) -> Evidence:
    """What the tables of a run tell, and what everyone may know.

    Parameters
    ----------
    folder : Path
        A study's folder of reports.
    study : Study

    Returns
    -------
    Evidence
    """
    tables = read_tables(folder, study.disclosure.decimals)
    told: list[Told] = [
        *read_survey(tables, study),
        *read_parts(tables, study),
        *read_own_spreads(tables, study),
    ]
    facts = [each for each in told if isinstance(each, Fact)]
    linears = [each for each in told if isinstance(each, Linear)]
    trainings, times = read_trainings(tables)
    public = _public_headcounts(tables, study, [fact.group for fact in facts])
    scales = _scales(tables, study)
    survey = relate([*facts, *public], linears, places_of(folder, study), scales)
    pooled = tuple(_join(read_changes(tables, study), read_pooled(tables, study)))
    counted = tuple(read_counted(tables))
    return survey + Evidence(tuple(trainings), scales=times, pooled=pooled, counted=counted)


def _join(changes: Iterable[Pooled], spreads: Iterable[Pooled]) -> Iterator[Pooled]:
    """What is told of the same two groups, their change and their spread, together."""
    told = {pooled.groups: pooled for pooled in changes}
    for spread in spreads:
        change = told.pop(spread.groups, None)
        yield spread if change is None else replace(spread, change=change.change)
    yield from told.values()


def limits_of(study: Study) -> Limits:
    """How much may follow, by a study's rule."""
    rule = study.disclosure
    return Limits(minimum=rule.minimum_n, values=rule.band, behind=rule.minimum_count)


def places_of(folder: Path, study: Study) -> tuple[str, ...]:
    """Places of the study whose answers a run's project is the sum of.

    A study in one place has none: that place is the project, whose own rules hold of it.
    A run's manifest says which they were, as its pages may be of some places only; of tables
    without one, they are those whose pages or rows are there, or all.
    """
    if not study.has_places:
        return ()
    if listed := _list_places(folder):
        return listed
    tables = read_tables(folder, study.disclosure.decimals)
    named = {row["municipality"] for table, row in tables_with(tables, "municipality")}
    made = tuple(
        place for place in study.municipalities if place in named or (folder / place).is_dir()
    )
    return made or tuple(study.municipalities)


def _list_places(folder: Path) -> tuple[str, ...]:
    """As the manifest has them; none without one, or with one that cannot be read."""
    try:
        return tuple(json.loads((folder / MANIFEST).read_bytes())["places"])
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def _scales(tables: Sequence[RunTable], study: Study) -> dict[str, tuple[float, ...]]:
    questions = Questions(study)
    asked = [questions.of(table, row) for table, row in tables_with(tables, "item")]
    return {each.variable: each.points for each in asked if each is not None and each.points}


def _public_headcounts(
    tables: Sequence[RunTable], study: Study, groups: Sequence[Group]
) -> Iterator[Fact]:
    """That no more people answered than took part in a place's pilot, whose number is public."""
    if "participants" not in study.disclosure.public:
        return
    for table, row in tables_with(tables, "municipality", "n", "continued"):
        people = table.people(row, "n")
        if people is None or row.get("origin") != PUBLISHED:
            continue
        for group in dict.fromkeys(g._replace(place=row["municipality"]) for g in groups):
            if group.part == EVERYONE and group.place != PROJECT:
                source = table.source(row, "n")
                yield Fact(group, Quantity.SIZE, 0.0, people[1], source, is_public=True)
