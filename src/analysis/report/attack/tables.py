"""The tables of a run: what their printed numbers can stand for, and where they stand."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path

from analysis.release.attack.facts import Source

DIGITS = 10
"""Significant digits that tables are saved with."""
Row = dict[str, str]
Bounds = tuple[float, float]


@dataclass(frozen=True, eq=False)
class RunTable:
    """A table of a run.

    Attributes
    ----------
    place : str
        Folder of the run that it stands in: a place, or the whole project.
    file : str
        Its path in the run's folder.
    rows : tuple of dict
        Texts by column.
    decimals : int
        Of means, by the study's rule; a column of whole numbers is no more exact.
    """

    place: str
    file: str
    rows: tuple[Row, ...]
    decimals: int = 1

    @property
    def name(self) -> str:
        """``<topic>_<table>``."""
        return Path(self.file).stem

    @cached_property
    def columns(self) -> frozenset[str]:
        """Its columns' names."""
        return frozenset(self.rows[0]) if self.rows else frozenset()

    def has(self, *columns: str) -> bool:
        """Whether it has all of these columns."""
        return self.columns.issuperset(columns)

    def source(self, row: Row, *columns: str) -> Source:
        """Where numbers of a row stand: counted as a spreadsheet does, the heading first."""
        return Source(self.file, f"{self.rows.index(row) + 2}: {', '.join(columns)}")

    def bounds(self, row: Row, column: str) -> Bounds | None:
        """What a printed number can have been before it was rounded; None where there is none."""
        if (number := as_number(row.get(column, ""))) is None:
            return None
        half = self._half_unit(column, number)
        if step := as_number(row.get(f"{column}_step", "")):
            half = float(step) / 2
        return float(number) - half, float(number) + half

    def interval_end(self, row: Row, prefix: str, suffix: str) -> Bounds | None:
        """What an interval's end can have been: told like its mean, or rounded outwards."""
        level = "" if prefix == "ci" else f"{prefix}_"
        step = as_number(row.get(f"{level}interval_step", ""))
        number = as_number(row.get(f"{prefix}_{suffix}", ""))
        if step is None or number is None:
            return self.bounds(row, f"{prefix}_{suffix}")
        end, width = float(number), float(step)
        return (end, end + width) if suffix == "low" else (end - width, end)

    def people(self, row: Row, column: str) -> Bounds | None:
        """Fewest and most people of an exact number or a band."""
        least = as_number(row.get(column, ""))
        most = as_number(row.get(f"{column}_most", "")) or least
        return None if least is None or most is None else (float(least), float(most))

    def is_exact(self, row: Row, column: str) -> bool:
        """Whether people are told by a number, not by a band."""
        told = self.people(row, column)
        return told is not None and told[0] == told[1]

    def _half_unit(self, column: str, number: Decimal) -> float:
        """Half of the last digit that a number is told to: its column's own, if all are short."""
        places = max(self._decimals.get(column, 0), self.decimals)
        if places <= 3:
            return 0.5 * 10.0**-places
        leading = number.adjusted() if number else 0
        return 0.5 * 10.0 ** (leading + 1 - DIGITS)

    @cached_property
    def _decimals(self) -> dict[str, int]:
        """The most decimals of each column."""
        found: dict[str, int] = {}
        for row in self.rows:
            for column, text in row.items():
                if (number := as_number(text)) is not None:
                    exponent = number.as_tuple().exponent
                    places = -exponent if isinstance(exponent, int) else 0
                    found[column] = max(found.get(column, 0), places)
        return found


def as_number(text: str) -> Decimal | None:
    """A number as a table prints it; None for anything else."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def read_tables(folder: Path, decimals: int = 1) -> list[RunTable]:
    """All tables that a run made, each content once.

    Parameters
    ----------
    folder : Path
        A study's folder of reports.
    decimals : int
        Of means, by the study's rule.

    Returns
    -------
    list of RunTable
        By path; a table that is the same for several places stands where it is first.
    """
    found: dict[tuple[str, tuple[Row, ...] | str], RunTable] = {}
    for path in sorted(folder.rglob("*.csv")):
        rows = tuple(_read_rows(path))
        file = path.relative_to(folder)
        table = RunTable(file.parts[0] if len(file.parts) > 1 else "", str(file), rows, decimals)
        shared = {"municipality", "training"} & table.columns or not table.name.startswith("survey")
        key = (table.name, repr(rows)) if shared else (table.file, "")
        found.setdefault(key, table)
    return list(found.values())


def _read_rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def tables_with(tables: Sequence[RunTable], *columns: str) -> Iterator[tuple[RunTable, Row]]:
    """Each row of the tables that have all of these columns."""
    for table in tables:
        if table.has(*columns):
            for row in table.rows:
                yield table, row
