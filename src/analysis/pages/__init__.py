"""Rendered pages: one a notebook, and the index that leads to them."""

from analysis.pages.index import Page, page_stem, write_index
from analysis.pages.page import render_page

__all__ = ["Page", "page_stem", "render_page", "write_index"]
