"""What a spreadsheet leaves where something else stood: errors, formulas, codes as numbers."""

import re
from datetime import date, time, timedelta

ERROR = re.compile(
    r"#[^\W\d_][\w/ ]{0,20}[!?]"  # #REF!, #DIV/0!, #NIMI?, #VÄRDEFEL! in any language
    r"|#N/A|#NV|(?:err|virhe|fel):\d{3}"  # the two without a mark, and LibreOffice's numbers
    r"|#{3,}",  # a column too narrow for what it shows
    re.I,
)
"""An error that a formula gave, as text."""
FORMULA = re.compile(r"=[\w(+$'\"-].*", re.S)
KEPT_AS_TEXT = re.compile(r'="([^"]*)"')
"""So a CSV file keeps a spreadsheet from taking a code for a number."""
SCIENTIFIC = re.compile(r"-?\d(?:[.,]\d+)?E\+\d+", re.I)
MOST_PRECISE = 10**15
"""From here on a spreadsheet's numbers have lost digits."""


def find_spoiled(text: str) -> str:
    """The rule that a cell's text breaks if a formula's error or the formula itself stands there.

    Examples
    --------
    >>> find_spoiled("#PUUTTUU!"), find_spoiled("=A1&B1"), find_spoiled("# 4")
    ('formula-error', 'formula', '')
    """
    if text.startswith("=") and FORMULA.fullmatch(text):
        return "formula"
    return "formula-error" if ERROR.fullmatch(text) else ""


def without_guard(text: str) -> str:
    """A text without the sign that makes a spreadsheet take it for one: ``="007"`` is 007."""
    guarded = KEPT_AS_TEXT.fullmatch(text)
    return guarded[1].strip() if guarded else text


def is_rounded_code(cell: object) -> bool:
    """Whether a code was made a number and lost digits, so that several may be the same now."""
    if isinstance(cell, str):
        return bool(SCIENTIFIC.fullmatch(cell.strip()))
    return isinstance(cell, float | int) and abs(cell) >= MOST_PRECISE


def is_code_as_day(cell: object) -> bool:
    """Whether a spreadsheet has made a code such as ``1-2`` a day or a time."""
    return isinstance(cell, date | time | timedelta)
