"""Who answered what: numbers of answers, and those that are missing."""

import pandas as pd

from analysis.inputs.printed.shape import OWN_DOCUMENT, origin_of
from analysis.study.codebook import REASONS
from analysis.study.declaration import ALL, WAVES
from analysis.study.edition import Edition
from analysis.topics.survey_change.linking import of_municipality

NOT_ASKED = REASONS[-1]


def count_answers(printed: pd.DataFrame, municipality: str = ALL) -> pd.DataFrame:
    """Number of answers at each wave, by question, as the documents label it.

    Returns
    -------
    pandas.DataFrame
        A row a question: ``question, n_start, n_end, origin``.
    """
    rows = printed[printed["wave"].isin(WAVES) & (printed["municipality"] == municipality)]
    counts = rows.groupby(["question", "wave", "origin"], sort=False)["n"].max().unstack("wave")
    return (
        counts.reset_index()
        .rename_axis(columns=None)
        .rename(columns={wave: f"n_{wave}" for wave in WAVES})
        .reindex(columns=["question", "n_start", "n_end", "origin"])
    )


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
        several items each counts, and those who were not asked do not.
    """
    columns = ["question", "missing_start_pct", "missing_end_pct", "n_start", "n_end"]
    if responses is None or responses.empty:
        return pd.DataFrame({c: [] for c in [*columns, "document", "origin"]})
    own = of_municipality(responses, edition.municipality)
    asked = own[own["missing"] != NOT_ASKED]
    by = asked.assign(is_missing=asked["missing"] != "").groupby(
        ["question", "wave"], observed=True, sort=False
    )
    shares, forms = 100 * by["is_missing"].mean().unstack(), by["form"].nunique().unstack()
    table = pd.DataFrame(
        {f"missing_{wave}_pct": shares.get(wave) for wave in WAVES}
        | {f"n_{wave}": forms[wave].astype("Int64") if wave in forms else pd.NA for wave in WAVES}
    ).reset_index()
    origin = origin_of(responses)
    return table[columns].assign(document=OWN_DOCUMENT[origin], origin=origin)
