"""Rows of totals: told apart from records, compared with their sum and left out."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

import numpy as np

from analysis.inputs.exports.cells import ReadColumn
from analysis.inputs.exports.grid import Cell, Cells, Grid, cell_text
from analysis.inputs.exports.header import Header, Key
from analysis.inputs.exports.numerals import read_number
from analysis.inputs.faults import Fault, Note
from analysis.study.codebook import Codebook
from analysis.study.spelling import normal

TOLERANCE = Decimal("0.000001")
TOTALS = frozenset(
    {"yhteensä", "summa", "välisumma", "loppusumma", "kokonaissumma"}  # Finnish
    | {"totalt", "totalsumma", "delsumma", "slutsumma"}  # Swedish
    | {"total", "sum", "subtotal"}  # English
)
WORDS = TOTALS | {"lukumäärä", "määrä", "antal", "count"}
"""With these a row of totals begins or ends; a spreadsheet's subtotals can be counts."""
LONGEST = 80  # letters of a cell that names a total


def split_rows(
    cells: Sequence[Cells], header: Header, passed: Collection[int], codebook: Codebook
) -> tuple[np.ndarray, np.ndarray]:
    """Rows below the header, counted from 0: records, and totals.

    A row of totals is one whose first filled cell is a word for it; or ends or
    begins with one, as in "Raahe Summa", if the columns that every record fills
    are empty. Empty rows and those `passed` over are neither.
    """
    count = len(cells[0].codes)
    is_filled, is_total = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    is_named, filled_needed = is_total.copy(), np.zeros(count, dtype=int)
    needed = _needed(header, codebook)
    for position, column in enumerate(cells):
        filled = _spread([bool(cell_text(cell)) for cell in column.distinct], column)
        first = filled & ~is_filled
        is_total |= first & _spread([_is_total(c, codebook) for c in column.distinct], column)
        is_named |= first & _spread([_names_total(c, codebook) for c in column.distinct], column)
        filled_needed += filled & (position in needed)
        is_filled |= filled
    is_total |= is_named & (filled_needed <= 1) & (len(needed) > 1)
    is_below = np.arange(count) > header.row
    is_below[list(passed)] = False
    return (
        np.flatnonzero(is_below & is_filled & ~is_total),
        np.flatnonzero(is_below & is_total),
    )


def _needed(header: Header, codebook: Codebook) -> set[int]:
    columns = codebook.tables[header.table]
    return {position for position, (name, _) in header.columns.items() if columns[name].filled}


def _spread(parts: list[bool], column: Cells) -> np.ndarray:
    spread: np.ndarray = np.array(parts)[column.codes]
    return spread


def check_totals(
    grid: Grid,
    header: Header,
    totals: np.ndarray,
    rows: np.ndarray,
    columns: Mapping[Key, ReadColumn],
    mark: str,
) -> tuple[list[Fault], list[Note]]:
    """Faults of totals that are not the sum of the rows above; notes of those that are."""
    faults, notes = [], []
    last = 0
    for row in map(int, totals):
        above = rows <= row
        wrong = [
            Fault(grid.file, rule, grid.sheet, row + 1, header.titles[position])
            for position, key in header.columns.items()
            if key in columns
            and (
                rule := _broken_rule(
                    _cell(grid, row, position), columns[key], [above, above & (rows > last)], mark
                )
            )
        ]
        last = row
        faults += wrong
        notes += [] if wrong else [Note(grid.file, "total-left-out", grid.sheet, row + 1)]
    return faults, notes


def _broken_rule(cell: Cell, column: ReadColumn, spans: list[np.ndarray], mark: str) -> str:
    """The rule that a total breaks; it may be of all rows above or of those since the last one."""
    if not cell_text(cell):
        return ""
    stated, rule = read_number(cell, mark)
    if stated is None:
        return rule
    # A spreadsheet's own sum of 0,1 and 0,2 is a little off.
    is_right = any(abs(stated - _sum(column.said[span])) < TOLERANCE for span in spans)
    return "" if is_right else "total"


def _sum(said: np.ndarray) -> Decimal:
    return sum((Decimal(v) for v in said if isinstance(v, Decimal | bool)), Decimal(0))


def _cell(grid: Grid, row: int, position: int) -> Cell:
    return grid.columns[position].cell(row)


def _is_total(cell: Cell, codebook: Codebook) -> bool:
    return isinstance(cell, str) and 0 < len(cell) < 20 and normal(cell) in codebook.total | TOTALS


def _names_total(cell: Cell, codebook: Codebook) -> bool:
    if not isinstance(cell, str) or not 0 < len(cell) < LONGEST:
        return False
    parts = normal(cell).split() or [""]
    return not {parts[0], parts[-1]}.isdisjoint(codebook.total | WORDS)
