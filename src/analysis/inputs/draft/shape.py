"""What a column holds, judged by the shape of its cells alone."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from analysis.inputs.draft.hints import NO, NOT_AN_ANSWER, YES
from analysis.inputs.exports.numerals import is_serial, read_day, read_number
from analysis.study.codebook import ORDERS
from analysis.study.spelling import normal

QUESTIONS = frozenset({"flag", "scale", "coded", "choice", "joined", "number"})
"""Kinds of cells that answer something."""
MOST_POINTS = 11
"""Points of the longest scale, 0 to 10."""
NO_POINTS = frozenset({8, 9})
"""Numbers that stand for no answer beside a shorter scale."""
MOST_ANSWERS = 20
"""Different answers of a choice; more are free text."""
OFTEN = 5
"""Times that an answer comes in cells with several, to be told from free text."""
OF_TOOL = re.compile(r"\s*-\s*Selected Choice\s*$")
"""What Qualtrics adds to a question of several answers."""
LONGEST_ANSWER = 120
NEARLY_ALL = 0.95
"""Share of a column's cells that give it its kind; the others are looked at by a person."""
CODED = re.compile(r"(\d{1,2})\s*[=.:)–-]\s*(\D.*)")
"""A point of a scale with its words in one cell: ``1 = never``."""
CODED_BEHIND = re.compile(r"(.*[^\W\d_].*?)\s*(?:\((\d{1,2})\)|\[(\d{1,2})\]|=\s*(\d{1,2}))")
"""The same, with the number behind the words: ``never (1)``."""
BELOW_NOUGHT = re.compile(r"-[1-7]")
"""An answer below nought; codes for no answer are -1 alone, -8, -9 and -99."""
PARTS = re.compile(r"\s*[;,|]\s*")
CODES = re.compile(r"\d+(?:\s+\d+)+")
"""Several codes in one cell, as ODK and Kobo have them."""
CODES_WITH_COMMAS = re.compile(r"[1-9]\d?(?:,[1-9]\d?)*")
"""The same with commas, which two of them have like a decimal number."""


def infer_kind(values: Iterable[str]) -> str:
    """The kind of a column: ``flag``, ``scale``, ``coded``, ``number``, ``date``, ``choice``...

    Besides the kinds of a study's columns there are ``coded`` (a scale whose
    cells have number and words), ``joined`` (several answers in one cell) and
    ``empty``.
    """
    values = [value for value in values if value]
    filled = [value for value in values if normal(value) not in NOT_AN_ANSWER - YES - NO]
    if not filled:
        return "empty"
    distinct = {normal(value) for value in filled}
    if distinct <= YES | NO:
        return "flag"
    if len({v for v in values if BELOW_NOUGHT.fullmatch(v)}) > 1 and are_nearly_all(
        filled, is_number
    ):
        return "number"  # no scale has points below nought
    if are_nearly_all(filled, _is_point) and len({*filter(_is_point, filled)}) > 2:
        return "scale"
    # Statistics programs may have words of a scale's ends alone.
    is_coded = any(map(split_coded, filled)) and 2 < len(distinct) <= MOST_POINTS
    if is_coded and are_nearly_all(filled, lambda value: split_coded(value) or _is_point(value)):
        return "coded"
    if find_orders(filled) and are_nearly_all(filled, is_day):
        return "date"
    if _are_joined_codes(filled):
        return "joined"
    if are_nearly_all(filled, is_number):
        return "choice" if len(distinct) == 2 else "number"
    return _infer_text_kind(filled, len(distinct))


def _infer_text_kind(filled: Sequence[str], distinct: int) -> str:
    parts = Counter(part for value in filled for part in split_answers(value))
    often = sum(count for count in parts.values() if count >= OFTEN)
    # Answers that have commas in them have more parts than there are answers.
    if len(parts) < distinct and len(parts) <= MOST_ANSWERS and often >= 0.9 * parts.total():
        return "joined"
    is_repeated = len(filled) >= 3 * distinct
    if distinct <= MOST_ANSWERS and is_repeated and max(map(len, filled)) <= LONGEST_ANSWER:
        return "choice"
    return "free_text"


def _are_joined_codes(filled: Sequence[str]) -> bool:
    """Whether cells are codes of several answers with commas, and no decimal numbers.

    Codes of a cell rise, and each is a low whole number; of decimal numbers some fall (2,1), and
    halves have one digit behind all their commas.
    """
    several = [value.split(",") for value in filled if "," in value]
    if len(several) < 2 * OFTEN or not all(map(CODES_WITH_COMMAS.fullmatch, filled)):
        return False
    codes = [[*map(int, parts)] for parts in several]
    is_rising = all(a < b for parts in codes for a, b in pairwise(parts))
    is_low = max(map(max, codes)) <= MOST_ANSWERS
    return is_rising and is_low and len({parts[-1] for parts in codes}) > 1


