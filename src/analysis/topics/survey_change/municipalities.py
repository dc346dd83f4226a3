"""Municipalities beside each other and beside the project."""

from math import isnan, nan

import pandas as pd

from analysis.inputs.printed.shape import OWN_DOCUMENT, origin_of
from analysis.statistics.inference.estimate import Estimate
from analysis.statistics.inference.overlapping import partially_overlapping_t
from analysis.statistics.inference.pooling import partial_pooling
from analysis.statistics.inference.student import critical_t
from analysis.study.declaration import ALL
from analysis.study.edition import Edition
from analysis.topics.survey_change.linking import (
    Overlap,
    list_forms,
    persons_waves_numbers,
    split_by_person,
)

MUNICIPALITY_COLUMNS = ["municipality", "n_start", "n_end", "n_pairs", "estimate", "ci_low",
                        "ci_high", "pooled", "pooled_low", "pooled_high", "document", "origin",
                        "is_uniform"]  # fmt: skip
ANSWERED_SHARE = 0.5
"""Of the items, the least that a form must have answered for its mean to count."""


def estimate_by_municipality(
    responses: pd.DataFrame | None, edition: Edition, question: str = "domain_rating"
) -> pd.DataFrame:
    """Change of the mean over all life domains, by municipality: raw, and partially pooled.

    Parameters
    ----------
    responses : pandas.DataFrame or None
        From `read_inputs`; without them there are no rows.
    edition : Edition
        Of the study; all its municipalities are estimated.
    question : str
        A rating question with several items. A form's value is the mean of
        its answers, if it has at least half of them.

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
        return pd.DataFrame({c: [] for c in MUNICIPALITY_COLUMNS})
    forms, means = list_forms(responses), means_of_forms(responses, question)
    minimum_n = edition.study.disclosure.minimum_n
    arrays = persons_waves_numbers(means, forms["person"])
    rows_of = {**means.groupby("municipality").indices, ALL: slice(None)}
    seen = {
        key: split_by_person(*(array[rows_of.get(key, slice(0))] for array in arrays))
        for key in (*edition.study.municipalities, ALL)
    }
    changes = {key: _change(each, minimum_n) for key, each in seen.items()}
    own = list(edition.study.municipalities)
    pooled = partial_pooling(
        [changes[key].estimate for key in own],
        [_error(changes[key]) for key in own],
        [changes[key].n for key in own],
    )
    drawn = dict(zip(own, pooled, strict=True))
    rows = [_row(key, seen[key], changes[key], drawn.get(key)) for key in seen]
    origin = origin_of(responses)
    table = pd.DataFrame(rows).assign(document=OWN_DOCUMENT[origin], origin=origin)
    table["is_all"] = table["municipality"] == ALL
    return table.sort_values(["is_all", "estimate"], ignore_index=True)[MUNICIPALITY_COLUMNS]


def means_of_forms(responses: pd.DataFrame, question: str) -> pd.DataFrame:
    """The mean answer of each form, as a frame of answers to one item."""
    asked = responses[responses["question"] == question]
    answered = asked[asked["missing"] == ""]
    items = asked["item"].nunique()
    by_form = answered.groupby("form")["response"].agg(["mean", "count"])
    enough = by_form.loc[by_form["count"] >= ANSWERED_SHARE * items, "mean"]
    background = answered.drop_duplicates("form").set_index("form")[["municipality", "wave"]]
    return background.join(enough.rename("response"), how="inner").reset_index()


def _change(seen: Overlap, minimum_n: int) -> Estimate:
    if not seen.is_enough(minimum_n):
        people = len(seen.start) + len(seen.end_only)
        return Estimate(nan, nan, nan, nan, "overlapping_welch", people)
    return partially_overlapping_t(
        seen.end_only, seen.start_only, seen.end_paired, seen.start_paired, equal_variances=False
    )


def _error(change: Estimate) -> float:
    """Standard error behind an interval of Student's t."""
    return (change.ci_high - change.estimate) / critical_t(change.df)


def _row(key: str, seen: Overlap, change: Estimate, pooled: Estimate | None) -> dict[str, object]:
    drawn = pooled or Estimate(nan, nan, nan, nan, "", 0)
    return {
        "municipality": key,
        "n_start": len(seen.start),
        "n_end": len(seen.end),
        "n_pairs": len(seen.start_paired),
        "estimate": change.estimate,
        "ci_low": change.ci_low,
        "ci_high": change.ci_high,
        "pooled": drawn.estimate,
        "pooled_low": drawn.ci_low,
        "pooled_high": drawn.ci_high,
        "is_uniform": isnan(change.ci_low) or seen.is_uniform,
    }
