"""Participants of each pilot, rebuilt from what a publication prints."""

import pandas as pd

from analysis.statistics.forensics.headcounts import headcounts_from_shares
from analysis.study.declaration import ALL, REGION


def estimate_headcounts(printed: pd.DataFrame) -> pd.DataFrame:
    """Participants of each pilot, rebuilt from the printed shares of the printed total.

    Parameters
    ----------
    printed : pandas.DataFrame
        From `tabulate_costs`: published numbers, or computed ones in their shape.

    Returns
    -------
    pandas.DataFrame
        ``municipality, n``, the project (``"all"``) last; ``n`` is missing
        where several counts print alike or none does. No rows if nothing is
        printed.
    """
    counted = of_question(printed, "participants")
    if len(counted) > 1:  # each pilot's own count is there
        heads = counted.assign(n=counted["value"].astype("Int64"))
        return heads[["municipality", "n", "document", "origin"]]
    shares = of_question(printed, "participants_share")
    total = counted
    counts = headcounts_from_shares(list(shares["value"]), int(total["value"].sum()))
    bounds = zip(counts.low, counts.high, strict=True)
    exact = [a if a == b else pd.NA for a, b in bounds] or [pd.NA] * len(shares)
    heads = pd.concat([shares.assign(n=exact), total.assign(n=total["value"])], ignore_index=True)
    heads["n"] = heads["n"].astype("Int64")
    return heads[["municipality", "n", "document", "origin"]]


def of_question(printed: pd.DataFrame, question: str) -> pd.DataFrame:
    """Rows of a question, of the study alone."""
    return printed[(printed["question"] == question) & (printed["municipality"] != REGION)]


def printed_total(printed: pd.DataFrame, question: str) -> float:
    """The project's printed total; missing where none is printed."""
    rows = of_question(printed, question)
    return float(rows.loc[rows["municipality"] == ALL, "value"].sum(min_count=1))
