"""Reading the cells of one column by what the codebook says of it.

Each distinct cell is read once, however many rows hold it: an export of 60 000
answers has a handful of distinct cells in most of its columns.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from analysis.inputs.exports.answers import OTHER, find_answer, named_first
from analysis.inputs.exports.grid import Cell, Cells, cell_text
from analysis.inputs.exports.numerals import (
    has_short_year,
    is_normalised,
    is_serial,
    read_day,
    read_duration,
    read_number,
)
from analysis.inputs.exports.spoiled import (
    find_spoiled,
    is_code_as_day,
    is_rounded_code,
    without_guard,
)
from analysis.study.codebook import Codebook, Column
from analysis.study.spelling import normal

NO_ANSWER = "no_answer"
SHORT_YEAR = "date-short"
HOURS = "hours"
"""The column of working hours, which a spreadsheet may hold as a time."""
LETTER_OR_DIGIT = re.compile(r"[^\W_]")
LONGEST = 200
"""Letters of the longest name or answer; so long a cell is none, and slow to compare."""
LONGEST_JOINED = 1_500
"""Letters of several answers in one cell."""


@dataclass(frozen=True)
class Read:
    """What one cell says.

    Attributes
    ----------
    value : object
        None where nothing is said; then `reason` tells why.
    rule : str
        The rule that is broken, if any.
    note : str
        How the cell was normalised, if it was.
    """

    value: Any = None
    reason: str = ""
    rule: str = ""
    note: str = ""


@dataclass(frozen=True)
class ReadColumn:
    """The cells of a column, in the order of the rows.

    Attributes
    ----------
    said, reasons : numpy.ndarray of object
        What each cell says, or why it says nothing.
    rules, notes : numpy.ndarray of object
        Empty texts where there is nothing to say.
    hashes : numpy.ndarray of uint64
        Equal where the same is said, in whatever spelling and file.
    """

    said: np.ndarray
    reasons: np.ndarray
    rules: np.ndarray
    notes: np.ndarray
    hashes: np.ndarray

    def at(self, rows: np.ndarray) -> "ReadColumn":
        """The cells of some rows."""
        parts = (self.said, self.reasons, self.rules, self.notes, self.hashes)
        return ReadColumn(*(part[rows] for part in parts))


def read_column(
    cells: Cells, column: Column, item: str, codebook: Codebook, mark: str
) -> ReadColumn:
    """Read the cells of a column.

    Parameters
    ----------
    cells : Cells
    column : Column
    item : str
        For a question with a column an item.
    codebook : Codebook
    mark : str
        Decimal mark of the sheet.
    """
    reads: Sequence[Read] = [
        read_cell(cell, column, item, codebook, mark) for cell in cells.distinct
    ]
    reads = _without_mixed_years(reads) if column.kind == "date" else reads
    said, reasons, rules, notes = (
        cells.spread([getattr(read, part) for read in reads])
        for part in ("value", "reason", "rule", "note")
    )
    words = [compared(read.value, column) for read in reads]
    hashes = np.array([hash_of(column.name, item, word) for word in words], dtype=np.uint64)
    return ReadColumn(said, reasons, rules, notes, hashes[cells.codes])


def compared(value: object, column: Column) -> object:
    """What a cell says, without what makes no other person or name: capitals and spaces."""
    if not isinstance(value, str):
        return value
    if column.kind == "code":
        return "".join(value.split()).casefold()
    return normal(value) if column.kind == "text" else value


def hash_of(name: str, item: str, value: object) -> int:
    """A number of 64 bits for what a cell says, the same in each run; 0 if it says nothing."""
    if value is None or value is False or value == "":
        return 0
    if isinstance(value, Decimal):
        value = value.normalize()
    said = sorted(value) if isinstance(value, frozenset) else value
    digest = hashlib.sha256(repr((name, item, str(said))).encode("utf-8", "replace"))
    return int.from_bytes(digest.digest()[:8], "big")


def read_cell(cell: Cell, column: Column, item: str, codebook: Codebook, mark: str) -> Read:
    """Read one cell; the parameters are those of `read_column`."""
    text = without_guard(cell_text(cell))
    if not text:
        if column.kind == "multiple" and item:
            return Read(value=False)
        return Read(reason=NO_ANSWER, rule="empty" if column.filled else "")
    if column.kind != "free_text" and (rule := find_spoiled(text)):
        return Read(rule=rule)
    match column.kind:
        case "number" if column.ends is not None:
            return _read_answered_number(cell, mark, column, codebook)
        case "number":
            return _read_number(cell, mark, column)
        case "date":
            return _read_day(cell, column, codebook)
        case "text" if len(text) > LONGEST:
            return Read(rule="name-length")
        case "text" | "free_text":
            return Read(value=" ".join(text.split()))
        case "code":
            return _read_code(cell, text)
    longest = LONGEST_JOINED if column.kind == "multiple" else LONGEST
    words = normal(text) if len(text) <= longest else ""
    return _read_answer(words, column, item, codebook)


def _read_code(cell: Cell, text: str) -> Read:
    """A code is a code, one that would be a missing answer elsewhere too: 99, -1, N/A."""
    if not LETTER_OR_DIGIT.search(text):
        return Read(reason=NO_ANSWER)
    if is_rounded_code(cell):
        return Read(rule="code-rounded")
    return Read(value=" ".join(text.split()), note="code-day" if is_code_as_day(cell) else "")


def _read_answer(words: str, column: Column, item: str, codebook: Codebook) -> Read:
    found = find_answer(words, column, item, codebook)
    if found is not None:
        return Read(value=found)
    if column.kind == "multiple" and item == OTHER and words not in codebook.missing:
        return Read(value=True, note="other-text")  # the answer's own words instead of a mark
    if column.kind == "multiple" and not item and (named := named_first(words, column)):
        return Read(value=named, note="other-text")
    if (reason := codebook.missing.get(words)) and column.kind == "multiple" and item:
        return Read(value=False, reason=reason, note="missing")
    if reason:
        return Read(reason=reason, rule="empty" if column.filled else "", note="missing")
    return Read(rule={"scale": "rating", "municipality": "municipality"}.get(column.kind, "answer"))


def _read_number(cell: Cell, mark: str, column: Column) -> Read:
    if column.name == HOURS and (hours := read_duration(cell)) is not None:
        return Read(hours, note="duration") if hours >= 0 else Read(rule="negative")
    number, rule = read_number(cell, mark)
    is_percentage = column.name.endswith("_pct")
    if number is not None and number < 0:
        return Read(rule="negative")
    if number is not None and is_percentage and (0 < number < 1 or number > 100):
        return Read(rule="percentage")  # a cell formatted as 24,5 % holds 0.245
    return Read(number, rule=rule, note="number" if not rule and is_normalised(cell) else "")


def _read_answered_number(cell: Cell, mark: str, column: Column, codebook: Codebook) -> Read:
    """A number that a survey asks for: between its ends, or an answer that is none."""
    low, high = column.ends or (0.0, 0.0)
    number, rule = read_number(cell, mark)
    if number is not None and low <= number <= high:
        return Read(number, note="number" if is_normalised(cell) else "")
    if reason := codebook.missing.get(normal(cell_text(cell))):
        return Read(reason=reason, rule="empty" if column.filled else "", note="missing")
    return Read(rule=rule or "number-ends")


def _read_day(cell: Cell, column: Column, codebook: Codebook) -> Read:
    day, rule = read_day(cell, column.order)
    if day and not (codebook.start or day) <= day <= (codebook.end or day):
        return Read(rule="date-outside")
    if day and has_short_year(cell):
        return Read(day, note=SHORT_YEAR)
    return Read(day, rule=rule, note="date-serial" if day and is_serial(cell) else "")


def _without_mixed_years(reads: Sequence[Read]) -> Sequence[Read]:
    """Days of which some years have two digits: beside others they may be slips of the hand."""
    if all(read.note == SHORT_YEAR for read in reads if isinstance(read.value, date)):
        return reads
    return [Read(rule="date") if read.note == SHORT_YEAR else read for read in reads]
