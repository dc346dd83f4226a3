"""Rows of totals: told apart from records, compared with their sum and left out."""

from collections.abc import Mapping
from decimal import Decimal

import numpy as np

from analysis.codebook import Codebook, normal
from analysis.faults import Fault, Note
from analysis.inputs.cells import ReadColumn
from analysis.inputs.grid import Cell, Cells, Grid, cell_text
from analysis.inputs.header import Header, Key
from analysis.inputs.numerals import read_number


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
    for row in map(int, totals):
        wrong = [
            position
            for position, key in header.columns.items()
            if key in columns
            and (stated := _stated(grid, row, position, mark)) is not None
            and stated != _sum(columns[key].said[rows <= row])
        ]
        faults += [Fault(grid.file, "total", grid.sheet, row + 1, header.titles[p]) for p in wrong]
        notes += [] if wrong else [Note(grid.file, "total-left-out", grid.sheet, row + 1)]
    return faults, notes


def _is_total(cell: Cell, codebook: Codebook) -> bool:
    return isinstance(cell, str) and 0 < len(cell) < 20 and normal(cell) in codebook.total


def _stated(grid: Grid, row: int, position: int, mark: str) -> Decimal | None:
    cells = grid.rows[row]
    cell = cells[position] if position < len(cells) else ""
    return read_number(cell, mark)[0] if cell_text(cell) else None


def _sum(said: np.ndarray) -> Decimal:
    return sum((Decimal(v) for v in said if isinstance(v, Decimal | bool)), Decimal(0))
