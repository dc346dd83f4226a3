"""Rendered pages: one a notebook, and the index that leads to them."""

from analysis.pages.index import write_index
from analysis.pages.links import Page, fill_links
from analysis.pages.page import page_stem, render_page

__all__ = ["Page", "fill_links", "page_stem", "render_page", "write_index"]
