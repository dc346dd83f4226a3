"""What must stand in no cell: personal data, and text that was read in a wrong encoding."""

import re
import unicodedata
from collections.abc import Iterable

from analysis.inputs.exports.grid import Cell
from analysis.study.spelling import MINUS_SIGNS

# Dates and business identity codes look like phone numbers and are none.
HARMLESS = re.compile(
    r"(?<!\d)(?:\d{1,2}([-./ ])\d{1,2}\1\d{4}|\d{4}([-./ ])\d{1,2}\2\d{1,2}|\d{7}-\d)(?!\d)"
)
# The centuries' signs include those given since 2023.
IDENTITY_CODE = re.compile(
    r"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2} ?[-+A-FU-Y] ?\d{3}[0-9A-Y](?![^\W_])",
    re.I,
)
EMAIL = re.compile(r"[\w.+-]+ ?(?:@|\(at\)) ?[\w-]+(?:\.[\w-]+)+", re.I)
SIGN = r"[ ./()-]{0,2}"
"""What may stand between the digits of a phone number."""
PHONE = re.compile(
    rf"(?<![\d,+-])(?<!\d[.])(?:"
    rf"(?:\+|00)[1-9]\d{{0,2}}{SIGN}(?:0{SIGN})?[1-9](?:{SIGN}\d){{5,10}}"  # with a country's code
    rf"|\(?0(?:4\d|50)\)?(?:{SIGN}\d){{6,8}}"  # mobile
    rf"|\(?0(?:[235689]|1[3-9])\)?(?:{SIGN}\d){{5,8}}"  # by area
    rf")(?!\w)"
)
PHONE_WITHOUT_NOUGHT = re.compile(r"(?:358)?(?:4\d|50)\d{7}")
MISREAD = re.compile(
    "\N{REPLACEMENT CHARACTER}|â€"
    "|[ÃÂ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a€™]"
)
RULES = {"identity-code": IDENTITY_CODE, "email": EMAIL}
SHORTEST = 6


def find_forbidden(cells: Iterable[Cell], *, is_read: bool = True) -> list[str]:
    """The rule that each cell breaks; empty texts for those that may stay.

    Parameters
    ----------
    cells : iterable of Cell
    is_read : bool
        Whether the cells' column is read. A number of nine digits is taken for
        a phone number that lost its nought only there: elsewhere survey tools
        write numbers of their own.
    """
    return [_rule(cell, is_read) for cell in cells]


def _rule(cell: Cell, is_read: bool) -> str:
    if isinstance(cell, float | int):
        cell = f"{cell:.0f}"
    if not isinstance(cell, str) or len(cell) < 2:
        return ""
    if MISREAD.search(cell):
        return "mojibake"
    if len(cell) < SHORTEST:
        return ""
    plain = " ".join(unicodedata.normalize("NFKC", cell).translate(MINUS_SIGNS).split())
    found = next((rule for rule, pattern in RULES.items() if pattern.search(plain)), "")
    if found:
        return found
    if is_read and PHONE_WITHOUT_NOUGHT.fullmatch(plain):
        return "phone"
    return "phone" if PHONE.search(HARMLESS.sub(" ", plain)) else ""
