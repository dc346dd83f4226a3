"""Reading the cells of one column by what the codebook says of it.

Each distinct cell is read once, however many rows hold it: an export of 60 000
answers has a handful of distinct cells in most of its columns.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from analysis.inputs.exports.grid import Cell, Cells, cell_text
from analysis.inputs.exports.numerals import is_normalised, is_serial, read_day, read_number
from analysis.study.codebook import ELSEWHERE, Codebook, Column
from analysis.study.spelling import normal

NO_ANSWER = "no_answer"


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
    """

    said: np.ndarray
    reasons: np.ndarray
    rules: np.ndarray
    notes: np.ndarray


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
    reads = [_read(cell, column, item, codebook, mark) for cell in cells.distinct]
    parts = ("value", "reason", "rule", "note")
    return ReadColumn(*(cells.spread([getattr(r, part) for r in reads]) for part in parts))


def _read(cell: Cell, column: Column, item: str, codebook: Codebook, mark: str) -> Read:
    text = cell_text(cell)
    if not text:
        if column.kind == "multiple" and item:
            return Read(value=False)
        return Read(reason=NO_ANSWER, rule="empty" if column.filled else "")
    match column.kind:
        case "number":
            return _read_number(cell, mark, is_percentage=column.name.endswith("_pct"))
        case "date":
            return _read_day(cell, codebook)
        case "text":
            return Read(value=" ".join(text.split()))
    words = normal(text)
    if column.kind == "code":
        is_none = not words or words in codebook.missing
        return Read(reason=NO_ANSWER) if is_none else Read(value=" ".join(text.split()))
    found = _find(words, column, item, codebook)
    if found is not None:
        return Read(value=found)
    if (reason := codebook.missing.get(words)) and column.kind == "multiple" and item:
        return Read(value=False, reason=reason, note="missing")
    if reason:
        return Read(reason=reason, rule="empty" if column.filled else "", note="missing")
    return Read(rule={"scale": "rating", "municipality": "municipality"}.get(column.kind, "answer"))


def _read_number(cell: Cell, mark: str, *, is_percentage: bool) -> Read:
    number, rule = read_number(cell, mark)
    if number is not None and number < 0:
        return Read(rule="negative")
    if number is not None and is_percentage and (0 < number < 1 or number > 100):
        return Read(rule="percentage")  # a cell formatted as 24,5 % holds 0.245
    return Read(number, rule=rule, note="number" if not rule and is_normalised(cell) else "")


def _read_day(cell: Cell, codebook: Codebook) -> Read:
    day, rule = read_day(cell)
    if day and not (codebook.start or day) <= day <= (codebook.end or day):
        return Read(rule="date-outside")
    return Read(day, rule=rule, note="date-serial" if day and is_serial(cell) else "")


def _find(words: str, column: Column, item: str, codebook: Codebook) -> Any:
    """What the words of a cell stand for; None if the codebook does not know them."""
    match column.kind:
        case "choice":
            return column.answers.get(words)
        case "scale":
            return int(column.answers[words]) if words in column.answers else None
        case "municipality" if column.elsewhere and words in codebook.elsewhere:
            return ELSEWHERE
        case "municipality":
            return codebook.municipalities.get(words)
        case "multiple" if not item:
            return _split_answers(words, column)
        case "multiple" if column.items.get(words) == item:
            return True
        case "multiple" if words in codebook.missing:
            return None
    if column.kind == "flag" and words in column.headings():
        return True  # the heading repeated instead of a mark
    return words in codebook.yes if words in codebook.yes | codebook.no else None


@lru_cache(maxsize=10_000)
def _split_answers(words: str, column: Column) -> frozenset[str] | None:
    """The items that a joined text names; none if any part of it is unknown.

    Answers hold the separators themselves ("help, when it is needed"), so the
    text is cut where answers end, not where commas stand.
    """
    parts = words.split()
    spelled = {tuple(spelling.split()): item for spelling, item in column.items.items()}
    lengths = sorted({len(spelling) for spelling in spelled}, reverse=True)
    # named[k]: the items that the first k words name, if they can be cut into answers.
    named: list[frozenset[str] | None] = [frozenset()] + [None] * len(parts)
    for end in range(1, len(parts) + 1):
        for length in lengths:
            before = named[end - length] if length <= end else None
            item = spelled.get(tuple(parts[end - length : end])) if length <= end else None
            if before is not None and item:
                named[end] = before | {item}
                break
    return named[-1]
