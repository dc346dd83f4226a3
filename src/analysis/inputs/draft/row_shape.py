"""Sheets whose rows are no forms: waves side by side in columns, or a row for each item."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from analysis.inputs.draft.people import name_people
from analysis.inputs.draft.set_aside import find_set_aside
from analysis.inputs.draft.shape import QUESTIONS
from analysis.inputs.draft.survey import Survey
from analysis.inputs.draft.tables import FoundColumn, Table
from analysis.inputs.draft.waves import BESIDE
from analysis.inputs.faults import Fault
from analysis.study.spelling import normal

HUMP = re.compile(r"(?<=[a-zåäö])(?=[A-ZÅÄÖ])")
"""Where a word begins inside a name: "preStress"."""
ITEMS = frozenset((
    "question", "question id", "item", "variable", "fråga", "frågenummer", "påstående", "variabel",
    "kysymys", "väittämä", "muuttuja",
))  # fmt: skip
VALUES = frozenset((
    "answer", "response", "value", "score", "svar", "värde", "poäng", "vastaus", "arvo", "pisteet",
))  # fmt: skip
"""Headings of a table with a row for each item: what is asked, and what was answered."""
MOST_DOUBLED = 0.5
"""Part of people's forms at a wave that have a second row, above which a row is no form."""


def find_misshapen(table: Table, survey: Survey) -> list[Fault]:
    """What keeps the rows of a survey from being forms; nothing where they are."""
    file = table.sheets[0].file
    titles = {normal(column.title) for column in table.columns}
    if titles & ITEMS and titles & VALUES:
        return [Fault(file, "rows-of-items", table.sheets[0].sheet)]
    letters = _columns_of_waves(table)
    wave = survey.roles.get("wave")
    # "1. mittaus: uni" is no column of waves, though its heading has the word.
    if len(survey.waves.texts) > 1 and not (wave and wave.letter in letters):
        is_long = _is_long(survey)
        return [Fault(file, "rows-of-items", table.sheets[0].sheet)] if is_long else []
    if not letters:
        return []
    return [Fault(file, "waves-in-columns", values={"columns": ", ".join(letters)})]


def _is_long(survey: Survey) -> bool:
    """Whether most people have several rows at a wave."""
    codes = name_people(survey.people.codes, survey.roles)
    rows = Counter(
        (normal(code), normal(wave))
        for code, wave in zip(codes, survey.people.waves, strict=True) if code
    )  # fmt: skip
    return sum(n > 1 for n in rows.values()) > MOST_DOUBLED * max(len(rows), 1)


def _columns_of_waves(table: Table) -> list[str]:
    """Letters of columns that ask the same at different waves, as their headings say."""
    aside = find_set_aside(table.columns)
    asked = [c for c in table.columns if c.kind in QUESTIONS and c not in aside]
    found: dict[str, dict[str, FoundColumn]] = defaultdict(dict)
    for column in asked:
        words = normal(HUMP.sub(" ", column.title)).split()
        ends = [(words[:n], words[n:]) for n in (1, 2)] + [(words[-n:], words[:-n]) for n in (1, 2)]
        for wave, rest in ends:
            if rest and BESIDE.fullmatch(" ".join(wave)):
                found[" ".join(rest)]["".join(wave)] = column
    groups: Sequence[dict[str, FoundColumn]] = [g for g in found.values() if len(g) > 1]
    letters = {column.letter for group in groups for column in group.values()}
    return sorted(letters, key=lambda letter: (len(letter), letter))
