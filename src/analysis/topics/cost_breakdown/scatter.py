"""What charts of a point a municipality share: the panel, its axes and the points' names."""

from collections.abc import Callable, Sequence

from matplotlib.axes import Axes

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


def ticks_between(
    low: float, high: float, ticks: Sequence[float], write: Callable[[float], str]
) -> tuple[list[float], list[str]]:
    """Those of the ticks that lie between two ends, and their numbers."""
    inside = [tick for tick in ticks if low <= tick <= high]
    return inside, [write(tick) for tick in inside]


def label_axes(panel: Axes, x: str, y: str) -> None:
    """Say what the axes measure."""
    panel.tick_params(length=0)
    panel.set_xlabel(x, fontsize=9.5, labelpad=2)
    panel.set_ylabel(y, fontsize=9.5, labelpad=2)


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
