"""Where a sheet's headings are, found without knowing what they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.inputs.draft.hints import NOT_AN_ANSWER
from analysis.inputs.draft.shape import is_day, is_number
from analysis.inputs.exports.grid import Grid, cell_text, column_letter
from analysis.inputs.exports.header import FILLERS, LOOKED_AT, join_headings
from analysis.inputs.exports.header_rows import CODE, is_import_row
from analysis.inputs.exports.personal import find_forbidden
from analysis.inputs.faults import Fault
from analysis.study.spelling import normal

FEWEST_ROWS = 5
"""Rows below a second row of headings, from which it is told apart from an answer."""
MANY = 5
"""Headings of a sheet of which one may come again below."""

Rows = Sequence[Sequence[str]]


def texts_of(grid: Grid) -> list[list[str]]:
    """The cells of a grid as texts without line breaks, a row at a time."""
    columns = (
        column.spread([" ".join(cell_text(cell).split()) for cell in column.distinct])
        for column in grid.columns
    )
    return [list(row) for row in zip(*columns, strict=True)]


def find_headings(rows: Rows) -> int | None:
    """Row of the headings, counted from 0; None if there is none.

    It is the first row of texts alone that fills at least half of the sheet's
    width and whose texts do not come again below: a row of answers would.
    """
    width = max((_count(row) for row in rows[: 2 * LOOKED_AT]), default=0)
    for at, row in enumerate(rows[:LOOKED_AT]):
        if _count(row) >= max(2, width / 2) and all(map(_is_heading, filter(None, row))):
            below = [line for line in rows[at + 1 :] if line != row]
            again = sum(
                bool(text) and any(line[position] == text for line in below)
                for position, text in enumerate(row)
            )
            # One may be the name of an answer too: "treatment", against "placebo".
            return at if below and again <= (_count(row) >= MANY) else None
    return None


@dataclass(frozen=True)
class Headings:
    """The headings of a sheet, and what is wrong with them.

    Attributes
    ----------
    titles : sequence of str
        By position; empty where there is none.
    first : int
        Row of the first record, counted from 0.
    faults : sequence of Fault
    """

    titles: Sequence[str]
    first: int
    faults: Sequence[Fault]


def read_headings(grid: Grid, rows: Rows) -> Headings | None:
    """The headings of a sheet, or None if it has none.

    Of two rows, codes and texts, the texts are; questions above their items are
    joined, as they are in reading.
    """
    tool = next((k for k, row in enumerate(rows[:LOOKED_AT]) if k and is_import_row(row)), None)
    if tool is not None:
        titles = rows[tool - 1]
        return Headings(titles, tool + 1, _check_titles(grid, titles, tool - 1))
    at = find_headings(rows)
    if at is None:
        return None
    other = _find_other(rows, at)
    if other is not None and abs(other - at) == 1:
        upper = min(at, other)
        if joined := _of_two(rows, upper):
            return Headings(joined, upper + 2, _check_titles(grid, joined, upper + 1))
    return Headings(rows[at], at + 1, check_headings(grid, rows, at))


def _of_two(rows: Rows, upper: int) -> Sequence[str] | None:
    """One row of headings made of two: texts beside codes, or questions above items."""
    over, under = rows[upper], rows[upper + 1]
    for codes, texts in ((over, under), (under, over)):
        if _are_codes(codes) and not _are_codes(texts) and _count(texts) == _count(codes):
            return texts
    joined = join_headings(over, under)
    has_items = any(b and (not a or normal(b) in FILLERS) for a, b in zip(over, under, strict=True))
    filled = [any(column) for column in zip(*rows[upper + 2 :], strict=True)]
    is_whole = all(title or not cells for title, cells in zip(joined, filled, strict=True))
    titles = [normal(title) for title in joined if title]
    return joined if has_items and is_whole and len({*titles}) == len(titles) else None


def _are_codes(row: Sequence[str]) -> bool:
    """Whether all of a row are names that a program gave: letters with digits."""
    filled = [text for text in row if text]
    return len({*filled}) == len(filled) and all(map(CODE.fullmatch, filled)) and (
        2 * sum(any(c.isdigit() or c == "_" for c in text) for text in filled) >= len(filled)
    )  # fmt: skip


def check_headings(grid: Grid, rows: Rows, at: int) -> list[Fault]:
    """Two rows of headings, merged ones, two columns called alike, personal data in them."""
    place = (grid.file, grid.sheet)
    if any(first <= at <= last for first, last in grid.merged):
        return [Fault(place[0], "merged-header", place[1], at + 1)]
    if (other := _find_other(rows, at)) is not None:
        return [Fault(place[0], "two-headings", place[1], other + 1, values={"row": at + 1})]
    return _check_titles(grid, rows[at], at)


def _check_titles(grid: Grid, titles: Sequence[str], at: int) -> list[Fault]:
    """Personal data in headings; two columns called alike."""
    place = (grid.file, grid.sheet)
    faults = [
        Fault(place[0], rule, place[1], at + 1, column_letter(position))
        for position, rule in enumerate(find_forbidden(titles, is_read=False))
        if rule
    ]
    seen: dict[str, int] = {}
    for position, title in enumerate(titles):
        if title and seen.setdefault(normal(title), position) != position:
            values = {"place": column_letter(seen[normal(title)])}
            letter = column_letter(position)
            faults.append(Fault(place[0], "doubled-column", place[1], at + 1, letter, values))
    return faults


def _find_other(rows: Rows, at: int) -> int | None:
    """Another row of headings: above, right below, or the same again further down."""
    for above, row in enumerate(rows[:at]):
        filled = [position for position, text in enumerate(row) if text]
        if filled and filled not in ([0], [0, 1]):  # a title, or a name and its value, may stand
            return above
    headings = [normal(text) for text in rows[at]]
    for below in range(at + 1, len(rows)):
        if [normal(text) for text in rows[below]] == headings:
            return below
    return at + 1 if _is_unlike(rows[at + 1], rows[at + 2 :]) else None


def _is_unlike(row: Sequence[str], below: Rows) -> bool:
    """Whether a row is unlike the cells below it, where these are numbers or repeat themselves."""
    compared = unlike = 0
    for position, text in enumerate(row):
        cells = [line[position] for line in below if line[position]]
        if not text or len(cells) < FEWEST_ROWS or normal(text) in NOT_AN_ANSWER:
            continue
        known = set(cells)
        if all(is_number(cell) or normal(cell) in NOT_AN_ANSWER for cell in known):
            compared, unlike = compared + 1, unlike + (not is_number(text))
        elif len(cells) >= 3 * len(known):
            compared, unlike = compared + 1, unlike + (text not in known)
    return unlike >= 2 and unlike >= compared / 2


def _count(row: Sequence[str]) -> int:
    return sum(map(bool, row))


def _is_heading(text: str) -> bool:
    return not (is_number(text) or is_day(text))
