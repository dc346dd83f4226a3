"""Participants of each pilot, rebuilt from what a publication prints."""

from math import isnan

import pandas as pd

from analysis.inputs.printed.published import read_published
from analysis.statistics.forensics.headcounts import headcounts_from_shares
from analysis.study.declaration import ALL, REGION
from analysis.study.study import Study


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


def public_headcounts(study: Study, costs: pd.DataFrame | None) -> dict[str, int]:
    """How many people took part in each place, as far as everyone may know it.

    Parameters
    ----------
    study : Study
        Its disclosure rule says whether participants are public.
    costs : pandas.DataFrame or None
        A cost sheet, which counts the participants of each pilot.

    Returns
    -------
    dict
        By place; the smaller number where a document and the sheet tell two.
    """
    if "participants" not in study.disclosure.public:
        return {}
    known: dict[str, int] = {}
    for table in (_printed_headcounts(study), _sheet_headcounts(costs)):
        for place, count in table.items():
            known[place] = min(count, known.get(place, count))
    return known


def public_participants(study: Study, costs: pd.DataFrame | None) -> int | None:
    """How many people took part in the whole project, as far as everyone may know it.

    Parameters
    ----------
    study : Study
    costs : pandas.DataFrame or None
        A cost sheet; without one, or where the study does not declare its count public, what a
        document prints.

    Returns
    -------
    int or None
        None where neither counts them.
    """
    is_public = "participants" in study.disclosure.public
    if is_public and (counted := sum(_sheet_headcounts(costs).values())):
        return counted
    total = printed_total(read_published(study, "cost_breakdown"), "participants")
    return None if isnan(total) else int(total)


def _printed_headcounts(study: Study) -> dict[str, int]:
    heads = estimate_headcounts(read_published(study, "cost_breakdown")).dropna(subset="n")
    rows = heads[~heads["municipality"].isin([ALL, REGION])]
    return dict(zip(rows["municipality"], rows["n"].astype("int64"), strict=True))


def _sheet_headcounts(costs: pd.DataFrame | None) -> dict[str, int]:
    if costs is None or "participants" not in costs:
        return {}
    rows = costs.dropna(subset="participants")
    pilots = rows.groupby(["municipality", "pilot"], observed=True)["participants"].first()
    return {str(k): int(n) for k, n in pilots.groupby(level="municipality").sum().items()}


def of_question(printed: pd.DataFrame, question: str) -> pd.DataFrame:
    """Rows of a question, of the study alone."""
    return printed[(printed["question"] == question) & (printed["municipality"] != REGION)]


def printed_total(printed: pd.DataFrame, question: str) -> float:
    """The project's printed total; missing where none is printed."""
    rows = of_question(printed, question)
    return float(rows.loc[rows["municipality"] == ALL, "value"].sum(min_count=1))
