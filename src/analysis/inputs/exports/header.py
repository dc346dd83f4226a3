"""Which table a sheet holds, and which column of it stands where."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from analysis.inputs.exports.grid import Cell, Grid, cell_text, column_letter
from analysis.inputs.faults import Fault, Note
from analysis.study.codebook import Codebook, Column
from analysis.study.spelling import normal

LOOKED_AT = 20  # rows in which the header is looked for
NUMBERING = re.compile(r"^(?:\d{1,3} )+")

Key = tuple[str, str]
"""A column and its item; the item is empty for a column without items."""


LONGEST_HEADING = 500  # letters
FILLERS = frozenset({"response", "open ended response", "vastaus", "svar"})
"""What survey tools write below a question that has no items."""


@dataclass(frozen=True)
class Header:
    """Where a sheet's columns are.

    Attributes
    ----------
    table : str
        Name of the table in the codebook.
    first, row : int
        First and last row of the header, counted from 0. Two rows are questions
        above their items.
    columns : mapping
        Column and item by position.
    titles : mapping
        The heading as the file has it, by position; only of known columns.
    """

    table: str
    first: int
    row: int
    columns: Mapping[int, Key]
    titles: Mapping[int, str]


def find_header(grid: Grid, codebook: Codebook) -> Header | None:
    """The row and table under which most columns are known; none if fewer than half are.

    Two rows are read as one header where more columns are known under both together.
    """
    rows = [grid.row(row) for row in range(min(LOOKED_AT, grid.height))]
    pairs = [join_headings(above, below) for above, below in pairwise(rows)]
    headings: list[tuple[int, int, Sequence[Cell]]] = []
    headings += [(row, row, cells) for row, cells in enumerate(rows)]
    headings += [(row, row + 1, cells) for row, cells in enumerate(pairs)]
    found = [
        Header(table, first, row, known, {at: cell_text(cells[at]) for at in known})
        for first, row, cells in headings
        for table in codebook.tables
        if (known := known_headings(cells, table, codebook))
    ]
    best = max(found, key=lambda h: (_share(h, codebook), len(h.columns)), default=None)
    return best if best and _share(best, codebook) >= 0.5 else None


def join_headings(above: Sequence[Cell], below: Sequence[Cell]) -> list[str]:
    """Headings of a row of questions and a row of their items; a question stands once."""
    joined: list[str] = []
    question = ""
    for over, under in zip(above, below, strict=True):
        item = cell_text(under)
        item = "" if len(item) < LONGEST_HEADING and normal(item) in FILLERS else item
        question = cell_text(over) or (question if item else "")
        joined.append(f"{question}: {item}" if question and item else question)
    return joined


def count_known(rows: Sequence[Sequence[Cell]], codebook: Codebook) -> int:
    """The largest number of headings that any row and table have known."""
    known = [known_headings(row, table, codebook) for row in rows for table in codebook.tables]
    return max((len(k) for k in known), default=0)


def check_header(
    grid: Grid, header: Header, codebook: Codebook, *, named: Collection[str] = ()
) -> tuple[list[Fault], list[Note]]:
    """Missing, doubled and merged headings; and columns that are not read.

    ``named`` are columns that the name of the file or sheet tells.
    """
    there = list(header.columns.values())
    columns = codebook.tables[header.table]
    missing = [
        Fault(grid.file, "missing-column", grid.sheet, header.row + 1, heading,
              {"column": heading, "table": header.table},
              "missing-wave" if column.name == "wave" else "")
        for column in columns.values()
        for heading in _missing(column, there)
        if column.name not in named
    ]  # fmt: skip
    doubled = [
        Fault(grid.file, "doubled-column", grid.sheet, header.row + 1, title,
              {"place": column_letter(position)})
        for position, title in header.titles.items()
        if there.index(header.columns[position]) != list(header.columns).index(position)
        or _is_joined_beside_items(header.columns[position], columns, there)
    ]  # fmt: skip
    merged = [
        Fault(grid.file, "merged-header" if first <= header.row else "merged-cell", grid.sheet,
              max(first, header.row) + 1)
        for first, last in grid.merged
        if last >= header.row and not _is_over_items(first, last, header)
    ]  # fmt: skip
    return merged or missing + doubled, _unread(grid, header)


def _is_over_items(first: int, last: int, header: Header) -> bool:
    """Whether merged cells are questions above their items, which are read as such."""
    return header.first <= first and last <= header.row and header.first < header.row


def _is_joined_beside_items(key: Key, columns: Mapping[str, Column], there: Sequence[Key]) -> bool:
    """Whether a question has one column for all answers, and columns of its items as well."""
    name, item = key
    return not item and bool(columns[name].items) and any(n == name and i for n, i in there)


def _unread(grid: Grid, header: Header) -> list[Note]:
    """Columns that the codebook does not know, by their letters: a title may be an answer."""
    return [
        Note(grid.file, "column-not-read", grid.sheet, header.row + 1, column_letter(position))
        for position, cell in enumerate(grid.row(header.row))
        if position not in header.columns and cell_text(cell)
    ]


def _missing(column: Column, there: Sequence[Key]) -> list[str]:
    title = column.title
    items = {item for name, item in there if name == column.name}
    if column.optional or (not column.items and items):
        return []
    if not items:
        return [title]
    if "" in items:  # one column for all answers
        return []
    words = zip(column.item_keys, column.item_words, strict=True)
    return [f"{title}: {word}" for item, word in words if item not in items]


def known_headings(row: Sequence[Cell], table: str, codebook: Codebook) -> dict[int, Key]:
    """Column and item of each cell of a row that is a heading of a table, by position."""
    headings = _headings(codebook, table)
    known = {}
    for position, cell in enumerate(row):
        is_heading = isinstance(cell, str) and len(cell) <= LONGEST_HEADING
        words = normal(cell_text(cell)) if is_heading else ""
        key = headings.get(words) or headings.get(NUMBERING.sub("", words))
        if words and key:
            known[position] = key
    return _without_joined(row, known)


def _without_joined(row: Sequence[Cell], known: Mapping[int, Key]) -> dict[int, Key]:
    """Headings without a question's own, which ODK and Kobo write before those of its items."""
    above = {cell_text(row[p]).rpartition("/")[0] for p, (_, item) in known.items() if item}
    return {p: key for p, key in known.items() if key[1] or cell_text(row[p]) not in above}


@cache
def _headings(codebook: Codebook, table: str) -> dict[str, Key]:
    return {
        heading: (column.name, item)
        for column in codebook.tables[table].values()
        for heading, item in column.headings().items()
    }


def _share(header: Header, codebook: Codebook) -> float:
    return share_known(header.columns, header.table, codebook)


def share_known(known: Mapping[int, Key], table: str, codebook: Codebook) -> float:
    """Share of a table's necessary columns that are known."""
    needed = {c.name for c in codebook.tables[table].values() if not c.optional}
    return len(needed & {name for name, _ in known.values()}) / len(needed)
