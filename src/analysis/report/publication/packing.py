"""In which order figures of a section stand, so that pages are filled."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

PAGE_PT = 700.0
"""Of A4, without its margins, and some room for what is only guessed here."""
HEADING_PT, AROUND_PT = 60.0, 44.0
"""Height of a section's heading with its paragraph; of what stands around a figure."""


def pack(sections: Iterable[Sequence[Mapping[str, Any]]]) -> list[list[Mapping[str, Any]]]:
    """Order each section's figures: the next one, or the first later one that the page holds.

    Parameters
    ----------
    sections : iterable of sequence of mapping
        Figures with their ``height`` in points, in the order that they are told in.

    Returns
    -------
    list of list of mapping
    """
    packed, filled = [], 0.0
    for figures in sections:
        filled += HEADING_PT
        left, ordered = list(figures), []
        while left:
            rest = PAGE_PT - filled
            chosen = next((f for f in left if f["height"] + AROUND_PT <= rest), None)
            if chosen is None:
                chosen, filled = left[0], 0.0
            filled += chosen["height"] + AROUND_PT
            left.remove(chosen)
            ordered.append(chosen)
        packed.append(ordered)
    return packed
