"""Scales that the charts of the survey share."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.rows import HEADING_PT, draw_column, draw_heading
from analysis.drawing.sheet import Sheet, width_in
from analysis.drawing.ticks import MOST_TICKS
from analysis.study.scale import Scale
from analysis.study.wording import Wording

LABEL_RIGHT_IN = 2.15
EDGE_IN = 6.1
NEXT_IN = 5.5
"""Right edges of the last column of numbers and of the one before it."""
LEGEND_IN = 0.22
"""Between two lines above the rows."""
LEGEND_GAP_IN = 0.12
SHIFT = 0.17
"""How far two estimates of one row stand off its middle, in rows."""
ROOM = 1.2
"""How far a panel of changes reaches, in its outermost ticks."""
PARTS = (0.25, 0.5, 1.0, 2.0)
"""Parts of a scale that changes of ratings are drawn over, and differences of changes."""
POINTS_REACH = 50 * ROOM
"""How far changes of shares are drawn, in percentage points."""


def change_panel(
    sheet: Sheet,
    span_in: tuple[float, float],
    rows: int,
    reach: float,
    say: Wording,
    scale: Scale | None = None,
) -> Axes:
    """A panel of changes around zero, as far as ``reach`` to both sides in every place.

    Changes of ratings on a ``scale`` are turned so that what is for the better is on the right,
    and told without a sign.
    """
    gain, is_judged = (scale.gain, scale.is_judged) if scale else (1, False)
    panel = sheet.panel(*span_in, rows, (-gain * reach, gain * reach))
    ticks = _ticks(reach)
    decimals = 0 if all(tick == int(tick) for tick in ticks) else 1
    texts = [say.number(abs(t) if is_judged else t, decimals, signed=not is_judged) for t in ticks]
    panel.set_xticks(ticks, texts)
    panel.plot([0, 0], [-0.5, rows - 0.5], color=style.INK, linewidth=0.9, zorder=1)
    return panel


def _ticks(reach: float) -> list[float]:
    """Zero and a tick to each side, and halves of these where one decimal tells them."""
    outer = reach / ROOM
    inner = [outer / 2] if round(10 * outer / 2, 6).is_integer() else []
    return [-outer, *(-tick for tick in inner), 0, *inner, outer]


def rating_reach(scale: Scale, *changes: pd.Series) -> float:
    """How far changes of ratings are drawn: a quarter of the scale, the same in every place.

    Farther only where one of them would lie outside; of intervals it is seen that they do.
    """
    low, high = scale.ends
    farthest = pd.concat(changes).abs().max() if changes else 0.0
    reaches = [ROOM * part * (high - low) for part in PARTS]
    return next((reach for reach in reaches if not farthest > reach), reaches[-1])


def scale_panel(
    sheet: Sheet, span_in: tuple[float, float], rows: float, scale: Scale, say: Wording
) -> Axes:
    """A panel of levels on a scale, from its first point to its last."""
    low, high = scale.ends
    room = (high - low) / 40
    panel = sheet.panel(*span_in, rows, (low - room, high + room))
    points = scale.points[:: 1 if len(scale.points) <= MOST_TICKS else 2]
    panel.set_xticks(points, [say.number(p, 0 if p == int(p) else 1) for p in points])
    panel.grid(axis="x", color=style.FAINT, linewidth=0.7)
    panel.set_axisbelow(True)
    return panel


def write_legend(sheet: Sheet, left_in: float, pale: str, teal: str, *, lines: int = 0) -> None:
    """Say what grey and what teal stand for, a number of lines above the headings of columns."""
    up_in = sheet.top_in - 0.1 - lines * LEGEND_IN
    sheet.text(left_in, up_in, pale, fontsize=HEADING_PT, color=style.SOFT)
    second_in = left_in + width_in(pale, HEADING_PT) + LEGEND_GAP_IN
    sheet.text(second_in, up_in, teal, fontsize=HEADING_PT, color=style.TEAL,
               fontweight=style.SEMIBOLD)  # fmt: skip


def write_columns(
    sheet: Sheet, heads: tuple[str, str], pale: Sequence[str], teal: Sequence[str]
) -> None:
    """Write two columns of numbers, grey and teal, each under its heading.

    Where a heading has no room, the colours alone tell, as in the legend. A wide text of the
    last column pushes the one before it to the left.
    """
    look: dict[str, Any] = {"color": style.TEAL, "fontweight": style.SEMIBOLD}
    next_in = _next_in(teal)
    if width_in(heads[1], HEADING_PT, style.SEMIBOLD) < EDGE_IN - next_in:
        draw_heading(sheet, next_in, heads[0], ha="right")
        draw_heading(sheet, EDGE_IN, heads[1], ha="right", **look)
    draw_column(sheet, next_in, pale, color=style.SOFT)
    draw_column(sheet, EDGE_IN, teal, **look)


def left_of_columns(
    span_in: tuple[float, float], pale: Sequence[str], teal: Sequence[str]
) -> tuple[float, float]:
    """Where a panel stands that `write_columns` writes beside: none of it runs into a text."""
    left, right = span_in
    widest_in = max((width_in(text, style.TEXT_PT) for text in pale), default=0.0)
    return left, min(right, _next_in(teal) - widest_in - LEGEND_GAP_IN)


def _next_in(teal: Sequence[str]) -> float:
    """The right edge of the grey column: further left beside a wide teal one."""
    widest_in = max((width_in(text, style.TEXT_PT, style.SEMIBOLD) for text in teal), default=0.0)
    return min(NEXT_IN, EDGE_IN - widest_in - LEGEND_GAP_IN)


def waves_lines(say: Wording, left_in: float, right_in: float) -> int:
    """How many lines above the headings the names of the waves stand: 0 where they have room."""
    names = (say.text("survey_change.start"), say.text("survey_change.end"))
    widths = [width_in(name, HEADING_PT, style.SEMIBOLD) for name in names]
    return int(left_in + sum(widths) + LEGEND_GAP_IN > right_in)


def write_waves(sheet: Sheet, say: Wording, left_in: float, lines: int) -> None:
    """Say which marker is which wave."""
    start, end = say.text("survey_change.start"), say.text("survey_change.end")
    write_legend(sheet, left_in, start, end, lines=lines)


def write_directions(
    sheet: Sheet,
    span_in: tuple[float, float],
    say: Wording,
    scale: Scale,
    sides: tuple[str, str] = ("survey_change.left_worse", "survey_change.right_better"),
) -> None:
    """Say above a panel which side is for the better, if either is: the right one.

    ``sides`` are the keys of what is said on the left and on the right.
    """
    if not scale.is_judged:
        sides = ("survey_change.left_less", "survey_change.right_more")
    left, right = sides
    draw_heading(sheet, span_in[0], say.text(left))
    draw_heading(sheet, span_in[1], say.text(right), ha="right")
