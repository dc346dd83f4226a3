"""How the body of one drawing becomes narrow: its parts side by side, and room between its rows."""

from dataclasses import replace
from itertools import pairwise

import numpy as np

from analysis.drawing.marks import PAPER, SHEET, Box, Drawing, Word
from analysis.drawing.narrow_names import clear_names
from analysis.drawing.narrow_parts import (
    WIDTH_PT,
    Map,
    Part,
    Room,
    arrange,
    crop,
    extent,
    move,
    paper,
)
from analysis.drawing.narrow_strips import RULE
from analysis.drawing.narrow_words import (
    LINE_PT,
    Block,
    blocks_of,
    columns_of,
    flow,
    hull,
    move_inside,
    spread_lines,
    thin_out,
    with_notes,
)

TALL_PT = 36.0
"""Marks that are higher than a row belong to none."""
EDGE_PT = 1.5
"""From wrapped lines to the middle between their row and the next."""
BESIDE_PT = 2.0
"""How far words may reach over a panel's edge."""
SYMBOLS = "symbols"
"""Name of the panel of marks that stand on the sheet itself."""


class Layout:
    """How a drawing becomes narrow.

    Parameters
    ----------
    body : Drawing
        Without title and foot.
    """

    def __init__(self, body: Drawing) -> None:
        self._body = body
        self._panels = body.panels or self._find_symbols()
        boxes = list(self._panels.values())
        is_panel = bool(body.panels)
        self._top = min((b[1] for b in boxes), default=-np.inf) if is_panel else -np.inf
        self._bottom = max((b[3] for b in boxes), default=np.inf) if is_panel else np.inf
        self._blocks = blocks_of([w for w in body.words if w.panel == SHEET])
        rows = [b for b in self._blocks if self._top - 2 <= b.middle <= self._bottom + 2]
        first = min((box[0] for box in boxes), default=np.inf) + BESIDE_PT
        left = columns_of([b for b in rows if b.box[2] <= first])
        right = columns_of([b for b in rows if b.box[2] > first])
        self._has_rows = bool(left)
        self._labels, self._parts = arrange(left, right, self._panels, is_panel)
        self._content = self._find_content()
        self._rooms = [*self._lift(), *self._open_for_wrapped()]

    def narrowest(self) -> float:
        """How wide the narrowest panel becomes."""
        return min(part.new_right - part.new_left for part in self._parts if part.panel)

    def drawing(self) -> Drawing:
        """The drawing, as high as it needs to be."""
        body, columns = self._body, [b for part in self._parts for b in part.column]
        if not self._panels and (len(self._parts) == 1 or self._parts[-1].new_right > WIDTH_PT + 1):
            keeps_rows = len(self._parts) > 1
            return crop([], flow(self._blocks, WIDTH_PT, keeps_rows=keeps_rows))
        lines = {part.panel: self._fit(part) for part in self._parts if part.panel}
        marks = [move(m, lines.get(m.panel, self._across), self._down)
                 for m in body.marks if m.series != PAPER]  # fmt: skip
        inside = [w for w in body.words if w.panel != SHEET]
        words = [self._place(w, lines) for w in inside]
        if not self._has_rows:  # points that have come closer to each other, with their names
            left = min((part.new_left for part in self._parts if part.panel), default=0.0)
            words = clear_names(words, marks, (left, self._top, WIDTH_PT, self._bottom))
        papered = [new for old, new in zip(inside, words, strict=True) if self._is_onpaper(old)]
        ticks = [move_inside(w, WIDTH_PT) for w in words if w.is_tick]
        words = [w for w in words if not w.is_tick] + thin_out(ticks)
        labels = self._write_labels()
        known = {id(b) for b in (*columns, *self._labels)}
        heads = [b for b in self._blocks if b.middle < self._top - 2]
        feet = [b for b in self._blocks if b.middle > self._bottom + 2]
        others = [b for b in self._blocks if id(b) not in known and b not in (*heads, *feet)]
        words += [self._shift(w) for block in others for w in block.lines]
        words += self._write_columns() + labels
        words += spread_lines(heads, self._top, -1, self._hold, WIDTH_PT)
        low = max((w.box[3] for w in ticks), default=self._down_to(self._bottom))
        words += spread_lines(feet, low, 1, self._hold, WIDTH_PT)
        return crop([*marks, *map(paper, [*papered, *labels])], words)

    def _is_onpaper(self, word: Word) -> bool:
        """Whether a box behind a word of a panel is to hide what runs there."""
        left, top, right, low = word.box
        x, y = (left + right) / 2, (top + low) / 2
        papers = (extent(m) for m in self._body.marks if (m.panel, m.series) == (word.panel, PAPER))
        is_on = any(box[0] < x < box[2] and box[1] < y < box[3] for box in papers)
        # Points come closer to each other, and their names to what stood beside them.
        is_name = not self._has_rows and word.pin_pt != word.x_pt
        return word.panel != SHEET and (is_on or is_name)

    def _find_symbols(self) -> dict[str, Box]:
        """Marks on the sheet itself stand as in a panel."""
        boxes = [extent(mark) for mark in self._body.marks]
        short = [box for box in boxes if box[2] - box[0] < RULE * self._body.width_pt]
        return {SYMBOLS: hull(short)} if short else {}

    def _find_content(self) -> list[tuple[float, float]]:
        """Heights that rows take, from above."""
        boxes = [extent(mark) for mark in self._body.marks if mark.series not in ("", PAPER)]
        boxes += [w.box for w in self._body.words if w.panel != SHEET and not w.is_tick]
        boxes += [b.box for part in self._parts for b in part.column]
        ends = sorted((box[1], box[3]) for box in boxes if box[3] - box[1] < TALL_PT)
        merged: list[tuple[float, float]] = []
        for top, bottom in ends:
            if merged and top <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(bottom, merged[-1][1]))
            else:
                merged.append((top, bottom))
        return merged

    def _lift(self) -> list[Room]:
        """Labels above their rows, in the rooms between what the rows hold."""
        rooms: list[Room] = []
        names = with_notes(self._labels)
        first = min((b.box[1] for b in self._labels), default=self._top)
        # Without a panel, the heads of columns stand among the rows: labels come below them.
        heads = [low for _, low in self._content if low <= first] if self._top == -np.inf else []
        before = max(heads, default=self._top)
        for k, label in enumerate(names):
            middle = Block(tuple(w for block in label for w in block.lines)).middle
            at = before if k == 0 else (before + middle) / 2
            for top, bottom in self._content:
                if top < at < bottom:
                    at = top - 0.5 if top < middle < bottom else bottom + 0.5
            below = min((top for top, _ in self._content if top >= at), default=at)
            lines = tuple(line for block in label for line in block.wrapped(WIDTH_PT).lines)
            if rooms and rooms[-1].below == below:  # a heading, and the first label under it
                at, lines = rooms[-1].at, (*rooms.pop().lines, *lines)
            need = LINE_PT * len(lines) + 1.0
            rooms.append(Room(at, max(0.0, need - max(0.0, below - at - 3.0)), lines, below))
            before = middle
        return rooms

    def _open_for_wrapped(self) -> list[Room]:
        """Room between texts that have become higher: on either side of a line between them."""
        lacks: dict[float, float] = {}
        for part in self._parts:
            blocks = sorted(part.column, key=lambda b: b.middle)
            for one, two in pairwise(blocks):
                half = (two.middle - one.middle) / 2
                for block, at in ((one, one.middle + half / 2), (two, two.middle - half / 2)):
                    made = self._wrapped(part, block)
                    lack = LINE_PT * len(made.lines) / 2 + EDGE_PT - half
                    if made is not block and lack > 0:
                        lacks[round(at, 1)] = max(lack, lacks.get(round(at, 1), 0.0))
        return [Room(at, lack) for at, lack in lacks.items()]

    def _wrapped(self, part: Part, block: Block) -> Block:
        width = part.new_right - part.new_left
        return block.wrapped(width) if block.width > width + 0.5 else block

    def _down(self, y: np.ndarray) -> np.ndarray:
        """Heights after all rooms above them have opened."""
        old = np.asarray(y, dtype=float)
        moved = old.copy()
        for room in self._rooms:
            moved[old >= room.at - 1e-6] += room.size
        return moved

    def _down_to(self, y: float) -> float:
        return float(self._down(np.array([y]))[0])

    def _across(self, x: np.ndarray) -> np.ndarray:
        """Places on the sheet between the edges of what stands on it."""
        old = [edge for part in self._parts for edge in (part.left, part.right)]
        new = [edge for part in self._parts for edge in (part.new_left, part.new_right)]
        moved: np.ndarray = np.interp(x, [0.0, *old, self._body.width_pt], [0.0, *new, WIDTH_PT])
        return moved

    def _fit(self, part: Part) -> Map:
        """The line by which places in a panel move, with room for the words beside its marks."""
        inside = [w for w in self._body.words if w.panel == part.panel
                  and not (w.is_tick and part.left < w.x_pt)]  # fmt: skip
        # Each word as its pin and how far it reaches to either side of it.
        of_words = [self._pin(w) for w in inside]
        pins = np.array([part.left, part.right, *of_words])
        reach = [(pin - w.box[0], w.box[2] - pin) for pin, w in zip(of_words, inside, strict=True)]
        before, after = np.array([(0.0, 0.0), (0.0, 0.0), *reach]).T
        low = part.new_left - BESIDE_PT * (part.new_left > 0) + before
        high = part.new_right + BESIDE_PT * (part.new_right < WIDTH_PT - 1) - after
        apart, room = pins[None, :] - pins[:, None], high[None, :] - low[:, None]
        scale = float(np.min(room[apart > 0] / apart[apart > 0]))
        scale = max(min(scale, (part.new_right - part.new_left) / part.width), 0.0)
        first = float(np.max(low - scale * (pins - part.left)))
        last = float(np.min(high - scale * (pins - part.left)))
        start = max(first, min(part.new_left, last))
        return lambda x: start + scale * (np.asarray(x) - part.left)

    def _place(self, word: Word, lines: dict[str, Map]) -> Word:
        """A word of a panel, as far from its mark as before."""
        pin = float(lines[word.panel](np.array([self._pin(word)]))[0])
        moved = pin + word.x_pt - self._pin(word)
        return replace(word, x_pt=moved, pin_pt=pin, y_pt=self._down_to(word.y_pt))

    def _pin(self, word: Word) -> float:
        """Where a word of a panel is pinned: at a mark, or the edge that it stands outside of."""
        left, _, right, _ = self._panels[word.panel]
        return min(max(word.pin_pt, left), right)

    def _hold(self, word: Word) -> float:
        return float(self._across(np.array([word.x_pt]))[0])

    def _shift(self, word: Word) -> Word:
        return replace(word, x_pt=self._hold(word), y_pt=self._down_to(word.y_pt))

    def _write_columns(self) -> list[Word]:
        """Texts of columns, around their middles or, where they are too high, from their tops."""
        words = []
        for part in self._parts:
            for block in part.column:
                lines = self._wrapped(part, block)
                shift = self._down_to(block.middle) - block.middle
                words += [replace(w, x_pt=self._hold(w), y_pt=w.y_pt + shift) for w in lines.lines]
        return words

    def _write_labels(self) -> list[Word]:
        """Lifted labels, the last line just above what it names."""
        placed = []
        for room in self._rooms:
            low = self._down_to(room.below) - 4.5
            for k, line in enumerate(reversed(room.lines)):
                placed.append(replace(line, x_pt=0.0, anchor="start", y_pt=low - k * LINE_PT))
        return placed
