"""Words of a narrow drawing: which lines are one text, and how they are broken anew."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from analysis.drawing.marks import Box, Word
from analysis.drawing.sheet import wrap
from analysis.drawing.typeface import POINTS_AN_INCH

SMALLEST_PT = 9.0
GAP_PT = 8.0
LINE_PT = 11.5


@dataclass(frozen=True, eq=False)
class Block:
    """Lines that are one text."""

    lines: tuple[Word, ...]

    @cached_property
    def box(self) -> Box:
        """Where the lines stand."""
        return hull([line.box for line in self.lines])

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.box[1] + self.box[3]) / 2

    @property
    def width(self) -> float:
        """Of the longest line."""
        return max(line.width_pt for line in self.lines)

    @property
    def size_pt(self) -> float:
        """Size of its letters."""
        return self.lines[0].size_pt

    def wrapped(self, width_pt: float) -> "Block":
        """The text in lines of another width, around the same middle."""
        first, text = self.lines[0], " ".join(line.text for line in self.lines)
        lines = wrap(text, width_pt / POINTS_AN_INCH, first.size_pt, first.weight)
        up = LINE_PT * (len(lines) - 1) / 2
        at = self.middle + (self.lines[0].y_pt - Block(self.lines[:1]).middle) - up
        made = [replace(first, text=t, y_pt=at + k * LINE_PT) for k, t in enumerate(lines)]
        return Block(tuple(made))


def hull(boxes: Iterable[Box]) -> Box:
    """The box around boxes."""
    lefts, tops, rights, lows = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(lows)


def enlarge(word: Word) -> Word:
    """A word that is not too small for a telephone."""
    return replace(word, size_pt=max(word.size_pt, SMALLEST_PT))


def blocks_of(words: Sequence[Word]) -> list[Block]:
    """Lines gathered to texts, in the order in which they were written."""
    found: dict[str, list[Word]] = {}
    for k, word in enumerate(words):
        found.setdefault(word.block or str(k), []).append(word)
    return [Block(tuple(lines)) for lines in found.values()]


def columns_of(blocks: Sequence[Block]) -> list[list[Block]]:
    """Texts that stand below each other, from the left."""
    columns: list[list[Block]] = []
    for block in sorted(blocks, key=lambda b: b.box[0]):
        if columns and block.box[0] < max(b.box[2] for b in columns[-1]) - 0.5:
            columns[-1].append(block)
        else:
            columns.append([block])
    return columns


def with_notes(column: Sequence[Block]) -> list[list[Block]]:
    """Labels from above, each with the note below it, which is in smaller letters."""
    ordered = sorted(column, key=lambda b: b.middle)
    largest = max((b.size_pt for b in ordered), default=0.0)
    labels: list[list[Block]] = []
    for block in ordered:
        is_note = block.size_pt < largest and block.lines[0].anchor == "end"
        if is_note and labels and len(labels[-1]) == 1:
            labels[-1].append(block)
        else:
            labels.append([block])
    return labels


def thin_out(ticks: Iterable[Word]) -> list[Word]:
    """Names of places on an axis, without those that would stand in others.

    Every second of an axis remains, or every third and so on, with both of its ends: an axis that
    is even stays so.
    """
    axes: dict[tuple[str, float], list[Word]] = {}
    for tick in ticks:
        axes.setdefault((tick.panel, tick.y_pt), []).append(tick)
    kept: list[Word] = []
    for tick in (tick for axis in axes.values() for tick in _every_nth(axis)):
        if not any(_is_in(tick, other) for other in kept):
            kept.append(tick)
    return kept


def _every_nth(axis: Sequence[Word]) -> list[Word]:
    """As many names of one axis as do not stand in each other, the rightmost first."""
    ordered = sorted(axis, key=lambda tick: -tick.x_pt)
    steps = len(ordered) - 1
    for stride in sorted(range(1, steps + 1), key=lambda n: (steps % n > 0, n)):
        chosen = ordered[::stride]
        if not any(_is_in(tick, other) for tick, other in pairwise(chosen)):
            return chosen
    return ordered[:1]


def _is_in(tick: Word, other: Word) -> bool:
    return meet(tick, other, 2.0) and tick.y_pt == other.y_pt


def spread_lines(
    blocks: Sequence[Block],
    edge: float,
    side: int,
    hold: Callable[[Word], float],
    width_pt: float,
) -> list[Word]:
    """Headings above an edge, or feet below it, on as many lines as keep them apart.

    ``side`` is -1 above and 1 below; ``hold`` tells where a word is held on the narrow sheet.
    """
    lines: list[list[Word]] = []
    least, before = 0, None
    for block in sorted(blocks, key=lambda b: side * b.middle):
        if before is not None and abs(block.middle - before) > 4:
            least = min(least + 1, len(lines))
        before, at = block.middle, least
        wrapped = (block if len(block.lines) > 1 else block.wrapped(width_pt)).lines
        for line in wrapped if side > 0 else reversed(wrapped):
            placed = move_inside(replace(line, x_pt=hold(line)), width_pt)
            while at < len(lines) and any(meet(placed, other, GAP_PT) for other in lines[at]):
                at += 1
            lines += [[]] * (at == len(lines))
            lines[at] = [*lines[at], placed]
            at += 1
    first = edge - 5.0 if side < 0 else edge + LINE_PT
    return [replace(w, y_pt=first + side * k * (LINE_PT + 0.5))
            for k, line in enumerate(lines) for w in line]  # fmt: skip


def flow(blocks: Sequence[Block], width_pt: float, *, keeps_rows: bool) -> list[Word]:
    """Texts one after another, as words of a paragraph; or each row of them as one."""
    ordered = sorted(blocks, key=lambda b: (round(b.middle), b.box[0]))
    across, down, placed = 0.0, 0.0, []
    pitch = 1.6 * max(b.size_pt for b in ordered)
    row = ordered[0].middle
    for block in ordered:
        is_next = keeps_rows and block.middle - row > block.size_pt / 2
        text = replace(block.lines[0], text=" ".join(line.text for line in block.lines))
        lines = Block((text,)).wrapped(width_pt).lines
        if is_next or (across and across + text.width_pt > width_pt):
            across, down, row = 0.0, down + pitch * (1.4 if is_next else 1.0), block.middle
        for k, line in enumerate(lines):
            down += LINE_PT * (k > 0)
            placed.append(replace(line, x_pt=across, y_pt=down, anchor="start"))
        across += placed[-1].width_pt + 2 * GAP_PT
    return placed


def move_inside(word: Word, width_pt: float) -> Word:
    """A word moved between the edges."""
    left, _, right, _ = word.box
    shift = max(0.0, -left) - max(0.0, right - width_pt)
    return replace(word, x_pt=word.x_pt + shift)


def meet(one: Word, other: Word, gap: float) -> bool:
    """Whether two words of a line are closer than a gap."""
    return one.box[0] < other.box[2] + gap and other.box[0] < one.box[2] + gap
