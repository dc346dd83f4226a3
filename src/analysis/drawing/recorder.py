"""Takes a figure apart: Matplotlib draws into it as it draws into a file."""

from collections.abc import Sequence
from typing import Any

import matplotlib
import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, weight_dict
from matplotlib.path import Path as Shape
from matplotlib.text import Annotation
from matplotlib.transforms import Affine2D, Transform

from analysis.drawing import style, typeface
from analysis.drawing.marks import PAPER, SHEET, Box, Drawing, Mark, Pen, Word
from analysis.drawing.typeface import POINTS_AN_INCH

HATCH_PT = 4.0
"""Between the lines of a hatch."""


def take_apart(figure: Figure) -> Drawing:
    """Draw a figure into numbers; its resolution stays as it was."""
    options: Any = style.output()
    dpi = figure.dpi
    panels = {f"panel-{k}": axes for k, axes in enumerate(_insets(figure))}
    for name, axes in panels.items():
        axes.set_gid(name)
    with matplotlib.rc_context(options):
        width, height = figure.get_size_inches() * POINTS_AN_INCH
        renderer = _Renderer(float(width), float(height))
        figure.dpi = POINTS_AN_INCH
        try:
            figure.draw(renderer)
            boxes = {name: _box(axes.bbox.extents, height) for name, axes in panels.items()}
        finally:
            figure.dpi = dpi
    return Drawing(width, height, boxes, tuple(renderer.marks), tuple(renderer.words))


def _insets(figure: Figure) -> list[Any]:
    return [inset for axes in figure.axes for inset in axes.child_axes]


def _box(extents: Sequence[float], height: float) -> Box:
    left, low, right, high = map(float, extents)
    return left, height - high, right, height - low


