"""Two groups of a declared variable against each other: difference and interval, untested."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from math import nan
from typing import Any

import numpy as np
import pandas as pd

from analysis.drawing.words.columns import ADDS_UP, BY, ITEM, QUESTION, SOURCE
from analysis.release.columns import Column, Frame, Precision, Role
from analysis.release.estimates import Table
from analysis.release.listed import tell_interval
from analysis.statistics.inference.estimate import CONFIDENCE
from analysis.study.codebook import Column as Question
from analysis.study.declaration import StudyError, check_choice
from analysis.study.edition import Edition
from analysis.topics.survey_change.by_variable.columns import (
    AGAINST,
    GROUP,
    WAVE,
    as_frame,
    interval,
    project_table,
)
from analysis.topics.survey_change.by_variable.groups import (
    YES,
    answers_to,
    check_no_places,
    group_forms,
    list_chosen,
    list_rated,
    points_of,
)
from analysis.topics.survey_change.by_variable.means import mean_interval


@dataclass(frozen=True)
class Pair:
    """Two groups of a variable, of which the first is told against the second."""

    by: str
    group: str
    against: str


def _frame(unit: str, points: str, kept: Precision, *deciding: Column) -> Frame:
    """Columns of a difference in a unit, with those that decide by whom it rests on."""
    return Frame(
        QUESTION, ITEM, BY, GROUP, AGAINST, WAVE,
        Column("n_group", "Int64", "People of the group who answered", "people", Role.PEOPLE),
        Column("n_against", "Int64", "People of the other group who answered", "people",
               Role.PEOPLE),
        Column("value_group", "float64", "Of the group", unit, precision=kept),
        Column("value_against", "float64", "Of the other group", unit, precision=kept),
        Column("difference", "float64", "Of the group, less the other", points, precision=kept),
        *interval(kept, points),
        *SOURCE,
        Column("n_rest", "Int64", "People of neither group who answered", "people", Role.PEOPLE,
               least="linked", or_none=True, decides_only=True),
        # Two groups after another are compared: all but the last one tell of the last one, too.
        Column("n_other", "Int64", "People of the smallest other group", "people", Role.PEOPLE,
               or_none=True, decides_only=True),
        *deciding,
        ADDS_UP,
    )  # fmt: skip


def _count(name: str, of: str, least: str = "", *, or_none: bool = False) -> Column:
    return Column(f"count_{name}", "Int64", "People who gave the answer", "people", Role.ANSWERS,
                  of=of, least=least, or_none=or_none, decides_only=True)  # fmt: skip


MEANS = _frame(
    "points",
    "points",
    Precision.MEAN,
    Column("is_uniform", "bool", "Whether everyone of a group gave the same answer",
           role=Role.UNIFORM, decides_only=True),
)  # fmt: skip
SHARES = _frame(
    "%",
    "percentage points",
    Precision.POINTS,
    _count("group", "n_group"),
    _count("against", "n_against"),
    _count("rest", "n_rest", "n", or_none=True),
    Column(
        "count_other",
        "Int64",
        "Fewest of another group who gave the answer, or another one",
        "people",
        Role.ANSWERS,
        decides_only=True,
    ),
)


def group_difference(question: str, pair: Pair, level: float, edition: Edition) -> Table:
    """The table of the difference of two groups in each item of a question.

    Raises
    ------
    StudyError
        If the question is not one that means or shares are told of.
    """
    rated, chosen = list_rated(edition.study), list_chosen(edition.study)
    check_choice("question", question, (*rated, *chosen))
    frame = MEANS if question in rated else SHARES
    return project_table(
        "group_difference", frame, "by_variable.difference",
        lambda responses, edition: estimate_difference(responses, question, pair, level, edition),
    )  # fmt: skip


def estimate_difference(
    responses: pd.DataFrame | None, question: str, pair: Pair, level: float, edition: Edition
) -> pd.DataFrame:
    """Difference of two groups, of means (Welch) or of shares (Newcombe), at each wave.

    Parameters
    ----------
    responses : pandas.DataFrame or None
        From `read_inputs`; without them there are no rows.
    question, pair, level
        As of `group_difference`.
    edition : Edition

    Returns
    -------
    pandas.DataFrame
        With the columns of `MEANS` or `SHARES`. The answers of a choice add up to all of a group,
        those that nobody gave among them; and no other group may be too small, as one pair after
        another leaves the last one alone. No p-value: what was not declared before
        looking at the answers is not tested.

    Raises
    ------
    StudyError
        If the variable is not declared, or nobody is in a group.
    """
    is_rated = question in list_rated(edition.study)
    frame = MEANS if is_rated else SHARES
    if responses is None or responses.empty:
        return frame.empty()
    groups = group_forms(responses, pair.by, edition)
    check_no_places(responses, groups, edition)
    for name in (pair.group, pair.against):
        check_choice(pair.by, name, tuple(sorted({*groups})))
    if pair.group == pair.against:
        raise StudyError(edition.say.text("by_variable.same_group"))
    answers = answers_to(responses, question, groups)
    make = partial(_of_means, is_listed=_lists(question, edition)) if is_rated else _of_shares
    column = edition.study.columns[question]
    made = [
        {"question": question, "item": item, "wave": wave, "level": level, **vars(pair), **found,
         "adds_up": wave if column.kind == "choice" else ""}
        for (item, wave), rows in _each_item(answers, column)
        if (found := make(rows, pair, level))
    ]  # fmt: skip
    return as_frame(made, frame, responses)


def _each_item(
    answers: pd.DataFrame, column: Question
) -> Iterator[tuple[tuple[str, str], pd.DataFrame]]:
    """Answers to each item at each wave; of a choice, everyone's, and whether it was this one."""
    if column.kind != "choice":
        for (wave, item), rows in answers.groupby(["wave", "item"], sort=False):
            yield (item, wave), rows
        return
    for wave, everyone in answers.groupby("wave", sort=False):
        for item in column.allowed:  # what nobody chose follows from the others
            gave = (everyone["item"] == item).astype("int64")
            yield (item, str(wave)), everyone.assign(response=gave)


