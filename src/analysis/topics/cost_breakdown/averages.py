"""Averages of the cost per participant, each under its name."""

from typing import Any

import pandas as pd

from analysis.inputs.printed.headcounts import estimate_headcounts, of_question, printed_total
from analysis.study.declaration import ALL
from analysis.study.origin import PUBLISHED, combine_origins

COLUMNS = ["item", "estimate_eur", "difference_eur", "n", "document", "origin"]


def estimate_averages(printed: pd.DataFrame) -> pd.DataFrame:
    """The average cost per participant, computed in every way that the numbers allow.

    Parameters
    ----------
    printed : pandas.DataFrame
        From `tabulate_costs`: published numbers, or computed ones in their shape.

    Returns
    -------
    pandas.DataFrame
        A row an average, the highest first: ``item, estimate_eur,
        difference_eur, n, document, origin``. ``item`` is

        - ``mean_of_ratios``: mean of the municipalities' costs per
          participant, each municipality counting once;
        - ``median``: the one in the middle;
        - ``ratio_of_totals``: all costs over all participants, each
          participant counting once;
        - of published numbers alone, ``weighted_by_heads`` and
          ``weighted_by_shares``: the mean of ratios weighted by the rebuilt
          headcounts, and by the printed (rounded) shares of participants,
          which would both be the ratio of totals if all printed numbers
          agreed;
        - ``printed``: the mean that is published.

        ``difference_eur`` is the average less the printed one; ``n`` are the
        project's participants.
    """
    costs = of_question(printed, "cost_per_participant")
    own, whole = costs[costs["municipality"] != ALL], costs[costs["municipality"] == ALL]
    people = printed_total(printed, "participants")
    if own.empty or whole.empty or pd.isna(people):
        return pd.DataFrame({column: [] for column in COLUMNS})
    averages: dict[str, Any] = {
        "mean_of_ratios": own["value"].mean(),
        "median": own["value"].median(),
        "ratio_of_totals": printed_total(printed, "total_cost") / people,
    }
    is_published = PUBLISHED in set(whole["origin"])
    if is_published:
        averages |= _weighted(printed, own) | {"printed": whole["value"].iloc[0]}
    table = pd.DataFrame({"item": list(averages), "estimate_eur": list(averages.values())})
    target = averages.get("printed", float("nan"))
    table["difference_eur"] = (table["estimate_eur"] - target).where(table["item"] != "printed")
    table = table.dropna(subset="estimate_eur").assign(n=int(people))
    source = own.assign(origin=combine_origins(own["origin"])).iloc[0]
    table = table.assign(document=source["document"], origin=source["origin"])
    return table.sort_values("estimate_eur", ascending=False, ignore_index=True)[COLUMNS]


def _weighted(printed: pd.DataFrame, own: pd.DataFrame) -> dict[str, float]:
    """The mean of ratios with the weights that the publication lets one rebuild."""
    costs = own.set_index("municipality")["value"]
    shares = of_question(printed, "participants_share").set_index("municipality")["value"]
    heads = estimate_headcounts(printed).set_index("municipality")["n"].drop(ALL)
    weights = {"weighted_by_heads": heads.astype("float64"), "weighted_by_shares": shares}
    return {
        name: float((costs * weight).sum(min_count=len(costs)) / weight.sum())
        for name, weight in weights.items()
    }
