"""Showing figures and tables in a notebook and saving them, from released estimates only."""

from analysis.publish.exhibit import Exhibit, exhibit, save_exhibits
from analysis.publish.html import FACTS
from analysis.publish.tables import (
    say_nothing,
    show_rows,
    show_scope,
    show_table,
    show_words,
    table_cells,
)

__all__ = [
    "FACTS",
    "Exhibit",
    "exhibit",
    "save_exhibits",
    "say_nothing",
    "show_rows",
    "show_scope",
    "show_table",
    "show_words",
    "table_cells",
]
