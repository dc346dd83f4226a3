"""Rendered pages: one a notebook, and the index that leads to them."""

from analysis.pages.index import IndexEntry, write_index
from analysis.pages.page import render_page

__all__ = ["IndexEntry", "render_page", "write_index"]
