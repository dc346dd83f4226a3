"""Texts of a CSV file that a spreadsheet would take for formulas, and run."""

import re

import pandas as pd

FORMULA = re.compile(r"[=+\-@\t\r\n]")
"""How such a text begins."""
HARMLESS = re.compile(r"[+-]?\d[\d.,\s]*(e[+-]?\d+)?\s*[%€]?|[+-]")
"""Numbers as they are printed, and a lone dash."""


def disarm(table: pd.DataFrame) -> pd.DataFrame:
    """The same table, with an apostrophe before each text that a spreadsheet would run."""
    armed = {
        name: [disarm_cell(cell) for cell in column]
        for name, column in table.items()
        if any(_is_armed(cell) for cell in column)
    }
    return table.assign(**armed) if armed else table


def _is_armed(cell: object) -> bool:
    return bool(isinstance(cell, str) and FORMULA.match(cell) and not HARMLESS.fullmatch(cell))


def disarm_cell(cell: object) -> object:
    """The same cell, with an apostrophe before a text that a spreadsheet would run."""
    return f"'{cell}" if _is_armed(cell) else cell
