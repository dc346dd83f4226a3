"""What the words of an answer stand for, by what the codebook says of its column."""

import re
from functools import lru_cache
from typing import Any

from analysis.study.codebook import ELSEWHERE, Codebook, Column

OTHER = "other"
"""Key of the item for answers in a respondent's own words."""
BETWEEN = re.compile(r"[\s,;|]+")
"""What stands between several answers; in the normal form of words, spaces alone."""
TRUE, FALSE = frozenset({"true", "tosi", "sant"}), frozenset({"false", "epätosi", "falskt"})
"""A spreadsheet's own yes and no, as it writes them to a CSV file in its language."""


def find_answer(words: str, column: Column, item: str, codebook: Codebook) -> Any:
    """What the words of a cell stand for; None if the codebook does not know them.

    Parameters
    ----------
    words : str
        In normal form.
    column : Column
    item : str
        For a question with a column an item.
    codebook : Codebook
    """
    match column.kind:
        case "choice":
            return column.answers.get(words)
        case "scale":
            return int(column.answers[words]) if words in column.answers else None
        case "municipality" if column.elsewhere and words in codebook.elsewhere:
            return ELSEWHERE
        case "municipality":
            return codebook.municipalities.get(words)
        case "multiple" if not item:
            return _split_answers(words, column)
        case "multiple" if column.items.get(words) == item:
            return True
        case "multiple" if words in codebook.missing:
            return None
    if column.kind == "flag" and words in column.headings():
        return True  # the heading repeated instead of a mark
    if words in TRUE | FALSE:
        return words in TRUE
    return words in codebook.yes if words in codebook.yes | codebook.no else None


@lru_cache(maxsize=10_000)
def _split_answers(words: str, column: Column) -> frozenset[str] | None:
    """The items that a joined text names; none if any part of it is unknown."""
    return _named(words, column)[-1]


def named_first(words: str, column: Column) -> frozenset[str] | None:
    """The items at the beginning of a joined text, and another answer in words of one's own."""
    if OTHER not in column.item_keys:
        return None
    named = [items for items in _named(words, column)[1:] if items]
    return named[-1] | {OTHER} if named else None


def _named(words: str, column: Column) -> list[frozenset[str] | None]:
    """The items that the first k words name, by k; None where they cannot be cut into answers.

    Answers hold the separators themselves ("help, when it is needed"), so the
    text is cut where answers end, not where commas stand.
    """
    parts = _parts(words)
    spelled = {tuple(_parts(text)): item for text, item in column.items.items()}
    lengths = sorted({len(spelling) for spelling in spelled}, reverse=True)
    named: list[frozenset[str] | None] = [frozenset()] + [None] * len(parts)
    for end in range(1, len(parts) + 1):
        for length in lengths:
            before = named[end - length] if length <= end else None
            item = spelled.get(tuple(parts[end - length : end])) if length <= end else None
            if before is not None and item:
                named[end] = before | {item}
                break
    return named


def _parts(words: str) -> list[str]:
    return [part for part in BETWEEN.split(words) if part]
