"""What tables of trainings tell of how often the same people came."""

from collections import Counter
from collections.abc import Iterator, Sequence

from analysis.release.attack.facts import PROJECT, Fact, Group, Quantity
from analysis.report.attack.tables import RunTable, tables_with

TIMES = "trainings.times"
"""How many trainings somebody came to, as an answer."""
CAME = Group(PROJECT, "", TIMES)


def read_trainings(tables: Sequence[RunTable]) -> tuple[list[Fact], dict[str, tuple[float, ...]]]:
    """How many people came, how often in all, and how many came again.

    Parameters
    ----------
    tables : sequence of RunTable

    Returns
    -------
    list of Fact, dict
        And the possible answers: once to as many trainings as there were; none where the
        tables do not tell it.

    Notes
    -----
    Attendances are the sum over people of how often each came; people, attendances and
    returners together tell of third visits.
    """
    # A row a training: several may be of one theme, or on one day.
    held = Counter(table.file for table, _ in tables_with(tables, "date", "attended", "item"))
    if not held:
        return [], {}
    points = tuple(float(time) for time in range(1, max(held.values()) + 1))
    return list(_read(tables, points)), {TIMES: points}


def _read(tables: Sequence[RunTable], points: tuple[float, ...]) -> Iterator[Fact]:
    for table, row in tables_with(tables, "item", "n", "estimate"):
        people = table.people(row, "n")
        if people is None or not table.name.startswith("training_attendance_funnel"):
            continue
        if row["item"] == "attended":
            yield Fact(CAME, Quantity.SIZE, *people, table.source(row, "n"))
        elif row["item"] == "returned":
            yield Fact(CAME, Quantity.COUNT, *people, table.source(row, "n"), points[1:])
    for table, row in tables_with(tables, "item", "attended", "n"):
        people = table.people(row, "attended")
        if table.name.startswith("training_attendance_totals") and people:
            yield Fact(CAME, Quantity.SUM, *people, table.source(row, "attended"))
