"""What a row of a chart can hold: a label, a bar, a pair of markers, an interval."""

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analysis.drawing import style
from analysis.drawing.edges import mark_far_ends
from analysis.drawing.sheet import MARGIN_IN, RIGHT_IN, ROW_IN, Sheet, open_sheet, width_in, wrap
from analysis.drawing.typeface import POINTS_AN_INCH
from analysis.drawing.words.caption import Caption

LABEL_GAP_IN = 0.12
BAR_GAP_IN = 0.1
LINE_IN = 0.155
NOTE_IN = 0.13
HEADING_PT = 9.5
BAR = 0.6
"""Height of a bar, in rows."""
MARKER_PT = 6.5
RING_PT = 8.0
LEAST_PT, DISC_OF_SPAN = 3.5, 0.7
"""Of a disc on an interval: its least width, and its part of a short interval's length."""
RING: dict[str, Any] = {"markerfacecolor": "white", "markeredgecolor": style.RING,
                        "markeredgewidth": 1.8}  # fmt: skip
PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 1.2}
"""Box behind a text that a line must not cross; over other words it hides nothing, as words
are set on top of all that is drawn."""
REFERENCE: dict[str, Any] = {"color": style.RUST, "linestyle": (0, (4, 3)), "linewidth": 1.2}
"""A line that the rows are measured against."""


def draw_labels(
    sheet: Sheet,
    labels: Sequence[str],
    right_in: float,
    *,
    notes: Sequence[str] | None = None,
    bold: Collection[int] = (),
    note_color: str = style.SOFT,
) -> None:
    """Write a label to the left of each row, wrapped, with an optional note below it."""
    for row, label in enumerate(labels):
        weight = style.SEMIBOLD if row in bold else style.REGULAR
        lines = wrap(label, right_in - MARGIN_IN, style.TEXT_PT, weight)
        note = notes[row] if notes else ""
        # Label and note are centred on the row as one block.
        lift, drop = (NOTE_IN / 2, len(lines) * LINE_IN / 2) if note else (0.0, 0.0)
        middle = sheet.row_in(row)
        sheet.text(right_in, middle - lift, lines, ha="right", fontweight=weight)
        if note:
            sheet.text(
                right_in, middle + drop, note, ha="right", fontsize=style.SMALL_PT, color=note_color
            )


def draw_heading(sheet: Sheet, x_in: float, words: str, **kwargs: Any) -> None:
    """Write the heading of a column above the first row."""
    sheet.text(
        x_in, sheet.top_in - 0.1, words, **{"fontsize": HEADING_PT, "color": style.SOFT, **kwargs}
    )


def draw_bars(
    sheet: Sheet,
    span_in: tuple[float, float],
    values: Sequence[float],
    texts: Sequence[str],
    *,
    highlight: Collection[int] = (),
    is_crossed: bool = False,
) -> Axes:
    """Horizontal bars with their values written at the end.

    ``is_crossed`` says that a line will be drawn over the rows; the texts are clear of it.
    """
    left, right = span_in
    room = right - left
    widest = [room - LABEL_GAP_IN - width_in(t, style.TEXT_PT, style.SEMIBOLD) for t in texts]
    scale = max(v / w for v, w in zip(values, widest, strict=True)) or 1.0
    panel = sheet.panel(left, right, len(values), (0, scale * room))
    for row, (value, text) in enumerate(zip(values, texts, strict=True)):
        color = style.TEAL if row in highlight else style.MUTED
        # As artists: patches and bars would each stretch limits that are set already.
        panel.add_artist(Rectangle((0, row - BAR / 2), value, BAR, facecolor=color))
        panel.annotate(
            text,
            (value, row),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            bbox=PAPER if is_crossed else None,
            zorder=4,
            fontweight=style.SEMIBOLD if row in highlight else style.REGULAR,
        )
    return panel


def plot_bars(
    caption: Caption,
    ax: Axes | None,
    labels: Sequence[str],
    values: Sequence[float],
    texts: Sequence[str],
    *,
    labels_in: float,
    highlight: Collection[int] = (),
    is_bold: bool = False,
) -> Axes:
    """A whole chart of a bar a row: label, bar, and its value in words.

    ``labels_in`` is the right edge of the labels; ``is_bold``: those highlighted are in bold.
    """
    sheet = open_sheet(caption, body_in(len(values)), ax)
    draw_labels(sheet, labels, labels_in, bold=highlight if is_bold else ())
    left_in = round(labels_in + BAR_GAP_IN, 2)  # a sum of floats is off by a trace
    draw_bars(sheet, (left_in, RIGHT_IN), values, texts, highlight=highlight)
    return sheet.ax


