"""What a row of a drawing says when a pointer rests on it: its label and all that stands beside."""

from collections.abc import Iterator
from html import escape
from itertools import pairwise

import numpy as np

from analysis.drawing.marks import SHEET, Drawing
from analysis.drawing.narrow_words import Block, blocks_of, columns_of, hull, with_notes

BESIDE_PT = 2.0
"""How far a label may reach over the edge of the first panel."""


def title_rows(drawing: Drawing) -> str:
    """Boxes over the rows of a drawing, each with its title, as SVG; empty where none is labelled.

    Parameters
    ----------
    drawing : Drawing
    """
    if not drawing.panels:
        return ""
    left, top, _, bottom = hull(drawing.panels.values())
    words = [word for word in drawing.words if not word.is_tick]
    blocks = blocks_of([w for w in words if w.panel == SHEET and top <= w.y_pt <= bottom])
    columns = columns_of([block for block in blocks if block.box[2] <= left + BESIDE_PT])
    if not columns:
        return ""
    labels = [Block(tuple(w for block in label for w in block.lines))
              for label in with_notes(columns[0])]  # fmt: skip
    known = {id(word) for label in labels for word in label.lines}
    beside = [w for w in words if id(w) not in known and w.text.strip()]
    drawn = []
    for label, (high, low) in zip(labels, _bands(labels, top, bottom), strict=True):
        inside = [w for w in beside if high <= (w.box[1] + w.box[3]) / 2 <= low]
        numbers = " · ".join(w.text for w in sorted(inside, key=lambda w: w.box[0]))
        name = " ".join(word.text for word in label.lines)
        right = drawing.width_pt
        outline = f"M0 {high:.1f} L{right:.1f} {high:.1f} {right:.1f} {low:.1f} 0 {low:.1f}z"
        title = escape(f"{name}: {numbers}" if numbers else name, quote=False)
        drawn.append(f'<path d="{outline}"><title>{title}</title></path>')
    return f'<g class="rows">{"".join(drawn)}</g>'


def _bands(labels: list[Block], top: float, bottom: float) -> Iterator[tuple[float, float]]:
    """Upper and lower edge of each row: half way between labels."""
    middles = np.array([label.middle for label in labels])
    edges = [top, *((middles[1:] + middles[:-1]) / 2), bottom]
    yield from pairwise(edges)
