"""How much a survey's answers spread in the whole project."""

from math import nan, sqrt

import pandas as pd

from analysis.release.coarse import SPREADS
from analysis.statistics.inference import correlation_of_pairs
from analysis.study.instrument import list_panels
from analysis.study.study import Study
from analysis.topics.survey_change.form_means import means_of_forms
from analysis.topics.survey_change.linking import (
    Overlap,
    list_forms,
    persons_waves_numbers,
    split_by_person,
)
from analysis.topics.survey_change.waves import select_compared

SPREAD_DECIMALS = 2
LINKED_DECIMALS = 1
"""Few people are linked, and a correlation of few is known no better."""
PANEL = "*"
"""Item of the row on the mean over several ratings, which no item is called."""


def estimate_spreads(responses: pd.DataFrame, study: Study) -> pd.DataFrame:
    """How much the project's answers spread and hang together, by item and by group of ratings.

    Parameters
    ----------
    responses : pandas.DataFrame
        From `read_inputs`, indices among them.
    study : Study

    Returns
    -------
    pandas.DataFrame
        With the columns of `SPREADS`: a row an item, and one a group of ratings (item `PANEL`) on
        the mean over its items. ``sd`` is pooled over the compared waves; ``linked`` the
        correlation of linked people's answers, times their share of those who answered.
    """
    compared = select_compared(responses, study)
    people = list_forms(compared)["person"]
    compared = compared[compared["missing"] == ""].astype({"response": "float64"})
    groups = [
        (str(question), str(item), rows)
        for (question, item), rows in compared.groupby(["question", "item"], observed=True)
        if (column := study.columns.get(str(question))) is not None and column.scale is not None
    ]
    for panel in list_panels(study):
        groups.append((panel.name, PANEL, means_of_forms(compared, panel.questions)))
    found = [(q, item, *_spread(split_by_person(*persons_waves_numbers(rows, people))))
             for q, item, rows in groups if len(rows)]  # fmt: skip
    return pd.DataFrame(found, columns=SPREADS.names).dropna(subset="sd").reset_index(drop=True)


def _spread(answers: Overlap) -> tuple[float, float, float]:
    """Standard deviation within waves, correlation of the waves' means, degrees of freedom."""
    start, end = answers.start, answers.end
    if min(len(start), len(end)) < 2:
        return nan, nan, nan
    df = len(start) + len(end) - 2
    squares = sum(float(((wave - wave.mean()) ** 2).sum()) for wave in (start, end))
    pairs = len(answers.start_paired)
    r = correlation_of_pairs(answers.start_paired, answers.end_paired)
    linked = r * pairs / sqrt(len(start) * len(end))
    sd = round(sqrt(squares / df), SPREAD_DECIMALS)
    return (sd if sd > 0 else nan), round(linked, LINKED_DECIMALS), float(df)
