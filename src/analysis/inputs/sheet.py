"""From a grid of cells to the columns of a table, with all that is wrong in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import numpy as np

from analysis.codebook import Codebook, Column, normal
from analysis.faults import Fault, Note
from analysis.inputs.cells import ReadColumn, factorize, read_column
from analysis.inputs.grid import Cell, Grid, cell_text, column_letter
from analysis.inputs.header import Header, Key, check_header, find_header
from analysis.inputs.numerals import decimal_mark, read_number
from analysis.inputs.personal import find_forbidden
from analysis.origin import CONFIDENTIAL, SYNTHETIC, SYNTHETIC_MARK

ROWS_SHOWN = 3  # of a note that many rows share


@dataclass(frozen=True)
class Sheet:
    """The columns of a table as one sheet holds them.

    Attributes
    ----------
    rows : numpy.ndarray
        Row of each record, as the spreadsheet numbers it.
    columns : mapping
        By column and item.
    titles : mapping
        Heading of each column in the file.
    wave : str
        From the name of the sheet or file, if that tells it.
    origin : str
    """

    file: str
    sheet: str
    table: str
    rows: np.ndarray
    columns: Mapping[Key, ReadColumn]
    titles: Mapping[Key, str]
    wave: str
    origin: str

    def is_faulty(self, column: str, position: int) -> bool:
        """Whether a record's cell already breaks a rule."""
        read = self.columns.get((column, ""))
        return bool(read and read.rules[position])

    def fault(self, rule: str, position: int, column: str, **values: object) -> Fault:
        """A fault of a record, by its position and the column's name."""
        title = next((t for (name, _), t in self.titles.items() if name == column), column)
        return Fault(self.file, rule, self.sheet, int(self.rows[position]), title, values)


@dataclass(frozen=True)
class Understood:
    """What became of a grid; ``sheet`` is None if it holds no known table."""

    sheet: Sheet | None
    faults: list[Fault]
    notes: list[Note]


def understand(grid: Grid, codebook: Codebook) -> Understood:
    """Read a grid as the table that its header names."""
    header = find_header(grid, codebook)
    forbidden = _forbidden(grid, header)
    faults = list(forbidden.values())
    if header is None:
        return Understood(None, faults, [])
    wave = _named_wave(grid, codebook)
    header_faults, notes = check_header(grid, header, codebook, wave_is_named=bool(wave))
    faults = header_faults + faults
    width = len(grid.rows[header.row])
    records = [(i, row) for i, row in enumerate(grid.rows) if i > header.row and _is_filled(row)]
    totals = [(i, row) for i, row in records if _is_total(row, codebook)]
    records = [(i, row) for i, row in records if not _is_total(row, codebook)]
    rows = np.array([i for i, _ in records], dtype=int)
    cells = _transpose([row for _, row in records], width)
    mark = decimal_mark(_number_cells(header, cells, codebook))
    columns: dict[Key, ReadColumn] = {}
    for position, key in header.columns.items():
        column = codebook.tables[header.table][key[0]]
        if column.kind == "free_text":
            notes.append(Note(grid.file, "free-text", grid.sheet, header.row + 1,
                              header.titles[position]))  # fmt: skip
            continue
        read = read_column(cells[position], column, key[1], codebook, mark)
        columns.setdefault(key, read)
        place = (grid, header, position)
        faults += [f for f, at in _faults(place, column, key[1], read, rows, codebook)
                   if (at, position) not in forbidden]  # fmt: skip
        notes += _notes(place, read, rows)
    sheet = Sheet(grid.file, grid.sheet, header.table, rows + 1, columns,
                  {header.columns[p]: t for p, t in header.titles.items()}, wave,
                  _origin(grid, header))  # fmt: skip
    total_faults, total_notes = _check_totals(grid, header, totals, sheet, mark)
    return Understood(sheet, faults + total_faults, notes + total_notes)


def _forbidden(grid: Grid, header: Header | None) -> dict[tuple[int, int], Fault]:
    """Faults of personal data and misread text in any cell, by row and position."""
    found = {}
    width = max(map(len, grid.rows), default=0)
    for position, cells in enumerate(_transpose(grid.rows, width)):
        codes, distinct = factorize(cells)
        if not (rules := find_forbidden(distinct)):
            continue
        title = header.titles.get(position, "") if header else ""
        for row in np.flatnonzero(np.isin(codes, [distinct.index(cell) for cell in rules])):
            rule = rules[distinct[codes[row]]]
            found[int(row), position] = Fault(
                grid.file, rule, grid.sheet, int(row) + 1, title or column_letter(position)
            )
    return found


