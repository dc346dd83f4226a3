"""A sheet of cells as a file holds it, before anything is understood."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from analysis.inputs.exports.distinct import factorize
from analysis.inputs.faults import Fault, Note, shown_name

Cell = str | float | int | bool | date | datetime | time | timedelta
"""Text, or what a spreadsheet's cell holds; an empty cell is an empty text."""


@dataclass(frozen=True)
class Grid:
    """One sheet; row 1 of the spreadsheet is row 0.

    Attributes
    ----------
    file, sheet : str
        ``sheet`` is empty for a CSV file.
    columns : sequence of Cells
        All of one height.
    merged : sequence of (first row, last row)
        Of merged cells, counted from 0.
    broken : mapping
        Rule that a cell breaks which the file holds and the rows do not, by row
        and position.
    """

    file: str
    sheet: str
    columns: "Sequence[Cells]"
    merged: Sequence[tuple[int, int]] = ()
    broken: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.columns[0].codes) if self.columns else 0

    def row(self, row: int) -> "list[Cell]":
        """The cells of a row."""
        return [column.cell(row) for column in self.columns]


@dataclass(frozen=True)
class Opened:
    """What became of opening a file."""

    grids: list[Grid] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def refuse(path: Path, rule: str, **values: object) -> Opened:
    """A file that is not read, and why."""
    return Opened(faults=[Fault(shown_name(path), rule, values=values)])


def column_letter(index: int) -> str:
    """The spreadsheet's name of a column, the first being 0.

    Examples
    --------
    >>> column_letter(0), column_letter(25), column_letter(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_text(cell: Cell) -> str:
    """A cell as text: what is compared with the codebook's spellings."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


@dataclass(frozen=True)
class Cells:
    """A column of cells, each distinct one kept once.

    Attributes
    ----------
    codes : numpy.ndarray of int
        Which distinct cell each row holds.
    distinct : list of Cell
    """

    codes: np.ndarray
    distinct: list[Cell]

    def cell(self, row: int) -> Cell:
        """The cell of a row."""
        return self.distinct[int(self.codes[row])]

    def spread(self, parts: Sequence[Any]) -> np.ndarray:
        """What is said of each distinct cell, a row at a time."""
        array = np.empty(len(parts), dtype=object)
        array[:] = parts
        spread: np.ndarray = array[self.codes]
        return spread

    def at(self, rows: np.ndarray) -> "Cells":
        """The cells of some rows."""
        return Cells(self.codes[rows], self.distinct)


def columns_of(rows: Iterable[Sequence[Cell]]) -> list[Cells]:
    """The columns of rows; short rows are filled up with empty cells."""
    _, columns = factorize(rows)
    return [Cells(np.frombuffer(codes, np.intc), distinct) for distinct, codes in columns]
