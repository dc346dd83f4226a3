"""Cost per participant with and without volunteer work and the project's overhead."""

from decimal import Decimal

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.columns import ITEM, PARTICIPANTS, SOURCE
from analysis.drawing.words.labels import in_words
from analysis.drawing.words.numbers import headcount
from analysis.drawing.words.places import place_inside
from analysis.inputs.printed.shape import with_source
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Estimates, Released
from analysis.study.costing import Costing
from analysis.study.declaration import ALL
from analysis.topics.cost_breakdown.columns import COST
from analysis.topics.cost_breakdown.needs import needs_participants
from analysis.topics.cost_breakdown.pilots import counts_participants, sum_pilots
from analysis.topics.cost_breakdown.pricing import price_entries, price_overhead
from analysis.topics.cost_breakdown.rows import draw_item_costs, item_phrases

SCENARIOS_COUNT = {
    "as_entered": (True, False),
    "without_volunteers": (False, False),
    "with_overhead": (True, True),
    "with_overhead_without_volunteers": (False, True),
}
"""Whether volunteer work counts, and whether the project's overhead is added."""


def estimate_scenarios(
    costs: pd.DataFrame | None, costing: Costing | None, municipality: str = ALL
) -> pd.DataFrame:
    """Cost per participant with and without volunteer work and the project's overhead.

    A row a scenario of `SCENARIOS_COUNT`; none without entries of the municipality, or without
    rates or participants.
    """
    if costs is None or costing is None or not counts_participants(costs):
        return SCENARIOS.frame.empty()
    heads = sum_pilots(costs, costing, ["n"])["n"].get(municipality)
    if heads is None:
        return SCENARIOS.frame.empty()
    priced = price_entries(costs, costing)
    priced["overhead_eur"] = price_overhead(priced, costing)
    entries = priced if municipality == ALL else priced[priced["municipality"] == municipality]
    is_paid_for = entries["cost_kind"] != "volunteer_work"
    rows = []
    for item, (with_volunteers, with_overhead) in SCENARIOS_COUNT.items():
        counted = entries if with_volunteers else entries[is_paid_for]
        parts = [*counted["cost_eur"], *(counted["overhead_eur"] if with_overhead else ())]
        total = sum(parts, Decimal(0))
        rows.append((item, float(total / heads), float(total), int(heads)))
    table = pd.DataFrame(rows, columns=["item", "estimate_eur", "total_eur", "n"])
    return with_source(table, costs)[SCENARIOS.frame.names]


def describe_scenarios(released: Released) -> Caption:
    """From which lowest to which highest cost the scenarios lead."""
    say, table = released.say, released.table
    ends = [say.euros(cost) for cost in table["estimate_eur"].agg(["min", "max"])]
    title = say.text("cost_breakdown_scenarios.title", range=say.interval(*ends))
    place, people = place_inside(released.edition), headcount(say, table["n"].iloc[0])
    subtitle = say.text("cost_breakdown_scenarios.subtitle", place=place, participants=people)
    costing = released.edition.study.costing
    overhead = say.percent(float(costing.overhead_pct)) if costing else ""
    foot = say.text("cost_breakdown_scenarios.foot", overhead=overhead)
    return write_caption(released, title, subtitle, foot, item_phrases(released))


def plot_scenarios(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A bar a scenario, the first as the sheet has it."""
    return draw_item_costs(estimates, caption, ax, rows=[0])


SCENARIOS = Figure(
    name="cost_breakdown_scenarios",
    frame=Frame(
        ITEM,
        COST,
        Column("total_eur", "float64", "Costs in all", "EUR"),
        PARTICIPANTS,
        *SOURCE,
    ),
    items=in_words(
        {
            "as_entered": "cost_breakdown_scenarios.as_entered",
            "without_volunteers": "cost_breakdown_scenarios.without_volunteers",
            "with_overhead": "cost_breakdown_scenarios.with_overhead",
            "with_overhead_without_volunteers":
                "cost_breakdown_scenarios.with_overhead_without_volunteers",
        }
    ),
    estimate=lambda material: estimate_scenarios(
        material.costs, material.costing, material.edition.municipality
    ),
    describe=describe_scenarios,
    plot=plot_scenarios,
    section="costs",
    caption_key="cost_breakdown_label.scenarios",
    needs=needs_participants,
)  # fmt: skip
