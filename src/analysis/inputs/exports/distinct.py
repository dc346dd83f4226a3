"""Columns of cells, each distinct cell kept once."""

from array import array
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

CHUNK = 1_000  # rows that are in memory as Python's objects at a time
MOST_CELLS = 20_000_000
MOST_DISTINCT = 1_500_000


class TooLargeError(Exception):
    """A table has more cells than memory is meant for."""


def factorize(rows: Iterable[Sequence[Any]]) -> tuple[int, list[tuple[list[Any], "array[int]"]]]:
    """Number of rows, and of each column its distinct cells and which of them each row has.

    Rows may be of different lengths; what they lack is an empty text.

    Raises
    ------
    TooLargeError
        If there are more than `MOST_CELLS`, or `MOST_DISTINCT` different ones.
    """
    found: list[tuple[dict[Any, int], array[int]]] = []
    height, source = 0, iter(rows)
    while chunk := list(islice(source, CHUNK)):
        width = max(len(found), *map(len, chunk))
        if (height + len(chunk)) * width > MOST_CELLS:
            raise TooLargeError
        found += [({"": 0}, array("i", bytes(4 * height))) for _ in range(len(found), width)]
        even = (r if len(r) == width else [*r, *[""] * (width - len(r))] for r in chunk)
        for (codes, column), cells in zip(found, zip(*even, strict=True), strict=True):
            column.extend([codes.setdefault(cell, len(codes)) for cell in cells])
        height += len(chunk)
        if sum(len(codes) for codes, _ in found) > MOST_DISTINCT:
            raise TooLargeError
    return height, [(list(codes), column) for codes, column in found]
