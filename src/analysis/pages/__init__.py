"""Rendered pages: one a notebook, and the index that leads to them."""

from analysis.pages.index import write_index
from analysis.pages.links import Page
from analysis.pages.page import page_stem, render_page

__all__ = ["Page", "page_stem", "render_page", "write_index"]
