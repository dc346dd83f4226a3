"""How the body of one drawing becomes narrow: its parts side by side, and room between its rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.drawing.marks import PAPER, SHEET, Box, Drawing, Look, Mark, Word
from analysis.drawing.narrow_words import (
    GAP_PT,
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

WIDTH_PT = 228.0
KEPT_PT = 64.0
"""Labels no longer than this stay beside their rows."""
LEAST = 0.42
"""Of the width, for the panels: where less is left, the longest texts are wrapped."""
SYMBOLS_PT = 40.0
TALL_PT = 36.0
"""Marks that are higher than a row belong to none."""
BESIDE_PT = 2.0
"""How far words may reach over a panel's edge."""
SYMBOLS = "symbols"
"""Name of the panel of marks that stand on the sheet itself."""
RULE = 0.7
"""Of the sheet's width: a line that is longer stands for nothing."""
WHITE = Look(fill="#ffffff")
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
class _Part:
    """A panel or a column of texts between two edges, before and after."""

    left: float
    right: float
    panel: str = ""
    column: tuple[Block, ...] = ()
    new_left: float = 0.0
    new_right: float = 0.0

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(frozen=True)
class _Room:
    """Room that opens at a height, and the lines that stand in it, the lowest above ``below``."""

    at: float
    size: float
    lines: tuple[Word, ...] = ()
    below: float = 0.0


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
        is_lifted = bool(boxes) and bool(left) and max(b.width for b in left[0]) > KEPT_PT
        self._labels = left.pop(0) if is_lifted else []
        parts = [_Part(*hull([b.box for b in c])[::2], column=tuple(c)) for c in (*left, *right)]
        parts += [_Part(box[0], box[2], name) for name, box in self._panels.items()]
        self._parts = _share(sorted(parts, key=lambda part: part.left), is_panel)
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
            return _crop([], flow(self._blocks, WIDTH_PT, keeps_rows=keeps_rows))
        lines = {part.panel: self._fit(part) for part in self._parts if part.panel}
        marks = [move(m, lines.get(m.panel, self._across), self._down)
                 for m in body.marks if m.series != PAPER]  # fmt: skip
        words = [self._place(w, lines) for w in body.words if w.panel != SHEET]
        papered = [self._place(w, lines) for w in body.words if self._is_on_paper(w)]
        ticks = [move_inside(w, WIDTH_PT) for w in words if w.is_tick]
        words = [w for w in words if not w.is_tick] + thin_out(ticks)
        labels = self._write_labels()
        known = {id(b) for b in (*columns, *self._labels)}
        heads = [b for b in self._blocks if b.middle < self._top - 2]
        feet = [b for b in self._blocks if b.middle > self._bottom + 2]
        inside = [b for b in self._blocks if id(b) not in known and b not in (*heads, *feet)]
        words += [self._shift(w) for block in inside for w in block.lines]
        words += self._write_columns() + labels
        words += spread_lines(heads, self._top, -1, self._held, WIDTH_PT)
        low = max((w.box[3] for w in ticks), default=self._down_to(self._bottom))
        words += spread_lines(feet, low, 1, self._held, WIDTH_PT)
        return _crop([*marks, *map(_paper, [*papered, *labels])], words)

    def _is_on_paper(self, word: Word) -> bool:
        """Whether a box behind a word of a panel hides what runs there."""
        left, top, right, low = word.box
        x, y = (left + right) / 2, (top + low) / 2
        papers = (extent(m) for m in self._body.marks if (m.panel, m.series) == (word.panel, PAPER))
        is_on = any(box[0] < x < box[2] and box[1] < y < box[3] for box in papers)
        return is_on and word.panel != SHEET

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

    def _lift(self) -> list[_Room]:
        """Labels above their rows, in the rooms between what the rows hold."""
        rooms: list[_Room] = []
        before = self._top
        for k, label in enumerate(with_notes(self._labels)):
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
            rooms.append(_Room(at, max(0.0, need - max(0.0, below - at - 3.0)), lines, below))
            before = middle
        return rooms

    def _open_for_wrapped(self) -> list[_Room]:
        """Room between texts that have become higher than the way from one to the next."""
        rooms = []
        for part in self._parts:
            blocks = sorted(part.column, key=lambda b: b.middle)
            made = [self._wrapped(part, block) for block in blocks]
            for one, two, *both in zip(blocks, blocks[1:], made, made[1:], strict=False):
                high = LINE_PT * sum(len(block.lines) for block in both) / 2 + 3.0
                lack = high - (two.middle - one.middle)
                if lack > 0 and both != [one, two]:
                    rooms.append(_Room((one.middle + two.middle) / 2, lack))
        return rooms

    def _wrapped(self, part: _Part, block: Block) -> Block:
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

    def _fit(self, part: _Part) -> Map:
        """The line by which places in a panel move, with room for the words beside its marks."""
        inside = [w for w in self._body.words if w.panel == part.panel
                  and not (w.is_tick and part.left < w.x_pt)]  # fmt: skip
        # Each word as its pin and how far it reaches to either side of it.
        pins = np.array([part.left, part.right, *(w.pin_pt for w in inside)])
        reach = [(w.pin_pt - w.box[0], w.box[2] - w.pin_pt) for w in inside]
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
        pin = float(lines[word.panel](np.array([word.pin_pt]))[0])
        moved = pin + word.x_pt - word.pin_pt
        return replace(word, x_pt=moved, pin_pt=pin, y_pt=self._down_to(word.y_pt))

    def _held(self, word: Word) -> float:
        return float(self._across(np.array([word.x_pt]))[0])

    def _shift(self, word: Word) -> Word:
        return replace(word, x_pt=self._held(word), y_pt=self._down_to(word.y_pt))

    def _write_columns(self) -> list[Word]:
        """Texts of columns, around their middles or, where they are too high, from their tops."""
        words = []
        for part in self._parts:
            for block in part.column:
                lines = self._wrapped(part, block)
                shift = self._down_to(block.middle) - block.middle
                words += [replace(w, x_pt=self._held(w), y_pt=w.y_pt + shift) for w in lines.lines]
        return words

    def _write_labels(self) -> list[Word]:
        """Lifted labels, the last line just above what it names."""
        placed = []
        for room in self._rooms:
            low = self._down_to(room.below) - 4.5
            for k, line in enumerate(reversed(room.lines)):
                placed.append(replace(line, x_pt=0.0, anchor="start", y_pt=low - k * LINE_PT))
        return placed


def _share(parts: Sequence[_Part], is_panel: bool) -> list[_Part]:
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


def _paper(word: Word) -> Mark:
    """White behind a label, so that no line of its panel runs through it."""
    left, top, right, low = word.box
    corners = np.array([(left - 2, top), (right + 2, top), (right + 2, low), (left - 2, low)])
    corners = np.vstack([corners, corners[:1]])
    return Mark(SHEET, "", corners, BOX_CODES, WHITE)


def _crop(marks: list[Mark], words: list[Word]) -> Drawing:
    """Just as high as what is drawn."""
    boxes = [extent(mark) for mark in marks] + [word.box for word in words]
    top, bottom = min(box[1] for box in boxes) - 2, max(box[3] for box in boxes) + 2
    moved = tuple(shift(mark, 0.0, -top) for mark in marks)
    lines = tuple(replace(word, y_pt=word.y_pt - top) for word in words)
    return Drawing(WIDTH_PT, bottom - top, {}, moved, lines)
