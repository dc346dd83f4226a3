"""What charts of a point a municipality share: the panel, its axes and the points' names."""

from collections.abc import Callable, Sequence

from matplotlib.axes import Axes
from matplotlib.axis import Axis

from analysis.drawing import style
from analysis.drawing.labels import Box, place_labels
from analysis.drawing.sheet import Sheet, open_sheet
from analysis.drawing.words.caption import Caption

COST_TICKS_EUR = (1, 3, 10, 30, 100, 300, 1000, 3000)
FEW = 20
"""Municipalities that nothing could be fitted through."""
HEIGHT_IN = 3.35
AXIS_IN = 0.4
"""Below the panel, for the horizontal axis."""


def open_scatter(caption: Caption, ax: Axes | None) -> tuple[Sheet, Axes]:
    """A sheet, and the panel on it."""
    sheet = open_sheet(caption, HEIGHT_IN, ax)
    panel = sheet.inset(0.75, 6.05, sheet.top_in, sheet.bottom_in - AXIS_IN)
    panel.set_facecolor("none")
    return sheet, panel


def point_colors(chosen: Sequence[bool]) -> list[str]:
    """The chosen point stands out; where none is chosen, all do."""
    return [style.TEAL if is_chosen or not any(chosen) else style.MUTED for is_chosen in chosen]


def label_axis(
    axis: Axis, label: str, ticks: Sequence[float], write: Callable[[float], str]
) -> None:
    """Say what an axis measures, and write those of the ticks that lie between its ends."""
    low, high = sorted(axis.get_view_interval())
    inside = [tick for tick in ticks if low <= tick <= high]
    axis.set_ticks(inside, labels=[write(tick) for tick in inside])
    axis.set_tick_params(length=0)
    axis.set_label_text(label, fontsize=9.5)
    axis.labelpad = 2


def name_points(
    sheet: Sheet,
    panel: Axes,
    points: tuple[Sequence[float], Sequence[float]],
    names: Sequence[str],
    chosen: Sequence[bool],
    lines: Sequence[Box] = (),
) -> None:
    """Write names beside points, clear of each other and of lines."""
    size_in = (5.3, sheet.bottom_in - AXIS_IN - sheet.top_in)
    place_labels(panel, *points, names, bold=chosen, size_in=size_in, lines=lines)
