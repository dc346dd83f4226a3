"""Released tables as sheets of one XLSX file: numbers are numbers, headings are words."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pandas as pd

from analysis.drawing.words.caption import source_sentence
from analysis.drawing.words.cells import write_cells
from analysis.release.columns import Column
from analysis.release.estimates import Released
from analysis.report.formulas import disarm
from analysis.report.tables import say_nothing, table_facts

MADE_ON = datetime(2000, 1, 1)
"""A workbook with the hour of its making is never the same twice."""
LONGEST_NAME = 31
"""Of a sheet, in Excel."""
WIDTH = 18


def make_workbook(tables: Sequence[Released]) -> bytes:
    """An XLSX file of released tables: a list of them, and a sheet each.

    Parameters
    ----------
    tables : sequence of Released
        Those without rows are listed, and have no sheet.

    Returns
    -------
    bytes
        The same for the same tables.
    """
    import xlsxwriter

    written = io.BytesIO()
    options = {"strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(written, options) as book:
        book.set_properties({"created": MADE_ON})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        contents = book.add_worksheet(_name_sheet(tables[0].say.text("workbook.contents"), []))
        names: list[str] = [contents.get_name()]
        contents.set_column(0, 1, 60)
        for row, released in enumerate(tables):
            if released.table.empty:
                nothing = say_nothing(released)
                contents.write_row(row, 0, [nothing.facts["label"], nothing.plain])
                continue
            facts = table_facts(released, pd.DataFrame())
            names.append(_name_sheet(released.name, names))
            contents.write_url(row, 0, f"internal:'{names[-1]}'!A1", string=facts["caption"])
            contents.write_string(row, 1, source_sentence(released))
            _write_sheet(book.add_worksheet(names[-1]), released, facts, bold)
    return written.getvalue()


def _name_sheet(name: str, taken: Sequence[str]) -> str:
    """A sheet's name, as Excel allows it and no other sheet has it."""
    short = name[:LONGEST_NAME]
    if short not in taken:
        return short
    several = (f"{short[: LONGEST_NAME - 4]}_{number:03d}" for number in range(2, 1000))
    return next(one for one in several if one not in taken)


def _write_sheet(sheet: Any, released: Released, facts: Any, bold: Any) -> None:
    """The caption, what is withheld, the headings, and a row a row."""
    sheet.write_string(0, 0, facts["caption"], bold)
    sheet.write_string(1, 0, facts["hidden_sentence"])
    frame, table = released.of.frame, disarm(released.table)
    columns = [frame.columns[name] for name in table.columns]
    for at, column in enumerate(columns):
        sheet.set_column(at, at, WIDTH)
        sheet.write_string(3, at, _head(column, released), bold)
        sheet.write_string(4, at, column.name)
        for row, value in enumerate(_cells(column, released, table)):
            if isinstance(value, str) or pd.notna(value):
                sheet.write(5 + row, at, value)
    sheet.freeze_panes(5, 1)


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
