"""The parts of a drafted ``study.toml`` that are of single columns: labels and how they read."""

from collections.abc import Sequence

from analysis.inputs.draft.entries import KINDS, LABELS, OPTIONAL, Entries
from analysis.inputs.draft.page import Page
from analysis.inputs.draft.people import Answers, find_answers
from analysis.inputs.draft.questions import Question, keep_answers
from analysis.inputs.draft.shape import find_order
from analysis.inputs.draft.survey import Survey
from analysis.inputs.draft.tables import FoundColumn
from analysis.inputs.draft.toml_text import make_key
from analysis.inputs.draft.waves import YEAR
from analysis.inputs.exports.numerals import has_short_year
from analysis.study.declaration import COST_KINDS, COST_PARTS

DECIDE = "decide"
"""Key of what a person is to write in its place; no study is faultless with it."""
ROLES = {"respondent_id": "code", "municipality": "municipality", "wave": "choice"}
KEYS_OF = {"cost_kind": COST_KINDS, "cost_part": COST_PARTS}
"""Answers whose keys the estimates know."""


def write_wave_labels(survey: Survey, page: Page) -> None:
    """The waves in the order in which they were found."""
    page.section("labels", "wave")
    keys: list[str] = []
    for text in survey.waves.texts:
        keys.append(make_key(text, keys))
        is_code = text.isdigit() and len(survey.waves.texts) > 1 and not YEAR.fullmatch(text)
        page.label(keys[-1], "" if is_code else text, page.again("compare") if is_code else "")
    if len(keys) < 2 or survey.waves.rare:
        page.decide("waves", page.say.text("draft.decide_waves"))
        page.label(DECIDE, "", page.again("waves"))


def write_question_labels(question: Question, page: Page) -> None:
    """What a question's items, answers and points are called."""
    if question.items:
        page.section("labels", question.key)
        page.where(question.columns[0].file, question.letters)
        is_coded = all(words.isdigit() for words in question.items.values())
        if is_coded:
            page.decide("words", page.say.text("draft.decide_words"), _quoted(question.title, page))
        for key, words in question.items.items():
            page.label(key, "" if is_coded else words, page.again("words") if is_coded else "")
    if question.kind == "scale" and not question.scale:
        write = _write_point_words if question.answers.texts else _write_points
        write(question, page)
    elif question.kind == "choice" or (question.kind == "multiple" and not question.items):
        page.section("labels", question.key)
        page.where(question.columns[0].file, question.letters)
        _write_answers(question.key, question.title, question.answers, page)


def _write_points(question: Question, page: Page) -> None:
    """The points of a scale; words of the two ends are asked for where the data have none."""
    points = question.points or {1: "", 2: ""}
    page.section("labels", _points_of(question))
    title = question.title or next(iter(question.items.values()))
    low, high = min(points), max(points)
    ends = page.say.interval(page.say.number(low), page.say.number(high))
    page.decide("scales", page.say.text("draft.decide_scale"), f"{_quoted(title, page)} {ends}")
    for step, words in points.items():
        is_end = step in (low, high)
        text = words or ("" if is_end else str(step))
        page.label(str(step), text, "" if text else page.again("scales"))


def _write_point_words(question: Question, page: Page) -> None:
    """A scale whose cells are words: only a person knows their order."""
    page.section("labels", _points_of(question))
    title = question.title or question.key
    page.decide("orders", page.say.text("draft.decide_order"), _quoted(title, page))
    for number, text in enumerate(question.answers.texts, start=1):
        page.label(f"{DECIDE}_{number}", text, page.again("orders"))


def _write_answers(key: str, title: str, answers: Answers, page: Page) -> None:
    """The answers of a choice; those of few people, and words of mere codes, are asked for."""
    keys: list[str] = []
    known = KEYS_OF.get(key)
    is_coded = bool(answers.texts) and all(text.isdigit() for text in answers.texts)
    if is_coded:
        page.decide("words", page.say.text("draft.decide_words"), _quoted(title, page))
    if known:
        keys_text = ", ".join(known)
        page.decide(f"keys {key}", page.say.text("draft.decide_keys", keys=keys_text))
    for text in answers.texts:
        keys.append(f"{DECIDE}_{len(keys) + 1}" if known else make_key(text, keys))
        mark = page.again("words") if is_coded else ""
        page.label(keys[-1], "" if is_coded else text, page.again(f"keys {key}") if known else mark)
    if answers.rare or not keys:
        asked = "draft.decide_rare_costs" if known else "draft.decide_rare"
        of = f"{_quoted(title, page)} ({page.say.number(answers.rare)})"
        page.decide(asked, page.say.text(asked), of)
        page.label(DECIDE, "", page.again(asked))


def _quoted(title: str, page: Page) -> str:
    return page.say.text("quoted", text=title)


def _points_of(question: Question) -> str:
    return f"{question.scale or question.key}_points"


def write_wave_column(name: str, survey: Survey, page: Page) -> None:
    """How the code, the place or the wave of a form is read, if the forms tell it."""
    column = survey.roles.get(name)
    if column is None and name != "wave":
        return
    page.section("tables", "responses", name)
    if column:
        page.where(column.file, column.letter)
    is_named = not column.title if column else survey.is_named_by_file
    if is_named:
        page.comment(page.say.text("draft.wave_named" if name == "wave" else "draft.place_named"))
    if column and name == "respondent_id" and survey.is_numbered_anew:
        _ask_whether_person(column, page)
    else:
        page.entry("kind", ROLES[name])
    if name == "wave":
        page.entry("labels", "wave")
    page.entry(*(("optional", True) if name == "respondent_id" else ("filled", True)))
    own = "draft.wave_title" if name == "wave" else "draft.place_title"
    page.titles((column.title if column else "") or page.say.text(own))


