"""What tables tell of parts of a survey's people: backgrounds, and who was found again."""

from collections.abc import Iterator, Sequence

from analysis.release.attack.degrees import whole_numbers
from analysis.release.attack.facts import Fact, Group, Quantity
from analysis.release.attack.relations import CODED, LINKED
from analysis.report.attack.questions import Asked, Questions
from analysis.report.attack.tables import Row, RunTable, tables_with
from analysis.study.study import Study


def read_parts(tables: Sequence[RunTable], study: Study) -> Iterator[Fact]:
    """Sizes and shares of parts of a survey's people.

    Parameters
    ----------
    tables : sequence of RunTable
    study : Study

    Yields
    ------
    Fact
    """
    questions = Questions(study)
    for table, row in tables_with(tables, "by", "group", "against", "wave", "n_group"):
        asked = questions.of(table, row)
        if asked is not None and asked.answer is not None:
            for side, suffix in (("group", ""), ("against", "_against")):
                yield from _read_contrast(table, row, asked, side, f"share{suffix}")
    for table, row in tables_with(tables, "by", "item", "n", "returned"):
        yield from _read_returned(table, row, study.compared_waves[0])


def _read_contrast(
    table: RunTable, row: Row, asked: Asked, side: str, share: str
) -> Iterator[Fact]:
    """A group of a background variable: its people, and the share of one answer."""
    people, told = table.people(row, f"n_{side}"), table.bounds(row, share)
    group = _contrasted(table, row, asked, row[side])
    if people is None:
        return
    yield Fact(group, Quantity.SIZE, *people, table.source(row, f"n_{side}"))
    if told is not None and asked.answer is not None and people[0] == people[1]:
        counts = whole_numbers(*(people[0] * end / 100 for end in told))
        yield Fact(group, Quantity.COUNT, *counts, table.source(row, share), (asked.answer,))


def _contrasted(table: RunTable, row: Row, asked: Asked, key: str) -> Group:
    if row["by"] == "municipality":
        return Group(key, row["wave"], asked.variable)
    return Group(table.place, row["wave"], asked.variable, f"{row['by']}={key}")


def _read_returned(table: RunTable, row: Row, wave: str) -> Iterator[Fact]:
    """Of people whose code can be found again, how many were."""
    is_part = row["by"] not in ("", "everyone")
    suffix = f" {row['by']}={row['item']}" if is_part else ""
    for column, part in (("n", CODED), ("returned", LINKED)):
        if (people := table.people(row, column)) is not None:
            group = Group(table.place, wave, "", f"{part}{suffix}")
            yield Fact(group, Quantity.SIZE, *people, table.source(row, column))
