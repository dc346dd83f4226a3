"""A survey as found: whose each form is, its wave and place, backgrounds and questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.inputs.draft.codes import (
    asks_for_amount,
    is_running_number,
    looks_like_code,
    number_people,
    numbers_anew,
)
from analysis.inputs.draft.hints import asks_for_place, names_group, recognise
from analysis.inputs.draft.numbered import find_numbered
from analysis.inputs.draft.people import (
    Answers,
    People,
    are_per_place,
    find_answers,
    name_people,
)
from analysis.inputs.draft.questions import (
    Question,
    find_items,
    find_questions,
    keep_answers,
    tell_codes,
)
from analysis.inputs.draft.set_aside import find_set_aside
from analysis.inputs.draft.shape import are_serials
from analysis.inputs.draft.tables import FoundColumn, Table
from analysis.inputs.draft.toml_text import make_key
from analysis.inputs.draft.waves import (
    FEWEST_LINKED,
    are_arm_names,
    are_wave_names,
    find_names,
    find_wave,
    find_waves,
    of_people,
)
from analysis.inputs.draft.weights import is_weight
from analysis.study.declaration import ALL, REGION
from analysis.study.spelling import normal

BACKGROUND = ("age_group", "gender")
RESERVED = (
    *("respondent_id", "municipality", "wave", *BACKGROUND, ALL, REGION),
    *("form", "question", "item", "response", "missing", "origin"),
)
"""Keys of columns, and what frames of answers call their own."""
FITTING = {
    "respondent_id": frozenset({"choice", "free_text", "number"}),
    "municipality": frozenset({"choice", "coded", "free_text", "scale", "number"}),
    "wave": frozenset({"choice", "coded", "scale", "flag"}),
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
        The columns that are no questions, by their names in a study. That of the place has no
        title where names of files or sheets tell it.
    is_numbered_anew : bool
        Whether the column of codes numbers the rows of each file or sheet: whether the same
        number is the same person, only a person knows, and nothing is inferred from it.
    is_per_place : bool
        Whether each place has codes of its own.
    waves : Answers
        In the order in which they were found.
    is_named_by_file : bool
        Whether the waves are in the names of files or sheets.
    background, questions : sequence of Question
    weights : sequence of FoundColumn
        Of those that are not read, survey weights.
    undecided : sequence of str
        Keys of backgrounds that may be questions to which nobody changed the answer.
    unread : sequence of FoundColumn
        Days, ages in years, numbers of rows, columns without any cell, names and addresses of
        people, and what survey tools add.
    numbered : sequence of str
        Headings that differ by a number alone: of waves, or of items.
    """

    people: People
    roles: Mapping[str, FoundColumn]
    is_numbered_anew: bool
    is_per_place: bool
    waves: Answers
    is_named_by_file: bool
    background: Sequence[Question]
    questions: Sequence[Question]
    unread: Sequence[FoundColumn]
    numbered: Sequence[str] = ()
    undecided: Sequence[str] = ()
    weights: Sequence[FoundColumn] = ()


def find_survey(table: Table) -> Survey:
    """What the responses of a folder are."""
    aside = find_set_aside(table.columns)
    told = [column for column in table.columns if column not in aside]
    roles = _find_roles(told, table.origins)
    coded = roles.get("respondent_id")
    is_anew = coded is not None and numbers_anew(coded.cells, table.origins)
    codes = coded.cells if coded and not is_anew else [""] * len(table.origins)
    rows, is_named = _find_waves_and_places(table, told, codes, roles)
    is_per_place = coded is not None and are_per_place(rows, coded.cells, roles)
    codes = name_people(codes, roles) if is_per_place else codes
    people = People(codes, [row or str(k) for row, k in zip(rows, table.origins, strict=True)])
    others = [column for column in table.columns if column not in roles.values()]
    unread = [c for c in others if c in aside or _is_unread(c, table.origins)]
    asked = [column for column in others if column not in unread]
    items = find_items(asked)
    traits = [c for c in asked if c not in items and _is_background(c, name_people(codes, roles))]
    questions = find_questions([c for c in asked if c not in traits], people, RESERVED)
    taken = [*RESERVED, *(question.key for question in questions)]
    named, undecided = _name_background(roles, traits, taken)
    background = [_trait(name, column, people) for name, column in named.items()]
    waves = find_waves(rows, people, table.columns)
    numbered = () if "wave" in roles or len(waves.texts) > 1 else find_numbered(asked, codes)
    return Survey(
        people,
        roles,
        is_anew,
        is_per_place,
        waves,
        is_named,
        background,
        questions,
        unread,
        numbered,
        undecided,
        [column for column in others if is_weight(column)],
    )


