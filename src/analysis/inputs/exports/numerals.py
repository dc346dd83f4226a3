"""Numbers and dates as people type them in Finnish, Swedish and English."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from analysis.inputs.exports.grid import Cell
from analysis.study.spelling import MINUS_SIGNS

SPACES = re.compile(r"[\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]")
UNIT = re.compile(r"(?:€|eur|%|h)$", re.I)
PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
GROUPS = re.compile(
    r"-?\d{1,3}(?:[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]\d{3})+(?:[.,]\d+)?"
)
MOST_DIGITS = 30  # and signs, of a number
CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)(?::[0-5]\d)?(?: ?h)?")
SERIAL = re.compile(r"\d{5}(?:[.,]0+)?")
FIRST_SERIAL, LAST_SERIAL = 36526, 54789  # 1.1.2000 and 31.12.2049
SERIAL_ORIGIN = date(1899, 12, 30)
CLOCKED = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?: ?[AaPp][Mm])?"
TIME = rf"(?:[ T]+(?:klo )?{CLOCKED}(?:Z|[+-]\d{{2}}:?\d{{2}})?)?"
YEAR = r"(\d{4}|\d{2})"
DAY_FIRST = re.compile(rf"(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?{YEAR}{TIME}")
EITHER_FIRST = re.compile(rf"(\d{{1,2}})([/-])(\d{{1,2}})\2{YEAR}{TIME}")
"""A day whose order of day and month is known of its column alone."""
YEAR_FIRST = re.compile(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){TIME}")

CENTURY, SHORT = 2000, 2
"""What is added to a year of so many digits."""
AMBIGUOUS = "ambiguous-number"
NOT_A_NUMBER = "number"


def decimal_mark(cells: Iterable[Cell]) -> str:
    """The decimal mark of a sheet's numbers; empty if none of them tells it."""
    texts = [_bare(cell) for cell in cells if isinstance(cell, str) and len(cell) <= MOST_DIGITS]
    # Before exactly three digits a mark may separate thousands and proves nothing.
    marks = {
        m[1] for text in texts if (m := re.fullmatch(r"-?\d*([.,])\d+", text))
        and not re.fullmatch(r"-?[1-9]\d{0,2}[.,]\d{3}", text)
    }  # fmt: skip
    if marks == {"."}:
        return "."
    return "," if marks else ""


def read_number(cell: Cell, mark: str) -> tuple[Decimal | None, str]:
    """A number, or the rule that the cell breaks.

    Parameters
    ----------
    cell : Cell
        A number, or text such as ``"1 234,50"``.
    mark : str
        The sheet's decimal mark, from `decimal_mark`.
    """
    if isinstance(cell, bool):
        return None, NOT_A_NUMBER
    if isinstance(cell, float | int):
        number = Decimal(repr(cell))
        return (number, "") if number.is_finite() else (None, NOT_A_NUMBER)
    if not isinstance(cell, str):
        return None, NOT_A_NUMBER
    text = UNIT.sub("", cell.strip().translate(MINUS_SIGNS)).strip()
    if len(text) > MOST_DIGITS:
        return None, NOT_A_NUMBER
    if SPACES.search(text) and not GROUPS.fullmatch(text.replace("\t", " ")):
        return None, NOT_A_NUMBER
    text = SPACES.sub("", text)
    others = ",.".replace(mark, "") if mark else ",."
    if re.fullmatch(rf"-?\d{{1,3}}(?:[{others}]\d{{3}})+", text):
        return None, AMBIGUOUS
    if any(other in text for other in others):
        return None, NOT_A_NUMBER
    text = text.replace(",", ".")
    if PLAIN.fullmatch(text):
        return Decimal(text), ""
    return None, NOT_A_NUMBER


def read_duration(cell: Cell) -> Decimal | None:
    """Hours of a cell that a spreadsheet holds as a time, or of ``2:30``; else None."""
    if isinstance(cell, timedelta):
        return Decimal(round(cell.total_seconds() / 60)) / 60
    if isinstance(cell, time):
        return Decimal(60 * cell.hour + cell.minute) / 60
    if isinstance(cell, str) and (found := CLOCK.fullmatch(cell.strip())):
        return Decimal(60 * int(found[1]) + int(found[2])) / 60
    return None


def is_part_of_day(hours: Decimal) -> bool:
    """Whether a number of hours is rather a time of day, which spreadsheets keep as its part.

    So 2:30 is 0.104166...: of more decimals than people write, and whole minutes of a day.
    """
    decimals = -int(hours.as_tuple().exponent)
    off = 1440 * hours % 5
    return 0 < hours < 1 and decimals > 2 and min(off, 5 - off) < Decimal("0.08")


def is_normalised(cell: Cell) -> bool:
    """Whether a number's text had spaces or a unit."""
    return isinstance(cell, str) and not PLAIN.fullmatch(cell.strip().replace(",", "."))


def read_day(cell: Cell, order: str = "") -> tuple[date | None, str]:
    """A day, or the rule that the cell breaks.

    Days are written day first with points, or as ISO 8601; a spreadsheet's
    serial number is a day too. A year of two digits is of this century.

    Parameters
    ----------
    cell : Cell
    order : str
        One of `ORDERS`, for days with slashes or hyphens; without it such a day is none.
    """
    if isinstance(cell, datetime):
        return cell.date(), ""
    if isinstance(cell, date):
        return cell, ""
    if is_serial(cell):
        return SERIAL_ORIGIN + timedelta(days=int(float(str(cell).replace(",", ".")))), ""
    text = cell.strip() if isinstance(cell, str) else ""
    if found := DAY_FIRST.fullmatch(text):
        parts = (_year(found[3]), int(found[2]), int(found[1]))
    elif found := EITHER_FIRST.fullmatch(text):
        if not order:
            return None, "date-order"
        first, second = int(found[1]), int(found[3])
        month, day = (first, second) if order == "month_day" else (second, first)
        parts = (_year(found[4]), month, day)
    elif found := YEAR_FIRST.fullmatch(text):
        parts = (int(found[1]), int(found[2]), int(found[3]))
    else:
        return None, "date"
    try:
        return date(*parts), ""
    except ValueError:
        return None, "impossible-date"


def _year(digits: str) -> int:
    return int(digits) + (CENTURY if len(digits) == SHORT else 0)


def has_short_year(cell: Cell) -> bool:
    """Whether a day's year is written with two digits."""
    text = cell.strip() if isinstance(cell, str) else ""
    found = DAY_FIRST.fullmatch(text) or EITHER_FIRST.fullmatch(text)
    return found is not None and len(found[found.re.groups]) == SHORT


def is_serial(cell: Cell) -> bool:
    """Whether a cell is the serial number by which spreadsheets store a day."""
    if isinstance(cell, bool) or not isinstance(cell, str | float | int):
        return False
    text = str(cell).strip()
    return bool(SERIAL.fullmatch(text)) and FIRST_SERIAL <= int(text[:5]) <= LAST_SERIAL


def _bare(text: str) -> str:
    return SPACES.sub("", UNIT.sub("", text.strip().translate(MINUS_SIGNS)))