def _faults(
    place: tuple[Grid, Header, int], column: Column, item: str, read: ReadColumn,
    rows: np.ndarray, codebook: Codebook,
) -> Iterator[tuple[Fault, int]]:  # fmt: skip
    grid, header, position = place
    for at in np.flatnonzero(read.rules != ""):
        rule = str(read.rules[at])
        allowed = _allowed(rule, column, item, codebook)
        row = int(rows[at])
        values = {"allowed": allowed}
        title = header.titles[position]
        yield Fault(grid.file, rule, grid.sheet, row + 1, title, values), row


def _allowed(rule: str, column: Column, item: str, codebook: Codebook) -> str:
    if rule == "municipality":
        return ", ".join(dict.fromkeys(codebook.municipalities.values()))
    if rule == "date-outside":
        return f"{codebook.start} – {codebook.end}"
    if column.kind == "flag" or (column.kind == "multiple" and item):
        return "1, 0" + (f", {item}" if item else "")
    return ", ".join(column.item_keys if column.kind == "multiple" else column.allowed)


def _notes(place: tuple[Grid, Header, int], read: ReadColumn, rows: np.ndarray) -> list[Note]:
    """One note a kind of normalisation, with its count and first rows."""
    grid, header, position = place
    return [
        Note(grid.file, rule, grid.sheet, int(rows[there[0]]) + 1, header.titles[position],
             {"count": len(there)})
        for rule in dict.fromkeys(note for note in read.notes if note)
        if len(there := np.flatnonzero(read.notes == rule))
    ]  # fmt: skip


def _check_totals(
    grid: Grid, header: Header, totals: Sequence[tuple[int, Sequence[Cell]]], sheet: Sheet,
    mark: str,
) -> tuple[list[Fault], list[Note]]:  # fmt: skip
    """Rows of totals are left out; one that is not the sum of the rows above is a fault."""
    faults, notes = [], []
    for row, cells in totals:
        wrong = []
        for position, key in header.columns.items():
            stated = _stated(cells, position, mark)
            if stated is not None and key in sheet.columns:
                above = sheet.columns[key].said[sheet.rows <= row]
                summed = sum((Decimal(v) for v in above if _is_countable(v)), Decimal(0))
                wrong += [] if stated == summed else [position]
        faults += [Fault(grid.file, "total", grid.sheet, row + 1, header.titles[p]) for p in wrong]
        notes += [] if wrong else [Note(grid.file, "total-left-out", grid.sheet, row + 1)]
    return faults, notes


def _stated(cells: Sequence[Cell], position: int, mark: str) -> Decimal | None:
    cell = cells[position] if position < len(cells) else ""
    return read_number(cell, mark)[0] if cell_text(cell) else None


def _is_countable(value: object) -> bool:
    return isinstance(value, Decimal | bool)


def _number_cells(
    header: Header, cells: Sequence[Sequence[Cell]], codebook: Codebook
) -> Iterator[Cell]:
    columns = codebook.tables[header.table]
    for position, (name, _) in header.columns.items():
        if columns[name].kind == "number":
            yield from cells[position]


def _named_wave(grid: Grid, codebook: Codebook) -> str:
    """The wave that the sheet's name tells, else the file's; empty if none or both do."""
    waves = codebook.tables.get("responses", {}).get("wave")
    spellings = {s: w for s, w in (waves.answers if waves else {}).items() if not s.isdigit()}
    for name in (grid.sheet, Path(grid.file).stem):
        found = {wave for s, wave in spellings.items() if f" {s} " in f" {normal(name)} "}
        if len(found) == 1:
            return found.pop()
    return ""


def _origin(grid: Grid, header: Header) -> str:
    above = [cell_text(cell) for row in grid.rows[: header.row] for cell in row]
    return SYNTHETIC if any(SYNTHETIC_MARK in text for text in above) else CONFIDENTIAL


def _is_filled(row: Sequence[Cell]) -> bool:
    return any(cell != "" and cell_text(cell) for cell in row)


def _is_total(row: Sequence[Cell], codebook: Codebook) -> bool:
    first = next((cell for cell in row if cell != ""), "")
    return isinstance(first, str) and len(first) < 20 and normal(first) in codebook.total


def _transpose(rows: Sequence[Sequence[Cell]], width: int) -> list[tuple[Cell, ...]]:
    even = (row if len(row) == width else [*row, *[""] * width][:width] for row in rows)
    return list(zip(*even, strict=True)) or [()] * width
