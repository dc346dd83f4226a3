"""The labels of a drafted ``study.toml``: waves, items, points and answers."""

from collections.abc import Sequence

from analysis.inputs.draft.entries import KINDS, LABELS, Entries
from analysis.inputs.draft.hints import is_code_name
from analysis.inputs.draft.page import Page
from analysis.inputs.draft.people import Answers, find_answers
from analysis.inputs.draft.questions import Question, keep_answers
from analysis.inputs.draft.stated import stated_words
from analysis.inputs.draft.survey import Survey
from analysis.inputs.draft.tables import FoundColumn
from analysis.inputs.draft.toml_text import make_key
from analysis.study.declaration import COST_KINDS, COST_PARTS
from analysis.study.spelling import YEAR

DECIDE = "decide"
"""Key of what a person is to write in its place; no study is faultless with it."""
ASKED = {"words": "draft.decide_words", "names": "draft.decide_names"}
"""Of items that are mere codes: words of numbers, or names."""
KEYS_OF = {"cost_kind": COST_KINDS, "cost_part": COST_PARTS}
"""Answers whose keys the estimates know."""


def write_wave_labels(survey: Survey, page: Page) -> None:
    """The waves in the order in which they were found."""
    page.section("labels", "wave")
    keys = keys_of(survey.waves.texts)
    told = survey.roles["wave"].told.values if "wave" in survey.roles else {}
    for key, text in keys.items():
        is_code = text.isdigit() and len(survey.waves.texts) > 1 and not YEAR.fullmatch(text)
        words = told.get(text, "" if is_code else text)
        page.label(key, words, "" if words else page.again("compare"))
    if len(keys) < 2 or survey.waves.rare:
        page.decide("waves", page.say.text("draft.decide_waves"))
        page.label(DECIDE, "", page.again("waves"))


def keys_of(texts: Sequence[str]) -> dict[str, str]:
    """How the files call each wave or group, by its key."""
    keys: dict[str, str] = {}
    for text in texts:
        keys[make_key(text, keys)] = text
    return keys


def write_question_labels(question: Question, page: Page) -> None:
    """What a question's items, answers and points are called."""
    if question.items:
        page.section("labels", question.key)
        page.where(question.columns[0].file, question.letters)
        _write_items(question, page)
    if question.kind == "scale" and not question.scale:
        write = _write_point_words if question.answers.texts else _write_points
        write(question, page)
    elif question.kind == "choice" or (question.kind == "multiple" and not question.items):
        page.section("labels", question.key)
        page.where(question.columns[0].file, question.letters)
        _write_answers(question.key, question.columns[0], question.answers, page)


def _write_items(question: Question, page: Page) -> None:
    """The items of a question; the words of mere codes are asked for."""
    items = question.items.values()
    kind = "words" if all(words.isdigit() for words in items) else ""
    kind = "names" if all(map(is_code_name, items)) else kind
    if kind:
        title = question.title or next(iter(items))
        page.decide(kind, page.say.text(ASKED[kind]), quoted(title, page))
    for key, words in question.items.items():
        page.label(key, "" if kind else words, page.again(kind) if kind else "")


def _write_points(question: Question, page: Page) -> None:
    """The points of a scale; words of the two ends are asked for where the data have none."""
    points = question.points or {1: "", 2: ""}
    page.section("labels", points_of(question))
    title = question.title or next(iter(question.items.values()))
    low, high = min(points), max(points)
    ends = page.say.interval(page.say.number(low), page.say.number(high))
    page.decide("scales", page.say.text("draft.decide_scale"), f"{quoted(title, page)} {ends}")
    for step, words in points.items():
        is_end = step in (low, high)
        text = words or ("" if is_end else str(step))
        page.label(str(step), text, "" if text else page.again("scales"))


def _write_point_words(question: Question, page: Page) -> None:
    """A scale whose cells are words: only a person knows their order."""
    page.section("labels", points_of(question))
    title = question.title or question.key
    page.decide("orders", page.say.text("draft.decide_order"), quoted(title, page))
    for number, text in enumerate(question.answers.texts, start=1):
        page.label(f"{DECIDE}_{number}", text, page.again("orders"))


def _write_answers(key: str, column: FoundColumn, answers: Answers, page: Page) -> None:
    """The answers of a choice; those of few people, and words of mere codes, are asked for."""
    keys: list[str] = []
    known, title = KEYS_OF.get(key), column.title
    stated = {str(code): words for code, words in stated_words(title).items()}
    told = {**stated, **column.told.values}
    is_coded = bool(answers.texts) and all(t.isdigit() and t not in told for t in answers.texts)
    if is_coded:
        page.decide("words", page.say.text("draft.decide_words"), quoted(title, page))
    if known:
        keys_text = ", ".join(known)
        page.decide(f"keys {key}", page.say.text("draft.decide_keys", keys=keys_text))
    for text in answers.texts:
        keys.append(f"{DECIDE}_{len(keys) + 1}" if known else make_key(text, keys))
        mark = page.again("words") if is_coded else ""
        words = "" if is_coded else told.get(text, text)
        page.label(keys[-1], words, page.again(f"keys {key}") if known else mark)
    if answers.rare or not keys:
        asked = "draft.decide_rare_costs" if known else "draft.decide_rare"
        of = f"{quoted(title, page)} ({page.say.number(answers.rare)})"
        page.decide(asked, page.say.text(asked), of)
        page.label(DECIDE, "", page.again(asked))


def quoted(title: str, page: Page) -> str:
    """A heading in quotation marks, in the page's language."""
    return page.say.text("quoted", text=title)


def points_of(question: Question) -> str:
    """Where the labels have the points of a scale."""
    return f"{question.scale or question.key}_points"


def write_entry_labels(entries: Entries, page: Page) -> None:
    """What the answers in registrations or costs are called."""
    for name, column in (entries.columns | entries.proposed).items():
        if KINDS.get(name) == "choice":
            page.section("labels", LABELS.get(name, name))
            page.where(column.file, column.letter)
            told = find_answers([column.cells], entries.people, fewest=entries.fewest)
            found = keep_answers(told)
            _write_answers(name, column, found, page)
