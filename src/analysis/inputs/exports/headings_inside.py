"""Headings among the records: the header once more, or that of another table below."""

from dataclasses import replace

import numpy as np

from analysis.inputs.exports.grid import Grid
from analysis.inputs.exports.header import Header, known_headings, share_known
from analysis.inputs.exports.sheet import Sheet
from analysis.inputs.faults import Fault, Note
from analysis.study.codebook import Codebook

FEW = 3  # cells of a row that cannot be read, of which fewer are slips
MOST_LOOKED_AT = 1_000  # rows of a sheet of which nothing can be read


def without_headings(
    sheet: Sheet, grid: Grid, header: Header, codebook: Codebook
) -> tuple[Sheet, list[Fault], list[Note]]:
    """The records of a sheet, without headings that stand among them.

    The same header, as a printed list repeats it on each page, is passed over. Where
    another begins, the rows from there on are another table's, and one fault says so.
    """
    repeated, below = _find(sheet, grid, header, codebook)
    end = len(sheet.rows) if below is None else below
    kept = np.setdiff1d(np.arange(end), repeated)
    faults, notes = [], []
    if below is not None:
        faults = [Fault(sheet.file, "table-below", sheet.sheet, int(sheet.rows[below]))]
    if repeated:
        rows = tuple(int(sheet.rows[at]) for at in repeated)
        values = {"count": len(rows)}
        notes = [Note(sheet.file, "header-again", sheet.sheet, rows[0], values=values, rows=rows)]
    if len(kept) == len(sheet.rows):
        return sheet, faults, notes
    columns = {key: read.at(kept) for key, read in sheet.columns.items()}
    rest = replace(sheet, rows=sheet.rows[kept], columns=columns, texts=sheet.texts[kept])
    return rest, faults, notes


def _find(
    sheet: Sheet, grid: Grid, header: Header, codebook: Codebook
) -> tuple[list[int], int | None]:
    """Positions of records that are the header again, and of the first that begins a table."""
    nothing = np.zeros(len(sheet.rows), dtype=int)
    unread = sum((read.rules != "" for read in sheet.columns.values()), nothing)
    repeated: list[int] = []
    for at in map(int, np.flatnonzero(unread >= FEW)[:MOST_LOOKED_AT]):
        cells = grid.row(int(sheet.rows[at]) - 1)
        headings = known_headings(cells, header.table, codebook)
        if all(headings.get(position) == key for position, key in header.columns.items()):
            repeated.append(at)
        elif any(
            share_known(known_headings(cells, table, codebook), table, codebook) >= 0.5
            for table in codebook.tables
        ):
            return repeated, at
    return repeated, None
