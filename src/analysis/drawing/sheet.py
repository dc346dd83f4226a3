"""The sheet that every chart is drawn on: title, rows and foot, laid out in inches.

The sheet is one axes whose data coordinates are inches from the upper left
corner. Panels with scales of their own are inset into it. Text is measured
before it is placed, so that nothing is cut and no layout is solved when saving.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.drawing import style, typeface
from analysis.drawing.typeface import POINTS_AN_INCH, without_unknown
from analysis.drawing.words.caption import Caption

MARGIN_IN = 0.2
RIGHT_IN = style.WIDTH_IN - MARGIN_IN
ROW_IN = 0.45
LEADING = 1.25
LABEL_LEADING = 1.12
CAP_HEIGHT, ASCENT = 0.66, 0.9  # of the typeface, in its size
MARK_IN = 0.26
TITLE_GAP_IN, BELOW_FOOT_IN = 0.06, 0.12
SAFETY = 0.985  # drawn text is a little wider than measured
BREAK = re.compile(r"(?<![=\d]) (?![=%€])")
"""Where a line may end: a number stays with its unit or noun, and n with its value."""


@dataclass(frozen=True)
class Sheet:
    """An opened sheet; positions are inches from the upper left corner."""

    ax: Axes
    top_in: float
    bottom_in: float

    def text(self, x_in: float, y_in: float, words: str | Sequence[str], **kwargs: Any) -> None:
        """Write a line, or lines, centred on a height.

        Lines are set by their baselines, so that words with and without descenders stand level.
        """
        lines = [words] if isinstance(words, str) else words
        size_pt = kwargs.setdefault("fontsize", style.TEXT_PT)
        kwargs.setdefault("color", style.INK)
        above = (CAP_HEIGHT - LABEL_LEADING * (len(lines) - 1)) * size_pt / 2 / POINTS_AN_INCH
        self._lines(x_in, y_in + above, lines, LABEL_LEADING, kwargs)

    def block(self, y_in: float, lines: Sequence[str], size_pt: float, **kwargs: Any) -> None:
        """Write lines from the left margin downwards, the first below a height."""
        first = y_in + ASCENT * size_pt / POINTS_AN_INCH
        self._lines(MARGIN_IN, first, lines, LEADING, {"fontsize": size_pt, **kwargs})

    def _lines(
        self, x_in: float, first_in: float, lines: Sequence[str], leading: float, options: Any
    ) -> None:
        pitch = leading * options["fontsize"] / POINTS_AN_INCH
        for k, line in enumerate(lines):
            # The name tells `analysis.drawing.marks` which lines are one text.
            name = f"text-{x_in:.3f}-{first_in:.3f}:{k}"
            known = without_unknown(line).rstrip()
            self.ax.text(x_in, first_in + k * pitch, known, va="baseline", gid=name, **options)

    def row_in(self, row: float) -> float:
        """Vertical middle of a row, the first being 0."""
        return self.top_in + (row + 0.5) * ROW_IN

    def inset(self, left_in: float, right_in: float, top_in: float, bottom_in: float) -> Axes:
        """Axes with a scale of their own, placed in inches on the sheet."""
        width, height = self.ax.get_xlim()[1], self.ax.get_ylim()[0]
        size = ((right_in - left_in) / width, (bottom_in - top_in) / height)
        return self.ax.inset_axes((left_in / width, 1 - bottom_in / height, *size))

    def panel(
        self, left_in: float, right_in: float, rows: float, xlim: tuple[float, float]
    ) -> Axes:
        """Inset axes without ticks whose y are row numbers, over all rows of the sheet."""
        low, high = xlim
        if low == high:  # all values are the same, and any width shows them
            xlim = (low, low + 1)
        inset = self.inset(left_in, right_in, self.top_in, self.top_in + rows * ROW_IN)
        inset.set(xlim=xlim, ylim=(rows - 0.5, -0.5), xticks=[], yticks=[], facecolor="none")
        inset.tick_params(length=0)
        return inset


def open_sheet(
    caption: Caption, body_in: float, ax: Axes | None = None, *, head_in: float = 0.1
) -> Sheet:
    """Lay out title, subtitle and foot, and leave room for the body between.

    Without axes to draw into, a figure of the right size is made. ``head_in`` is room above the
    body for column headings.
    """
    title, subtitle, foot = _wrap_words(caption)
    top_in = MARGIN_IN + (MARK_IN if caption.mark else 0.0)
    below_title = top_in + height_in(title, style.TITLE_PT) + TITLE_GAP_IN
    top = below_title + height_in(subtitle, style.SUBTITLE_PT) + 0.12 + head_in
    above_foot = top + body_in + 0.15
    height = above_foot + height_in(foot, style.FOOT_PT) + BELOW_FOOT_IN
    if ax is None:
        ax = Figure(figsize=(style.WIDTH_IN, height)).add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, style.WIDTH_IN), ylim=(height, 0))
    ax.set_axis_off()
    sheet = Sheet(ax, top, top + body_in)
    if caption.mark:
        _draw_mark(sheet, caption.mark)
    sheet.block(top_in, title, style.TITLE_PT, color=style.INK, fontweight=style.SEMIBOLD)
    sheet.block(below_title, subtitle, style.SUBTITLE_PT, color=style.SOFT)
    sheet.block(above_foot, foot, style.FOOT_PT, color=style.SOFT)
    return sheet


def words_in(caption: Caption) -> tuple[float, float]:
    """How much of a sheet's height its words take above and below the body, inches."""
    title, subtitle, foot = _wrap_words(caption)
    above = MARGIN_IN + (MARK_IN if caption.mark else 0.0) + height_in(title, style.TITLE_PT)
    above += TITLE_GAP_IN + height_in(subtitle, style.SUBTITLE_PT)
    return above, height_in(foot, style.FOOT_PT) + BELOW_FOOT_IN


