"""Answers that were asked for and are missing."""

import pandas as pd

from analysis.drawing.words.columns import QUESTION, SOURCE
from analysis.inputs.printed.shape import OWN_DOCUMENT, origin_of
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Table
from analysis.study.codebook import REASONS
from analysis.study.edition import Edition
from analysis.topics.survey_change.columns import N_END, N_START
from analysis.topics.survey_change.linking import of_municipality
from analysis.topics.survey_change.waves import SIDES

NOT_ASKED = REASONS[-1]
EVERYBODY = 100.0
NONRESPONSE = Table(
    name="nonresponse",
    frame=Frame(
        QUESTION,
        Column("missing_start_pct", "float64", "Share of the start's answers that is missing", "%"),
        Column("missing_end_pct", "float64", "Share of the end's answers that is missing", "%"),
        N_START,
        N_END,
        *SOURCE,
    ),
    estimate=lambda material: estimate_nonresponse(material.responses, material.edition),
    caption_key="table.nonresponse",
    of_project=True,
)  # fmt: skip


def estimate_nonresponse(responses: pd.DataFrame | None, edition: Edition) -> pd.DataFrame:
    """Share of the asked-for answers that are missing, by question.

    Parameters
    ----------
    responses : pandas.DataFrame or None
        From `read_inputs`; without them there are no rows.
    edition : Edition
        Whose forms.

    Returns
    -------
    pandas.DataFrame
        A row a question: ``question, missing_start_pct, missing_end_pct,
        n_start, n_end, document, origin``. ``n`` are forms; of a question with
        several items each counts, and those who were not asked do not. A question that one of
        the waves did not ask has no row, nor one that nobody answered there: empty cells of a
        question that was not asked look the same.
    """
    if responses is None or responses.empty:
        return NONRESPONSE.frame.empty()
    rows = of_municipality(responses, edition.municipality)
    asked = rows[rows["missing"] != NOT_ASKED]
    if asked.empty:
        return NONRESPONSE.frame.empty()
    by = asked.assign(is_missing=asked["missing"] != "").groupby(
        ["question", "wave"], observed=True, sort=False
    )
    shares, forms = 100 * by["is_missing"].mean().unstack(), by["form"].nunique().unstack()
    table = pd.DataFrame(
        {f"missing_{wave}_pct": shares.get(wave) for wave in SIDES}
        | {f"n_{wave}": forms[wave].astype("Int64") if wave in forms else pd.NA for wave in SIDES}
    ).reset_index()
    missing = [f"missing_{wave}_pct" for wave in SIDES]
    table = table[(table[missing] < EVERYBODY).all(axis=1)]
    origin = origin_of(responses)
    return table.assign(document=OWN_DOCUMENT[origin], origin=origin)[NONRESPONSE.frame.names]
