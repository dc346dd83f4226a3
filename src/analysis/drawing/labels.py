"""Labels beside points, none over another, a point or a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.rows import PAPER
from analysis.drawing.sheet import width_in
from analysis.drawing.typeface import POINTS_AN_INCH

Box = tuple[float, float, float, float]
Side = tuple[int, int]

GAP_IN = 0.1
HALF_LINE_IN = 0.08
MARK_IN = 0.06
"""From the middle of a point to its edge."""
CLEAR_IN = 0.04
"""Between a label and a line."""
SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
"""Where a label may stand, in order of preference: right, left, above, below, corners."""
FARTHER = tuple((side, up) for up in (2, -2, 3, -3, 4, -4, 5, -5) for side in (0, 1, -1))
"""Where else one may that has to stand: in bold, or with few beside it."""
FEW = 8


def place_labels(
    panel: Axes,
    x: Sequence[float],
    y: Sequence[float],
    names: Sequence[str],
    *,
    bold: Sequence[bool],
    size_in: tuple[float, float],
    lines: Sequence[Box] = (),
) -> None:
    """Label points of a panel, each on the first side where its label is clear of all others.

    Points that find no such side stay without a label, but for the bold ones, which come first
    and have theirs inside the panel.

    Parameters
    ----------
    panel : Axes
        With its limits and scales set.
    x, y : sequence of float
    names : sequence of str
    bold : sequence of bool
    size_in : tuple of float
        Width and height of the panel.
    lines : sequence of tuple
        Upright and level lines that no label may cross: left, lower, right and upper end.
    """
    points = _in_inches(panel, list(zip(x, y, strict=True)), size_in)
    room = _Room(size_in, [_around(point) for point in points], _crossed(panel, lines, size_in))
    for i in sorted(range(len(names)), key=lambda i: not bold[i]):
        weight = style.SEMIBOLD if bold[i] else style.REGULAR
        width = width_in(names[i], style.TEXT_PT, weight)
        sides = (*SIDES, *FARTHER) if bold[i] or len(names) <= FEW else SIDES
        boxes = {side: _box(points[i], side, width) for side in sides}
        if place := room.take(boxes, i, is_needed=bold[i] or len(names) <= FEW):
            side, is_clear = place
            paper = None if lines and is_clear else PAPER
            _write(panel, names[i], (x[i], y[i]), side, fontweight=weight, bbox=paper)


@dataclass(frozen=True)
class _Room:
    """What is taken of a panel, in inches: by points, in their order, and labels; by lines."""

    size_in: tuple[float, float]
    taken: list[Box]
    crossed: list[Box]

    def take(
        self, boxes: dict[Side, Box], point: int, *, is_needed: bool
    ) -> tuple[Side, bool] | None:
        """Take the first side where a point's label may stand, and tell if it crosses no line."""
        inside = [side for side, box in boxes.items() if _inside(box, self.size_in)]
        free = [side for side in inside if not _hits(boxes[side], self.taken, but=point)]
        clear = [side for side in free if not _hits(boxes[side], self.crossed)]
        found = clear or (free or inside)[:is_needed]
        if not found:
            return None
        self.taken.append(boxes[found[0]])
        return found[0], bool(clear)


def _write(panel: Axes, name: str, point: tuple[float, float], side: Side, **looks: Any) -> None:
    """Write a label on a side of its point."""
    panel.annotate(
        name,
        point,
        xytext=_offset_points(side),
        textcoords="offset points",
        ha={1: "left", -1: "right", 0: "center"}[side[0]],
        va="center",
        zorder=5,
        **looks,
    )


def _around(point: tuple[float, float]) -> Box:
    u, v = point
    return u - MARK_IN, v - MARK_IN, u + MARK_IN, v + MARK_IN


def _crossed(panel: Axes, lines: Sequence[Box], size_in: tuple[float, float]) -> list[Box]:
    """Where lines run, with some room around them, in inches."""
    ends = _in_inches(panel, [end for line in lines for end in (line[:2], line[2:])], size_in)
    # Of an axis that is turned, the lower end stands higher.
    return [(min(u, right) - CLEAR_IN, min(v, up) - CLEAR_IN,
             max(u, right) + CLEAR_IN, max(v, up) + CLEAR_IN)
            for (u, v), (right, up) in zip(ends[::2], ends[1::2], strict=True)]  # fmt: skip


def _in_inches(
    panel: Axes, points: Sequence[tuple[float, float]], size_in: tuple[float, float]
) -> list[tuple[float, float]]:
    """Points of a panel, from its lower left corner."""
    if not points:
        return []
    parts = panel.transLimits.transform(panel.transScale.transform(points))
    return [(u * size_in[0], v * size_in[1]) for u, v in parts]


def _offset_points(side: Side) -> tuple[float, float]:
    up = side[1] * (2 * HALF_LINE_IN + 0.03)
    return side[0] * GAP_IN * POINTS_AN_INCH, up * POINTS_AN_INCH


def _box(point: tuple[float, float], side: Side, width: float) -> Box:
    right, up = (offset / POINTS_AN_INCH for offset in _offset_points(side))
    middle = point[1] + up
    left = point[0] + right - {1: 0.0, -1: width, 0: width / 2}[side[0]]
    return left, middle - HALF_LINE_IN, left + width, middle + HALF_LINE_IN


def _inside(box: Box, size_in: tuple[float, float]) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= size_in[0] and box[3] <= size_in[1]


def _hits(box: Box, taken: Sequence[Box], but: int = -1) -> bool:
    return any(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
        for k, other in enumerate(taken)
        if k != but
    )
