"""Forms that were not completed, as the columns of survey tools tell."""

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from analysis.inputs.exports.cells import NO_ANSWER, ReadColumn
from analysis.inputs.exports.grid import Grid, cell_text
from analysis.inputs.exports.header import Header, Key
from analysis.inputs.faults import Note
from analysis.study.codebook import Column
from analysis.study.spelling import normal

WHO_AND_WHEN = frozenset({"code", "municipality", "date"})
"""Kinds of columns that say who answers and when, and not what."""
SUBMITTED = frozenset({"submitdate", "date submitted", "datesubmitted"})  # LimeSurvey
WITH_CODE = "submitdate "  # the same with its text, in whatever language
FINISHED = frozenset({"finished"})  # Qualtrics
STATUS = frozenset({"status", "response type", "distribution channel", "distributionchannel"})
PREVIEWS = frozenset({"survey preview", "survey test", "preview"})
NOT_FINISHED = frozenset({"false", "0", "no"})
COMPLETE = " complete"  # REDCap: <form>_complete is 0, 1 or 2
NOT_COMPLETE = frozenset({"0", "incomplete"})


def is_answered(
    read: Mapping[Key, ReadColumn], texts: np.ndarray, columns: Mapping[str, Column]
) -> np.ndarray:
    """Whether each form says anything besides who fills it in.

    One whose cells are all empty was opened and left; "do not know" is an answer, and so is a
    no to a question of yes and no.

    Parameters
    ----------
    read : mapping
        The cells of each column.
    texts : numpy.ndarray of int
        Not 0 where free text was written.
    columns : mapping
        The table's columns, as the codebook has them.

    Returns
    -------
    numpy.ndarray of bool
        One a form.
    """
    answered: np.ndarray = texts != 0
    for (name, _), cells in read.items():
        column = columns[name]
        if name == "wave" or column.is_background or column.kind in WHO_AND_WHEN:
            continue
        answered |= (cells.hashes != 0) | (cells.rules != "")
        answered |= ~np.isin(cells.reasons.astype(str), ("", NO_ANSWER))
        if column.kind == "flag":  # of several answers, False is one that nobody marked
            answered |= np.array([value is False for value in cells.said], dtype=bool)
    return answered


def check_completion(grid: Grid, header: Header, records: np.ndarray) -> Iterator[Note]:
    """Notes of forms that were not finished, or are the makers' own previews of the survey."""
    found: dict[str, np.ndarray] = {}
    for column in grid.columns:
        heading = normal(cell_text(column.cell(header.row))[:80])
        for rule, is_so in _rules(heading):
            marks = np.array([is_so(cell_text(cell)[:80].casefold()) for cell in column.distinct])
            rows = records[marks[column.codes[records]]]
            found[rule] = np.union1d(found.get(rule, rows), rows)
    for rule, rows in found.items():
        if len(rows):
            values = {"count": len(rows)}
            yield Note(grid.file, rule, grid.sheet, int(rows[0]) + 1, values=values)


def _rules(heading: str) -> Iterator[tuple[str, Callable[[str], bool]]]:
    if heading in SUBMITTED or heading.startswith(WITH_CODE):
        yield "forms-unfinished", lambda text: not text
    if heading in FINISHED:
        yield "forms-unfinished", lambda text: text in NOT_FINISHED
    if heading.endswith(COMPLETE):
        yield "forms-unfinished", lambda text: text in NOT_COMPLETE
    if heading in STATUS:
        yield "forms-preview", lambda text: text in PREVIEWS
