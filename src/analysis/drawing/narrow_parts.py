"""Parts of a narrow drawing: panels and columns side by side, and how marks move with them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.drawing.marks import SHEET, Box, Drawing, Mark, Pen, Word
from analysis.drawing.narrow_words import GAP_PT, Block, hull

WIDTH_PT = 228.0
KEPT_PT = 64.0
"""Labels no longer than this stay beside their rows, where the marks have room."""
LEAST = 0.42
"""Of the width, for the panels: where less is left, the longest texts are wrapped."""
SYMBOLS_PT = 40.0
"""As much for marks on the sheet itself."""
WHITE = Pen(fill="#ffffff")
BOX_CODES = (1, 2, 2, 2, 79)
"""Corners of a box, as of `matplotlib.path.Path`."""

Map = Callable[[np.ndarray], np.ndarray]


def extent(mark: Mark) -> Box:
    """Where a mark stands."""
    points = mark.points + np.array(mark.place or (0.0, 0.0))
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def move(mark: Mark, across: Map, down: Map) -> Mark:
    """A mark elsewhere; a symbol keeps its size."""
    if mark.place is not None:
        x, y = across(np.array([mark.place[0]])), down(np.array([mark.place[1]]))
        return replace(mark, place=(float(x[0]), float(y[0])))
    x, y = across(mark.points[:, 0]), down(mark.points[:, 1])
    return replace(mark, points=np.column_stack([x, y]))


def shift(mark: Mark, right: float, down: float) -> Mark:
    """A mark elsewhere, unchanged."""
    return move(mark, lambda x: x + right, lambda y: y + down)


@dataclass(frozen=True)
class Part:
    """A panel or a column of texts between two edges, before and after."""

    left: float
    right: float
    panel: str = ""
    column: tuple[Block, ...] = ()
    new_left: float = 0.0
    new_right: float = 0.0

    @property
    def width(self) -> float:
        """Before it becomes narrow."""
        return self.right - self.left


@dataclass(frozen=True)
class Room:
    """Room that opens at a height, and the lines that stand in it, the lowest above ``below``."""

    at: float
    size: float
    lines: tuple[Word, ...] = ()
    below: float = 0.0


def arrange(
    left: Sequence[list[Block]],
    right: Sequence[list[Block]],
    panels: Mapping[str, Box],
    is_panel: bool,
) -> tuple[list[Block], list[Part]]:
    """Labels that stand above their rows, and what stands side by side.

    The labels are above where they are long, or where beside them little is left for the marks.

    Parameters
    ----------
    left, right : sequence of list of Block
        Columns of texts on either side of where the first panel begins; the labels are the first.
    panels : mapping
    is_panel : bool
        Whether the panels are such, and not marks that stand on the sheet.
    """
    drawn = [Part(box[0], box[2], name) for name, box in panels.items()]

    def place(columns: Sequence[list[Block]]) -> list[Part]:
        parts = [Part(*hull([b.box for b in c])[::2], column=tuple(c)) for c in columns]
        return share(sorted([*parts, *drawn], key=lambda part: part.left), is_panel)

    kept = place([*left, *right])
    room = sum(part.new_right - part.new_left for part in kept if part.panel)
    is_cramped = is_panel and room < LEAST * WIDTH_PT - 1.0  # with all texts wrapped
    if drawn and left and (is_cramped or max(b.width for b in left[0]) > KEPT_PT):
        return left[0], place([*left[1:], *right])
    return [], kept


def share(parts: Sequence[Part], is_panel: bool) -> list[Part]:
    """Columns keep their width, or are wrapped, the widest first; panels share the rest."""
    panels = sum(part.width for part in parts if part.panel)
    free = WIDTH_PT - GAP_PT * (len(parts) - 1)
    widths = {id(part): part.width for part in parts if part.column}
    lack = sum(widths.values()) + (LEAST * WIDTH_PT if is_panel else min(panels, SYMBOLS_PT)) - free
    for part in sorted((p for p in parts if p.column), key=lambda p: -p.width):
        spared = min(max(lack, 0.0), part.width - max(map(_shortest, part.column)))
        widths[id(part)] -= spared
        lack -= spared
    rest = max(free - sum(widths.values()), 0.0)
    at, placed = 0.0, []
    for part in parts:
        new = part.width * rest / panels if part.panel else widths[id(part)]
        placed.append(replace(part, new_left=at, new_right=at + new))
        at += new + GAP_PT
    return placed


def _shortest(block: Block) -> float:
    """Width below which a text cannot be wrapped."""
    return block.wrapped(1.0).width


def paper(word: Word) -> Mark:
    """White behind a label, so that no line of its panel runs through it."""
    left, top, right, low = word.box
    top, low = top - 1.5, low + 1.5
    corners = np.array([(left - 2, top), (right + 2, top), (right + 2, low), (left - 2, low)])
    corners = np.vstack([corners, corners[:1]])
    return Mark(SHEET, "", corners, BOX_CODES, WHITE)


def crop(marks: list[Mark], words: list[Word]) -> Drawing:
    """Just as high as what is drawn."""
    boxes = [extent(mark) for mark in marks] + [word.box for word in words]
    top, bottom = min(box[1] for box in boxes) - 2, max(box[3] for box in boxes) + 2
    moved = tuple(shift(mark, 0.0, -top) for mark in marks)
    lines = tuple(replace(word, y_pt=word.y_pt - top) for word in words)
    return Drawing(WIDTH_PT, bottom - top, {}, moved, lines)
