"""The text of a drafted ``study.toml``: what was found as values, what was not as decisions."""

from collections.abc import Sequence
from datetime import date

from analysis.inputs.draft.columns_text import (
    write_entry_columns,
    write_question_columns,
    write_wave_column,
)
from analysis.inputs.draft.entries import KINDS, find_days
from analysis.inputs.draft.found import Found
from analysis.inputs.draft.hints import NO, NOT_AN_ANSWER, YES, is_code_name
from analysis.inputs.draft.labels_text import (
    quoted,
    write_entry_labels,
    write_question_labels,
    write_wave_labels,
)
from analysis.inputs.draft.page import Page
from analysis.inputs.draft.people import find_answers
from analysis.inputs.draft.places_text import write_places
from analysis.inputs.draft.shape import point
from analysis.inputs.draft.survey import Survey
from analysis.study.spelling import normal

TOPIC_OF = {
    "registrations": "training_attendance",
    "responses": "survey_change",
    "costs": "cost_breakdown",
}
WORDS_OF = {
    "responses": "draft.responses",
    "registrations": "draft.registrations",
    "costs": "draft.costs",
}
RATES = ("hours_a_month", "volunteer_hour_eur", "index_base", "index_target", "on_cost_pct")
LONGEST_NAME = 100
"""Letters of a question that a figure's title still has room for."""
YES_AND_NO = {
    "fi": (("Kyllä", "X", "1"), ("Ei", "0")),
    "sv": (("Ja", "X", "1"), ("Nej", "0")),
    "en": (("Yes", "X", "1", "True"), ("No", "0", "False")),
}


def write_study(key: str, found: Found, page: Page) -> None:
    """Write the whole file onto a page."""
    _write_head(key, found, page)
    _write_rules(page)
    _write_survey(found.survey, page)
    _write_days(find_days(found.entries), page)
    elsewhere = write_places(found, page)
    page.section("region")
    page.text_entry(page.say.text("draft.region"))
    _write_names(found.survey, page)
    page.section("documents")
    _write_remarks(found.survey, page)
    _write_labels(found, page)
    _write_spellings(found, page, elsewhere)
    _write_columns(found, page)
    if any(entries.kind == "costs" and "hours" in entries.columns for entries in found.entries):
        _write_rates(page)


def _write_head(key: str, found: Found, page: Page) -> None:
    say = page.say
    page.raw("#:schema ../study.schema.json")
    page.comment(say.text("draft.head", study=key))
    for kind, table in found.tables.items():
        names = ", ".join(dict.fromkeys(sheet.name for sheet in table.sheets if sheet.name))
        values = {"table": say.text(WORDS_OF[kind]), "rows": say.number(len(table.origins))}
        page.comment(say.text("draft.found", files=names, **values))
    page.blank()
    page.entry("id", key)
    page.entry("languages", [page.language])
    page.entry("language", page.language)
    page.entry("topics", [topic for kind, topic in TOPIC_OF.items() if kind in found.tables])
    page.section("name")
    page.decide("name", say.text("draft.decide_name"))
    page.text_entry("", page.again("name"))
    page.section("compared_with")


def _write_rules(page: Page) -> None:
    page.section("disclosure")
    page.decide("disclosure", page.say.text("draft.decide_disclosure"))
    for key in ("minimum_n", "minimum_count"):
        page.entry(key, 0, page.again("disclosure"))


def _write_survey(survey: Survey | None, page: Page) -> None:
    if survey is None:
        return
    say, waves = page.say, survey.waves.texts
    page.section("survey")
    if survey.background:
        page.entry("background", [each.key for each in survey.background])
    if len(waves) > 1:
        page.decide("compare", say.text("draft.decide_compare", waves=say.listing(waves)))
        page.entry("compare", ["", ""], page.again("compare"))
    if survey.background or "municipality" in survey.roles:
        page.decide("contrasts", say.text("draft.decide_contrasts"))
        page.entry("contrasts", "", page.again("contrasts"))
        page.entry("trials", "", page.again("contrasts"))
    tested = [question for question in survey.questions if question.kind != "free_text"]
    if len(tested) > 1:
        names = ", ".join(question.key for question in tested)
        page.decide("families", say.text("draft.decide_families", questions=names))
        page.entry("families", "", page.again("families"))
    rated = [q.key for q in survey.questions if q.kind == "scale" and len(q.items) > 1]
    if rated:
        page.decide("indices", say.text("draft.decide_indices", questions=", ".join(rated)))
        page.entry("indices", "", page.again("indices"))


