"""Writing TOML with comments, and the keys of what is named in it."""

import json
import re
import textwrap
import unicodedata
from collections.abc import Collection, Mapping, Sequence

WIDTH = 100
LONGEST_KEY = 40
BARE = re.compile(r"[A-Za-z0-9_-]+")
OTHER_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "ß": "ss", "ð": "d", "þ": "th"}
)


def quote(text: str) -> str:
    """A text in quotation marks, on one line and without control characters."""
    return json.dumps(one_line(text), ensure_ascii=False)


def one_line(text: str) -> str:
    """A text without line breaks and control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def value_text(value: object) -> str:
    """A value as TOML writes it: text, number, truth, list or inline table."""
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        parts = ", ".join(f"{bare(key)} = {value_text(part)}" for key, part in value.items())
        return f"{{ {parts} }}" if parts else "{}"
    if isinstance(value, Sequence):
        return f"[{', '.join(map(value_text, value))}]"
    return str(value)


def bare(key: str) -> str:
    """A key, quoted where it must be."""
    return key if BARE.fullmatch(key) else quote(key)


def make_key(text: str, taken: Collection[str] = ()) -> str:
    """A key of small letters, digits and underscores that none of the others is.

    Examples
    --------
    >>> make_key("Kimitoön"), make_key("13–15-åringar"), make_key("Kimitoön", ["kimitoon"])
    ('kimitoon', '13_15_aringar', 'kimitoon_2')
    """
    plain = unicodedata.normalize("NFKD", text.translate(OTHER_LETTERS)).casefold()
    ascii_only = "".join(c for c in plain if not unicodedata.combining(c))
    words = re.findall(r"[a-z0-9]+", ascii_only)
    key = ""
    for word in words:
        if key and len(key) + len(word) >= LONGEST_KEY:
            break
        key = f"{key}_{word}".strip("_")
    key = key[:LONGEST_KEY] or "column"
    number = 1
    while (numbered := key if number == 1 else f"{key}_{number}") in taken:
        number += 1
    return numbered


class Lines:
    """Lines of a TOML file."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def raw(self, line: str) -> None:
        """A line as it is."""
        self._lines.append(line)

    def comment(self, text: str) -> None:
        """A comment, wrapped."""
        self._lines += textwrap.wrap(
            one_line(text), WIDTH, initial_indent="# ", subsequent_indent="#   ",
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip

    def section(self, *keys: str) -> None:
        """The head of a table."""
        self._lines += ["", f"[{'.'.join(map(bare, keys))}]"]

    def entry(self, key: str, value: object, mark: str = "") -> None:
        """A key and its value, with a mark behind it."""
        line = f"{bare(key)} = {value_text(value)}"
        self._lines.append(f"{line}  # {mark}" if mark else line)

    def blank(self) -> None:
        """An empty line."""
        self._lines.append("")

    def text(self) -> str:
        """The file."""
        return "\n".join(self._lines).strip() + "\n"
