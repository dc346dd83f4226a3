"""A sheet of cells as a file holds it, before anything is understood."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from analysis.faults import Fault, Note

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
    """

    file: str
    sheet: str
    rows: Sequence[Sequence[Cell]]
    merged: Sequence[tuple[int, int]] = ()


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


def cell_text(cell: Cell) -> str:
    """A cell as text: what is compared with the codebook's spellings."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
