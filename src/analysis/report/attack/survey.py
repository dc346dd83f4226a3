"""What the tables of a survey tell of groups, row by row."""

from collections.abc import Iterator, Sequence

from analysis.release.attack.degrees import (
    degrees_of_freedom,
    linked_people,
    variance_of_mean,
    whole_numbers,
)
from analysis.release.attack.facts import Fact, Group, Linear, Quantity, Source, Term, rest_of
from analysis.release.attack.moments import end_of_interval
from analysis.release.attack.relations import LINKED
from analysis.report.attack.questions import Asked, Questions
from analysis.report.attack.tables import Bounds, Row, RunTable, tables_with
from analysis.study.study import Study

SIDES = ("start", "end")
FINE = 1e-6
"""Numbers that are rounded further do not tell degrees of freedom."""
Told = Fact | Linear


def read_survey(tables: Sequence[RunTable], study: Study) -> Iterator[Told]:
    """Every number of people and answers that tables of a survey tell.

    Parameters
    ----------
    tables : sequence of RunTable
    study : Study
        Which questions there are, and what can be answered: public like its questionnaire.

    Yields
    ------
    Fact or Linear
    """
    questions = Questions(study)
    waves = dict(zip(SIDES, study.compared_waves, strict=True))
    for side, wave in waves.items():
        for table, row in tables_with(tables, f"n_{side}"):
            yield from _read_level(questions, table, row, (side, f"n_{side}"), wave)
    for table, row in tables_with(tables, "wave", "n", "estimate"):
        yield from _read_level(questions, table, row, ("estimate", "n"), row["wave"])
    for column in ("n_pairs", "n_both"):
        for table, row in tables_with(tables, column, *(f"n_{side}" for side in SIDES)):
            yield from _read_linked(questions, table, row, column, study)
    for table, row in tables_with(tables, "stayed", "bound_low", "n_both", "n_start"):
        yield from _read_stayers(questions, table, row, study)
    for table, row in tables_with(tables, "method", "estimate", "p_value", "n_start", "n_end"):
        if row["method"] == "overlapping_welch":
            yield from _read_test(questions, table, row, study)


def group_of(questions: Questions, table: RunTable, row: Row, wave: str) -> tuple[Group, Asked]:
    """The people whom a row is of, and what they were asked; one without a question has none."""
    place = row.get("municipality") or table.place
    # The most people of several items: of places, they do not add up to the project's.
    untold = "" if "item" in row else f"{table.name} {place}"
    asked = questions.of(table, row) or Asked(untold, ())
    return Group(place, wave, asked.variable), asked


def _read_level(
    questions: Questions, table: RunTable, row: Row, columns: tuple[str, str], wave: str
) -> Iterator[Told]:
    """People, their mean or a share, and its interval, at one wave."""
    group, asked = group_of(questions, table, row, wave)
    level, size = columns
    if (people := table.people(row, size)) is None:
        return
    yield Fact(group, Quantity.SIZE, *people, table.source(row, size))
    told = table.bounds(row, level)
    if told is None or not asked.points:
        return
    if "group" in row:
        answers = tuple(map(float, questions.study.survey.rating_groups.get(row["group"], ())))
        yield from _share(table, row, level, group, answers, people)
    elif asked.answer is not None:
        yield from _share(table, row, level, group, (asked.answer,), people)
    else:
        yield Fact(group, Quantity.MEAN, *told, table.source(row, level))
        if table.is_exact(row, size):
            yield from _interval(table, row, level, group, asked)


def _share(
    table: RunTable, row: Row, level: str, group: Group, answers: tuple[float, ...], people: Bounds
) -> Iterator[Told]:
    """A share in per cent: a number of people, where their group's size is told."""
    told = table.bounds(row, level)
    if told is None or not answers:
        return
    source = table.source(row, level)
    if people[0] == people[1]:
        counts = whole_numbers(*(people[0] * end / 100 for end in told))
        yield Fact(group, Quantity.COUNT, *counts, source, answers)
        return
    count = Term(1.0, group, Quantity.COUNT, answers)
    low, high = (Term(-end / 100, group, Quantity.SIZE) for end in told)
    yield Linear((count, low), 0.0, float("inf"), source)
    yield Linear((count, high), -float("inf"), 0.0, source)


