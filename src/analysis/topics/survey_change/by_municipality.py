"""Change of the mean by municipality: of its own answers, and drawn to the common mean."""

from math import isnan, nan

import pandas as pd

from analysis.drawing.words.columns import IS_UNIFORM, MUNICIPALITY, SOURCE
from analysis.inputs.printed.shape import OWN_DOCUMENT, origin_of
from analysis.release.columns import Column, Frame
from analysis.statistics.inference import Estimate, critical_t, holm, partial_pooling
from analysis.study.declaration import ALL
from analysis.study.edition import Edition
from analysis.study.instrument import Ratings
from analysis.topics.survey_change.columns import N_END, N_PAIRS, N_START, STEPS, change_columns
from analysis.topics.survey_change.form_means import means_of_forms
from analysis.topics.survey_change.intervals import change_of_means
from analysis.topics.survey_change.linking import (
    Overlap,
    list_forms,
    persons_waves_numbers,
    split_by_person,
)
from analysis.topics.survey_change.order import by_change

SPREAD_BETWEEN = 0.075
"""How far municipalities' true changes plausibly lie apart, of the scale's length: 0.3 of a step
from 1 to 5."""
FRAME = Frame(
    MUNICIPALITY,
    N_START,
    N_END,
    N_PAIRS,
    *change_columns(STEPS),
    Column("pooled", "float64", "Change drawn to the common mean", STEPS),
    Column("pooled_low", "float64", "Lower end of its 95 % interval", STEPS),
    Column("pooled_high", "float64", "Upper end of its 95 % interval", STEPS),
    Column("pooled_p", "float64", "Twice the chance of the other sign, adjusted by Holm over the "
           "municipalities", is_shown=False),
    *SOURCE,
    IS_UNIFORM,
)  # fmt: skip


def estimate_by_municipality(
    responses: pd.DataFrame | None, edition: Edition, ratings: Ratings
) -> pd.DataFrame:
    """Change of the mean over all items, by municipality: raw, and partially pooled.

    Parameters
    ----------
    responses : pandas.DataFrame or None
        From `read_inputs`; without them there are no rows.
    edition : Edition
        Of the study; all its municipalities are estimated.
    ratings : Ratings
        A form's value is the mean of its answers, if it has at least half of them.

    Returns
    -------
    pandas.DataFrame
        A row a municipality, the largest improvement first, and last the
        project (``"all"``): change of the mean in steps of the scale with its
        interval (`partially_overlapping_t`, Welch), and ``pooled`` with its
        own (`partial_pooling`): the less a municipality's answers tell, the
        nearer to the common mean. Below the study's minimum n nothing is
        estimated.
    """
    if responses is None or responses.empty:
        return FRAME.empty()
    forms, means = list_forms(responses), means_of_forms(responses, ratings.questions)
    minimum_n = edition.study.disclosure.minimum_n
    arrays = persons_waves_numbers(means, forms["person"])
    places = list(edition.study.municipalities)
    rows_of = {**means.groupby("municipality").indices, ALL: slice(None)}
    answers = {
        key: split_by_person(*(array[rows_of.get(key, slice(0))] for array in arrays))
        for key in (*places, ALL)
    }
    changes = {key: _change(overlap, minimum_n) for key, overlap in answers.items()}
    pooled = partial_pooling(
        [changes[key].estimate for key in places],
        [_error(changes[key]) for key in places],
        [changes[key].df for key in places],
        [changes[key].n for key in places],
        spread=SPREAD_BETWEEN * (ratings.scale.ends[1] - ratings.scale.ends[0]),
    )
    pooled_of = dict(zip(places, pooled, strict=True))
    rows = [_row(key, answers[key], changes[key], pooled_of.get(key)) for key in answers]
    origin = origin_of(responses)
    table = pd.DataFrame(rows).assign(document=OWN_DOCUMENT[origin], origin=origin)
    table["pooled_p"] = holm(list(table["pooled_p"]))
    is_all = table["municipality"] == ALL
    ordered = [by_change(table[~is_all], "estimate", ratings.scale), table[is_all]]
    return pd.concat(ordered, ignore_index=True)[FRAME.names]


def _change(answers: Overlap, minimum_n: int) -> Estimate:
    if not answers.is_enough(minimum_n):
        people = len(answers.start) + len(answers.end_only)
        return Estimate(nan, nan, nan, nan, "overlapping_welch", people)
    return change_of_means(answers)


def _error(change: Estimate) -> float:
    """Standard error behind an interval of Student's t."""
    return (change.ci_high - change.estimate) / critical_t(change.df)


def _row(
    key: str, answers: Overlap, change: Estimate, pooled: Estimate | None
) -> dict[str, object]:
    pooled = pooled or Estimate(nan, nan, nan, nan, "", 0)
    return {
        "municipality": key,
        "n_start": len(answers.start),
        "n_end": len(answers.end),
        "n_pairs": len(answers.start_paired),
        "estimate": change.estimate,
        "ci_low": change.ci_low,
        "ci_high": change.ci_high,
        "pooled": pooled.estimate,
        "pooled_low": pooled.ci_low,
        "pooled_high": pooled.ci_high,
        "pooled_p": pooled.p_value,
        "is_uniform": isnan(change.ci_low) or answers.is_uniform,
    }
