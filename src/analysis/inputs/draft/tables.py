"""Which tables the files of a folder hold: survey responses, registrations, costs."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from analysis.inputs.draft.described import NOTHING, Description, read_book
from analysis.inputs.draft.headings import read_headings, texts_of
from analysis.inputs.draft.hints import asks_for_words
from analysis.inputs.draft.matrix import find_days
from analysis.inputs.draft.prose import is_prose
from analysis.inputs.draft.shape import infer_kind
from analysis.inputs.draft.table_kind import AMOUNTS, find_kind
from analysis.inputs.exports.grid import Grid, Opened, column_letter
from analysis.inputs.exports.totals import TOTALS
from analysis.inputs.exports.workbook import WorkbookReader
from analysis.inputs.faults import DataError, Fault, shown_name
from analysis.inputs.folder import list_files, open_file
from analysis.study.codebook import TABLES, Codebook
from analysis.study.declaration import StudyError
from analysis.study.spelling import normal

NO_TABLES = Codebook(tables={}, municipalities={}, missing={})
"""Nothing is known of a folder that is drafted."""
FEWEST_SHARED = 0.5
"""Part of a sheet's headings that another of the same survey has at the least."""
FEWEST_NAMED = 5
"""Rows of a file from which its name is written: one of few could be named after a person."""


@dataclass(frozen=True)
class Sheet:
    """A sheet with headings, as found.

    Attributes
    ----------
    file, sheet : str
        Their names; of a CSV file the sheet is empty.
    titles : sequence of str
        Headings, by position; empty where there is none.
    rows : sequence
        Below the headings, without those that are empty.
    """

    file: str
    sheet: str
    titles: Sequence[str]
    rows: Sequence[Sequence[str]]

    @property
    def name(self) -> str:
        """Of the file and sheet; empty where it has few rows."""
        return f"{self.file} {self.sheet}".strip() if len(self.rows) >= FEWEST_NAMED else ""


@dataclass(frozen=True)
class FoundColumn:
    """A column of a table, put together from all sheets that have it.

    Attributes
    ----------
    title : str
        As first found.
    file, letter : str
        Where it was first found.
    cells : sequence of str
        One a row of the table.
    is_partial : bool
        Whether some sheet of the table does not have it.
    told : Description
        What a codebook beside the data says of it.
    """

    title: str
    file: str
    letter: str
    cells: Sequence[str]
    is_partial: bool = False
    told: Description = NOTHING

    @cached_property
    def kind(self) -> str:
        """What its cells look like; words of one's own are that even where they are few."""
        kind = infer_kind(self.cells)
        is_own = any(map(asks_for_words, (self.title, self.told.text)))
        return "free_text" if kind == "choice" and is_own else kind


@dataclass(frozen=True)
class Table:
    """All sheets of one kind of table.

    Attributes
    ----------
    sheets : sequence of Sheet
    columns : sequence of FoundColumn
    origins : sequence of int
        The sheet of each row.
    """

    sheets: Sequence[Sheet]
    columns: Sequence[FoundColumn]
    origins: Sequence[int]


class Tables(NamedTuple):
    """What a folder holds: tables by their kind, and names of files and sheets without one."""

    found: dict[str, Table]
    aside: list[str]


def read_tables(folder: Path, language: str) -> Tables:
    """The tables of a folder; the files are only read.

    Raises
    ------
    StudyError
        If there is no such folder.
    DataError
        With every file that cannot be drafted, and why.
    """
    if not folder.is_dir():
        raise StudyError(Fault(str(folder), "no-folder").line(language))
    everything: list[Sheet] = []
    faults: list[Fault] = []
    aside: list[str] = []
    with WorkbookReader() as workbooks:
        for path in list_files(folder):
            if path.is_dir() and list_files(path):
                faults.append(Fault(shown_name(path), "folder-inside"))
                continue
            opened = open_file(path, NO_TABLES, workbooks)
            if _is_aside(path, opened):
                aside.append(shown_name(path))
                continue
            sheets, own = _read_sheets(opened.grids)
            everything += sheets
            is_unread = opened.grids and not own and not sheets
            own += [Fault(shown_name(path), "no-heading")] if is_unread else []
            faults += [*opened.faults, *own]
    book, found = _sort(everything)
    faults += [
        Fault(each.file, "amounts-in-columns", each.sheet) for each in found.get(AMOUNTS, ())
    ]
    faults += [fault for kind in TABLES for fault in _find_unlike(found.get(kind, []))]
    tables = {kind: pool(found[kind], book) for kind in TABLES if kind in found}
    if not tables and not faults:
        faults = [Fault(folder.name, "no-draft" if found else "no-files")]
    if faults:
        raise DataError(faults, language)
    others = [f"{sheet.file} {sheet.sheet}".strip() for sheet in found.get("", ())]
    return Tables(tables, [*aside, *others])


