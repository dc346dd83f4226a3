"""What must stand in no cell: personal data, and text that was read in a wrong encoding."""

import re
import unicodedata
from collections.abc import Iterable

from analysis.inputs.exports.grid import Cell
from analysis.study.spelling import MINUS_SIGNS

CLOCK = r"\d{1,2}[.:]\d{2}"
DASH = r" ?- ?"
# Dates, times of day, spans of them and business identity codes look like phone numbers.
HARMLESS = re.compile(
    rf"(?<!\d)(?:\d{{1,2}}([-./ ])\d{{1,2}}\1\d{{4}}|\d{{4}}([-./ ])\d{{1,2}}\2\d{{1,2}}|\d{{7}}-\d"
    rf"|{CLOCK}{DASH}{CLOCK}|\d{{1,2}}[./]?{DASH}\d{{1,2}}[./]\d{{4}}"
    rf"|\d{{1,2}}[./]\d{{4}}{DASH}\d{{1,2}}[./]\d{{4}})(?!\d)"
)
# The centuries' signs include those given since 2023.
IDENTITY_CODE = re.compile(
    r"(?<!\d)((?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}) ?[-+A-FU-Y] ?(\d{3})([0-9A-Y])"
    r"(?![^\W_])",
    re.I,
)
CHECK_SIGNS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
EMAIL = re.compile(r"(?<=[\w.+-])(?:@| @|\(at\)| \(at\)) ?[\w-]+\.[\w-]", re.I)
SIGN = r"[ ./()-]{0,2}"
"""What may stand between the digits of a phone number."""
ABROAD = rf"(?:\+|00)[1-9]\d{{0,2}}{SIGN}(?:0{SIGN})?[1-9](?:{SIGN}\d){{5,10}}"
"""A phone number with a country's code."""
PHONE = re.compile(
    rf"(?<![\d,+-])(?<!\d[.])(?:{ABROAD}"
    rf"|\(?0(?:4\d|50)\)?(?:{SIGN}\d){{6,8}}"  # mobile
    rf"|\(?0(?:[235689]|1[3-9])\)?(?:{SIGN}\d){{5,8}}"  # by area
    rf")(?!\w)"
)
SURE_PHONE = re.compile(
    r"(?<![\w,.+-])(?:\+358[ -]?(?:4\d|50)[ -]?\d{3}[ -]?\d{3,4}"
    r"|(?:04\d|050)(?:[ -]\d{3}[ -]?\d{4}|[ -]\d{4}[ -]\d{3}))(?![\w-])"
)
"""A mobile number as people write one: nothing else looks like it."""
PHONE_WITHOUT_NOUGHT = re.compile(r"(?:358)?(?:4\d|50)\d{7}")
MISREAD = re.compile(
    "\N{REPLACEMENT CHARACTER}|â€"
    "|[ÃÂ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a€™]"
)
SHORTEST = 6
# Letters and digits in other forms; a full normalisation takes ages over piled-up accents.
PLAIN_FORMS = MINUS_SIGNS | {
    code: plain
    for code in (*range(0x80, 0x10000), *range(0x1D400, 0x1D800))
    if code not in MINUS_SIGNS and (plain := unicodedata.normalize("NFKC", chr(code))).isascii()
}


def find_forbidden(cells: Iterable[Cell], *, is_read: bool = True) -> list[str]:
    """The rule that each cell breaks; empty texts for those that may stay.

    Parameters
    ----------
    cells : iterable of Cell
    is_read : bool
        Whether the cells' column is read. In others survey tools write numbers and
        codes of their own: there only what can be nothing else is personal data.
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
    plain = " ".join(cell.translate(PLAIN_FORMS).split())
    if any(is_read or _is_checked(found) for found in IDENTITY_CODE.finditer(plain)):
        return "identity-code"
    if EMAIL.search(plain):
        return "email"
    if not is_read:
        return "phone" if SURE_PHONE.search(plain) else ""
    if PHONE_WITHOUT_NOUGHT.fullmatch(plain) or PHONE.search(HARMLESS.sub(" ", plain)):
        return "phone"
    return ""


def _is_checked(found: re.Match[str]) -> bool:
    """Whether the last sign of an identity code is the one that its digits give."""
    return CHECK_SIGNS[int(found[1] + found[2]) % 31] == found[3].upper()
