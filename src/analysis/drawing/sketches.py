"""The marks of a drawing without its words, for a picture that is too small for letters."""

import re
from collections.abc import Iterator

import numpy as np

from analysis.drawing.vector import WORDS

NUMBER = re.compile(r"-?[\d.]+")
PLACED = re.compile(r'<path transform="translate\((\S+) (\S+)\)"|<circle cx="(\S+)" cy="(\S+)"')
PATH = re.compile(r'<path d="([^"]*)"')  # of a symbol the corners are around its place
MARGIN_PT = 6.0
"""Around what is drawn: symbols reach so far."""


def sketch(fragment: str) -> str:
    """The marks of a fragment alone, in a class of its own; as wide in every place of a run."""
    marks, _, _ = fragment.partition(WORDS)
    _, box, drawn = marks.partition(" viewBox=")
    return f'<svg class="sketch"{box}{drawn}</svg>'


def crop(sketched: str) -> str:
    """A sketch that stands alone, without the room that its words took."""
    start, _, drawn = sketched.partition(">")
    first, _, box = start.partition(" viewBox=")
    left, top, wide, high = map(float, NUMBER.findall(box))
    corners = np.array(list(_corners(drawn)))
    # Above what is shown of a drawing stands the band that marks made-up data.
    inside = corners[(corners[:, 1] >= top) & (corners[:, 1] <= top + high)]
    low = np.maximum(inside.min(axis=0) - MARGIN_PT, (left, top))
    far = np.minimum(inside.max(axis=0) + MARGIN_PT, (left + wide, top + high))
    ends = " ".join(f"{end:.1f}" for end in (*low, *(far - low)))
    return f'{first} viewBox="{ends}">{drawn}'


def _corners(drawn: str) -> Iterator[tuple[float, float]]:
    """Places of symbols, and corners of lines and bars."""
    for places in PLACED.findall(drawn):
        x, y = filter(None, places)
        yield float(x), float(y)
    for outline in PATH.findall(drawn):
        numbers = list(map(float, NUMBER.findall(outline)))
        yield from zip(numbers[::2], numbers[1::2], strict=True)