def _wrap_words(caption: Caption) -> tuple[list[str], list[str], list[str]]:
    """Lines of title, subtitle and foot."""
    width = style.WIDTH_IN - 2 * MARGIN_IN
    title = wrap_evenly(caption.title, width, style.TITLE_PT, style.SEMIBOLD)
    subtitle = wrap(caption.subtitle, width, style.SUBTITLE_PT)
    return title, subtitle, wrap(caption.foot, width, style.FOOT_PT)


def _draw_mark(sheet: Sheet, words: str) -> None:
    """A band over the whole width: what is below it is made up."""
    sheet.ax.axhspan(0, MARK_IN, color=style.RUST, linewidth=0)
    options: dict[str, Any] = {"color": "white", "fontweight": style.SEMIBOLD}
    sheet.text(MARGIN_IN, MARK_IN / 2, words, fontsize=style.SMALL_PT, **options)


def width_in(words: str, size_pt: float, weight: int = style.REGULAR) -> float:
    """Width of one line of text in inches."""
    return typeface.width_em(words, weight) * size_pt / POINTS_AN_INCH


def height_in(lines: Sequence[str], size_pt: float) -> float:
    """Height of a block of lines in inches."""
    return len(lines) * size_pt * LEADING / POINTS_AN_INCH


def wrap(words: str, limit_in: float, size_pt: float, weight: int = style.REGULAR) -> list[str]:
    """Break text into lines no wider than a limit, at ordinary spaces that `BREAK` allows."""
    lines: list[str] = []
    room = 0.0
    space = width_in(" ", size_pt, weight)
    for word in BREAK.split(words):
        wide = width_in(word, size_pt, weight)
        if lines and space + wide <= room:
            lines[-1] = f"{lines[-1]} {word}"
            room -= space + wide
        else:
            lines.append(word)
            room = SAFETY * limit_in - wide
    return lines


def wrap_evenly(
    words: str, limit_in: float, size_pt: float, weight: int = style.REGULAR
) -> list[str]:
    """Break text into as few lines as `wrap` does, of lengths as even as can be."""
    lines = wrap(words, limit_in, size_pt, weight)
    for tenths in range(int(limit_in * 10), 0, -1):
        narrower = wrap(words, tenths / 10, size_pt, weight)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines
