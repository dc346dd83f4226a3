"""One rating a form: the mean over its answers to several items or questions."""

from collections.abc import Sequence

import pandas as pd

ANSWERED_SHARE = 0.5
"""Of the items, the least that a form must have answered for its mean to count."""


def means_of_forms(responses: pd.DataFrame, questions: Sequence[str]) -> pd.DataFrame:
    """The mean answer of each form, as a frame of answers to one item."""
    rows = responses[responses["question"].isin(questions)]
    answered = rows[rows["missing"] == ""]
    items = rows["item"].nunique() if len(questions) == 1 else len(questions)
    by_form = answered.groupby("form")["response"].agg(["mean", "count"])
    enough = by_form.loc[by_form["count"] >= ANSWERED_SHARE * items, "mean"]
    background = answered.drop_duplicates("form").set_index("form")[["municipality", "wave"]]
    return background.join(enough.rename("response"), how="inner").reset_index()
