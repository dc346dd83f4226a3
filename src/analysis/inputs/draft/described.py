"""Sheets that describe the columns of others: what a codebook calls them and their answers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from analysis.inputs.draft.hints import NOT_AN_ANSWER
from analysis.inputs.draft.shape import MOST_ANSWERS, MOST_POINTS
from analysis.inputs.draft.stated import stated_ends
from analysis.study.spelling import normal

FEWEST = 3
"""Headings of other sheets in one column of a sheet, from which it describes them."""
VALUE = re.compile(r"(?<![\d.,])(\d{1,3}) ?[=:] ?")
"""A code and the sign before its words, in a cell that has several: ``1 = no, 2 = yes``."""
AROUND = " ,;|/…."
CHOICE = re.compile(r"\s*(\d{1,3}), ?(.*?)\s*")
"""A code and its words in a cell of REDCap's dictionary, between lines: ``0, no | 1, yes``."""


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
    stem : str
        Of one of several answers, what is asked of all.
    """

    text: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    ends: tuple[int, int] | None = None
    stem: str = ""


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
    boxes = {normal(f"{name} {code}"): Description(words, stem=told.text)
             for name, told in book.items() for code, words in told.values.items()}  # fmt: skip
    return boxes | book, found


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
        text = max(others, key=lambda p: _count_texts(columns[p]), default=at)
        return {name: _of_row(own[0], others, text) for name, own in parts.items()}
    texts = [p for p in others if p != codes]
    return {name: _of_rows(own, codes, texts) for name, own in parts.items()}


def _are_codes(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(map(str.isdecimal, filled)) and len({*filled}) < len(filled)


def _count_texts(cells: Sequence[str]) -> int:
    """How many different texts a column has: what is asked is another on each row."""
    return len({c for c in cells if any(map(str.isalpha, c)) and not _values_in(c)})


def _of_row(row: Sequence[str], others: Sequence[int], text: int) -> Description:
    """What one row says; ``text`` is the column of what is asked."""
    values: dict[str, str] = {}
    for position in others:
        values |= _values_in(row[position])
    answers = _answers(values)
    texts = [row[p] for p in others if row[p] and not _values_in(row[p])]
    ends = next(filter(None, map(stated_ends, texts)), None) or _ends_of(answers)
    asked = row[text] if row[text] in texts else ""
    words = {code: said for code, said in answers.items() if said != code}
    return Description(asked, words, ends)


def _values_in(cell: str) -> dict[str, str]:
    """The words of each code that a cell lists."""
    listed = [CHOICE.fullmatch(part) for part in cell.split("|")]
    choices = [part for part in listed if part]
    if len(choices) == len(listed) > 1:
        return {choice[1]: choice[2] for choice in choices}
    found = [*VALUE.finditer(cell)]
    ends = [*(after.start() for after in found[1:]), len(cell)]
    return {code[1]: cell[code.end() : end].strip(AROUND)
            for code, end in zip(found, ends, strict=False)}  # fmt: skip


def _ends_of(answers: Mapping[str, str]) -> tuple[int, int] | None:
    """The ends of a scale of which every point is listed."""
    points = sorted(map(int, answers))
    is_whole = len(points) > 2 and points == [*range(points[0], points[-1] + 1)]
    return (points[0], points[-1]) if is_whole and points[-1] < MOST_POINTS else None


def _of_rows(rows: Rows, codes: int, texts: Sequence[int]) -> Description:
    after = [p for p in texts if p > codes]
    before = [p for p in texts if p < codes]
    values = {row[codes]: next((row[p] for p in after if row[p]), "") for row in rows if row[codes]}
    text = next((row[p] for p in before for row in rows if row[p]), "")
    return Description(text, _answers(values))


def _answers(values: Mapping[str, str]) -> dict[str, str]:
    return {code: words for code, words in values.items()
            if words and normal(words) not in NOT_AN_ANSWER}  # fmt: skip