def _ask_whether_person(column: FoundColumn, page: Page) -> None:
    """A column of codes that numbers the rows of each file or sheet anew."""
    key = f"is person {column.title}"
    page.decide(key, page.say.text("draft.decide_person", title=column.title))
    page.entry("kind", "", page.again(key))


def _write_order(column: FoundColumn, page: Page) -> None:
    """How days are written: the only order that fits them, else a person tells."""
    if all(map(has_short_year, filter(None, column.cells))):
        page.comment(page.say.text("draft.short_years"))
    order = find_order(column.cells)
    if order is None:
        page.decide(
            "order", page.say.text("draft.decide_order_of_day"), _quoted(column.title, page)
        )
        page.entry("order", "", page.again("order"))
    elif order:
        page.comment(page.say.text("draft.order"))
        page.entry("order", order)


def _ask_whether_waves(question: Question, page: Page, numbered: Sequence[str]) -> None:
    """Columns told apart by a number alone: of waves beside each other, or of items."""
    name = _quoted(question.title, page) if question.title else question.letters
    found = f'{name} (kind = "{question.kind}")'
    listed = page.say.listing([_quoted(title, page) for title in numbered])
    asked = page.say.text("draft.decide_numbered", columns=listed)
    page.decide("numbered", asked, found)
    page.entry("kind", "", page.again("numbered"))


def _write_kind(question: Question, page: Page, *, is_asked: bool) -> None:
    """What was found; whether answers in words are a scale is asked."""
    if is_asked and question.kind == "choice" and len(question.answers.texts) > 2:
        page.decide("choices", page.say.text("draft.decide_choices"))
        page.entry("kind", "", page.again("choices"))
    else:
        page.entry("kind", question.kind)


def write_question_columns(
    question: Question, page: Page, *, is_asked: bool, numbered: Sequence[str] = ()
) -> None:
    """How a question or, if it is not asked to be told of, a background is read."""
    page.section("tables", "responses", question.key)
    page.where(question.columns[0].file, question.letters)
    if any(column.title in numbered for column in question.columns):
        _ask_whether_waves(question, page, numbered)
    else:
        _write_kind(question, page, is_asked=is_asked)
    if is_asked and question.kind == "number":
        page.decide("numbers", page.say.text("draft.decide_numbers"))
        page.entry("ends", [], page.again("numbers"))
        page.entry("better", "", page.again("numbers"))
    is_partial = any(column.is_partial for column in question.columns)
    if question.kind == "free_text" or is_partial:
        key = "draft.free_text" if question.kind == "free_text" else "draft.partial"
        page.comment(page.say.text(key))
        page.entry("optional", True)
    if question.kind == "scale":
        page.entry("labels", _points_of(question))
        is_in_words = bool(question.scale) or bool(question.answers.texts)
        page.entry("better", "", page.again("orders" if is_in_words else "scales"))
    elif question.kind == "choice":
        page.entry("labels", question.key)
    if question.items or question.kind == "multiple":
        page.entry("items", question.key)
    if question.kind == "multiple" and question.has_unmarked:
        page.decide("none", page.say.text("draft.decide_none"), _quoted(question.title, page))
        page.entry("none_counts", "", page.again("none"))
    if not question.title:
        page.decide("stems", page.say.text("draft.decide_stem"))
    page.titles(question.title)


def write_entry_labels(entries: Entries, page: Page) -> None:
    """What the answers in registrations or costs are called."""
    for name, column in (entries.columns | entries.proposed).items():
        if KINDS.get(name) == "choice":
            page.section("labels", LABELS.get(name, name))
            page.where(column.file, column.letter)
            told = find_answers([column.cells], entries.people, fewest=entries.fewest)
            found = keep_answers(told)
            _write_answers(name, column.title, found, page)


def write_entry_columns(entries: Entries, page: Page) -> None:
    """How registrations or costs are read."""
    for name, column in (entries.columns | entries.proposed).items():
        kind = KINDS.get(name, "number")
        page.section("tables", entries.kind, name)
        page.where(column.file, column.letter)
        if name in entries.proposed:
            values = {"title": column.title, "column": name}
            is_optional = name in OPTIONAL.get(entries.kind, ())
            asked = "draft.decide_optional_column" if is_optional else "draft.decide_column"
            page.decide(f"is {name}", page.say.text(asked, **values))
            page.entry("kind", "", page.again(f"is {name}"))
        elif kind == "code" and entries.is_numbered_anew:
            _ask_whether_person(column, page)
        else:
            page.entry("kind", kind)
        if kind == "choice":
            page.entry("labels", LABELS.get(name, name))
        if kind == "date":
            _write_order(column, page)
        if name == "municipality" and entries.kind == "registrations":
            page.entry("elsewhere", True)
        if kind == "code":
            page.entry("optional", True)
        page.titles(column.title)
    for name in entries.missing:
        page.section("tables", entries.kind, name)
        page.decide(f"is {name}", page.say.text("draft.decide_missing_column", column=name))
        page.entry("kind", KINDS.get(name, "number"))
        page.titles("")
