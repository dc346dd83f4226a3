"""Columns told apart by a number alone: the same at several waves, or items; only a person knows.

Waves that are named, as in "Stress before", are told by `row_shape`.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from analysis.inputs.draft.shape import QUESTIONS
from analysis.inputs.draft.tables import FoundColumn
from analysis.study.spelling import normal

BEHIND = re.compile(r"(?P<stem>.*?[^\W\d]) ?(?P<number>[1-9])|(?P<named>.+) (?P<roman>i{1,3}|iv)")
BEFORE = re.compile(r"(?P<number>[1-9]) (?P<stem>.*[^\W\d].*)")
ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
MOST_WAVES = 4
"""Numbers of one stem; more of them number the items of a question."""
NUMBERED = frozenset({"item", "question", "statement", "kysymys", "kohta", "väittämä", "fråga",
                      "påstående", "var", "muuttuja", "variable"})  # fmt: skip
"""Stems that say nothing but that what follows is a number."""
SHORTEST = 3
"""Letters of a stem that is a word; shorter ones, as in "Q1", number questions."""
CHECKBOX = "___"
"""What stands between a question and an answer that can be ticked, in exports of REDCap."""


def find_numbered(columns: Sequence[FoundColumn], codes: Sequence[str]) -> tuple[str, ...]:
    """Headings that differ by a number alone, where each repeated stem has the same numbers.

    Parameters
    ----------
    columns : sequence of FoundColumn
        Those that ask something, of a survey in which no column and no name tells a wave.
    codes : sequence of str
        Of the forms; nobody has two, or the rows are waves.
    """
    coded = [normal(code) for code in codes if code]
    if len({*coded}) < len(coded):
        return ()
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for column in columns:
        stem, number = _split(column.title) if column.kind in QUESTIONS else ("", "")
        if number:
            found[stem][number] = column.title
    repeated = [own for own in found.values() if len(own) > 1]
    sets = {tuple(sorted(own)) for own in repeated}
    if len(sets) != 1 or sets.pop() not in _runs():
        return ()
    return tuple(title for own in repeated for title in own.values())


def _split(title: str) -> tuple[str, str]:
    """Stem and number of a heading; empty where it has none."""
    words = normal(title)
    if CHECKBOX in title or not (match := BEHIND.fullmatch(words) or BEFORE.fullmatch(words)):
        return "", ""
    parts = match.groupdict()
    stem = parts["stem"] or parts["named"]
    is_word = sum(map(str.isalpha, stem)) >= SHORTEST and stem not in NUMBERED
    return (stem, parts["number"] or ROMAN[parts["roman"]]) if is_word else ("", "")


def _runs() -> set[tuple[str, ...]]:
    """The numbers that waves may have: from 1 to each of a few."""
    return {tuple(str(n) for n in range(1, last + 1)) for last in range(2, MOST_WAVES + 1)}
