"""In which encoding the bytes of a text file are."""

import codecs
import re

BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
NAMES = {
    "utf-8-sig": "UTF-8 (BOM)",
    "utf-16": "UTF-16",
    "utf-32": "UTF-32",
    "cp1252": "Windows-1252",
    "cp850": "MS-DOS (850)",
    "mac-roman": "Mac Roman",
}
"""How encodings are called in messages."""
OTHERS = ("cp850", "mac-roman")
"""Encodings of old programs, known only to be named: their signs could be others' as well."""
LOOKED_AT = 2**20  # bytes in which words are looked for
LETTERS = "a-zäöå"
INSIDE = re.compile(rf"(?<=[{LETTERS}])[äöå](?=[{LETTERS}])")
"""A letter of Finnish or Swedish inside a word, where no quotation mark or currency stands."""


def find_encoding(content: bytes) -> str:
    """That of the byte order mark, else UTF-8 if the bytes are, else one of a single byte.

    Of these it is the one in which most words of Finnish and Swedish are whole.
    """
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return encoding
    start = content[:200]
    if 4 * start.count(0) > len(start):  # UTF-16 of mostly Latin letters, without a mark
        return "utf-16-be" if content[:1] == b"\0" else "utf-16-le"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        whole = {name: _words(content, name) for name in ("cp1252", *OTHERS)}
        return max(whole, key=lambda name: whole[name])
    return "utf-8"


def _words(content: bytes, encoding: str) -> int:
    text = content[:LOOKED_AT].decode(encoding, errors="replace").casefold()
    return len(INSIDE.findall(text))
