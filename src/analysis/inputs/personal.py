"""What must stand in no cell: personal data, and text that was read in a wrong encoding."""

import re
from collections.abc import Iterable

from analysis.inputs.grid import Cell

DATE_LIKE = re.compile(
    r"\s*\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[ T]\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)?\s*"
)
# The centuries' signs include those given since 2023.
IDENTITY_CODE = re.compile(
    r"(?<!\w)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[-+A-FU-Y]\d{3}[0-9A-Y](?!\w)", re.I
)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(
    r"(?<![\w.,+-])(?:(?:\+|00)\d{1,3}[ -]?(?:\(0\)[ -]?)?|0)[1-9]\d?(?:[ -]?\d){5,9}(?!\w)"
)
PHONE_AS_NUMBER = re.compile(r"(?:358)?(?:4\d|50)\d{6,8}")
MISREAD_SIGNS = re.compile("[ÃÂâ\N{REPLACEMENT CHARACTER}]")
RULES = {"identity-code": IDENTITY_CODE, "email": EMAIL, "phone": PHONE}


def find_forbidden(cells: Iterable[Cell]) -> list[str]:
    """The rule that each cell breaks; empty texts for those that may stay."""
    return [_rule(cell) for cell in cells]


def _rule(cell: Cell) -> str:
    if isinstance(cell, float | int):
        # A spreadsheet drops the nought that a phone number begins with.
        return "phone" if PHONE_AS_NUMBER.fullmatch(f"{cell:.0f}") else ""
    if not isinstance(cell, str) or not cell:
        return ""
    if _is_misread(cell):
        return "mojibake"
    if len(cell) < 6 or DATE_LIKE.fullmatch(cell):
        return ""
    return next((rule for rule, pattern in RULES.items() if pattern.search(cell)), "")


def _is_misread(text: str) -> bool:
    """Whether bytes of UTF-8 were taken for Windows-1252 or Latin-1."""
    if text.isascii() or not MISREAD_SIGNS.search(text):
        return False
    if "\N{REPLACEMENT CHARACTER}" in text:
        return True
    for encoding in ("cp1252", "latin-1"):
        try:
            text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        return True
    return False
