"""Mean of a rated question in each group of a declared variable, at each wave."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from analysis.drawing.words.columns import ADDS_UP, IS_UNIFORM, SOURCE, N
from analysis.release.columns import Column, Frame, Precision
from analysis.release.estimates import Table
from analysis.release.listed import Told, tell_interval
from analysis.statistics.inference.estimate import CONFIDENCE
from analysis.study.declaration import check_choice
from analysis.study.edition import Edition
from analysis.study.study import Study
from analysis.topics.survey_change.by_variable.columns import (
    ROWS,
    as_frame,
    interval,
    project_table,
)
from analysis.topics.survey_change.by_variable.groups import (
    answers_by_group,
    list_rated,
    points_of,
)
from analysis.topics.survey_change.project_indices import tells_of_items
from analysis.topics.survey_change.widened import interval_step

FRAME = Frame(
    *ROWS,
    N,
    Column("mean", "float64", "Mean of the group", "points", precision=Precision.MEAN),
    *interval(Precision.MEAN, "points"),
    interval_step(),
    *SOURCE,
    ADDS_UP,
    IS_UNIFORM,
)


def group_means(question: str, by: str, level: float) -> Table:
    """The table of a question's means by group.

    Parameters
    ----------
    question : str
        Rated, or an index.
    by : str
        A background variable, or a question of one answer.
    level : float
        Of the intervals; none is released at another than 0.95.
    """
    return project_table(
        "group_means", FRAME, "by_variable.means",
        lambda responses, edition: estimate_group_means(responses, question, by, level, edition),
    )  # fmt: skip


def estimate_group_means(
    responses: pd.DataFrame | None, question: str, by: str, level: float, edition: Edition
) -> pd.DataFrame:
    """Mean of each item in each group at each wave, with Student's interval.

    Parameters
    ----------
    responses : pandas.DataFrame or None
        From `read_inputs`; without them there are no rows.
    question, by, level
        As of `group_means`.
    edition : Edition

    Returns
    -------
    pandas.DataFrame
        With the columns of `FRAME`. The groups of an item at a wave add up to all who answered.

    Raises
    ------
    StudyError
        If the question is not rated, or groups are not told apart by the variable.
    """
    check_choice("question", question, list_rated(edition.study))
    if responses is None or responses.empty:
        return FRAME.empty()
    answers = answers_by_group(responses, question, by, edition)
    table = as_frame(_rows(answers, question, by, level, edition.study), FRAME, responses)
    for (wave, group), rows in answers.groupby(["wave", "group"], sort=False):
        if tells_of_items(responses[responses["form"].isin(rows["form"])], question, edition.study):
            table["is_uniform"] |= (table["wave"] == wave) & (table["group"] == group)
    return table


def _rows(
    answers: pd.DataFrame, question: str, by: str, level: float, study: Study
) -> Iterator[dict[str, Any]]:
    points, decimals = points_of(study, question), study.disclosure.decimals
    for (item, wave, group), rows in answers.groupby(["item", "wave", "group"], sort=False):
        values = rows["response"].to_numpy(dtype="float64")
        ends = mean_interval(values, level)
        # Intervals of several levels would each be another rounding of the same spread.
        told = Told(*ends, is_listed=True)
        if level == CONFIDENCE:
            told = tell_interval(values, ends, points, decimals, is_cut=False, may_go_without=True)
        yield {
            "question": question, "item": item, "by": by, "group": group, "wave": wave,
            "n": len(values), "mean": values.mean(), "lower": told.low, "upper": told.high,
            "interval_step": told.step, "level": level, "adds_up": f"{item}|{wave}",
            "is_uniform": bool((values == values[0]).all()) or told.is_listed,
        }  # fmt: skip


def mean_interval(values: np.ndarray, level: float) -> tuple[float, float]:
    """Student's interval of a mean; not a number where the values do not differ."""
    from statsmodels.stats.weightstats import DescrStatsW  # here: it takes long to load

    if len(values) < 2 or np.ptp(values) == 0:
        return np.nan, np.nan
    lower, upper = DescrStatsW(values).tconfint_mean(alpha=1 - level)
    return float(lower), float(upper)