class _Renderer(RendererBase):
    """Notes what Matplotlib draws; all lengths are points."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__()
        self._size = (width, height)
        self._groups: list[tuple[str, str]] = []
        self._count = 0
        self._flip = Affine2D().scale(1, -1).translate(0, height)
        self.marks: list[Mark] = []
        self.words: list[Word] = []

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Size of the sheet."""
        return self._size

    def open_group(self, s: str, gid: str | None = None) -> None:
        """Enter axes, a series of marks, or an axis with its ticks."""
        self._count += 1
        self._groups.append((s, gid or f"{s}-{self._count}"))

    def close_group(self, s: str) -> None:
        """Leave it."""
        self._groups.pop()

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Shape,
        transform: Transform,
        rgbFace: Any = None,  # noqa: N803 - Matplotlib's name
    ) -> None:
        """Note a line as far as its panel goes, or an area, with the hatch that lies over it."""
        shape = (transform + self._flip).transform_path(path)
        look = _look(gc, rgbFace)
        self._add(shape, look, None, None if look.fill else self._clip(gc))
        corners: np.ndarray = np.asarray(shape.vertices)
        if gc.get_hatch() and len(corners) >= 4:
            hatch = Pen(stroke=_hex(gc.get_hatch_color()), width_pt=gc.get_hatch_linewidth())
            self._add(_hatch(corners), hatch, None)

    def draw_markers(
        self,
        gc: GraphicsContextBase,
        marker_path: Shape,
        marker_trans: Transform,
        path: Shape,
        trans: Transform,
        rgbFace: Any = None,  # noqa: N803
    ) -> None:
        """Note symbols, each with its place."""
        symbol = (marker_trans + Affine2D().scale(1, -1)).transform_path(marker_path)
        look = _look(gc, rgbFace)
        places = np.asarray((trans + self._flip).transform_path(path).vertices, dtype=float)
        for x, y in places[np.isfinite(places).all(axis=1)].tolist():
            self._add(symbol, look, (x, y))

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        """Note words; ``x`` and ``y`` are the left end of their baseline."""
        size, weight = float(prop.get_size_in_points()), _weight(prop)
        is_one = mtext is not None and not angle and "\n" not in mtext.get_text()
        anchor = {"left": "start", "center": "middle", "right": "end"}[
            mtext.get_horizontalalignment() if is_one else "left"
        ]
        wide = typeface.width_em(s, weight, prop.get_style()) * size
        at = float(x) + {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * wide
        pin = at
        if isinstance(mtext, Annotation) and mtext.axes is not None and mtext.xycoords == "data":
            pin = float(mtext.axes.transData.transform(mtext.xy)[0])
        block = ((mtext.get_gid() if mtext is not None else "") or "").partition(":")[0]
        self.words.append(Word(self._panel(), s, at, float(y), anchor, pin, self._is_axis(),
                               block, size, float(angle), weight, str(prop.get_style()),
                               _hex(gc.get_rgb())))  # fmt: skip

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: Any
    ) -> tuple[float, float, float]:
        """How large words are, in points; all words of a size are as high."""
        ascent, descent, _ = self._get_font_height_metrics(prop)
        width = typeface.width_em(s, _weight(prop), prop.get_style())
        return width * prop.get_size_in_points(), ascent + descent, descent

    def _get_font_height_metrics(self, prop: FontProperties) -> tuple[float, float, float]:
        """Matplotlib asks here, where a renderer has it, before it reads the font's tables."""
        size_pt = prop.get_size_in_points()
        ascent, descent = typeface.heights_em(_weight(prop), prop.get_style())
        return ascent * size_pt, descent * size_pt, 0.0

    def _clip(self, gc: GraphicsContextBase) -> Box | None:
        """Within it what is drawn now is seen; Matplotlib cuts lines a point farther out."""
        edges = gc.get_clip_rectangle()
        return None if edges is None else _box(edges.padded(-1.0).extents, self._size[1])

    def _add(
        self, shape: Shape, look: Pen, place: tuple[float, float] | None, within: Box | None = None
    ) -> None:
        # Without corners that are nowhere.
        steps = list(shape.iter_segments(simplify=False, clip=within))
        if not steps or not (look.fill or look.stroke):
            return
        points = np.concatenate([np.reshape(step, (-1, 2)) for step, _ in steps])
        codes = tuple(int(code) for step, code in steps for _ in range(len(step) // 2))
        self.marks.append(Mark(self._panel(), self._series(), points, codes, look, place))

    def _panel(self) -> str:
        inner = [gid for s, gid in self._groups if s == "axes"]
        return inner[-1] if inner and inner[-1].startswith("panel-") else SHEET

    def _series(self) -> str:
        if self._is_axis() or not self._groups:
            return ""
        return PAPER if "text" in (s for s, _ in self._groups) else self._groups[-1][1]

    def _is_axis(self) -> bool:
        return any(s.startswith("matplotlib.axis") for s, _ in self._groups)


def _look(gc: GraphicsContextBase, face: Any) -> Pen:
    width = float(gc.get_linewidth())
    dash: Any = gc.get_dashes()[1]
    has_line = width > 0 and gc.get_rgb()[3] > 0
    has_face = face is not None and (len(face) < 4 or face[3] > 0)
    return Pen(
        fill=_hex(face) if has_face else "",
        stroke=_hex(gc.get_rgb()) if has_line else "",
        width_pt=width if has_line else 0.0,
        dash=tuple(float(part) for part in dash) if has_line and dash is not None else (),
        cap=str(gc.get_capstyle()) if has_line else "butt",
    )


def _hatch(corners: np.ndarray) -> Shape:
    """Lines from lower left to upper right over a rectangle."""
    (left, top), (right, low) = corners.min(axis=0), corners.max(axis=0)
    lines = []
    for start in np.arange(left - (low - top) + HATCH_PT / 2, right, HATCH_PT):
        x0, x1 = max(left, start), min(right, start + low - top)
        lines += [(x0, low - (x0 - start)), (x1, low - (x1 - start))]
    return Shape(np.reshape(lines, (-1, 2)), [Shape.MOVETO, Shape.LINETO] * (len(lines) // 2))


def _hex(color: Any) -> str:
    return to_hex(color)


def _weight(prop: FontProperties) -> int:
    weight = prop.get_weight()
    return weight if isinstance(weight, int) else weight_dict[weight]
