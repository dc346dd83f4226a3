"""What a figure is made of, as plain numbers: marks, words and the panels that they stand in.

Written out as SVG, a drawing is a figure in a page and a file; laid out anew, it is the figure of
a narrow page.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.drawing import typeface

Box = tuple[float, float, float, float]
"""Left, upper, right and lower edge."""
PAPER = "paper"
"""The series of boxes behind words, which hide what runs there."""
SHEET = ""
"""The panel of what stands on the sheet itself."""


@dataclass(frozen=True)
class Pen:
    """How a mark is drawn; colours are hexadecimal, or empty for none."""

    fill: str = ""
    stroke: str = ""
    width_pt: float = 0.0
    dash: tuple[float, ...] = ()
    cap: str = "butt"


@dataclass(frozen=True, eq=False)
class Mark:
    """A line, a bar or a symbol.

    Attributes
    ----------
    panel : str
        Name of the panel that it stands in.
    series : str
        Marks that were drawn in one go; empty for ticks and grids.
    points : numpy.ndarray
        Corners, in points from the upper left; of a symbol, around its place.
    codes : tuple of int
        How each corner is reached, as of `matplotlib.path.Path`.
    look : Pen
    place : tuple of float or None
        Where a symbol stands; it keeps its size wherever that is.
    """

    panel: str
    series: str
    points: np.ndarray
    codes: tuple[int, ...]
    look: Pen
    place: tuple[float, float] | None = None


@dataclass(frozen=True)
class Word:
    """A line of text.

    Attributes
    ----------
    panel : str
    text : str
    x_pt, y_pt : float
        Where it is held, on its baseline.
    anchor : str
        Which of its ends is held: ``start``, ``middle`` or ``end``.
    pin_pt : float
        Of a text beside a mark, where the mark stands; else as ``x_pt``.
    is_tick : bool
        Whether it names a place on an axis.
    block : str
        Lines of one text have one; empty for a text of one line.
    size_pt, angle : float
    weight : int
    slant, color : str
    """

    panel: str
    text: str
    x_pt: float
    y_pt: float
    anchor: str
    pin_pt: float
    is_tick: bool
    block: str
    size_pt: float
    angle: float
    weight: int
    slant: str
    color: str

    @cached_property
    def width_pt(self) -> float:
        """How long the line is."""
        return typeface.width_em(self.text, self.weight, self.slant) * self.size_pt

    @cached_property
    def box(self) -> Box:
        """Where the line stands; one that is turned is taken to run upwards."""
        if self.angle:
            left, right = self.x_pt - 0.7 * self.size_pt, self.x_pt + 0.22 * self.size_pt
            return left, self.y_pt - self.width_pt, right, self.y_pt
        before = {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * self.width_pt
        left = self.x_pt - before
        up, down = 0.7 * self.size_pt, 0.22 * self.size_pt
        return left, self.y_pt - up, left + self.width_pt, self.y_pt + down


@dataclass(frozen=True)
class Drawing:
    """A figure taken apart; ``panels`` are the boxes of the axes inset into its sheet, by name."""

    width_pt: float
    height_pt: float
    panels: dict[str, Box]
    marks: tuple[Mark, ...]
    words: tuple[Word, ...]
