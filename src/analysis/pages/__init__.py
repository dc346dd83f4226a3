"""Rendered pages: one a notebook, and the index that leads to them."""

from analysis.pages.index import write_index
from analysis.pages.links import Page
from analysis.pages.page import render_page

__all__ = ["Page", "render_page", "write_index"]
