"""A drawing as SVG whose words are text and whose colours are named by their role.

In a page the roles are CSS variables, so that one drawing is right on white and on dark paper, in
print and in the colours that a reader forces; a file brings its own colours and letters along.
"""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

import numpy as np
from matplotlib.path import Path as Shape

from analysis.drawing import style
from analysis.drawing.marks import SHEET, Drawing, Mark, Pen, Word

ROLES = {
    "ink": style.INK,
    "soft": style.SOFT,
    "faint": style.FAINT,
    "teal": style.TEAL,
    "teal-light": style.TEAL_LIGHT,
    "muted": style.MUTED,
    "ring": style.RING,
    "rust": style.RUST,
    "paper": "#ffffff",
}
"""What each colour of the house is for."""
ROLE_OF = {color: role for role, color in ROLES.items()}
MOVE, LINE, CURVE3, CURVE4, CLOSE = map(
    int, (Shape.MOVETO, Shape.LINETO, Shape.CURVE3, Shape.CURVE4, Shape.CLOSEPOLY)
)
LETTERS = {MOVE: "M", LINE: "L", CURVE3: "Q", CURVE4: "C"}
CORNERS = {CURVE3: 2, CURVE4: 3}
"""Of one curve."""
WORDS = '<g class="words">'
"""Begins the words of a fragment, which come last."""
ROUND = 0.01
"""Relative; corners of a circle that Matplotlib draws lie no farther from its line."""


def draw_fragment(
    drawing: Drawing, name: str, top_pt: float, bottom_pt: float, rows: str = ""
) -> str:
    """What stands between two heights of a drawing, to be placed in a page.

    Parameters
    ----------
    drawing : Drawing
    name : str
        Class of the element, for the page's style.
    top_pt, bottom_pt : float
    rows : str
        What its rows say under a pointer, as of `analysis.drawing.hover`.

    Returns
    -------
    str
        An element without identifiers, so that a page can hold any number; the page's style
        gives its classes their colours.
    """
    box = f"0 {_number(top_pt)} {_number(drawing.width_pt)} {_number(bottom_pt - top_pt)}"
    marks = (mark for mark in drawing.marks if not _is_paper(mark, drawing))
    words = (word for word in drawing.words if top_pt <= word.y_pt <= bottom_pt)
    inside = f"{''.join(_draw_marks(marks))}{WORDS}{rows}{''.join(_draw_words(words))}</g>"
    return f'<svg class="{name}" viewBox="{box}">{inside}</svg>'


def sketch(fragment: str) -> str:
    """The marks of a fragment alone, for a picture too small for letters, of a class of its own."""
    marks, _, _ = fragment.partition(WORDS)
    _, box, drawn = marks.partition(" viewBox=")
    return f'<svg class="sketch"{box}{drawn}</svg>'


def draw_all(drawing: Drawing, *, holds_widths: bool = False) -> str:
    """All marks and words of a drawing, without the element around them.

    ``holds_widths`` keeps words as long as they were measured, whatever typeface a reader has.
    """
    words = _draw_words(drawing.words, holds_widths=holds_widths)
    return f"{''.join(_draw_marks(drawing.marks))}{''.join(words)}"


def style_rules(value: str) -> str:
    """CSS that gives each role its colour.

    Parameters
    ----------
    value : str
        With ``{role}`` and ``{color}``, such as ``var(--{role})``.
    """
    return "".join(
        f".{kind}-{role}{{{prop}:{value.format(role=role, color=color)}}}"
        for role, color in ROLES.items()
        for kind, prop in (("f", "fill"), ("s", "stroke"))
    )


def _is_paper(mark: Mark, drawing: Drawing) -> bool:
    """Whether a mark is the white sheet itself."""
    is_whole = bool(np.ptp(mark.points, axis=0).min() >= drawing.height_pt * 0.99)
    return mark.panel == SHEET and is_whole and ROLE_OF.get(mark.look.fill) == "paper"


def _draw_marks(marks: Iterable[Mark]) -> Iterator[str]:
    """Groups of panels, of series inside them, and of marks that look alike."""
    for panel, inside in groupby(marks, key=lambda mark: mark.panel):
        drawn = "".join(_draw_series(inside))
        yield f'<g class="panel">{drawn}</g>' if panel != SHEET else drawn


