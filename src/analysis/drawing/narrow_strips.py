"""Strips of a drawing below each other, each with a panel: they become narrow one by one."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from analysis.drawing.marks import PAPER, SHEET, Drawing, Mark
from analysis.drawing.narrow_parts import WIDTH_PT, crop, extent
from analysis.drawing.narrow_words import Block, blocks_of, flow

RULE = 0.7
"""Of the sheet's width: a line that is longer stands for nothing."""


def find_rules(body: Drawing) -> list[float]:
    """Heights of the lines that part a sheet from edge to edge."""
    boxes = [extent(m) for m in body.marks if m.panel == SHEET and m.series != PAPER]
    wide = RULE * body.width_pt
    return sorted({box[1] for box in boxes if box[2] - box[0] >= wide and box[3] - box[1] < 1})


def cut_strips(body: Drawing) -> list[Drawing]:
    """A drawing a strip; the whole one where not every panel stands between two lines."""
    edges = [-np.inf, *find_rules(body), np.inf]
    strips = [_between(body, top, bottom) for top, bottom in pairwise(edges)]
    counts = [len(strip.panels) for strip in strips]
    if max(counts) > 1 or sum(counts) < max(len(body.panels), 2):
        return [body]
    return [strip for strip in strips if strip.words]


def _between(body: Drawing, top: float, bottom: float) -> Drawing:
    inside = {k: box for k, box in body.panels.items() if top <= box[1] and box[3] <= bottom}
    marks = [m for m in body.marks
             if m.panel in inside or (m.panel == SHEET and _is_in(m, top, bottom))]  # fmt: skip
    words = [w for w in body.words if top < w.y_pt <= bottom]
    return replace(body, panels=inside, marks=tuple(marks), words=tuple(words))


def _is_in(mark: Mark, top: float, bottom: float) -> bool:
    """A line that parts belongs to what it begins."""
    return top <= extent(mark)[1] < bottom


def find_long(strips: Sequence[Drawing]) -> float:
    """Where the last column with a text of several lines begins; infinite where there is none."""
    blocks = [block for strip in strips for block in _texts(strip)]
    return max((b.box[0] for b in blocks if len(b.lines) > 1), default=np.inf)


def part_long(strip: Drawing, column: float) -> tuple[Drawing, list[Drawing]]:
    """A strip without its column of long texts, and those below it, as wide as the page.

    What is short in it goes with what is long in other strips, so that all panels are as wide.
    A word before it that takes two lines stays beside the panel.
    """
    blocks = _texts(strip)
    long = [block for block in blocks if block.box[0] >= column - 1]
    if not long or len(long) == len(blocks):
        return strip, []
    lines = {id(line) for block in long for line in block.lines}
    rest = tuple(word for word in strip.words if id(word) not in lines)
    return replace(strip, words=rest), [_write(long)]


def _texts(strip: Drawing) -> list[Block]:
    return blocks_of([word for word in strip.words if word.panel == SHEET])


def _write(blocks: Sequence[Block]) -> Drawing:
    return crop([], flow(blocks, WIDTH_PT, keeps_rows=True))
