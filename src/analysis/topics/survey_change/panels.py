"""Names and labels of figures that are made for each group of ratings."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

import pandas as pd

from analysis.drawing.words.labels import of_question
from analysis.release.estimates import Labels, Table
from analysis.study.edition import Edition
from analysis.study.instrument import Ratings

T = TypeVar("T", bound=Table)


def make_each(make: Callable[[Ratings], T], groups: Sequence[Ratings]) -> tuple[T, ...]:
    """A table or figure for each group; but for the first, the name ends in the group's."""
    made = [make(ratings) for ratings in groups]
    further = zip(made[1:], groups[1:], strict=True)
    return (*made[:1], *(replace(each, name=f"{each.name}_{group.name}")
                         for each, group in further))  # fmt: skip


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
