"""How many people of the whole project can have given each answer, by what is told of places."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.release.listed import leave_enough, steps_of
from analysis.release.spreads import choose_between
from analysis.release.sums import Cell, narrow_cells
from analysis.study.scale import Scale
from analysis.study.study import Study
from analysis.topics.survey_change.told_levels import tell_level

KEY = ["wave", "question", "item"]
COUNTS = 3
"""Where counts of each point begin in `AnswerSets.numbers`."""


def bound_answers(
    means: pd.DataFrame, answered: pd.DataFrame, study: Study, headcounts: Mapping[str, int]
) -> dict[tuple[str, str, str], np.ndarray]:
    """Bounds of the project's answers that follow from what is told of its places.

    Parameters
    ----------
    means : pandas.DataFrame
        With the columns of `MEANS`, a row a place.
    answered : pandas.DataFrame
        Exact ``n, total`` of the project by wave, question and item.
    study : Study
    headcounts : mapping
        Public number of people by place.

    Returns
    -------
    dict
        By wave, question and item, as of `add_up`. Only of scales whose points are whole steps.
    """
    bounds = {}
    for key, rows in means.groupby(KEY, sort=False, observed=True):
        wave, question, item = map(str, key)
        scale = study.columns[question].scale
        if scale is not None and scale.is_in_steps and key in answered.index:
            n, total = answered.loc[key, ["n", "total"]]
            cells = _cells(rows, scale, int(n), headcounts)
            narrow_cells(cells, int(n), round(float(total - n * scale.ends[0])))
            bounds[wave, question, item] = add_up(cells, int(n))
    return bounds


def add_up(cells: Sequence[Cell], people: int) -> np.ndarray:
    """Least and most of all places together, as of `AnswerSets.numbers`, shape (2, 3 + points).

    Parameters
    ----------
    cells : sequence of Cell
        Of all places.
    people : int
        Of the project.
    """
    bounds = np.sum([cell.hull for cell in cells], axis=0)
    bounds[1, COUNTS:] = np.minimum(bounds[1, COUNTS:], people)
    bounds[:, 0] = people
    return np.asarray(bounds)


class ProjectAnswers:
    """The whole project's answers to one item at one wave, and what is told of them.

    Parameters
    ----------
    answers : numpy.ndarray
        Of everyone, on a scale of whole steps.
    scale : Scale
    decimals : int
        That means are told to.
    """

    def __init__(self, answers: np.ndarray, scale: Scale, decimals: int) -> None:
        self.answers = answers
        self.steps = steps_of(answers, scale.points)
        self.told = tell_level(answers, scale.points, decimals)

    def are_open(self, cells: Sequence[Cell]) -> bool:
        """Whether enough sets of answers fit their own row and what is told of places."""
        if self.told.is_listed or self.steps is None:  # there is no row
            return True
        sets = choose_between(self.told.sets, add_up(cells, len(self.answers)))
        return leave_enough(sets, self.answers, self.steps)


def _cells(
    rows: pd.DataFrame, scale: Scale, people: int, headcounts: Mapping[str, int]
) -> Sequence[Cell]:
    """What is told of each place; of one that is withheld, how many the others can leave to it."""
    rest = people - int(rows["n"].sum())

    def cell(row: Any) -> Cell:
        if pd.isna(row.n):
            return Cell(len(scale.points), (0, max(rest, 0)), None)
        most = min(row.n_most, row.n + rest, headcounts.get(row.municipality, row.n_most))
        half, first = row.step / 2, scale.ends[0]
        window = (row.mean - half - first, row.mean + half - first)
        return Cell(len(scale.points), (row.n, max(most, row.n)), window)

    return [cell(row) for row in rows.itertuples()]
