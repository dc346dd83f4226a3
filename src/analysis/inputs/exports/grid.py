"""A sheet of cells as a file holds it, before anything is understood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.inputs.faults import Fault, Note

Cell = str | float | int | bool | date | datetime | time | timedelta
"""Text, or what a spreadsheet's cell holds; an empty cell is an empty text."""


@dataclass(frozen=True)
class Grid:
    """One sheet; row 1 of the spreadsheet is ``rows[0]``.

    Attributes
    ----------
    file, sheet : str
        ``sheet`` is empty for a CSV file.
    merged : sequence of (first row, last row)
        Of merged cells, counted from 0.
    broken : mapping
        Rule that a cell breaks which the file holds and the rows do not, by row
        and position.
    """

    file: str
    sheet: str
    rows: Sequence[Sequence[Cell]]
    merged: Sequence[tuple[int, int]] = ()
    broken: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Opened:
    """What became of opening a file."""

    grids: list[Grid] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def refuse(path: Path, rule: str, **values: object) -> Opened:
    """A file that is not read, and why."""
    return Opened(faults=[Fault(path.name, rule, values=values)])


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


def column_index(letters: str) -> int:
    """Position of a column from its name; the reverse of `column_letter`."""
    index = 0
    for letter in letters:
        index = 26 * index + ord(letter) - ord("A") + 1
    return index - 1


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

    def spread(self, parts: Sequence[Any]) -> np.ndarray:
        """What is said of each distinct cell, a row at a time."""
        array = np.empty(len(parts), dtype=object)
        array[:] = parts
        spread: np.ndarray = array[self.codes]
        return spread

    def at(self, rows: np.ndarray) -> "Cells":
        """The cells of some rows."""
        return Cells(self.codes[rows], self.distinct)


def columns_of(grid: Grid) -> list[Cells]:
    """The columns of a grid, short rows filled up with empty cells."""
    width = max(map(len, grid.rows), default=0)
    even = (row if len(row) == width else [*row, *[""] * (width - len(row))] for row in grid.rows)
    return [_factorize(column) for column in zip(*even, strict=True)]


def _factorize(column: Sequence[Cell]) -> Cells:
    cells = np.empty(len(column), dtype=object)
    # To Python, True is 1: as text it is told apart.
    cells[:] = [str(cell) if cell is True or cell is False else cell for cell in column]
    codes, distinct = pd.factorize(cells, use_na_sentinel=False)
    return Cells(codes, list(distinct))