def draw_pairs(
    panel: Axes,
    first: Sequence[float],
    second: Sequence[float],
    first_texts: Sequence[str],
    second_texts: Sequence[str],
    *,
    highlight: Collection[int] = (),
) -> None:
    """A ring and a disc a row, joined by a line, each with its value on the outer side.

    Where rows are highlighted, the discs of all others are pale.
    """
    rows = range(len(first))
    panel.hlines(rows, first, second, color=style.RING, linewidth=1.6, zorder=1)
    panel.plot(first, rows, "o", markersize=RING_PT, zorder=2, **RING)
    _draw_discs(panel, second, rows, highlight)
    for row, (a, b) in enumerate(zip(first, second, strict=True)):
        side = -1 if a < b else 1
        _beside(panel, a, row, first_texts[row], side, color=style.SOFT)
        own: dict[str, Any] = {"color": style.TEAL, "fontweight": style.SEMIBOLD}
        if highlight and row not in highlight:
            own = {"color": style.INK}
        _beside(panel, b, row, second_texts[row], -side, **own)


def draw_intervals(
    panel: Axes,
    estimate: Sequence[float],
    low: Sequence[float],
    high: Sequence[float],
    *,
    shift: float = 0.0,
    is_ring: bool = False,
) -> None:
    """An estimate and its interval a row: a disc, or the ring of what it is compared with.

    An end that lies beyond the panel's scale is an arrow at its edge.
    ``shift`` moves them off the middle of the row, in rows, downwards.
    """
    rows = [row + shift for row in range(len(estimate))]
    lines: dict[str, Any] = {"capstyle": "round", "zorder": 2}
    if is_ring:
        panel.hlines(rows, low, high, color=style.RING, linewidth=1.6, **lines)
        mark_far_ends(panel, low, high, rows, [style.RING] * len(rows))
        panel.plot(estimate, rows, "o", markersize=MARKER_PT, zorder=3, **RING)
        return
    panel.hlines(rows, low, high, color=style.TEAL_LIGHT, linewidth=2.6, **lines)
    mark_far_ends(panel, low, high, rows, [style.TEAL_LIGHT] * len(rows))
    spans = np.asarray(high, dtype="float64") - np.asarray(low, dtype="float64")
    _draw_discs(panel, estimate, rows, (), DISC_OF_SPAN * spans * _points_a_unit(panel))


def draw_column(
    sheet: Sheet,
    right_in: float,
    texts: Sequence[str],
    *,
    notes: Sequence[str] | None = None,
    **kwargs: Any,
) -> None:
    """Write a value a row, aligned to the right, with an optional note below it."""
    for row, text in enumerate(texts):
        note = notes[row] if notes else ""
        lift, drop = (NOTE_IN / 2, LINE_IN / 2) if note else (0.0, 0.0)
        sheet.text(right_in, sheet.row_in(row) - lift, text, ha="right", **kwargs)
        if note:
            sheet.text(right_in, sheet.row_in(row) + drop, note, ha="right",
                       fontsize=style.SMALL_PT, color=style.SOFT)  # fmt: skip


def _points_a_unit(panel: Axes) -> float:
    """How many points a unit of a panel's x axis is wide, on the sheet that it is inset into."""
    figure = panel.get_figure(root=True)
    left, right = panel.get_xlim()
    wide_in = panel.get_position().width * figure.get_figwidth() if figure else 0.0
    return float(wide_in * POINTS_AN_INCH / abs(right - left))


def _draw_discs(
    panel: Axes,
    x: Sequence[float],
    rows: Sequence[float],
    highlight: Collection[int],
    most_pt: np.ndarray | None = None,
) -> None:
    """A disc a row; where rows are highlighted, those of all others are pale.

    ``most_pt`` says how wide each may be, so that it does not hide its interval.
    """
    sizes = np.full(len(rows), MARKER_PT)
    if most_pt is not None:
        sizes = np.clip(np.nan_to_num(most_pt, nan=MARKER_PT), LEAST_PT, MARKER_PT)
    for row, (value, at, size) in enumerate(zip(x, rows, sizes, strict=True)):
        color = style.TEAL if not highlight or row in highlight else style.RING
        panel.plot([value], [at], "o", markersize=size, color=color, zorder=3)


def body_in(rows: int) -> float:
    """Height of a number of rows, inches."""
    return rows * ROW_IN


def _beside(panel: Axes, x: float, row: int, text: str, side: int, **kwargs: Any) -> None:
    panel.annotate(
        text,
        (x, row),
        xytext=(side * 7.5, 0),
        textcoords="offset points",
        ha="left" if side > 0 else "right",
        va="center",
        fontsize=9.5,
        **kwargs,
    )
