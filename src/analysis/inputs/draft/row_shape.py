"""Sheets whose rows are no forms: waves side by side in columns, or a row for each item."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from analysis.inputs.draft.people import name_people
from analysis.inputs.draft.set_aside import find_set_aside
from analysis.inputs.draft.survey import Survey
from analysis.inputs.draft.tables import QUESTIONS, FoundColumn, Table
from analysis.inputs.draft.waves import OCCASION
from analysis.inputs.faults import Fault
from analysis.study.spelling import normal

MOST_DOUBLED = 0.5
"""Part of people's forms at a wave that have a second row, above which a row is no form."""


def find_misshapen(table: Table, survey: Survey) -> list[Fault]:
    """What keeps the rows of a survey from being forms; nothing where they are."""
    file = table.sheets[0].file
    if len(survey.waves.texts) > 1:
        is_long = _is_long(survey)
        return [Fault(file, "rows-of-items", table.sheets[0].sheet)] if is_long else []
    letters = _columns_of_waves(table)
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
        words = normal(column.title).split()
        for wave, rest in ((words[:1], words[1:]), (words[-1:], words[:-1])):
            if rest and OCCASION.fullmatch(" ".join(wave)):
                found[" ".join(rest)]["".join(wave)] = column
    groups: Sequence[dict[str, FoundColumn]] = [g for g in found.values() if len(g) > 1]
    letters = {column.letter for group in groups for column in group.values()}
    return sorted(letters, key=lambda letter: (len(letter), letter))