def _sort(sheets: Sequence[Sheet]) -> tuple[dict[str, Description], dict[str, list[Sheet]]]:
    """What codebooks say of columns, and all other sheets by their kind."""
    book, codebooks = read_book([(sheet.titles, sheet.rows) for sheet in sheets])
    found: dict[str, list[Sheet]] = defaultdict(list)
    for number, sheet in enumerate(sheets):
        if number not in codebooks:
            kind = find_kind(f"{sheet.file} {sheet.sheet}", sheet.titles, sheet.rows)
            found[kind].append(sheet)
    return book, found


def _is_aside(path: Path, opened: Opened) -> bool:
    """Whether a file is of a kind that holds no table, or a text without one."""
    if any(note.rule == "file-not-read" for note in opened.notes):
        return True
    return bool(opened.grids) and all(is_prose(path, grid) for grid in opened.grids)


def _read_sheets(grids: Sequence[Grid]) -> tuple[list[Sheet], list[Fault]]:
    sheets: list[Sheet] = []
    faults: list[Fault] = []
    for grid in grids:
        rows = texts_of(grid)
        found = read_headings(grid, rows)
        if (at := find_days(rows, found.titles if found else None)) is not None:
            faults.append(Fault(grid.file, "days-in-columns", grid.sheet, at + 1))
            continue
        if found is None:
            continue
        if found.faults:
            faults += found.faults
            continue
        records = [row for row in rows[found.first :] if any(row) and not _is_total(row)]
        sheets.append(Sheet(grid.file, grid.sheet, found.titles, records))
    return sheets, faults


def _is_total(row: Sequence[str]) -> bool:
    """Whether a row's first filled cell is a word for a total, which reading leaves out too."""
    return normal(next(filter(None, row))) in TOTALS


def _find_unlike(sheets: Sequence[Sheet]) -> list[Fault]:
    """Sheets of one kind that ask other things than the first: together they are no one table."""
    faults = []
    titles = [{normal(title) for title in sheet.titles if title} for sheet in sheets]
    for sheet, own in zip(sheets[1:], titles[1:], strict=True):
        shared, fewest = len(own & titles[0]), min(len(own), len(titles[0]))
        if shared < FEWEST_SHARED * fewest:
            first = f"{sheets[0].file} {sheets[0].sheet}".strip()
            values = {"other": first, "shared": shared, "count": len(own)}
            faults.append(Fault(sheet.file, "sheets-unlike", sheet.sheet, values=values))
    return faults


def pool(sheets: Sequence[Sheet], book: Mapping[str, Description]) -> Table:
    """One table of several sheets; columns are the same if their headings are."""
    places: dict[str, tuple[str, str, str]] = {}
    for sheet in sheets:
        for position, title in enumerate(sheet.titles):
            if title:
                places.setdefault(normal(title), (title, sheet.name, column_letter(position)))
    ends = [0, *accumulate(len(sheet.rows) for sheet in sheets)]
    cells = {key: [""] * ends[-1] for key in places}
    for start, sheet in zip(ends, sheets, strict=False):
        for position, title in enumerate(sheet.titles):
            for at, row in enumerate(sheet.rows if title else (), start=start):
                cells[normal(title)][at] = row[position]
    having = Counter(key for sheet in sheets for key in {*map(normal, sheet.titles)})
    columns = [
        FoundColumn(*places[key], cells[key], having[key] < len(sheets), book.get(key, NOTHING))
        for key in places
    ]
    return Table(sheets, columns, [k for k, s in enumerate(sheets) for _ in s.rows])
