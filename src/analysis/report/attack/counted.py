"""Exact numbers of trainings and costs in the tables of a run."""

from collections.abc import Iterator, Sequence

from analysis.release.attack.counted import Counted, Of
from analysis.release.attack.facts import PROJECT
from analysis.report.attack.tables import Row, RunTable, as_number, tables_with
from analysis.study.origin import PUBLISHED

TRAININGS = (
    "training_attendance_totals",
    "training_attendance_by_theme",
    "training_attendance_by_training",
    "training_attendance_turnout",
)
UNIT_COSTS, BY_KIND = "cost_breakdown_unit_costs", "cost_breakdown_by_kind"


def read_counted(tables: Sequence[RunTable]) -> Iterator[Counted]:
    """Registrations, hours of work and paid work, of a project's own lists and sheets.

    Parameters
    ----------
    tables : sequence of RunTable

    Yields
    ------
    Counted
        Each as often as a table tells it.
    """
    for table, row in tables_with(tables, "item", "attended", "n", "origin"):
        if (name := _named(table, row, *TRAININGS)) and row.get("municipality", PROJECT) == PROJECT:
            yield from _read_registered(table, row, name)
    for table, row in tables_with(tables, "municipality", "hours", "origin"):
        if (name := _named(table, row, UNIT_COSTS)) and row["municipality"] == PROJECT:
            yield from _read(table, row, "hours", Of.HOURS, name)
    for table, row in tables_with(tables, "municipality", "item", "estimate_eur", "origin"):
        is_paid = row["item"] == "paid_work" and row["municipality"] != PROJECT
        if is_paid and _named(table, row, BY_KIND):
            yield from _read(table, row, "estimate_eur", Of.PAID, row["municipality"])


def _named(table: RunTable, row: Row, *names: str) -> str:
    """Which of the tables it is, in whatever language; empty of others, and of what is printed."""
    if row["origin"] == PUBLISHED:
        return ""
    return next((name for name in names if table.name.startswith(name)), "")


def _read_registered(table: RunTable, row: Row, name: str) -> Iterator[Counted]:
    registered, attended = (as_number(row[column]) for column in ("n", "attended"))
    if registered is None or attended is None:
        return
    of = " ".join(filter(None, (name, row.get("by"), row.get("date"), row["item"])))
    numbers = {"n": registered, "attended": attended, "no_shows": registered - attended}
    for column, value in numbers.items():
        yield Counted(Of.PEOPLE, f"{of} {column}", float(value), table.source(row, column))


def _read(table: RunTable, row: Row, column: str, of: Of, name: str) -> Iterator[Counted]:
    if (value := as_number(row[column])) is not None:
        yield Counted(of, name, float(value), table.source(row, column))
