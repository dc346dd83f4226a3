"""Names of points in a narrow panel, moved to where they hide no interval and no other name."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from analysis.drawing.marks import PAPER, Box, Mark, Word
from analysis.drawing.narrow_parts import extent

BESIDE_PT = 7.5
"""From the middle of a point to its name."""
LINE_PT = 12.0
AROUND_PT = 2.0
"""Of paper around a name."""
STEPS = (0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5)


def clear_names(words: Sequence[Word], marks: Sequence[Mark], frame: Box) -> list[Word]:
    """Words of a panel; each name on the first side of its point where it hides nothing.

    Parameters
    ----------
    words : sequence of Word
        Names are those that stand beside a symbol.
    marks : sequence of Mark
        As they stand in the narrow panel.
    frame : tuple of float
        Which no name may leave.

    Returns
    -------
    list of Word
        In the same order. A name for which there is no such side stays where it is.
    """
    places = np.array([mark.place for mark in marks if mark.place is not None])
    taken = [
        extent(mark) for mark in marks if mark.series not in ("", PAPER) and _is_straight(mark)
    ]
    names = [word for word in words if _is_name(word, places)]
    taken += [word.box for word in words if word not in names and not word.is_tick]
    placed = {}
    for word in names:
        free = (w for w in _sides(word, places) if _is_free(w.box, taken, frame))
        placed[word] = next(free, word)
        taken.append(placed[word].box)
    return [placed.get(word, word) for word in words]


def _is_name(word: Word, places: np.ndarray) -> bool:
    is_beside = not word.is_tick and word.pin_pt != word.x_pt and len(places) > 0
    return is_beside and bool((np.abs(places[:, 0] - word.pin_pt) < 0.5).any())


def _is_straight(mark: Mark) -> bool:
    """Whether a mark is a symbol, or a level or upright line: an interval."""
    return mark.place is not None or bool((np.ptp(mark.points, axis=0) < 0.1).any())


def _sides(word: Word, places: np.ndarray) -> Iterator[Word]:
    """Where a name may stand: as it does, then right and left of its point, ever farther off."""
    yield word
    middle = (word.box[1] + word.box[3]) / 2
    at = np.abs(places - (word.pin_pt, middle)).sum(axis=1).argmin()
    x, y = places[at]
    for step in STEPS:
        for side, anchor in ((BESIDE_PT, "start"), (-BESIDE_PT, "end")):
            down = word.y_pt - middle + y + step * LINE_PT
            yield replace(word, x_pt=x + side, y_pt=down, anchor=anchor)


def _is_free(box: Box, taken: Sequence[Box], frame: Box) -> bool:
    left, top, right, low = np.array(box) + AROUND_PT * np.array((-1, -1, 1, 1))
    if left < frame[0] or top < frame[1] or right > frame[2] or low > frame[3]:
        return False
    return not any(left < b[2] and b[0] < right and top < b[3] and b[1] < low for b in taken)
