"""Rows beside the header that are no records: codes of questions, and what tools add."""

import re
from collections.abc import Collection, Iterator, Sequence

from analysis.inputs.exports.cells import read_cell
from analysis.inputs.exports.grid import Cell, Grid, cell_text
from analysis.inputs.exports.header import Header
from analysis.inputs.faults import Fault, Note
from analysis.study.codebook import Codebook

IMPORT_ID = '{"ImportId"'
"""So begin the cells of a row by which Qualtrics knows its questions."""
FEW = 3  # cells of which fewer prove nothing
CODE = re.compile(r"[A-Za-z_][\w.#-]*(?:\[\w+\])*")
FREE = ("code", "text", "free_text")
"""Kinds of columns in which any text may stand."""


def is_record(cells: Sequence[Cell], header: Header, codebook: Codebook) -> bool:
    """Whether most of a row's cells are what the columns allow."""
    readable = _readable(cells, header, codebook)
    return sum(readable) > len(readable) / 2


def other_headings(
    grid: Grid, header: Header, codebook: Codebook
) -> tuple[list[Fault], list[Note], Collection[int]]:
    """Rows of headings beside the header: faults, notes, and those of them below it.

    Codes of questions are passed over. Other full rows above the header, and one
    below it of which nothing can be read, are faults: records may be among them.
    """
    above = [row for row in range(header.first) if _is_full(grid.row(row), header)]
    below = list(_headings_below(grid, header, codebook))
    tool = max((row for row in below if is_import_row(grid.row(row))), default=-1)
    passed = [row for row in (*above, *below) if row < tool or _are_codes(grid.row(row))]
    records = [row for row in above if is_record(grid.row(row), header, codebook)]
    faults = [Fault(grid.file, "header-inside", grid.sheet, row + 1) for row in records[:1]]
    others = tuple(r + 1 for r in (*above, *below) if r not in passed and r not in records)
    if others:
        faults.append(Fault(grid.file, "header-rows", grid.sheet, others[0], rows=others))
    rows = [*passed, *range(header.first, header.row)]
    notes = [Note(grid.file, "header-rows", grid.sheet, min(rows) + 1)] if rows else []
    return faults, notes, below


def _headings_below(grid: Grid, header: Header, codebook: Codebook) -> Iterator[int]:
    for row in range(header.row + 1, min(header.row + 3, grid.height)):
        cells = grid.row(row)
        readable = _readable(cells, header, codebook)
        is_unreadable = _is_full(cells, header) and not any(readable) and len(readable) >= FEW
        if not is_unreadable and not _are_items(grid, row, header, codebook):
            return
        yield row


def _are_items(grid: Grid, row: int, header: Header, codebook: Codebook) -> bool:
    """Whether a row names items below questions: beside headings, where no record begins."""
    columns = codebook.tables[header.table]
    needed = {p for p, (name, _) in header.columns.items() if columns[name].filled}
    filled = {p for p, cell in enumerate(grid.row(row)) if cell_text(cell)}
    beside = {p for p in filled if not cell_text(grid.row(header.row)[p])}
    return bool(needed) and not needed & filled and len(beside) >= FEW


def _is_full(cells: Sequence[Cell], header: Header) -> bool:
    return sum(map(bool, map(cell_text, cells))) > len(header.columns) / 2


def _are_codes(cells: Sequence[Cell]) -> bool:
    """Whether each filled cell is a name that a program gave, and none stands twice."""
    texts = [text for text in map(cell_text, cells) if text]
    if is_import_row(cells):
        return True
    names = [text for text in texts if CODE.fullmatch(text)]
    return len(set(texts)) == len(texts) and len(names) > len(texts) * 0.7


def is_import_row(cells: Sequence[Cell]) -> bool:
    """Whether a row is the one by which Qualtrics knows its questions."""
    texts = [text for text in map(cell_text, cells) if text]
    return bool(texts) and all(text.startswith(IMPORT_ID) for text in texts)


def _readable(cells: Sequence[Cell], header: Header, codebook: Codebook) -> list[bool]:
    """Whether each filled cell can be read, in the columns that do not take any text."""
    columns = codebook.tables[header.table]
    return [
        not read_cell(cells[position], columns[name], item, codebook, "").rule
        for position, (name, item) in header.columns.items()
        if columns[name].kind not in FREE and position < len(cells) and cell_text(cells[position])
    ]
