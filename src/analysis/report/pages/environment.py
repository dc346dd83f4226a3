"""Templates, with the colours of the figures and Markdown."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from analysis.drawing import style
from analysis.study.declaration import NATIVE_NAMES

TEMPLATES = Path(__file__).parent / "templates"
POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'"
)
"""What a page may load and run: its own pictures and styles, and nothing else."""
NUMBER = re.compile(r"[–…−+€%.,\d\s]+")

SINGLE = re.compile(r"[−+]?\d[\d.,\s]*")
"""One number without a unit."""
FIGURE_SPACE, PUNCTUATION_SPACE = "\N{FIGURE SPACE}", "\N{PUNCTUATION SPACE}"


@cache
def templates() -> Any:
    """The environment of all templates; every value is escaped unless it was made for HTML."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"style": style, "native_name": NATIVE_NAMES, "policy": POLICY}
    environment.filters |= {
        "markdown": render_markdown,
        "numeric": numeric_columns,
        "aligned": align_decimals,
    }
    return environment


def render_markdown(source: str) -> Any:
    """A notebook's Markdown as HTML below a page's second heading; its HTML is shown as text."""
    from markupsafe import Markup
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    renderer = IPythonRenderer(escape=True, exclude_anchor_links=True)
    html = MarkdownWithMath(renderer=renderer).render(source)
    return Markup(re.sub(r"<(/?)h[1-6][^>]*>", r"<\1h3>", html))  # noqa: S704 - escaped above


def numeric_columns(rows: list[list[str]]) -> list[bool]:
    """Which columns hold numbers alone, to be set under each other by their digits."""
    return [all(NUMBER.fullmatch(cell) for cell in column) for column in zip(*rows, strict=True)]


def align_decimals(rows: list[list[str]], language: str) -> list[list[str]]:
    """Cells of numbers with room after them, so that decimal marks stand under each other."""
    mark = Locale(language).number_symbols["latn"]["decimal"]
    columns = [_align(column, mark) for column in zip(*rows, strict=True)]
    return [list(row) for row in zip(*columns, strict=True)]


def _align(column: tuple[str, ...], mark: str) -> list[str]:
    digits = {cell: len(cell.partition(mark)[2]) for cell in column if SINGLE.fullmatch(cell)}
    most = max(digits.values(), default=0)
    return [cell + _room(most, digits[cell]) if cell in digits else cell for cell in column]


def _room(most: int, digits: int) -> str:
    """Room for digits that a number has not, and for its decimal mark."""
    mark = PUNCTUATION_SPACE if most and not digits else ""
    return mark + FIGURE_SPACE * (most - digits)
