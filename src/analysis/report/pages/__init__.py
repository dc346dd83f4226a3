"""Rendered pages: one a notebook, and the index that leads to them."""
