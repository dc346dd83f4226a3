"""Which table a sheet holds, and which column of it stands where."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from analysis.inputs.exports.grid import Cell, Grid, cell_text, column_letter
from analysis.inputs.faults import Fault, Note
from analysis.study.codebook import Codebook, Column
from analysis.study.spelling import normal

LOOKED_AT = 20  # rows in which the header is looked for
NUMBERING = re.compile(r"^(?:\d{1,3} )+")

Key = tuple[str, str]
"""A column and its item; the item is empty for a column without items."""


@dataclass(frozen=True)
class Header:
    """Where a sheet's columns are.

    Attributes
    ----------
    table : str
        Name of the table in the codebook.
    row : int
        Of the header, counted from 0.
    columns : mapping
        Column and item by position.
    titles : mapping
        The heading as the file has it, by position; only of known columns.
    """

    table: str
    row: int
    columns: Mapping[int, Key]
    titles: Mapping[int, str]


def find_header(grid: Grid, codebook: Codebook) -> Header | None:
    """The row and table under which most columns are known; none if fewer than half are."""
    found = [
        Header(table, row, known, {at: cell_text(grid.rows[row][at]) for at in known})
        for row in range(min(LOOKED_AT, len(grid.rows)))
        for table in codebook.tables
        if (known := _known(grid.rows[row], table, codebook))
    ]
    best = max(found, key=lambda h: _share(h, codebook), default=None)
    return best if best and _share(best, codebook) >= 0.5 else None


def count_known(rows: Sequence[Sequence[Cell]], codebook: Codebook) -> int:
    """The largest number of headings that any row and table have known."""
    known = [_known(row, table, codebook) for row in rows for table in codebook.tables]
    return max((len(k) for k in known), default=0)


def check_header(
    grid: Grid, header: Header, codebook: Codebook, *, wave_is_named: bool
) -> tuple[list[Fault], list[Note]]:
    """Missing, doubled and merged headings; and columns that are not read."""
    there = list(header.columns.values())
    columns = codebook.tables[header.table]
    missing = [
        Fault(grid.file, "missing-column", grid.sheet, header.row + 1, heading,
              {"column": heading, "table": header.table},
              "missing-wave" if column.name == "wave" else "")
        for column in columns.values()
        for heading in _missing(column, there)
        if not (column.name == "wave" and wave_is_named)
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
        if last >= header.row
    ]  # fmt: skip
    faults = merged or missing + doubled
    return faults + _records_above(grid, header), _unread(grid, header)


def _is_joined_beside_items(key: Key, columns: Mapping[str, Column], there: Sequence[Key]) -> bool:
    """Whether a question has one column for all answers, and columns of its items as well."""
    name, item = key
    return not item and bool(columns[name].items) and any(n == name and i for n, i in there)


def _records_above(grid: Grid, header: Header) -> list[Fault]:
    """Rows above the header that are as full as it is: a list that was sorted with its header."""
    return [
        Fault(grid.file, "header-inside", grid.sheet, row + 1)
        for row, cells in enumerate(grid.rows[: header.row])
        if sum(map(bool, map(cell_text, cells))) > len(header.columns) / 2
    ][:1]


def _unread(grid: Grid, header: Header) -> list[Note]:
    """Columns that the codebook does not know, by their letters: a title may be an answer."""
    return [
        Note(grid.file, "column-not-read", grid.sheet, header.row + 1, column_letter(position))
        for position, cell in enumerate(grid.rows[header.row])
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


def _known(row: Sequence[Cell], table: str, codebook: Codebook) -> dict[int, Key]:
    headings = _headings(codebook, table)
    known = {}
    for position, cell in enumerate(row):
        words = normal(cell_text(cell)) if isinstance(cell, str) else ""
        key = headings.get(words) or headings.get(NUMBERING.sub("", words))
        if words and key:
            known[position] = key
    return known


@cache
def _headings(codebook: Codebook, table: str) -> dict[str, Key]:
    return {
        heading: (column.name, item)
        for column in codebook.tables[table].values()
        for heading, item in column.headings().items()
    }


def _share(header: Header, codebook: Codebook) -> float:
    """Share of a table's necessary columns that are known."""
    needed = {c.name for c in codebook.tables[header.table].values() if not c.optional}
    return len(needed & {name for name, _ in header.columns.values()}) / len(needed)
