"""Columns of numbers, set so that their decimal marks stand under each other."""

import re
from collections.abc import Sequence

from babel import Locale

NUMBER = re.compile(r"(?:[–…−+<€%.,\d\s]|\bto\b)+")
"""Numbers, ranges and p-values below the smallest that is printed."""

SINGLE = re.compile(r"[−+]?\d[\d.,\s]*")
"""One number without a unit."""
FIGURE_SPACE, PUNCTUATION_SPACE = "\N{FIGURE SPACE}", "\N{PUNCTUATION SPACE}"


FEWEST_ROWS = 3
"""From which on a cell that is the same in every row is said once."""


def say_once(
    columns: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[list[str], list[list[str]], str]:
    """A table without the columns that say the same in every row, and these in words.

    The first column names the rows and stays; so does a table of which nothing else would.

    Examples
    --------
    >>> say_once(["Item", "Place", "n"], [["a", "all", "1"], ["b", "all", "2"], ["c", "all", "3"]])
    (['Item', 'n'], [['a', '1'], ['b', '2'], ['c', '3']], 'Place: all')
    """
    alike = [
        at
        for at, cells in enumerate(zip(*rows, strict=True))
        if at > 0 and len(cells) >= FEWEST_ROWS and len({*cells}) == 1
    ]
    if len(alike) == len(columns) - 1:  # names alone would be no table
        alike = []
    kept = [at for at in range(len(columns)) if at not in alike]
    words = "; ".join(f"{columns[at]}: {rows[0][at]}" for at in alike)
    return [columns[at] for at in kept], [[row[at] for at in kept] for row in rows], words


def numeric_columns(rows: list[list[str]], symbol: str = "") -> list[bool]:
    """Which columns hold numbers alone, to be set under each other by their digits.

    ``symbol`` stands for a number that is withheld.
    """
    return [_is_numeric(column, symbol) for column in zip(*rows, strict=True)]


def _is_numeric(column: Sequence[str], symbol: str) -> bool:
    numbers = [cell for cell in column if NUMBER.fullmatch(cell)]
    return bool(numbers) and all(cell == symbol for cell in {*column} - {*numbers})


def align_decimals(rows: list[list[str]], language: str) -> list[list[str]]:
    """Cells of numbers with room after them, so that decimal marks stand under each other."""
    mark = Locale(language).number_symbols["latn"]["decimal"]
    columns = [_align(column, mark) for column in zip(*rows, strict=True)]
    return [list(row) for row in zip(*columns, strict=True)]


def _align(column: tuple[str, ...], mark: str) -> list[str]:
    digits = {cell: len(cell.partition(mark)[2]) for cell in column if SINGLE.fullmatch(cell)}
    most = max(digits.values(), default=0)
    return [cell + _room(most, digits[cell]) if cell in digits else cell for cell in column]


def _room(most: int, digits: int) -> str:
    """Room for digits that a number has not, and for its decimal mark."""
    mark = PUNCTUATION_SPACE if most and not digits else ""
    return mark + FIGURE_SPACE * (most - digits)
