"""Means and shares of a place at every wave, from coarse numbers."""

from collections.abc import Sequence
from math import nan

import pandas as pd

from analysis.drawing.words import cells
from analysis.drawing.words.columns import ADDS_UP, IS_UNIFORM, ITEM, SOURCE, N, banded
from analysis.inputs.printed.shape import OWN_DOCUMENT
from analysis.release.coarse import CoarseNumbers, check_coarse
from analysis.release.columns import Column, Frame, Role
from analysis.study.codebook import Column as Question
from analysis.study.edition import Edition
from analysis.study.instrument import Ratings
from analysis.study.scale import RATING, STEPS
from analysis.topics.survey_change.columns import POINTS, change_columns
from analysis.topics.survey_change.panels import name_items
from analysis.topics.survey_change.place_change import (
    level_of_place,
    share_range,
)
from analysis.topics.survey_change.place_spread import read_spreads
from analysis.topics.survey_change.widened import interval_step

WAVE = Column("wave", "str", "Key of the wave", cells=cells.of_question("wave"))
STEP = Column(
    "estimate_step",
    "float64",
    "What a place's mean is rounded to",
    STEPS,
    Role.CONTEXT,
    is_shown=False,
)
MEANS = Frame(
    ITEM,
    WAVE,
    *banded(N),
    *change_columns(RATING),
    STEP,
    interval_step(),
    *SOURCE,
    IS_UNIFORM,
)
SHARES = Frame(
    ITEM,
    WAVE,
    *banded(N),
    *change_columns(POINTS),
    *SOURCE,
    Column(
        "count", "Int64", "People who gave the answer", "people", Role.ANSWERS, of="n",
        decides_only=True,
    ),
    ADDS_UP,
)  # fmt: skip


def estimate_place_means(coarse: CoarseNumbers, ratings: Ratings, edition: Edition) -> pd.DataFrame:
    """Rounded mean of each item at every wave in a place, with the project's spread.

    Parameters
    ----------
    coarse : CoarseNumbers
    ratings : Ratings
    edition : Edition
        Of the place.

    Returns
    -------
    pandas.DataFrame
        As `estimate_mean_levels`; what is withheld is missing.
    """
    check_coarse(coarse)
    cells = _of_place(coarse.means, edition, ratings.questions)
    spreads = read_spreads(coarse)
    levels = [
        level_of_place(
            row.mean, row.step, row.n, spreads.get((row.question, row.item)), ratings.scale
        )
        for row in cells.itertuples()
    ]
    parts = {part: [getattr(level, part) for level in levels]
             for part in ("estimate", "ci_low", "ci_high")}  # fmt: skip
    table = name_items(cells.assign(estimate_step=cells["step"], **parts), ratings)
    return _from_coarse(table.assign(interval_step=nan, is_uniform=False), coarse)[MEANS.names]


def estimate_place_shares(
    coarse: CoarseNumbers, column: Question, edition: Edition
) -> pd.DataFrame:
    """All shares (0-100) of each answer at every wave that a place's bands allow.

    Parameters
    ----------
    coarse : CoarseNumbers
    column : Column
        The question's.
    edition : Edition
        Of the place.

    Returns
    -------
    pandas.DataFrame
        As `estimate_share_levels`, without an estimate; what is withheld is missing.
    """
    check_coarse(coarse)
    cells = _of_place(coarse.counts, edition, (column.name,))
    ends = [share_range(row) for row in cells.itertuples()]
    low, high = ([pair[side] for pair in ends] for side in (0, 1))
    table = cells.assign(estimate=nan, ci_low=low, ci_high=high, count=pd.NA, adds_up="")
    return _from_coarse(table.astype({"count": "Int64"}), coarse)[SHARES.names]


def _of_place(frame: pd.DataFrame, edition: Edition, questions: Sequence[str]) -> pd.DataFrame:
    """Cells of a place, item by item, the waves of each in their order; none if all are blank."""
    rows = frame[
        (frame["municipality"] == edition.municipality) & frame["question"].isin(questions)
    ]
    if rows["n"].isna().all():
        return rows.iloc[:0]
    items = {item: k for k, item in enumerate(dict.fromkeys(rows["item"]))}
    waves = {wave: k for k, wave in enumerate(edition.study.waves)}
    order = rows["item"].map(items) * len(waves) + rows["wave"].map(waves)
    return rows.iloc[order.to_numpy().argsort(kind="stable")].reset_index(drop=True)


def _from_coarse(table: pd.DataFrame, coarse: CoarseNumbers) -> pd.DataFrame:
    return table.assign(document=OWN_DOCUMENT[coarse.origin], origin=coarse.origin)
