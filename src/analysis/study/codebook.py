"""The codebook: which columns a study's exports have, and how their cells are spelled."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

KINDS = (
    "code",
    "municipality",
    "choice",
    "scale",
    "multiple",
    "number",
    "date",
    "text",
    "flag",
    "free_text",
)
"""What a column can hold; described in ``study.toml``."""
TABLES = ("responses", "costs", "registrations")
REASONS = ("dont_know", "no_answer", "not_asked")
"""Why an answer is missing; a file can say the first two."""
ELSEWHERE = "elsewhere"
"""Key of municipalities outside the study, where a column allows them."""
DASHES = "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}"
MINUS_SIGNS = str.maketrans(dict.fromkeys(DASHES, "-"))
LETTER = re.compile(r"[^\W\d_]")
RANGE = re.compile(r"\d+ ?- ?\d+")
WHOLE_NUMBER = re.compile(r"(-?\d+)(?:[.,]0{1,2})?")
WORD = re.compile(r"[^\W_]+")

Spellings = Mapping[str, str]
"""Key of an answer or item by each spelling of it, in normal form."""


@lru_cache(maxsize=10_000)  # a survey repeats few answers many times
def normal(text: str) -> str:
    """The form in which spellings are compared: words without capitals and punctuation.

    A whole number stays one, sign included. Nothing is guessed: two texts are
    the same if their words are.

    Examples
    --------
    >>> normal(" HAAPAVESI "), normal("3,0"), normal("-1")
    ('haapavesi', '3', '-1')
    >>> normal("1 = Erittäin hyvä") == normal("1 – erittäin hyvä")
    True
    """
    folded = unicodedata.normalize("NFKC", text).translate(MINUS_SIGNS).strip().casefold()
    if whole := WHOLE_NUMBER.fullmatch(folded):
        return whole[1]
    if not LETTER.search(folded) and not RANGE.fullmatch(folded):
        return "".join(folded.split())  # a number with a sign or mark more is not that number
    return " ".join(WORD.findall(folded))


@dataclass(frozen=True, eq=False)
class Column:
    """A column of an input table, or a question with a column an item.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    titles : mapping
        As they stand in exports, by language.
    answers, items : mapping
        Of a choice or scale, and of a question of several items; else empty.
    answer_labels, item_labels : str
        Where the study's labels have their texts.
    item_keys, item_words : tuple of str
        The items in their order, and how the first language calls them.
    optional, filled : bool
        Whether the column may be missing; whether its cells may not be empty.
    elsewhere, summed : bool
        Whether municipalities outside the study are allowed; whether a row of
        totals has the column's sum.
    texts : mapping
        What is allowed, in words, by language.
    asked_if : mapping
        The answers to another question that let this one be asked.
    """

    name: str
    kind: str
    titles: Mapping[str, tuple[str, ...]]
    answers: Spellings = field(default_factory=dict)
    items: Spellings = field(default_factory=dict)
    answer_labels: str = ""
    item_labels: str = ""
    item_keys: tuple[str, ...] = ()
    item_words: tuple[str, ...] = ()
    optional: bool = False
    filled: bool = False
    elsewhere: bool = False
    summed: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)
    asked_if: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def headings(self) -> dict[str, str]:
        """Item (empty for the column itself) by each heading in normal form."""
        everywhere = [title for titles in self.titles.values() for title in titles]
        titles = [normal(title) for title in (*everywhere, self.name)]
        own = dict.fromkeys(titles, "")
        if not self.items:
            return own
        joined = {
            f"{title} {words}": item for title in titles for words, item in self.items.items()
        }
        # Ratings may stand under the item's words alone; of several answers that would be a guess.
        alone = dict(self.items) if self.kind == "scale" else {}
        return alone | joined | (own if self.kind == "multiple" else {})

    @property
    def allowed(self) -> tuple[str, ...]:
        """Keys of the answers, in order."""
        return tuple(dict.fromkeys(self.answers.values()))


@dataclass(frozen=True, eq=False)
class Codebook:
    """Everything that reading a study's exports needs to know.

    Attributes
    ----------
    tables : mapping
        ``tables[table][column]``; empty if the study reads no exports.
    municipalities : mapping
        Key by spelling.
    missing : mapping
        Reason by spelling of an answer that is none.
    start, end : date or None
        The project's first and last day.
    """

    tables: Mapping[str, Mapping[str, Column]]
    municipalities: Spellings
    elsewhere: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    total: frozenset[str]
    missing: Spellings
    largest_mb: int
    largest_unpacked_mb: int
    start: date | None
    end: date | None
