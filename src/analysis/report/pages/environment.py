"""Templates, with the colours of the figures and Markdown."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from defusedxml.ElementTree import fromstring
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from analysis.drawing.vector import ROLES, style_rules
from analysis.drawing.webfont import STACK, face_rules, letters_for
from analysis.drawing.words.caption import as_sentence
from analysis.report.alignment import align_decimals, numeric_columns, say_once
from analysis.study.declaration import NATIVE_NAMES

TEMPLATES = Path(__file__).parent / "templates"
POLICY = (
    "default-src 'none'; font-src data:; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'"
)
"""What a page may load and run: its own letters and styles, and nothing else."""
BRIEF, SHORT = 16, 40
"""Letters of a cell that is not broken, such as an interval; of one that can stand beside others
of its list, where a longer one wraps late."""
RANGE = re.compile(r"[^ \n]*\d[–…][−+]?\d[^ \n]*")
"""A range of numbers, with whatever no ordinary space parts from it."""
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
        "once": say_once,
        "sentence": as_sentence,
        "unbroken": keep_ranges_whole,
        "short": lambda rows: all(len(row[0]) <= SHORT for row in rows),
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
        "most_brief": BRIEF,
        "most_short": SHORT,
    }


def keep_ranges_whole(words: str) -> Any:
    """Words whose ranges of numbers stay on one line, with what a fixed space ties to them."""
    from markupsafe import Markup, escape

    marked = RANGE.sub(r'<span class="whole">\g<0></span>', str(escape(words)))
    return Markup(marked)  # noqa: S704 - escaped above


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