def split_answers(value: str) -> list[str]:
    """Several answers that stand joined in one cell."""
    if CODES.fullmatch(value):
        return value.split()
    return [part for part in PARTS.split(value) if part]


def find_split(cells: Sequence[str]) -> Callable[[str], Sequence[str]]:
    """How the answers of a column's cells are told apart, of which some have commas in them.

    Two parts of which neither stands without the other, the second with a small letter, are one,
    where answers begin with capitals.

    Examples
    --------
    >>> cells = ["Walks, hikes, and runs, Music", "Walks, hikes, and runs", "Music"] * OFTEN
    >>> find_split(cells)(cells[0])
    ['Walks, hikes, and runs', 'Music']
    """
    found = [split_answers(cell) for cell in cells]
    counts = Counter(part for parts in found for part in parts)
    pairs = Counter(pair for parts in found for pair in pairwise(parts))
    has_capitals = any(part[:1].isupper() for part in counts)
    halves = {(before, part) for (before, part), count in pairs.items()
              if has_capitals and part[:1].islower() and count >= OFTEN
              and count == counts[before] == counts[part]}  # fmt: skip

    def split(cell: str) -> Sequence[str]:
        whole: list[str] = []
        for before, part in pairwise(["", *split_answers(cell)]):
            if (before, part) in halves:
                whole[-1] += f", {part}"
            else:
                whole.append(part)
        return whole

    return split


def are_nearly_all(values: Sequence[str], fits: Callable[[str], object]) -> bool:
    """Whether nearly all cells fit."""
    return sum(bool(fits(value)) for value in values) >= NEARLY_ALL * len(values)


def split_coded(value: str) -> tuple[str, str] | None:
    """Number and words of a point that has both in one cell; None if the cell has not.

    Examples
    --------
    >>> split_coded("1 = never"), split_coded("2-3 times (2)"), split_coded("Year 3")
    (('1', 'never'), ('2', '2-3 times'), None)
    """
    if coded := CODED.fullmatch(value):
        return coded[1], coded[2]
    if coded := CODED_BEHIND.fullmatch(value):
        return coded[2] or coded[3] or coded[4], coded[1]
    return None


def point(value: str) -> int | None:
    """A point of a scale from 0 to 10; None if the cell is none."""
    if coded := split_coded(value):
        value = coded[0]
    found = re.fullmatch(r"(\d{1,2})(?:[.,]0+)?", value)
    return int(found[1]) if found and int(found[1]) < MOST_POINTS else None


def points_in(values: Iterable[str]) -> list[int]:
    """Points of a scale among cells; 8 or 9 alone, above a gap, is more likely no answer.

    Examples
    --------
    >>> points_in(["1", "2", "5", "4", "9"]), points_in(["5", "8", "7", "9"])
    ([1, 2, 4, 5], [5, 7, 8, 9])
    """
    found = sorted({number for value in values if (number := point(value)) is not None})
    answers = [number for number in found if number < min(NO_POINTS)]
    codes = found[len(answers) :]
    is_apart = len(answers) > 2 and codes and {*codes} <= NO_POINTS and answers[-1] < codes[0] - 1
    return answers if is_apart else found


def _is_point(value: str) -> bool:
    return point(value) is not None and not split_coded(value)


def is_number(value: str) -> bool:
    """Whether a cell is a number, whatever its decimal mark."""
    return any(isinstance(read_number(value, mark)[0], Decimal) for mark in (",", "."))


def is_day(value: str) -> bool:
    """Whether a cell is a day that is written as one, in either order of day and month."""
    days = (read_day(value, order)[0] for order in ORDERS)
    return not is_serial(value) and any(day is not None for day in days)


def find_orders(values: Iterable[str]) -> tuple[str, ...]:
    """In which orders of day and month all days of a column with slashes or hyphens are days.

    Examples
    --------
    >>> find_orders(["3/4/2025", "3/25/2025"]), find_orders(["3/4/2025", "3.4.2025"])
    (('month_day',), ('day_month', 'month_day'))
    """
    open_days = [value for value in values if read_day(value)[1] == "date-order"]
    return tuple(o for o in ORDERS if all(read_day(value, o)[0] for value in open_days))


def find_order(values: Iterable[str]) -> str | None:
    """The only order of day and month of a column; None if both fit, empty if no cell needs one."""
    values = [*values]
    if not any(read_day(value)[1] == "date-order" for value in values):
        return ""
    orders = find_orders(values)
    return orders[0] if len(orders) == 1 else None


def are_serials(values: Sequence[str]) -> bool:
    """Whether all cells are numbers by which spreadsheets store days; only a heading says so."""
    filled = [value for value in values if value]
    return bool(filled) and all(map(is_serial, filled))
