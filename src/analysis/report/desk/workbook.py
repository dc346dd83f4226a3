"""Released tables as sheets of one XLSX file: numbers are numbers, headings are words."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pandas as pd

from analysis.drawing.words.caption import source_sentence
from analysis.drawing.words.cells import write_cells
from analysis.drawing.words.labels import place_name
from analysis.release.columns import Column
from analysis.release.estimates import Released
from analysis.report.formulas import disarm
from analysis.report.tables import say_nothing, table_facts

MADE_ON = datetime(2000, 1, 1)
"""A workbook with the hour of its making is never the same twice."""
LONGEST_NAME = 31
"""Of a sheet, in Excel."""
WIDTH = 18
PLACE = "edition"
"""Name of the column that tells whose table a row is of; tables have others of places in them."""


def make_workbook(tables: Sequence[Released]) -> bytes:
    """An XLSX file of released tables: a list of them, and a sheet each.

    Parameters
    ----------
    tables : sequence of Released
        The same table of several places is one sheet, the places below each other. Those without
        rows are listed, and have no sheet.

    Returns
    -------
    bytes
        The same for the same tables.
    """
    import xlsxwriter

    of_name: dict[str, list[Released]] = {}
    for released in tables:
        of_name.setdefault(released.name, []).append(released)
    written = io.BytesIO()
    options = {"strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(written, options) as book:
        book.set_properties({"created": MADE_ON})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        contents = book.add_worksheet(_name_sheet(tables[0].say.text("workbook.contents"), []))
        names: list[str] = [contents.get_name()]
        contents.set_column(0, 1, 60)
        for row, (name, places) in enumerate(of_name.items()):
            by_place, shown = len(places) > 1, _drop_repeated(places)
            if not shown:
                nothing = say_nothing(places[0])
                contents.write_row(row, 0, [nothing.facts["label"], nothing.plain])
                continue
            names.append(_name_sheet(name, names))
            caption = _caption(shown[0], by_place=by_place)
            contents.write_url(row, 0, f"internal:'{names[-1]}'!A1", string=caption)
            contents.write_string(row, 1, source_sentence(shown[0]))
            _write_sheet(book.add_worksheet(names[-1]), shown, bold, by_place=by_place)
    return written.getvalue()


def _drop_repeated(places: Sequence[Released]) -> list[Released]:
    """Tables with rows; of the project's that a place's page shows again, the first."""
    kept: list[Released] = []
    for released in places:
        if len(released.table) and not any(released.table.equals(one.table) for one in kept):
            kept.append(released)
    return kept


def _caption(released: Released, *, by_place: bool) -> str:
    """A table's caption; of several places what it is of, since a finding is one place's."""
    facts = table_facts(released, pd.DataFrame())
    if not by_place:
        return str(facts["caption"])
    label = released.say.text(released.of.caption_key)
    return ". ".join(filter(None, (facts["mark"], label)))


def _name_sheet(name: str, taken: Sequence[str]) -> str:
    """A sheet's name, as Excel allows it and no other sheet has it."""
    short = name[:LONGEST_NAME]
    if short not in taken:
        return short
    several = (f"{short[: LONGEST_NAME - 4]}_{number:03d}" for number in range(2, 1000))
    return next(one for one in several if one not in taken)


def _write_sheet(sheet: Any, shown: Sequence[Released], bold: Any, *, by_place: bool) -> None:
    """The caption, what is withheld, the headings, and the rows, each after its place if asked."""
    sheet.write_string(0, 0, _caption(shown[0], by_place=by_place), bold)
    withheld = [
        f"{_place(released)}: {words}" if by_place else words
        for released in shown
        if (words := table_facts(released, pd.DataFrame())["hidden_sentence"])
    ]
    sheet.write_string(1, 0, " ".join(withheld))
    say, frame = shown[0].say, shown[0].of.frame
    present = {name for released in shown for name in released.table.columns}
    columns = [frame.columns[name] for name in frame.names if name in present]
    heads = [(_head(column, shown[0]), column.name) for column in columns]
    if by_place:
        heads.insert(0, (say.text("workbook.place"), PLACE))
    sheet.set_column(0, len(heads) - 1, WIDTH)
    for at, (words, name) in enumerate(heads):
        sheet.write_string(3, at, words, bold)
        sheet.write_string(4, at, name)
    first = 5
    for released in shown:
        _write_rows(sheet, first, columns, released, by_place=by_place)
        first += len(released.table)
    sheet.freeze_panes(5, 1)


def _write_rows(
    sheet: Any, first: int, columns: Sequence[Column], released: Released, *, by_place: bool
) -> None:
    """The rows of one edition's table, from a row of the sheet on."""
    table = disarm(released.table)
    cells = [_cells(column, released, table) if column.name in table else [] for column in columns]
    if by_place:
        cells.insert(0, [_place(released)] * len(table))
    for at, values in enumerate(cells):
        for row, value in enumerate(values):
            if isinstance(value, str) or pd.notna(value):
                sheet.write(first + row, at, value)


def _place(released: Released) -> str:
    return place_name(released.edition, released.edition.municipality)


def _head(column: Column, released: Released) -> str:
    """A column's heading as readers see it, else what it means."""
    return released.say.text(column.heading) if column.heading else column.meaning


def _cells(column: Column, released: Released, table: pd.DataFrame) -> list[Any]:
    """Numbers as they are; keys as the words that readers see."""
    cells = table[column.name]
    if pd.api.types.is_numeric_dtype(cells):
        return list(cells.astype("object"))
    if column.heading and not (cells.isna() | (cells == "")).all():
        return write_cells(released, column.name)
    return [str(cell) for cell in cells]
