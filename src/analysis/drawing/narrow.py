"""A drawing laid out anew for a narrow page: labels above their rows, letters as large as ever.

Nothing is drawn or measured a second time. Labels left of the panels are lifted above what they
name, columns of words keep their width or are wrapped, and the panels share what is left: within
a panel all places move by one and the same line, so that lengths stay comparable. Where several
panels would be too narrow they stand below each other.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from analysis.drawing.marks import SHEET, Box, Drawing, Mark, Word
from analysis.drawing.narrow_layout import BESIDE_PT, Layout
from analysis.drawing.narrow_parts import WIDTH_PT, extent, shift
from analysis.drawing.narrow_strips import cut_strips, find_long, part_long
from analysis.drawing.narrow_words import GAP_PT, enlarge

NARROWEST_PT = 62.0
"""Panels that would be narrower stand below each other."""
EDGE_PT = 4.0
"""Room for a mark at the edge."""

Panels = Sequence[tuple[str, Box]]


def lay_out_narrow(drawing: Drawing, top_pt: float, bottom_pt: float) -> Drawing:
    """What stands between two heights of a drawing, for a narrow page.

    Parameters
    ----------
    drawing : Drawing
    top_pt, bottom_pt : float
        Title and source stand outside of them.

    Returns
    -------
    Drawing
        As wide as a telephone, whose 320 pixels make 12 of 9 points.
    """
    words = [enlarge(word) for word in drawing.words if top_pt <= word.y_pt <= bottom_pt]
    marks = [mark for mark in drawing.marks if _is_body(mark, top_pt, bottom_pt)]
    body = replace(drawing, marks=tuple(marks), words=tuple(words))
    strips = cut_strips(body)
    if len(strips) == 1:
        return _stack([layout.drawing() for layout in _split(body)])
    parts = []
    column = find_long(strips)
    for strip, below in (part_long(strip, column) for strip in strips):
        parts += [*(layout.drawing() for layout in _split(strip)), *below]
    return _stack(parts)


def _is_body(mark: Mark, top: float, bottom: float) -> bool:
    """Whether a mark is neither the sheet itself nor the band above it."""
    if mark.panel != SHEET:
        return True
    box = extent(mark)
    return top <= box[1] and box[3] <= bottom


def _split(body: Drawing) -> list[Layout]:
    """Layouts of as many panels as stand side by side without being too narrow, and the labels."""
    panels = sorted(body.panels.items(), key=lambda item: item[1][0])
    whole = Layout(body)
    if len(panels) < 2 or whole.narrowest() >= NARROWEST_PT:
        return [whole]
    for beside in range(len(panels) - 1, 0, -1):
        firsts = range(0, len(panels), beside)
        layouts = [Layout(_part(body, panels, first, beside)) for first in firsts]
        if beside == 1 or min(layout.narrowest() for layout in layouts) >= NARROWEST_PT:
            break
    return layouts


def _part(body: Drawing, panels: Panels, first: int, beside: int) -> Drawing:
    """Some panels, their marks, the labels and what stands over and beside them."""
    edges = [box[0] - 2 * BESIDE_PT for _, box in panels] + [np.inf]
    chosen = dict(panels[first : first + beside])
    left, right = edges[first], edges[min(first + beside, len(panels))]
    words = tuple(w for w in body.words if w.panel in chosen or (w.panel == SHEET and (
        w.box[2] <= edges[0] + 3 * BESIDE_PT or left <= w.x_pt < right)))  # fmt: skip
    marks = tuple(mark for mark in body.marks if mark.panel in chosen)
    # With room for as many as the others, so that their scales are the same.
    _, top, end, low = panels[-1][1]
    for k in range(beside - len(chosen)):
        start = end + BESIDE_PT + k * end
        chosen[f"room-{k}"] = (start, top, start + end - panels[-1][1][0], low)
    return replace(body, panels=chosen, marks=marks, words=words)


def _stack(parts: Sequence[Drawing]) -> Drawing:
    """Drawings below each other, with room at both edges."""
    down = 0.0
    marks: list[Mark] = []
    words: list[Word] = []
    for part in parts:
        marks += [shift(mark, EDGE_PT, down) for mark in part.marks]
        words += [replace(w, x_pt=w.x_pt + EDGE_PT, pin_pt=w.pin_pt + EDGE_PT, y_pt=w.y_pt + down)
                  for w in part.words]  # fmt: skip
        down += part.height_pt + GAP_PT
    width = WIDTH_PT + 2 * EDGE_PT
    return Drawing(width, down - GAP_PT, {}, tuple(marks), tuple(words))
