"""Sheets that describe the columns of others: what a codebook calls them and their answers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from analysis.inputs.draft.hints import NOT_AN_ANSWER
from analysis.inputs.draft.shape import MOST_ANSWERS, stated_ends
from analysis.study.spelling import normal

FEWEST = 3
"""Headings of other sheets in one column of a sheet, from which it describes them."""
VALUE = re.compile(r"(?<![\d.,])(\d{1,3}) ?[=:] ?")
"""A code and the sign before its words, in a cell that has several: ``1 = no, 2 = yes``."""
AROUND = " ,;|/…."


@dataclass(frozen=True)
class Description:
    """What a codebook says of a column.

    Attributes
    ----------
    text : str
        What is asked; empty where it is not said.
    values : mapping
        Words of an answer by its code, without those that are none.
    ends : tuple of int, optional
        Of its scale, where they are stated.
    """

    text: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    ends: tuple[int, int] | None = None


NOTHING = Description()
Rows = Sequence[Sequence[str]]


def read_book(
    sheets: Sequence[tuple[Sequence[str], Rows]],
) -> tuple[dict[str, Description], set[int]]:
    """What codebooks among sheets say, by heading in normal form, and which sheets they are.

    Parameters
    ----------
    sheets : sequence of tuple
        Headings and rows of each.
    """
    titles = [frozenset(normal(title) for title in own if title) for own, _ in sheets]
    book: dict[str, Description] = {}
    found: set[int] = set()
    for number, (_, rows) in enumerate(sheets):
        headings = frozenset[str]().union(*titles) - titles[number]
        if (at := _find_described(rows, headings)) is not None:
            found.add(number)
            book |= _describe(rows, at)
    return book, found


def _find_described(rows: Rows, headings: frozenset[str]) -> int | None:
    """Position of the column that lists headings of other sheets; None if there is none."""
    for position, cells in enumerate(zip(*rows, strict=True)):
        runs = [[*own] for _, own in groupby(normal(cell) for cell in cells if cell)]
        told = {own[0] for own in runs}
        # Of answers, somebody's place comes again further down, or many times.
        is_list = len(runs) == len(told) and all(len(own) <= MOST_ANSWERS for own in runs)
        if is_list and len(told & headings) >= max(FEWEST, len(told) / 2):
            return position
    return None


def _describe(rows: Rows, at: int) -> dict[str, Description]:
    """What each row says of the column that it names, or the rows below it that name none.

    The words stand in one cell, or in rows of their own beside a column of codes.
    """
    parts: dict[str, list[Sequence[str]]] = {}
    name = ""
    for row in rows:
        name = normal(row[at]) or name
        parts.setdefault(name, []).append(row)
    columns = [*zip(*rows, strict=True)]
    others = [position for position in range(len(columns)) if position != at]
    codes = next((p for p in others if _are_codes(columns[p])), None)
    if codes is None:
        return {name: _of_row(own[0], others) for name, own in parts.items()}
    texts = [p for p in others if p != codes]
    return {name: _of_rows(own, codes, texts) for name, own in parts.items()}


def _are_codes(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(map(str.isdecimal, filled)) and len({*filled}) < len(filled)


def _of_row(row: Sequence[str], others: Sequence[int]) -> Description:
    values: dict[str, str] = {}
    for cell in (row[p] for p in others):
        found = [*VALUE.finditer(cell)]
        ends = [*(after.start() for after in found[1:]), len(cell)]
        values |= {code[1]: cell[code.end() : end].strip(AROUND)
                   for code, end in zip(found, ends, strict=False)}  # fmt: skip
    texts = [row[p] for p in others if row[p] and not VALUE.search(row[p])]
    text = next((t for t in texts if any(map(str.isalpha, t))), "")
    return Description(text, _answers(values), next(filter(None, map(stated_ends, texts)), None))


def _of_rows(rows: Rows, codes: int, texts: Sequence[int]) -> Description:
    after = [p for p in texts if p > codes]
    before = [p for p in texts if p < codes]
    values = {row[codes]: next((row[p] for p in after if row[p]), "") for row in rows if row[codes]}
    text = next((row[p] for p in before for row in rows if row[p]), "")
    return Description(text, _answers(values))


def _answers(values: Mapping[str, str]) -> dict[str, str]:
    return {code: words for code, words in values.items()
            if words and normal(words) not in NOT_AN_ANSWER}  # fmt: skip
