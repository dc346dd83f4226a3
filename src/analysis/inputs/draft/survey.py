"""A survey as found: whose each form is, its wave and place, backgrounds and questions."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from pathlib import PurePath

from analysis.inputs.draft.hints import ELSEWHERE, asks_for_place, names_group, recognise
from analysis.inputs.draft.people import Answers, People, find_answers
from analysis.inputs.draft.questions import Question, find_items, find_questions, keep_answers
from analysis.inputs.draft.shape import is_running_number, looks_like_code
from analysis.inputs.draft.tables import FoundColumn, Table
from analysis.inputs.draft.toml_text import make_key
from analysis.inputs.exports.numerals import read_day
from analysis.study.declaration import ALL, REGION
from analysis.study.spelling import normal

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
MOST_WAVES = 12
FEWEST_LINKED = 5
"""Codes on several forms, from which they show which column is the wave or a background."""
BACKGROUND = ("age_group", "gender")
RESERVED = (
    *("respondent_id", "municipality", "wave", *BACKGROUND, ALL, REGION),
    *("form", "question", "item", "response", "missing", "origin"),
)
"""Keys of columns, and what frames of answers call their own."""
FITTING = {
    "respondent_id": frozenset({"choice", "free_text", "number"}),
    "municipality": frozenset({"choice", "free_text", "scale", "number"}),
    "wave": frozenset({"choice", "scale", "flag"}),
    "age_group": frozenset({"choice", "coded"}),
    "gender": frozenset({"choice", "flag", "scale", "coded"}),
}
"""Kinds of cells that a column recognised by its heading can have."""


@dataclass(frozen=True)
class Survey:
    """A survey as found.

    Attributes
    ----------
    people : People
    roles : mapping
        The columns that are no questions, by their names in a study.
    waves : Answers
        In the order in which they were found.
    is_named_by_file : bool
        Whether the waves are in the names of files or sheets.
    background, questions : sequence of Question
    unread : sequence of FoundColumn
        Days, ages in years, numbers of rows, and columns without any cell.
    """

    people: People
    roles: Mapping[str, FoundColumn]
    waves: Answers
    is_named_by_file: bool
    background: Sequence[Question]
    questions: Sequence[Question]
    unread: Sequence[FoundColumn]


def find_survey(table: Table) -> Survey:
    """What the responses of a folder are."""
    roles = _find_roles(table.columns)
    codes = roles["respondent_id"].cells if "respondent_id" in roles else [""] * len(table.origins)
    names = _wave_names(table)
    is_named = "wave" not in roles and len({*filter(None, names)}) > 1
    if "wave" not in roles and not is_named:
        roles |= _find_wave(table.columns, codes, roles)
    rows = roles["wave"].cells if "wave" in roles else [names[k] for k in table.origins]
    people = People(codes, [row or str(k) for row, k in zip(rows, table.origins, strict=True)])
    others = [column for column in table.columns if column not in roles.values()]
    unread = [column for column in others if _is_unread(column)]
    asked = [column for column in others if column not in unread]
    items = find_items(asked)
    traits = [c for c in asked if c not in items and _is_background(c, _name_people(codes, roles))]
    named = {name: roles.pop(name) for name in BACKGROUND if name in roles}
    questions = find_questions([c for c in asked if c not in traits], people, RESERVED)
    keys = [*RESERVED, *(question.key for question in questions)]
    for column in traits:
        named[make_key(column.title, [*keys, *named])] = column
    background = [_trait(name, column, people) for name, column in named.items()]
    waves = _find_waves(rows, people, table.columns)
    return Survey(people, roles, waves, is_named, background, questions, unread)


def _find_waves(rows: Sequence[str], people: People, columns: Sequence[FoundColumn]) -> Answers:
    """The waves in the order of their first days, of the years in their names, or of the forms."""
    found = keep_answers(find_answers([rows], people))
    days = next((column.cells for column in columns if column.kind == "date"), [""] * len(rows))
    later = _count_later(rows, people.codes)
    first: dict[str, tuple[date, int, float, int]] = {}
    for at, (row, cell) in enumerate(zip(rows, days, strict=True)):
        start = (read_day(cell)[0] or date.max, _year(row), later.get(normal(row), 0.0), at)
        first[normal(row)] = min(first.get(normal(row), start), start)
    return replace(found, texts=sorted(found.texts, key=lambda text: first[normal(text)]))


def _year(wave: str) -> int:
    """The only year in the name of a wave: files of "Autumn 2024" stand below "Spring 2025"."""
    years = YEAR.findall(wave)
    return int(years[0]) if len(years) == 1 else 0


def _count_later(rows: Sequence[str], codes: Sequence[str]) -> dict[str, float]:
    """Of each wave, how much more often it stands below another form of its person than above.

    The first row of a file can be of somebody who missed the first wave.
    """
    forms: dict[str, list[str]] = defaultdict(list)
    for row, code in zip(rows, codes, strict=True):
        if row and code:
            forms[normal(code)].append(normal(row))
    pairs = [pair for own in forms.values() for pair in combinations(own, 2)]
    above, below = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    return {wave: (below[wave] - above[wave]) / (below[wave] + above[wave])
            for wave in above | below}  # fmt: skip


def _find_roles(columns: Sequence[FoundColumn]) -> dict[str, FoundColumn]:
    roles: dict[str, FoundColumn] = {}
    for column in columns:
        name = recognise(column.title, "responses", dict.fromkeys(roles, 1))
        if column.kind in FITTING.get(name, ()):
            roles[name] = column
    left = [column for column in columns if column not in roles.values()]
    if "municipality" not in roles:
        asked = (c for c in left if c.kind == "choice" and asks_for_place(c.title))
        if place := next(asked, None):
            roles["municipality"] = place
    if "respondent_id" not in roles:
        coded = (c for c in left if looks_like_code(c.cells))
        if code := next(coded, None):
            roles["respondent_id"] = code
    return roles


def _name_people(codes: Sequence[str], roles: Mapping[str, FoundColumn]) -> Sequence[str]:
    """Codes with the place before them: in many trials each centre counts from one."""
    if "municipality" not in roles:
        return codes
    places = roles["municipality"].cells
    return [code and f"{place} {code}" for place, code in zip(places, codes, strict=True)]


def _of_people(column: FoundColumn, codes: Sequence[str]) -> list[list[str]]:
    """The answers of each person whose code stands on several forms."""
    answers: dict[str, list[str]] = defaultdict(list)
    for code, cell in zip(codes, column.cells, strict=True):
        if code and cell:
            answers[normal(code)].append(normal(cell))
    return [own for own in answers.values() if len(own) > 1]


def _find_wave(
    columns: Sequence[FoundColumn], codes: Sequence[str], roles: Mapping[str, FoundColumn]
) -> dict[str, FoundColumn]:
    """The column whose few values stand once each with the same code, all with some of them."""
    for column in columns:
        distinct = {normal(cell) for cell in column.cells if cell}
        if column in roles.values() or not 1 < len(distinct) <= MOST_WAVES:
            continue
        linked = _of_people(column, codes)
        is_once = all(len({*own}) == len(own) for own in linked)
        if is_once and len(linked) >= FEWEST_LINKED and max(map(len, linked)) == len(distinct):
            return {"wave": column}
    return {}


def _is_background(column: FoundColumn, codes: Sequence[str]) -> bool:
    """Whether everybody with several forms has the same answer on all of them.

    Where too few have several, its heading tells.
    """
    if column.kind not in ("choice", "flag", "scale", "coded"):
        return False
    linked = _of_people(column, codes)
    if len(linked) < 2 * FEWEST_LINKED:
        return column.kind == "choice" and names_group(column.title)
    return all(len({*own}) == 1 for own in linked)


def _is_unread(column: FoundColumn) -> bool:
    is_age = recognise(column.title, "responses") == "age_group" and column.kind == "number"
    return is_age or is_running_number(column.cells) or column.kind in ("date", "empty")


def _wave_names(table: Table) -> list[str]:
    """What tells the names of files or sheets apart; empty texts if they are alike."""
    is_of_files = len({sheet.file for sheet in table.sheets}) > 1
    shown = [PurePath(s.file).stem if is_of_files else s.sheet for s in table.sheets if s.name]
    if len(shown) < len(table.sheets):  # a name that stands for few people is not written
        return [""] * len(table.sheets)
    words = [normal(name).split() for name in shown]
    common = set.intersection(*map(set, words)) if words else set()
    left = (" ".join(word for word in own if word not in common) for own in words)
    return [text[:1].upper() + text[1:] for text in left]


def _trait(key: str, column: FoundColumn, people: People) -> Question:
    answers = keep_answers(find_answers([column.cells], people))
    return Question(key, "choice", column.title, [column], answers=answers)


def find_places(columns: Sequence[tuple[FoundColumn, People, int]]) -> tuple[Answers, list[str]]:
    """Places of all tables, and how those who are from elsewhere are marked."""
    found = [find_answers([column.cells], people, fewest=n) for column, people, n in columns]
    texts = {normal(text): text for answers in found for text in answers.texts}
    places = [text for key, text in texts.items() if key not in ELSEWHERE]
    cells = {normal(cell) for column, *_ in columns for cell in column.cells if cell}
    return Answers(places, len(cells - texts.keys())), [
        text for key, text in texts.items() if key in ELSEWHERE
    ]
