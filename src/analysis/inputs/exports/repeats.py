"""The same rows twice: in a file, in two versions of a sheet, in a later download."""

from collections.abc import Mapping, Sequence

import numpy as np

from analysis.inputs.exports.cells import hash_of
from analysis.inputs.exports.sheet import Sheet
from analysis.inputs.faults import Fault, Note

MOST = 0.5
"""A file of whose rows so many are in another is a version of it."""
UNLIKE = 0.75
"""So many of a survey's forms must differ, for two equal ones to be more than chance."""


def check_repeats(sheets: Sequence[Sheet]) -> tuple[list[Fault], list[Note]]:
    """Faults of sheets that repeat an earlier one; notes of rows that are there twice.

    Who has a code of one's own is told apart by it, and codes that are there twice
    are faults elsewhere; their rows are none here.
    """
    faults, notes = [], []
    rows = [_rows(sheet) for sheet in sheets]
    for at, sheet in enumerate(sheets):
        notes += _repeated(sheet, rows[at])
        for other in range(at):
            if sheets[other].table == sheet.table and _is_telling(sheet, rows[at], rows[other]):
                more_faults, more_notes = _compare(sheet, sheets[other], rows[at], rows[other])
                faults += more_faults
                notes += more_notes
    return faults, notes


def _rows(sheet: Sheet) -> np.ndarray:
    """A number for all that each record says."""
    rows = sheet.texts.copy()
    for read in sheet.columns.values():
        rows += read.hashes
    return rows + np.uint64(hash_of("wave", "", sheet.wave))


def _repeated(sheet: Sheet, rows: np.ndarray) -> list[Note]:
    _, first = np.unique(rows, return_index=True)
    again = np.setdiff1d(np.arange(len(rows)), first)
    if not len(again) or not _is_telling(sheet, rows):
        return []
    values = {"count": len(again)}
    return [Note(sheet.file, "rows-repeated", sheet.sheet, int(sheet.rows[again[0]]),
                 values=values, rows=tuple(int(row) for row in sheet.rows[again]))]  # fmt: skip


def _compare(
    sheet: Sheet, other: Sheet, rows: np.ndarray, others: np.ndarray
) -> tuple[list[Fault], list[Note]]:
    shared = _count_shared(rows, others)
    smaller = min(len(rows), len(others))
    values: Mapping[str, object] = {
        "other": f"{other.file} {other.sheet}".strip(), "count": shared, "total": len(rows),
    }  # fmt: skip
    if shared and shared == len(rows) == len(others):
        return [Fault(sheet.file, "copy", sheet.sheet, values=values)], []
    if shared > 1 and shared >= MOST * smaller:
        return [Fault(sheet.file, "rows-shared", sheet.sheet, values=values)], []
    return [], [Note(sheet.file, "rows-shared", sheet.sheet, values=values)] if shared else []


def _count_shared(rows: np.ndarray, others: np.ndarray) -> int:
    """How many rows are in both; one that is there twice counts twice if it is in the other."""
    own, counts = np.unique(rows, return_counts=True)
    there, other_counts = np.unique(others, return_counts=True)
    _, at, other_at = np.intersect1d(own, there, assume_unique=True, return_indices=True)
    return int(np.minimum(counts[at], other_counts[other_at]).sum())


def _is_telling(sheet: Sheet, *rows: np.ndarray) -> bool:
    """Whether equal rows are more than chance: of few questions many people answer alike."""
    if sheet.table != "responses":
        return True
    return all(len(np.unique(r)) >= UNLIKE * len(r) for r in rows)