def _name_background(
    roles: dict[str, FoundColumn], traits: Sequence[FoundColumn], taken: Sequence[str]
) -> tuple[dict[str, FoundColumn], list[str]]:
    """Columns of the background by their keys, taken from the roles, and which are undecided."""
    named = {name: roles.pop(name) for name in BACKGROUND if name in roles}
    undecided = []
    for column in traits:
        named[key := make_key(column.title, [*taken, *named])] = column
        undecided += [] if names_group(column.title) else [key]
    if "group" in roles:  # as names of files tell it
        named[make_key("group", [*taken, *named])] = roles.pop("group")
    return named, undecided


def _find_waves_and_places(
    table: Table, told: Sequence[FoundColumn], codes: Sequence[str], roles: dict[str, FoundColumn]
) -> tuple[Sequence[str], bool]:
    """The wave of each row, and whether names of files or sheets tell it.

    What tells waves and places is added to the columns' roles.
    """
    names, places = find_names(table)
    is_several = len({*filter(None, names)}) > 1
    # Names that are no waves' may be places, if a column tells the waves.
    if "wave" not in roles and not (is_several and are_wave_names(names)):
        roles |= find_wave(told, name_people(codes, roles), roles)
    is_named = "wave" not in roles and is_several
    is_free = not is_named or places != names
    is_free &= not are_wave_names(places) and len({*filter(None, places)}) > 1
    is_group = are_arm_names(places) or ("municipality" in roles and is_named)
    role = "group" if is_group else "municipality"
    if role not in roles and is_free:
        roles[role] = FoundColumn("", "", "", [places[k] for k in table.origins])
    rows = roles["wave"].cells if "wave" in roles else [names[k] for k in table.origins]
    return rows, is_named


def _find_roles(columns: Sequence[FoundColumn], sheets: Sequence[int]) -> dict[str, FoundColumn]:
    roles: dict[str, FoundColumn] = {}
    for column in columns:
        name = recognise(column.title, "responses", dict.fromkeys(roles, 1))
        is_of_rows = name == "respondent_id" and _numbers_rows(column)
        # Numbers of few rows look like points of a scale.
        is_anew = name == "respondent_id" and numbers_anew(column.cells, sheets)
        if is_anew or (column.kind in FITTING.get(name, ()) and not is_of_rows):
            roles[name] = column
    left = [column for column in columns if column not in roles.values()]
    if "municipality" not in roles:
        asked = (c for c in left if c.kind == "choice" and asks_for_place(c.title))
        if place := next(asked, None):
            roles["municipality"] = place
    named = roles.get("respondent_id")
    if named is None or numbers_anew(named.cells, sheets):
        waves = roles["wave"].cells if "wave" in roles else sheets
        coded = (c for c in left if looks_like_code(c.cells))
        numbers = (c for c in left if c.kind == "number" and not asks_for_amount(c.title)
                   and number_people(c.cells, waves))  # fmt: skip
        if code := next(coded, None) or next(numbers, None):
            roles["respondent_id"] = code
    return roles


def _is_background(column: FoundColumn, codes: Sequence[str]) -> bool:
    """Whether everybody with several forms has the same answer on all of them.

    Where too few have several, its heading tells. An answer that all gave is of no group.
    """
    if column.kind not in ("choice", "flag", "scale", "coded"):
        return False
    if len({normal(cell) for cell in column.cells if cell}) == 1:
        return False
    linked = of_people(column, codes)
    if len(linked) < 2 * FEWEST_LINKED:
        is_short = column.kind == "choice" or len(column.title.split()) == 1
        return is_short and names_group(column.title)
    return all(len({*own}) == 1 for own in linked)


def _is_unread(column: FoundColumn, sheets: Sequence[int]) -> bool:
    name = recognise(column.title, "responses")
    is_age = name == "age_group" and column.kind == "number"
    is_day = name == "date" and are_serials(column.cells)
    is_of_rows = name == "respondent_id" and _numbers_rows(column)
    is_of_rows |= is_running_number(column.cells)
    is_of_rows |= name == "respondent_id" and numbers_anew(column.cells, sheets)
    is_other = is_weight(column) or column.kind in ("date", "empty")
    return is_age or is_day or is_of_rows or is_other


def _numbers_rows(column: FoundColumn) -> bool:
    """Whether a column of codes numbers the rows; of few rows they look like points of a scale."""
    cells = column.cells
    is_each_once = all(cell.isdecimal() for cell in cells) and len({*cells}) == len(cells)
    return is_each_once if column.kind == "scale" else is_running_number(cells)


def _trait(key: str, column: FoundColumn, people: People) -> Question:
    answers = tell_codes(keep_answers(find_answers([column.cells], people)), column)
    return Question(key, "choice", column.title, [column], answers=answers)
