"""Templates, with the colours of the figures and Markdown."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from defusedxml.ElementTree import fromstring
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from analysis.drawing.vector import ROLES, style_rules
from analysis.drawing.webfont import STACK, face_rules, letters_for
from analysis.study.declaration import NATIVE_NAMES

TEMPLATES = Path(__file__).parent / "templates"
POLICY = (
    "default-src 'none'; font-src data:; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'"
)
"""What a page may load and run: its own letters and styles, and nothing else."""
DARK_ROLES = {
    "ink": "#e8edf1",
    "soft": "#b3bec8",
    "faint": "#3a4652",
    "teal": "#7accdc",
    "teal-light": "#5ba3b3",
    "muted": "#8197a3",
    "ring": "#98a3ae",
    "rust": "#f0805c",
    "paper": "#12181f",
}
"""Colours on dark paper; all that carries meaning reaches 3:1 (WCAG 2.2, 1.4.11)."""
FORCED_ROLES = dict.fromkeys(DARK_ROLES, "CanvasText") | {
    "faint": "GrayText",
    "muted": "GrayText",
    "teal": "LinkText",
    "paper": "Canvas",
}
"""Colours of a reader who forces some: words and marks in theirs for text, what matters apart."""
LOOK = {"class", "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap"}
LETTERS = {"font-size", "font-weight", "font-style", "text-anchor"}
DRAWN = {
    "svg": {"class", "viewBox"},
    "g": LOOK | LETTERS,
    "path": {"d", "transform"},
    "circle": {"cx", "cy", "r"},
    "text": {"x", "y", "transform"},
    "title": set[str](),
}
"""All that a drawing is made of, and the attributes of each."""
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
    environment.globals |= {"native_name": NATIVE_NAMES, "policy": POLICY, **_looks()}
    environment.filters |= {
        "drawing": admit_drawing,
        "markdown": render_markdown,
        "numeric": numeric_columns,
        "aligned": align_decimals,
        "faces": lambda content: face_rules(letters_for(content)),
    }
    return environment


def _looks() -> dict[str, Any]:
    """Colours of pages and of the drawings in them, and what letters stand in for ours."""
    return {
        "font_stack": STACK,
        "roles": ROLES,
        "dark_roles": DARK_ROLES,
        "forced_roles": FORCED_ROLES,
        "role_rules": style_rules("var(--{role})"),
    }


def admit_drawing(fragment: str) -> Any:
    """A drawing for a page to hold as it is, if it holds nothing but marks and words.

    Raises
    ------
    ValueError
        If it could do anything: it may come from a notebook that someone else has written.
    """
    from markupsafe import Markup

    for element in fromstring(fragment).iter():
        if element.tag not in DRAWN or not DRAWN[element.tag].issuperset(element.attrib):
            raise ValueError(f"a drawing may not hold <{element.tag}> with {[*element.attrib]}")
    return Markup(fragment)  # noqa: S704 - only marks and words, as was just seen


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
