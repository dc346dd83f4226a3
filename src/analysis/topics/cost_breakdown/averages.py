"""Averages of the cost per participant, each under its name."""

from typing import Any

import pandas as pd

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.columns import ITEM, PARTICIPANTS, SOURCE
from analysis.drawing.words.labels import in_words
from analysis.drawing.words.numbers import lower_first
from analysis.inputs.printed.headcounts import estimate_headcounts, of_question, printed_total
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Released
from analysis.study.declaration import ALL
from analysis.study.origin import PUBLISHED, combine_origins
from analysis.topics.cost_breakdown.columns import COST
from analysis.topics.cost_breakdown.needs import needs_others
from analysis.topics.cost_breakdown.rows import item_phrases


def estimate_averages(printed: pd.DataFrame) -> pd.DataFrame:
    """The average cost per participant, computed in every way that the numbers allow.

    A row an average, the highest first; ``n`` are the project's participants. ``item`` is

    - ``mean_of_ratios``: mean of the municipalities' costs per participant, each municipality
      counting once; ``median``: the one in the middle;
    - ``ratio_of_totals``: all costs over all participants, each participant counting once;
    - of published numbers alone, ``weighted_by_heads`` and ``weighted_by_shares``: the mean of
      ratios weighted by the rebuilt headcounts, and by the printed (rounded) shares of
      participants, which would both be the ratio of totals if all printed numbers agreed;
      ``printed``: the mean that is published.

    Parameters
    ----------
    printed : pandas.DataFrame
        From `tabulate_costs`: published numbers, or computed ones in their shape.
    """
    costs = of_question(printed, "cost_per_participant")
    pilots, whole = costs[costs["municipality"] != ALL], costs[costs["municipality"] == ALL]
    people = printed_total(printed, "participants")
    if pilots.empty or whole.empty or pd.isna(people):
        return AVERAGES.frame.empty()
    averages: dict[str, Any] = {
        "mean_of_ratios": pilots["value"].mean(),
        "median": pilots["value"].median(),
        "ratio_of_totals": printed_total(printed, "total_cost") / people,
    }
    if PUBLISHED in set(whole["origin"]):
        averages |= _weighted(printed, pilots) | {"printed": whole["value"].iloc[0]}
    table = pd.DataFrame({"item": list(averages), "estimate_eur": list(averages.values())})
    target = averages.get("printed", float("nan"))
    table["difference_eur"] = (table["estimate_eur"] - target).where(table["item"] != "printed")
    table = table.dropna(subset="estimate_eur").assign(n=int(people))
    source = pilots.assign(origin=combine_origins(pilots["origin"])).iloc[0]
    table = table.assign(document=source["document"], origin=source["origin"])
    table = table.sort_values("estimate_eur", ascending=False, ignore_index=True)
    return table[AVERAGES.frame.names]


def _weighted(printed: pd.DataFrame, pilots: pd.DataFrame) -> dict[str, float]:
    """The mean of ratios with the weights that the publication lets one rebuild."""
    costs = pilots.set_index("municipality")["value"]
    shares = of_question(printed, "participants_share").set_index("municipality")["value"]
    heads = estimate_headcounts(printed).set_index("municipality")["n"].drop(ALL)
    weights = {"weighted_by_heads": heads.astype("float64"), "weighted_by_shares": shares}
    return {
        name: float((costs * weight).sum(min_count=len(costs)) / weight.sum())
        for name, weight in weights.items()
    }


def describe_averages(released: Released) -> Caption:
    """From which lowest to which highest average the ways of computing lead."""
    say, table = released.say, released.table
    computed = table.loc[table["item"] != "printed", "estimate_eur"]
    ends = say.interval(say.euros(computed.min()), say.euros(computed.max()))
    title = say.text("cost_breakdown_averages.title", range=ends)
    subtitle = say.text("cost_breakdown_averages.subtitle", n=say.number(table["n"].iloc[0]))
    foot = say.text("cost_breakdown_averages.foot_own")
    if released.is_published:
        nearest = table["difference_eur"].abs().idxmin()
        label = lower_first(released.labels[nearest])
        difference = say.euros(abs(table["difference_eur"][nearest]))
        foot = say.text("cost_breakdown_averages.foot", difference=difference, nearest=label)
    return write_caption(released, title, subtitle, foot, item_phrases(released))


AVERAGES = Figure(
    name="cost_breakdown_averages",
    frame=Frame(
        ITEM,
        COST,
        Column("difference_eur", "float64", "The average less the printed one", "EUR"),
        PARTICIPANTS,
        *SOURCE,
        of_places=False,
    ),
    items=in_words(
        {
            "mean_of_ratios": "cost_breakdown_averages.mean_of_ratios",
            "median": "cost_breakdown_averages.median",
            "ratio_of_totals": "cost_breakdown_averages.ratio_of_totals",
            "weighted_by_heads": "cost_breakdown_averages.weighted_by_heads",
            "weighted_by_shares": "cost_breakdown_averages.weighted_by_shares",
            "printed": "cost_breakdown_averages.printed",
        }
    ),
    estimate=lambda material: material.of_several(estimate_averages(material.numbers)),
    describe=describe_averages,
    section="costs",
    caption_key="cost_breakdown_label.averages",
    needs=needs_others,
)
