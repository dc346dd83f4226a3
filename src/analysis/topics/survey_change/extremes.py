"""Which items may have the best and the poorest mean at the end."""

import pandas as pd

from analysis.drawing.words.numbers import in_sentence
from analysis.release.columns import Column
from analysis.release.estimates import Released
from analysis.statistics.inference import may_be_lowest
from analysis.study.scale import Scale
from analysis.study.wording import MOST_NAMED
from analysis.topics.survey_change.phrases import mean_text

EXTREMES = (
    Column("may_be_lowest", "bool", "Whether its mean at the end may be the lowest",
           is_shown=False),
    Column("may_be_highest", "bool", "Whether its mean at the end may be the highest",
           is_shown=False),
)  # fmt: skip
ONE = {
    ("may_be_lowest", "low"): "survey_change_means.best",
    ("may_be_highest", "low"): "survey_change_means.worst",
    ("may_be_lowest", "high"): "survey_change_means.worst",
    ("may_be_highest", "high"): "survey_change_means.best",
    ("may_be_lowest", "neither"): "survey_change_means.lowest",
    ("may_be_highest", "neither"): "survey_change_means.highest",
}
"""Key of what a single item is called that may be at an end, by which answers are the better."""
SEVERAL = {
    ("may_be_lowest", "low"): "survey_change_means.some_best",
    ("may_be_highest", "low"): "survey_change_means.some_worst",
    ("may_be_lowest", "high"): "survey_change_means.some_worst",
    ("may_be_highest", "high"): "survey_change_means.some_best",
    ("may_be_lowest", "neither"): "survey_change_means.some_lowest",
    ("may_be_highest", "neither"): "survey_change_means.some_highest",
}


def mark_extremes(rated: pd.DataFrame, responses: pd.DataFrame | None) -> pd.DataFrame:
    """Rows of `select_ratings` with the columns of `EXTREMES`.

    Parameters
    ----------
    rated : pandas.DataFrame
    responses : pandas.DataFrame or None
        Of the compared waves. Without them any row may be at either end.
    """
    if responses is None or rated.empty:
        return rated.assign(may_be_lowest=True, may_be_highest=True)
    rows = responses[(responses["wave"] == "end") & (responses["missing"] == "")]
    rows = rows[rows["question"].isin(rated["question"])]
    by_item = rows.assign(item=rows["item"].astype("str")).pivot_table(
        values="response", index="form", columns=["question", "item"], observed=True
    )
    keys = pd.MultiIndex.from_frame(rated[["question", "item"]])
    answers = by_item.reindex(columns=keys).to_numpy(dtype="float64", na_value=float("nan"))
    return rated.assign(
        may_be_lowest=may_be_lowest(answers), may_be_highest=may_be_lowest(-answers)
    )


def name_extremes(released: Released, scale: Scale) -> str:
    """What may be best and poorest at the end, each where so few may be that a title names them."""
    say = released.say
    ends = ["may_be_lowest", "may_be_highest"]
    # The best first.
    parts = [part for end in ends[:: -scale.gain] if (part := _name(released, end, scale))]
    if not parts:
        return say.text("survey_change_means.title_even")
    return say.text("survey_change_means.title_ends", ends="; ".join(parts))


def _name(released: Released, end: str, scale: Scale) -> str:
    """Items that may be at an end; empty where they are too many to name, or all of them."""
    say, table = released.say, released.table
    is_told = table["end"].notna()
    may_be = table[end] & is_told
    if not may_be.any() or may_be.sum() > MOST_NAMED or may_be.sum() == is_told.sum():
        return ""
    # One that is left out of the table may be there too.
    is_one = may_be.sum() == 1 and not released.hidden
    key = (ONE if is_one else SEVERAL)[end, scale.better]
    named = [
        f"{in_sentence(say, label)} ({mean_text(released, mean)})"
        for label, mean, is_in in zip(released.labels, table["end"], may_be, strict=True)
        if is_in
    ]
    return say.text(key, labels=say.listing(named))
