"""The same rows twice: in a file, in two versions of a sheet, in a later download."""

from collections.abc import Mapping, Sequence

import numpy as np

from analysis.inputs.exports.cells import hash_of
from analysis.inputs.exports.header import Key
from analysis.inputs.exports.sheet import Sheet
from analysis.inputs.faults import Fault, Note

MOST = 0.5
"""A file of whose rows so many are in another is a version of it."""
NEARLY_ALL = 0.9
"""So many forms of another wave are the same if a file was taken for both."""
UNLIKE = 0.75
"""So many of a survey's forms must differ, for two equal ones to be more than chance."""
WAVE: Key = ("wave", "")
CODE: Key = ("respondent_id", "")
REGISTRANT: Key = ("registrant_id", "")
TEXTS: Key = ("free text", "")
"""Stands for all free texts of a row."""


class _Rows:
    """The rows of a sheet as numbers that are equal where two rows say the same."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        named = np.full(len(sheet.rows), hash_of(*WAVE, sheet.wave), dtype=np.uint64)
        above = {WAVE: named, TEXTS: sheet.texts}
        self._hashes = {key: hashes for key, hashes in above.items() if hashes.any()}
        self._hashes |= {key: read.hashes for key, read in sheet.columns.items()
                         if any(value is not None for value in read.said)}  # fmt: skip
        self.filled = frozenset(self._hashes)
        """Columns in which any row says anything."""
        self._of: dict[frozenset[Key], np.ndarray] = {}

    @property
    def name(self) -> str:
        """Of the file and its sheet."""
        return f"{self.sheet.file} {self.sheet.sheet}".strip()

    def of(self, columns: frozenset[Key]) -> np.ndarray:
        """A number for what each row says in some columns."""
        if columns not in self._of:
            nothing = np.zeros(len(self.sheet.rows), dtype=np.uint64)
            self._of[columns] = sum((self._hashes[key] for key in columns), nothing)
        return self._of[columns]

    def are_telling(self, columns: frozenset[Key]) -> bool:
        """Whether equal rows are more than chance: of few questions many people answer alike."""
        if self.sheet.table != "responses" and columns == self.filled:
            return True
        return self.differ(columns)

    def differ(self, columns: frozenset[Key]) -> bool:
        """Whether so many rows differ that two equal ones are more than chance."""
        rows = self.of(columns)
        return len(np.unique(rows)) >= UNLIKE * len(rows)

    @property
    def names_nobody(self) -> bool:
        """Whether it lists people without their codes: who came to one session is listed alike."""
        return self.sheet.table == "registrations" and REGISTRANT not in self.filled


def check_repeats(sheets: Sequence[Sheet]) -> tuple[list[Fault], list[Note]]:
    """Faults of sheets that repeat an earlier one; notes of rows that are there twice.

    Two sheets are compared by the columns that both fill: a later download may come
    without codes, or with a question more. Who has a code of one's own is told apart
    by it, and codes that are there twice are faults elsewhere; their rows are none here.
    """
    faults, notes = [], []
    rows = [_Rows(sheet) for sheet in sheets]
    for at, own in enumerate(rows):
        notes += _repeated(own)
        for other in (r for r in rows[:at] if r.sheet.table == own.sheet.table):
            columns = own.filled & other.filled
            if columns and own.are_telling(columns) and other.are_telling(columns):
                more_faults, more_notes = _compare(own, other, columns)
                faults += more_faults or _compare_waves(own, other, columns)
                notes += more_notes
    return faults, notes


def _compare_waves(own: _Rows, other: _Rows, columns: frozenset[Key]) -> list[Fault]:
    """A fault of a survey's sheet whose forms are in another as those of another wave.

    Somebody may answer a few questions alike at both waves, so that without the codes
    nearly all must be the same, and differ from each other.
    """
    answers = columns - {WAVE, CODE}
    if WAVE not in columns or not (own.are_telling(answers) and other.are_telling(answers)):
        return []
    rows, others = (part.of(columns - {WAVE}) for part in (own, other))
    shared, sheet = _count_shared(rows, others), own.sheet
    if shared < 2 or shared < NEARLY_ALL * min(len(rows), len(others)):
        return []
    values = {"other": other.name, "count": shared, "total": len(rows)}
    return [Fault(sheet.file, "copy", sheet.sheet, values=values, text="copy-wave")]


def _repeated(own: _Rows) -> list[Note]:
    rows, sheet = own.of(own.filled), own.sheet
    _, first = np.unique(rows, return_index=True)
    again = np.setdiff1d(np.arange(len(rows)), first)
    is_chance = own.names_nobody and not own.differ(own.filled)
    if not len(again) or is_chance or not own.are_telling(own.filled):
        return []
    values = {"count": len(again)}
    return [Note(sheet.file, "rows-repeated", sheet.sheet, int(sheet.rows[again[0]]),
                 values=values, rows=tuple(int(row) for row in sheet.rows[again]))]  # fmt: skip


def _compare(own: _Rows, other: _Rows, columns: frozenset[Key]) -> tuple[list[Fault], list[Note]]:
    rows, others, sheet = own.of(columns), other.of(columns), own.sheet
    shared = _count_shared(rows, others)
    smaller = min(len(rows), len(others))
    values: Mapping[str, object] = {
        "other": other.name, "count": shared, "total": len(rows),
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
