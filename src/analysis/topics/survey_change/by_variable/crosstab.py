"""How many of each group of a declared variable gave each answer, at each wave."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.drawing.words.columns import ADDS_UP, SOURCE, N
from analysis.release.columns import Column, Frame, Precision, Role
from analysis.release.estimates import Table
from analysis.study.codebook import Column as Question
from analysis.study.declaration import check_choice
from analysis.study.edition import Edition
from analysis.topics.survey_change.by_variable.columns import (
    ROWS,
    as_frame,
    interval,
    project_table,
)
from analysis.topics.survey_change.by_variable.groups import (
    YES,
    answers_by_group,
    list_chosen,
)

FRAME = Frame(
    *ROWS,
    Column("count", "Int64", "People who gave the answer", "people", Role.ANSWERS, of="n"),
    N,
    Column("share", "float64", "Share of the group", "%", precision=Precision.POINTS),
    *interval(Precision.POINTS, "%"),
    *SOURCE,
    ADDS_UP,
)


def crosstab(question: str, by: str, level: float) -> Table:
    """The table of a question's answers by group.

    Parameters
    ----------
    question : str
        Whose answers are chosen.
    by, level
        As of `group_means`.
    """
    return project_table(
        "crosstab", FRAME, "by_variable.crosstab",
        lambda responses, edition: estimate_crosstab(responses, question, by, level, edition),
    )  # fmt: skip


def estimate_crosstab(
    responses: pd.DataFrame | None, question: str, by: str, level: float, edition: Edition
) -> pd.DataFrame:
    """Share of each group that gave each answer at each wave, with Wilson's interval.

    Parameters
    ----------
    responses : pandas.DataFrame or None
        From `read_inputs`; without them there are no rows.
    question, by, level
        As of `crosstab`.
    edition : Edition

    Returns
    -------
    pandas.DataFrame
        With the columns of `FRAME`; answers that nobody of a group gave are there as well.
        The groups add up to all who answered; where one answer is chosen, so do the answers.

    Raises
    ------
    StudyError
        If the question's answers are not chosen, or groups are not told apart by the variable.
    """
    check_choice("question", question, list_chosen(edition.study))
    if responses is None or responses.empty:
        return FRAME.empty()
    answers = answers_by_group(responses, question, by, edition)
    column = edition.study.columns[question]
    return as_frame(_rows(answers, column, by, level), FRAME, responses)


def count_answers(answers: pd.DataFrame, column: Question) -> pd.DataFrame:
    """People by item (rows), wave and group (columns) who gave the answer."""
    if column.kind in ("multiple", "flag"):
        gave = answers["response"] == YES
    else:
        gave = pd.Series(True, answers.index)
    people = answers.assign(gave=gave.astype("int64"))
    counts = people.pivot_table(
        index="item", columns=["wave", "group"], values="gave", aggfunc="sum", fill_value=0,
        sort=False,
    )  # fmt: skip
    items = column.answers_among(counts.index)
    return counts.reindex(index=items, fill_value=0).astype("int64")


def _rows(
    answers: pd.DataFrame, column: Question, by: str, level: float
) -> Iterator[dict[str, Any]]:
    from statsmodels.stats.proportion import proportion_confint  # here: it takes long to load

    sizes = answers.groupby(["wave", "group"], sort=False)["form"].nunique()
    for item, counts in count_answers(answers, column).iterrows():
        for (wave, group), count in counts.items():
            n = int(sizes[wave, group])
            lower, upper = proportion_confint(count, n, alpha=1 - level, method="wilson")
            yield {
                "question": column.name, "item": item, "by": by, "group": group, "wave": wave,
                "count": count, "n": n, "share": 100 * count / n,
                "lower": 100 * lower, "upper": 100 * upper, "level": level,
                "adds_up": wave if column.kind == "choice" else f"{item}|{wave}",
            }  # fmt: skip