def _split(rows: pd.DataFrame, pair: Pair) -> list[np.ndarray]:
    """Answers of the group, of the other one, and of neither."""
    is_group, is_against = rows["group"] == pair.group, rows["group"] == pair.against
    parts = (is_group, is_against, ~(is_group | is_against))
    return [rows.loc[part, "response"].to_numpy(dtype="float64") for part in parts]


def _split_others(rows: pd.DataFrame, pair: Pair) -> list[np.ndarray]:
    """Answers of each group but the two, those who do not tell theirs among them."""
    others = rows[~rows["group"].isin([pair.group, pair.against])]
    return [part.to_numpy(dtype="float64") for _, part in others.groupby("group")["response"]]


def _lists(question: str, edition: Edition) -> Callable[[np.ndarray], bool]:
    """Whether the mean of some answers to a question lists them."""
    points, decimals = points_of(edition.study, question), edition.study.disclosure.decimals
    return lambda answers: tell_interval(answers, (nan, nan), points, decimals).is_listed


def _of_means(
    rows: pd.DataFrame, pair: Pair, level: float, is_listed: Callable[[np.ndarray], bool]
) -> dict[str, Any]:
    """Welch's interval of the difference of two means; nothing where a group has nobody."""
    from statsmodels.stats.weightstats import CompareMeans, DescrStatsW  # here: long to load

    group, against, rest = _split(rows, pair)
    if not (len(group) and len(against)):
        return {}
    lower = upper = np.nan
    if not np.isnan([*mean_interval(group, level), *mean_interval(against, level)]).any():
        means = CompareMeans(DescrStatsW(group), DescrStatsW(against))
        lower, upper = means.tconfint_diff(alpha=1 - level, usevar="unequal")
    return {
        "n_group": len(group), "n_against": len(against), "n_rest": len(rest),
        "n_other": min(map(len, _split_others(rows, pair)), default=0),
        "value_group": group.mean(), "value_against": against.mean(),
        "difference": group.mean() - against.mean(), "lower": lower, "upper": upper,
        # Of means, no interval of another level is released: as of `group_means`.
        "is_uniform": level != CONFIDENCE
        or any(len({*part}) == 1 or is_listed(part) for part in (group, against)),
    }  # fmt: skip


def _of_shares(rows: pd.DataFrame, pair: Pair, level: float) -> dict[str, Any]:
    """Newcombe's interval of the difference of two shares, in percentage points."""
    from statsmodels.stats.proportion import confint_proportions_2indep  # here: long to load

    group, against, rest = ((part == YES) for part in _split(rows, pair))
    others = [part == YES for part in _split_others(rows, pair)]
    fewest = min((min(gave.sum(), (~gave).sum()) for gave in others), default=group.sum())
    if not (len(group) and len(against)):
        return {}
    lower, upper = confint_proportions_2indep(
        group.sum(), len(group), against.sum(), len(against), method="newcomb", alpha=1 - level
    )
    return {
        "n_group": len(group), "n_against": len(against), "n_rest": len(rest),
        "n_other": min(map(len, others), default=0), "count_other": fewest,
        "value_group": 100 * group.mean(), "value_against": 100 * against.mean(),
        "difference": 100 * (group.mean() - against.mean()),
        "lower": 100 * lower, "upper": 100 * upper,
        "count_group": group.sum(), "count_against": against.sum(), "count_rest": rest.sum(),
    }  # fmt: skip
