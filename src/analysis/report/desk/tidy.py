"""The tidy frames of a project's own data, and what their columns are."""

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd

from analysis.inputs.chosen import Inputs
from analysis.inputs.frames import response_fields
from analysis.inputs.own_files import reads_own_files
from analysis.report.desk.gallery import Gallery
from analysis.report.desk.unreleased import Unreleased
from analysis.report.html import Output
from analysis.study.declaration import StudyError, check_choice
from analysis.study.edition import Edition

FRAMES = {
    "survey_change": "responses",
    "cost_breakdown": "costs",
    "training_attendance": "registrations",
}
"""The frame that each topic's figures are computed from."""


def tidy_of(gallery: Gallery, topic: str, edition: Edition) -> Unreleased:
    """The tidy frame behind a topic.

    Raises
    ------
    StudyError
        If its figures are computed from published numbers.
    """
    if topic not in FRAMES:
        raise StudyError(edition.say.text("tidy.published"))
    return name_frame(gallery.inputs, FRAMES[topic], edition)


def name_frame(inputs: Inputs, name: str, edition: Edition) -> Unreleased:
    """A tidy frame of a project's own data, by its name.

    Raises
    ------
    StudyError
        If there is none: of published numbers, or of a study that reads no exports.
    """
    check_choice("frame", name, tuple(FRAMES.values()))
    frame: pd.DataFrame | None = getattr(inputs, name)
    if frame is None or not reads_own_files(edition.study, edition.data):
        raise StudyError(edition.say.text("tidy.published"))
    labels = {
        "responses": "tidy.responses",
        "costs": "tidy.costs",
        "registrations": "tidy.registrations",
    }
    return Unreleased(frame.copy(), edition, edition.say.text(labels[name]))


def describe_frame(name: str, edition: Edition) -> Output:
    """The data dictionary of a tidy frame, as a table."""
    check_choice("frame", name, tuple(FRAMES.values()))
    if name == "responses":
        rows = response_fields(edition.study.background).dictionary()
    else:
        columns = edition.study.codebook.tables.get(name, {})
        rows = pd.DataFrame(
            [(key, column.kind, "", _first(column.titles, edition))
             for key, column in columns.items()],
            columns=["column", "dtype", "unit", "meaning"],
        )  # fmt: skip
    return _as_table(rows, edition.say.text("tidy.dictionary", frame=name))


def describe_questions(edition: Edition) -> Output:
    """What a survey asks: a row a question or variable, by the key that formulas use."""
    asked = [c for c in edition.study.columns.values() if c.is_question or c.is_background]
    say, language = edition.say, edition.language
    rows = []
    for column in asked:
        answers = [texts[language] for texts in column.answer_texts.values()]
        items = [f"{key}: {texts[language]}" for key, texts in column.item_texts.items()]
        keys = "; ".join(column.answer_texts)
        rows.append((column.name, edition.question(column.name), column.kind, keys,
                     "; ".join(answers), "; ".join(items)))  # fmt: skip
    heads = ("key", "question", "kind", "keys", "answers", "items")
    words = {
        "key": say.text("tidy.key"),
        "question": say.text("column.question"),
        "kind": say.text("column.kind"),
        "keys": say.text("tidy.keys"),
        "answers": say.text("tidy.answers"),
        "items": say.text("tidy.items"),
    }
    return _as_table(pd.DataFrame(rows, columns=heads).rename(columns=words),
                     say.text("tidy.questions"))  # fmt: skip


def _first(titles: Mapping[str, Sequence[str]], edition: Edition) -> str:
    """A column's title in the edition's language, or in the first that it has one in."""
    return titles.get(edition.language, next(iter(titles.values())))[0]


def _as_table(rows: pd.DataFrame, caption: str) -> Output:
    """A table of texts, to the left and wrapped."""
    html = rows.to_html(index=False, border=0, justify="left", classes="texts")
    plain = f"{caption}\n{rows.to_string(index=False)}"
    style = "<style>.texts td, .texts th {text-align: left !important}</style>"
    return Output(f"{style}<p><strong>{escape(caption)}</strong></p>{html}", plain)
