"""Showing figures and tables in a notebook and saving them, from released estimates only."""

from analysis.publish.exhibit import Exhibit, exhibit, save_exhibits
from analysis.publish.tables import show_scope, show_table, show_words

__all__ = ["Exhibit", "exhibit", "save_exhibits", "show_scope", "show_table", "show_words"]