def _draw_series(marks: Iterable[Mark]) -> Iterator[str]:
    for kind, series in groupby(marks, key=lambda mark: _series_class(mark.series)):
        for look, alike in groupby(series, key=lambda mark: mark.look):
            drawn = "".join(map(_draw_mark, alike))
            yield f'<g class="{f"{kind} {_classes(look)}".strip()}"{_strokes(look)}>{drawn}</g>'


def _series_class(series: str) -> str:
    """Bars are a mark each, and their series are told by their kind alone."""
    kind, _, number = series.rpartition("-")
    return "bars" if kind == "patch" else f"series n{number}" if kind else ""


def _classes(look: Pen) -> str:
    fill = f"f-{ROLE_OF[look.fill]}" if look.fill in ROLE_OF else ""
    stroke = f"s-{ROLE_OF[look.stroke]}" if look.stroke in ROLE_OF else ""
    return f"{fill} {stroke}".strip()


def _strokes(look: Pen) -> str:
    """Attributes of a look that the roles do not tell."""
    attributes = {
        "fill": "" if look.fill in ROLE_OF else look.fill or "none",
        "stroke": "" if look.stroke in ROLE_OF else look.stroke,
        "stroke-width": _number(look.width_pt) if look.stroke else "",
        "stroke-dasharray": " ".join(map(_number, look.dash)),
        "stroke-linecap": {"projecting": "square", "round": "round"}.get(look.cap, ""),
    }
    return _attributes(attributes)


def _attributes(values: dict[str, str]) -> str:
    return "".join(f' {name}="{value}"' for name, value in values.items() if value)


def _draw_mark(mark: Mark) -> str:
    if mark.place is None:
        return f'<path d="{_outline(mark.points, mark.codes)}"/>'
    x, y = map(_number, mark.place)
    if radius := _radius(mark):
        return f'<circle cx="{x}" cy="{y}" r="{_number(radius)}"/>'
    outline = _outline(mark.points, mark.codes)
    return f'<path transform="translate({x} {y})" d="{outline}"/>'


def _radius(mark: Mark) -> float:
    """Of a symbol that is a circle; else 0."""
    if CURVE4 not in mark.codes or len(mark.points) < 8:
        return 0.0
    # Of curves' corners those between their ends lie outside the line.
    ends = [point for k, point in enumerate(mark.points) if k % 3 == 0]
    far = np.hypot(*np.array(ends[:8]).T)
    return float(far.mean()) if np.ptp(far) <= ROUND * far.mean() else 0.0


def _outline(points: np.ndarray, codes: tuple[int, ...]) -> str:
    """A path's data; of a curve, all corners have one code."""
    parts: list[str] = []
    pending = 0  # corners of a curve that are still to come
    for (x, y), code in zip(points, codes, strict=True):
        if code == CLOSE:
            parts.append("z")
            continue
        letter = "" if pending else LETTERS[code]
        pending = pending - 1 if pending else CORNERS.get(code, 1) - 1
        parts.append(f"{letter}{_number(x)} {_number(y)}")
    return " ".join(parts)


def _draw_words(words: Iterable[Word], *, holds_widths: bool = False) -> Iterator[str]:
    """Words, those that look alike together."""
    alike: dict[str, list[Word]] = {}
    for word in words:
        alike.setdefault(_letters(word), []).append(word)
    for letters, group in alike.items():
        yield f"<g{letters}>{''.join(_draw_word(word, holds_widths) for word in group)}</g>"


def _letters(word: Word) -> str:
    role = ROLE_OF.get(word.color)
    return _attributes(
        {
            "class": f"f-{role}" if role else "",
            "fill": "" if role else word.color,
            "font-size": _number(word.size_pt),
            "font-weight": str(word.weight) if word.weight != style.REGULAR else "",
            "font-style": word.slant if word.slant != "normal" else "",
            "text-anchor": word.anchor if word.anchor != "start" else "",
        }
    )


def _draw_word(word: Word, holds_widths: bool) -> str:
    x, y = _number(word.x_pt), _number(word.y_pt)
    attributes = {
        "transform": f"rotate({_number(-word.angle)} {x} {y})" if word.angle else "",
        "textLength": _number(word.width_pt) if holds_widths else "",
    }
    return f'<text x="{x}" y="{y}"{_attributes(attributes)}>{escape(word.text, quote=False)}</text>'


def _number(value: float) -> str:
    """To a hundredth of a point: a picture need not tell more than a reader can see."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
