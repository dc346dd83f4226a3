"""From a grid of cells to the columns of a table, with all that is wrong in it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from analysis.inputs.exports.cells import ReadColumn, read_column
from analysis.inputs.exports.codes import of_places
from analysis.inputs.exports.completion import check_completion, is_answered
from analysis.inputs.exports.grid import Grid, cell_text, column_letter
from analysis.inputs.exports.header import Header, Key, check_header, find_header
from analysis.inputs.exports.header_rows import other_headings
from analysis.inputs.exports.headings_inside import without_headings
from analysis.inputs.exports.named import named_background, named_waves
from analysis.inputs.exports.numerals import decimal_mark
from analysis.inputs.exports.personal import find_forbidden
from analysis.inputs.exports.sheet import Sheet
from analysis.inputs.exports.totals import check_totals, split_rows
from analysis.inputs.faults import Fault, Note, grouped
from analysis.study.codebook import Codebook, Column
from analysis.study.origin import CONFIDENTIAL, SYNTHETIC, SYNTHETIC_MARK


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
    if header is None:
        return Understood(None, grouped(forbidden.values()), [])
    waves = named_waves(grid, codebook)
    names = dict(zip(["wave"], waves, strict=False)) | named_background(grid, header, codebook)
    faults, notes = check_header(grid, header, codebook, named=names)
    more_faults, more_notes, passed = other_headings(grid, header, codebook)
    records, totals = split_rows(grid.columns, header, passed, codebook)
    mark = _decimal_mark(grid, header, records, codebook)
    sheet = _read(grid, header, records, codebook, mark, names)
    _mark_broken(grid, header, sheet)
    sheet, table_faults, again = without_headings(sheet, grid, header, codebook)
    faults, notes = faults + table_faults + more_faults, notes + again
    if header.table == "responses":
        sheet, empty_forms = _without_empty_forms(sheet, codebook)
        notes += empty_forms
    faults += [*forbidden.values(), *_cell_faults(sheet, codebook, _keyed(forbidden, header))]
    total_faults, total_notes = check_totals(
        grid, header, totals, sheet.rows, _summed(sheet, codebook), mark
    )
    if not len(records):
        notes.append(Note(grid.file, "no-records", grid.sheet))
    if header.table == "responses" and len({*waves}) > 1:
        notes.append(Note(grid.file, "waves-named", grid.sheet))
    notes += [*more_notes, *_notes(sheet), *check_completion(grid, header, sheet.rows - 1)]
    notes += [*_free_text(grid, header, codebook), *total_notes]
    sheet = of_places(sheet, codebook.tables[sheet.table])
    return Understood(sheet, grouped(faults + total_faults), notes)


def _summed(sheet: Sheet, codebook: Codebook) -> dict[Key, ReadColumn]:
    columns = codebook.tables[sheet.table]
    return {key: read for key, read in sheet.columns.items() if columns[key[0]].summed}


def _read(
    grid: Grid,
    header: Header,
    records: np.ndarray,
    codebook: Codebook,
    mark: str,
    names: Mapping[str, str],
) -> Sheet:
    columns: dict[Key, ReadColumn] = {}
    titles: dict[Key, str] = {}
    texts = np.zeros(len(records), dtype=np.uint64)
    for position, key in header.columns.items():
        column = codebook.tables[header.table][key[0]]
        own = grid.columns[position].at(records)
        if column.kind == "free_text":
            texts += read_column(own, column, key[1], codebook, mark).hashes
        elif key not in columns:
            columns[key] = read_column(own, column, key[1], codebook, mark)
            titles[key] = header.titles[position]
    origin = _origin(grid, header)
    return Sheet(grid.file, grid.sheet, header.table, records + 1, columns, titles,
                 names, origin, texts)  # fmt: skip


def _mark_broken(grid: Grid, header: Header, sheet: Sheet) -> None:
    """Cells that cannot be read are faulty, and not empty."""
    for (row, position), rule in grid.broken.items():
        if position in header.columns and header.columns[position] in sheet.columns:
            sheet.columns[header.columns[position]].rules[sheet.rows == row + 1] = rule


def _without_empty_forms(sheet: Sheet, codebook: Codebook) -> tuple[Sheet, list[Note]]:
    """The forms in which anything is answered, and a note of those that were left out."""
    answered = is_answered(sheet.columns, sheet.texts, codebook.tables[sheet.table])
    if answered.all():
        return sheet, []
    empty = tuple(int(row) for row in sheet.rows[~answered])
    columns = {key: read.at(answered) for key, read in sheet.columns.items()}
    kept = replace(sheet, rows=sheet.rows[answered], columns=columns, texts=sheet.texts[answered])
    values = {"count": len(empty)}
    return kept, [Note(sheet.file, "forms-empty", sheet.sheet, empty[0], values=values, rows=empty)]


def _forbidden(grid: Grid, header: Header | None) -> dict[tuple[int, int], Fault]:
    """Faults of personal data and misread text in any cell, by row and position."""
    found = {}
    for position, column in enumerate(grid.columns):
        is_read = header is not None and position in header.columns
        rules = find_forbidden(column.distinct, is_read=is_read)
        title = header.titles.get(position, "") if header else ""
        heading = find_forbidden([column.cell(header.row)])[0] if header else ""
        if not any(rules) and not heading:
            continue
        per_row = column.spread(rules)
        if header and heading:
            per_row[header.row] = heading
            title = ""  # the heading itself is what must not be shown
        for row in np.flatnonzero(per_row != ""):
            found[int(row), position] = Fault(
                grid.file, per_row[row], grid.sheet, int(row) + 1, title or column_letter(position)
            )
    return found | _broken(grid, header)


def _broken(grid: Grid, header: Header | None) -> dict[tuple[int, int], Fault]:
    """Faults of cells that the file holds and calamine does not give, in columns that are read."""
    return {
        (row, position): Fault(grid.file, rule, grid.sheet, row + 1, header.titles[position])
        for (row, position), rule in grid.broken.items()
        if header and position in header.columns and row > header.row
    }


def _keyed(places: Collection[tuple[int, int]], header: Header) -> set[tuple[int, Key]]:
    """The same places by row as the spreadsheet numbers it, and by column."""
    return {
        (row + 1, header.columns[position]) for row, position in places
        if position in header.columns
    }  # fmt: skip


def _cell_faults(
    sheet: Sheet, codebook: Codebook, known: Collection[tuple[int, Key]]
) -> Iterator[Fault]:
    """Faults of single cells, but of those that have a worse one."""
    for key, read in sheet.columns.items():
        column = codebook.tables[sheet.table][key[0]]
        for rule in sorted(set(read.rules) - {""}):
            there = (int(row) for row in sheet.rows[read.rules == rule])
            rows = tuple(row for row in there if (row, key) not in known)
            if rows:
                values = {"allowed": _allowed(rule, column, key[1], codebook)}
                text = ""
                if rule == "municipality" and column.elsewhere and codebook.elsewhere:
                    text, values["elsewhere"] = "municipality-elsewhere", _elsewhere(codebook)
                if rule == "answer" and column.kind == "multiple" and not key[1]:
                    text = "answer-joined"
                yield Fault(sheet.file, rule, sheet.sheet, rows[0], sheet.titles[key], values, text,
                            rows)  # fmt: skip


def _elsewhere(codebook: Codebook) -> str:
    return ", ".join(sorted(codebook.elsewhere))


def _allowed(rule: str, column: Column, item: str, codebook: Codebook) -> str | Mapping[str, str]:
    if rule == "municipality":
        return ", ".join(dict.fromkeys(codebook.municipalities.values()))
    if rule == "date-outside":
        return f"{codebook.start} – {codebook.end}"
    if column.kind == "flag" or (item and column.kind == "multiple"):
        return ", ".join(filter(None, ("1", "0", item)))
    return column.texts


def _notes(sheet: Sheet) -> Iterator[Note]:
    """A note a column and kind of normalisation, with its count and first row."""
    for key, read in sheet.columns.items():
        for rule in dict.fromkeys(filter(None, read.notes)):
            there = np.flatnonzero(read.notes == rule)
            row, values = int(sheet.rows[there[0]]), {"count": len(there)}
            yield Note(sheet.file, rule, sheet.sheet, row, sheet.titles[key], values)


def _free_text(grid: Grid, header: Header, codebook: Codebook) -> Iterator[Note]:
    for position, (name, _) in header.columns.items():
        if codebook.tables[header.table][name].kind == "free_text":
            title = header.titles[position]
            yield Note(grid.file, "free-text", grid.sheet, header.row + 1, title)


def _decimal_mark(grid: Grid, header: Header, records: np.ndarray, codebook: Codebook) -> str:
    columns = codebook.tables[header.table]
    numbers = [grid.columns[p] for p, (name, _) in header.columns.items()
               if columns[name].kind == "number"]  # fmt: skip
    return decimal_mark(c.distinct[k] for c in numbers for k in set(c.codes[records]))


def _origin(grid: Grid, header: Header) -> str:
    above = [cell_text(cell) for row in range(header.first) for cell in grid.row(row)]
    return SYNTHETIC if any(SYNTHETIC_MARK in text for text in above) else CONFIDENTIAL