def _write_days(days: tuple[date, date] | None, page: Page) -> None:
    if days is None:
        return
    page.section("project")
    page.comment(page.say.text("draft.days"))
    for key, day in zip(("start", "end"), days, strict=True):
        page.entry(key, day)


def _write_names(survey: Survey | None, page: Page) -> None:
    """Ask for a name of each question that is too long for a title, or called by a code."""
    for question in survey.questions if survey else ():
        if question.kind == "free_text":
            continue
        is_asked = len(question.name) > LONGEST_NAME or is_code_name(question.name)
        if is_asked or question.name != question.title:
            page.section("questions", question.key)
        if question.name != question.title and not is_asked:
            page.text_entry(question.name)
        elif is_asked:
            title = page.say.text("quoted", text=question.title)
            page.decide("names", page.say.text("draft.decide_names"), title)
            page.text_entry("", page.again("names"))


def _write_remarks(survey: Survey | None, page: Page) -> None:
    """What readers must know of the survey: that weights are not used."""
    page.section("remarks")
    if survey and survey.weights:
        titles = page.say.listing([quoted(column.title, page) for column in survey.weights])
        page.comment(page.say.text("draft.weights", columns=titles))
        page.label("survey_change", page.say.text("draft.unweighted"))


def _write_labels(found: Found, page: Page) -> None:
    if survey := found.survey:
        write_wave_labels(survey, page)
        for question in (*survey.background, *survey.questions):
            write_question_labels(question, page)
    for entries in found.entries:
        write_entry_labels(entries, page)


def _write_spellings(found: Found, page: Page, elsewhere: list[str]) -> None:
    page.section("spellings")
    for key, words in zip(("yes", "no"), YES_AND_NO[page.language], strict=True):
        page.entry(key, [*words, *_find_spelled(found, YES if key == "yes" else NO, words)])
    if elsewhere:
        page.entry("elsewhere", elsewhere)
    if found.survey is None:
        return
    texts, odd = _find_missing(found.survey)
    shown = ", ".join(texts) or "\N{EN DASH}"
    where = ", ".join(odd) or "\N{EN DASH}"
    page.decide("missing", page.say.text("draft.decide_missing", found=shown, columns=where))
    page.entry("missing", "", page.again("missing"))


def _find_spelled(found: Found, forms: frozenset[str], known: Sequence[str]) -> list[str]:
    """Further spellings of yes or no in the columns that say nothing else."""
    survey = found.survey
    columns = [c for q in (survey.questions if survey else ()) if q.kind in ("flag", "multiple")
               for c in q.columns]  # fmt: skip
    columns += [c for entries in found.entries for name, c in entries.columns.items()
                if KINDS.get(name) == "flag"]  # fmt: skip
    texts = {normal(cell): cell for column in columns for cell in column.cells if cell}
    return [texts[key] for key in sorted((texts.keys() & forms) - {*map(normal, known)})]


def _find_missing(survey: Survey) -> tuple[list[str], list[str]]:
    """Answers that may be none, of enough people; letters of scales with other cells than points.

    A column's letter tells nothing of who answered what.
    """
    asked = [question for question in (*survey.background, *survey.questions)
             if question.kind not in ("free_text", "number")]  # fmt: skip
    texts: dict[str, str] = {}
    odd = []
    for question in asked:
        cells = [column.cells for column in question.columns]
        for text in find_answers(cells, survey.people).texts:
            number, points = point(text), question.points
            if points and number is not None and number > max(points):
                texts.setdefault(normal(text), text)
        odd += [
            column.letter
            for column in question.columns
            if question.points and any(cell and point(cell) is None for cell in column.cells)
        ]
    # A code of no answer is the same in all questions, in each of which few may have it.
    everywhere = [column.cells for question in asked for column in question.columns]
    for text in find_answers(everywhere, survey.people).texts:
        if normal(text) in NOT_AN_ANSWER - YES - NO:
            texts.setdefault(normal(text), text)
    return list(texts.values()), odd


def _write_columns(found: Found, page: Page) -> None:
    if survey := found.survey:
        for name in ("respondent_id", "municipality", "wave"):
            write_wave_column(name, survey, page)
        for trait in survey.background:
            is_undecided = trait.key in survey.undecided
            write_question_columns(trait, page, is_asked=False, is_undecided=is_undecided)
        for question in survey.questions:
            write_question_columns(question, page, is_asked=True, numbered=survey.numbered)
        page.unread(survey.unread)
    for entries in found.entries:
        write_entry_columns(entries, page)
        page.unread(entries.unread)


def _write_rates(page: Page) -> None:
    page.section("costing")
    page.decide("rates", page.say.text("draft.decide_rates"))
    for key in RATES:
        page.entry(key, "", page.again("rates"))
