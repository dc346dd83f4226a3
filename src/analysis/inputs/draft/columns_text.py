"""The parts of a drafted ``study.toml`` that are of single columns: how they are read."""

from collections.abc import Sequence

from analysis.inputs.draft.entries import KINDS, LABELS, OPTIONAL, Entries
from analysis.inputs.draft.labels_text import keys_of, points_of, quoted
from analysis.inputs.draft.page import Page
from analysis.inputs.draft.questions import Question
from analysis.inputs.draft.shape import find_order
from analysis.inputs.draft.survey import Survey
from analysis.inputs.draft.tables import FoundColumn
from analysis.inputs.exports.numerals import has_short_year

ROLES = {"respondent_id": "code", "municipality": "municipality", "wave": "choice"}


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
    if name == "respondent_id" and survey.is_per_place:
        page.comment(page.say.text("draft.per_place"))
        page.entry("per_place", True)
    page.entry(*(("optional", True) if name == "respondent_id" else ("filled", True)))
    own = "draft.wave_title" if name == "wave" else "draft.place_title"
    page.titles((column.title if column else "") or page.say.text(own))
    if name == "wave" and is_named:
        _write_spellings(name, survey.waves.texts, page)


def _write_spellings(name: str, texts: Sequence[str], page: Page) -> None:
    """How files call waves or groups, so that their names may be changed."""
    page.section("tables", "responses", name, "spellings")
    for key, text in keys_of(texts).items():
        page.entry(key, [text])


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
        page.decide("order", page.say.text("draft.decide_order_of_day"), quoted(column.title, page))
        page.entry("order", "", page.again("order"))
    elif order:
        page.comment(page.say.text("draft.order"))
        page.entry("order", order)


def _ask_whether_waves(question: Question, page: Page, numbered: Sequence[str]) -> None:
    """Columns told apart by a number alone: of waves beside each other, or of items."""
    name = quoted(question.title, page) if question.title else question.letters
    found = f'{name} (kind = "{question.kind}")'
    listed = page.say.listing([quoted(title, page) for title in numbered])
    asked = page.say.text("draft.decide_numbered", columns=listed)
    page.decide("numbered", asked, found)
    page.entry("kind", "", page.again("numbered"))


def _write_kind(question: Question, page: Page, *, is_asked: bool, is_undecided: bool) -> None:
    """What was found; whether answers in words are a scale, or of a question at all, is asked."""
    if is_undecided:
        title = quoted(question.title, page)
        page.decide("traits", page.say.text("draft.decide_traits"), title)
        page.entry("kind", "", page.again("traits"))
    elif is_asked and question.kind == "choice" and len(question.answers.texts) > 2:
        page.decide("choices", page.say.text("draft.decide_choices"))
        page.entry("kind", "", page.again("choices"))
    else:
        page.entry("kind", question.kind)


def write_question_columns(
    question: Question,
    page: Page,
    *,
    is_asked: bool,
    numbered: Sequence[str] = (),
    is_undecided: bool = False,
) -> None:
    """How a question or, if it is not asked to be told of, a background is read."""
    page.section("tables", "responses", question.key)
    page.where(question.columns[0].file, question.letters)
    if any(column.title in numbered for column in question.columns):
        _ask_whether_waves(question, page, numbered)
    else:
        _write_kind(question, page, is_asked=is_asked, is_undecided=is_undecided)
    if is_asked and question.kind == "number":
        page.decide("numbers", page.say.text("draft.decide_numbers"))
        page.entry("ends", [], page.again("numbers"))
        page.entry("better", "", page.again("numbers"))
    is_partial = any(column.is_partial for column in question.columns)
    if question.kind == "free_text" or is_partial:
        key = "draft.free_text" if question.kind == "free_text" else "draft.partial"
        page.comment(page.say.text(key))
        page.entry("optional", True)
    _write_answers(question, page)
    _write_titles(question, page)


def _write_answers(question: Question, page: Page) -> None:
    """Where its points, answers and items are, and what else a question of its kind must say."""
    if question.kind == "scale":
        page.entry("labels", points_of(question))
        is_in_words = bool(question.scale) or bool(question.answers.texts)
        page.entry("better", "", page.again("orders" if is_in_words else "scales"))
    elif question.kind == "choice":
        page.entry("labels", question.key)
    if question.items or question.kind == "multiple":
        page.entry("items", question.key)
    if question.kind == "multiple" and question.has_unmarked:
        page.decide("none", page.say.text("draft.decide_none"), quoted(question.title, page))
        page.entry("none_counts", "", page.again("none"))


def _write_titles(question: Question, page: Page) -> None:
    """Its heading, or how files call the groups that their names tell."""
    if not question.columns[0].file:
        page.comment(page.say.text("draft.group_named"))
        page.titles(page.say.text("draft.group_title"))
        _write_spellings(question.key, question.answers.texts, page)
        return
    if not question.title:
        page.decide("stems", page.say.text("draft.decide_stem"))
    page.titles(question.title)


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
