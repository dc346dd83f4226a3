"""Rows of totals: told apart from records, compared with their sum and left out."""

from collections.abc import Mapping
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


def split_rows(
    cells: list[Cells], header_row: int, codebook: Codebook
) -> tuple[np.ndarray, np.ndarray]:
    """Rows below the header, counted from 0: records, and totals.

    A row of totals is one whose first filled cell is a word for it. Empty rows
    are neither.
    """
    count = len(cells[0].codes)
    is_filled, is_total = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    for column in cells:
        filled = np.array([bool(cell_text(cell)) for cell in column.distinct])[column.codes]
        total = np.array([_is_total(cell, codebook) for cell in column.distinct])[column.codes]
        is_total |= filled & ~is_filled & total
        is_filled |= filled
    is_below = np.arange(count) > header_row
    return (
        np.flatnonzero(is_below & is_filled & ~is_total),
        np.flatnonzero(is_below & is_total),
    )


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
    cells = grid.rows[row]
    return cells[position] if position < len(cells) else ""


def _is_total(cell: Cell, codebook: Codebook) -> bool:
    return isinstance(cell, str) and 0 < len(cell) < 20 and normal(cell) in codebook.total
