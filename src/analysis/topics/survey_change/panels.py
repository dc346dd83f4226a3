"""Names and labels of figures that are made for each group of ratings."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

import pandas as pd

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import Caption, as_sentence, begin_sentence
from analysis.drawing.words.labels import of_question
from analysis.release.estimates import Labels, Released, Table
from analysis.study.edition import Edition
from analysis.study.instrument import Ratings
from analysis.study.spelling import normal
from analysis.topics.survey_change.phrases import questions_in_words

T = TypeVar("T", bound=Table)


def make_each(make: Callable[[Ratings], T], groups: Sequence[Ratings]) -> tuple[T, ...]:
    """A table or figure for each group; but for the first, the name ends in the group's.

    The title of one of several says what was asked.
    """
    made = [replace(make(ratings), scale=ratings.scale) for ratings in groups]
    if len(made) > 1:
        made = [_name_question(each, group) for each, group in zip(made, groups, strict=True)]
    further = zip(made[1:], groups[1:], strict=True)
    return (*made[:1], *(replace(each, name=f"{each.name}_{group.name}")
                         for each, group in further))  # fmt: skip


def _name_question(made: T, ratings: Ratings) -> T:
    """A figure whose title says of which question it is, where it does not by itself."""
    if not isinstance(made, Figure):
        return made
    describe = made.describe

    def describe_named(released: Released) -> Caption:
        caption, question = describe(released), questions_in_words(released.edition, ratings)
        told = f" {normal(caption.title)} "  # whole words: a question may be called "n"
        names = (question, *_item_names(released, ratings))
        if any(f" {normal(name)} " in told for name in names):
            return caption
        return replace(caption, title=f"{begin_sentence(as_sentence(question))} {caption.title}")

    return replace(made, describe=describe_named)


def _item_names(released: Released, ratings: Ratings) -> list[str]:
    """What the items of rated questions are called."""
    edition, columns = released.edition, released.edition.study.columns
    keys = [(q, item) for q in ratings.questions if q in columns for item in columns[q].item_keys]
    return [edition.label(question, item) for question, item in keys]


def name_items(table: pd.DataFrame, ratings: Ratings) -> pd.DataFrame:
    """A table whose rows are told apart by ``item`` alone: of questions without items, by these."""
    return table if ratings.has_items else table.assign(item=table["question"])


def item_labels(ratings: Ratings) -> Labels:
    """Labels of the rows of such a table."""
    if ratings.has_items:
        return of_question(ratings.questions[0])

    def labels(table: pd.DataFrame, edition: Edition) -> list[str]:
        return [edition.label(question, "") for question in table["item"]]

    return labels