def _interval(table: RunTable, row: Row, level: str, group: Group, asked: Asked) -> Iterator[Fact]:
    """The interval of a group's own spread; an end of the scale may be where it was cut."""
    prefix = "ci" if level == "estimate" else level
    ends = (asked.points[0], asked.points[-1])
    for suffix, quantity in (("low", Quantity.T_LOW), ("high", Quantity.T_HIGH)):
        if told := table.interval_end(row, prefix, suffix):
            told = end_of_interval(quantity, told, ends)
            yield Fact(group, quantity, *told, table.source(row, f"{prefix}_{suffix}"))


def _read_linked(
    questions: Questions, table: RunTable, row: Row, column: str, study: Study
) -> Iterator[Fact]:
    """How many people answered at both waves."""
    if (people := table.people(row, column)) is None:
        return
    for wave in study.compared_waves:
        group, _ = group_of(questions, table, row, wave)
        linked = group._replace(part=LINKED)
        yield Fact(linked, Quantity.SIZE, *people, table.source(row, column))


def _read_stayers(
    questions: Questions, table: RunTable, row: Row, study: Study
) -> Iterator[Linear]:
    """Sums of linked people's changes, and what bounds of the unseen tell of who left."""
    start, end = (group_of(questions, table, row, wave)[0] for wave in study.compared_waves)
    asked = questions.of(table, row)
    if asked is None or not asked.points:
        return
    linked = start._replace(part=LINKED), end._replace(part=LINKED)
    changes = Term(1.0, linked[1], Quantity.SUM), Term(-1.0, linked[0], Quantity.SUM)
    source = table.source(row, "stayed", "n_both")
    yield from _mean_of(table.bounds(row, "stayed"), changes, linked[0], source)
    # Whoever left ends at an extreme: the sum of all ends, less that of all starts.
    ends = Term(1.0, linked[1], Quantity.SUM), Term(-1.0, start, Quantity.SUM)
    left = rest_of(start, LINKED)
    extremes = (asked.points[0], asked.points[-1])
    for column, extreme in zip(("bound_low", "bound_high"), extremes, strict=True):
        source = table.source(row, column, "n_start")
        unseen = Term(extreme, left, Quantity.SIZE)
        yield from _mean_of(table.bounds(row, column), (*ends, unseen), start, source)


def _mean_of(
    told: Bounds | None, total: tuple[Term, ...], people: Group, source: Source
) -> Iterator[Linear]:
    """That a sum, divided by a number of people, lies between two ends."""
    if told is not None:
        low, high = (Term(-end, people, Quantity.SIZE) for end in told)
        yield Linear((*total, low), 0.0, float("inf"), source)
        yield Linear((*total, high), -float("inf"), 0.0, source)


def _read_test(questions: Questions, table: RunTable, row: Row, study: Study) -> Iterator[Fact]:
    """Linked people, out of the degrees of freedom that an interval and a p-value tell."""
    numbers = {c: table.bounds(row, c) for c in ("estimate", "ci_low", "ci_high", "p_value")}
    sizes = [table.people(row, f"n_{side}") for side in SIDES]
    is_fine = all(told and told[1] - told[0] < FINE for told in numbers.values())
    if not is_fine or not all(table.is_exact(row, f"n_{side}") for side in SIDES):
        return
    estimate, low, high, p = (sum(told) / 2 for told in numbers.values() if told)
    variances = [_variance(table, row, side) for side in SIDES]
    df = degrees_of_freedom(estimate, (high - low) / 2, p)
    known = [v for v in variances if v is not None]
    if df is None or len(known) < len(SIDES):
        return
    people = [int(told[0]) for told in sizes if told]
    linked = linked_people(df, (people[0], people[1]), (known[0], known[1]))
    for wave in study.compared_waves if linked else ():
        group = group_of(questions, table, row, wave)[0]._replace(part=LINKED)
        source = table.source(row, "estimate", "ci_low", "ci_high", "p_value")
        yield Fact(group, Quantity.SIZE, min(linked), max(linked), source)


def _variance(table: RunTable, row: Row, side: str) -> float | None:
    """Of a wave's mean, out of the wider half of its interval."""
    told = [table.bounds(row, column) for column in (side, f"{side}_low", f"{side}_high")]
    people = table.people(row, f"n_{side}")
    if None in told or people is None or people[0] < 2:
        return None
    mean, low, high = (sum(ends) / 2 for ends in told if ends)
    return variance_of_mean(mean, low, high, int(people[0]))
