"""Cost per participant against the number of participants, each pilot on its curve."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import Caption, text_by_origin, write_caption
from analysis.drawing.words.columns import MUNICIPALITY, PARTICIPANTS, SOURCE
from analysis.drawing.words.labels import place_name
from analysis.drawing.words.numbers import headcount
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Estimates, Released
from analysis.study.costing import Costing
from analysis.study.declaration import ALL
from analysis.topics.cost_breakdown.columns import COST
from analysis.topics.cost_breakdown.needs import needs_participants
from analysis.topics.cost_breakdown.pilots import per_unit, sum_pilots
from analysis.topics.cost_breakdown.rows import place_phrases, told_places
from analysis.topics.cost_breakdown.scatter import (
    COST_TICKS_EUR,
    FEW,
    label_axis,
    name_points,
    open_scatter,
    point_colors,
)

FALLS_WITH_SIZE = -0.5
"""Rank correlation from which a title says that cost falls as groups grow."""
SIZE_TICKS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
CURVE_POINTS = 120


def estimate_cost_curve(
    per_participant: pd.DataFrame, costs: pd.DataFrame | None, costing: Costing | None
) -> pd.DataFrame:
    """What each pilot would cost per participant: ``fixed / n + variable`` for n participants.

    Fixed costs are spread over whoever takes part; variable ones grow with
    them. An entry of which the sheet does not say so counts as fixed, and so
    do all published costs.

    A row a municipality whose participants are known and that spent anything (what cost
    nothing has no place on a logarithmic scale), dearest first, and last the project
    (``"all"``). The project's parts are missing if only printed numbers are there: its printed
    cost is not the sum of the printed pilots.

    Parameters
    ----------
    per_participant : pandas.DataFrame
        From `estimate_per_participant`.
    costs : pandas.DataFrame or None
        The cost sheet behind computed numbers; its column ``cost_part`` says which entries are
        variable.
    costing : Costing or None
    """
    is_all = per_participant["municipality"] == ALL
    is_drawn = per_participant["n"].notna() & (per_participant["estimate_eur"] > 0)
    table = per_participant[is_drawn | is_all]
    if costs is None or costs.empty:
        all_fixed = table["estimate_eur"] * table["n"].astype("float64")
        fixed = all_fixed.round(2).where(table["municipality"] != ALL)
        table = table.assign(fixed_eur=fixed, variable_eur=fixed.mask(fixed.notna(), 0.0))
        return table[GROUP_SIZE.frame.names]
    totals = sum_pilots(costs, costing)
    parts = pd.DataFrame({
        "fixed_eur": totals["cost_eur"] - totals["variable_eur"],
        "variable_eur": per_unit(totals, of="variable_eur"),
    }).astype("float64")  # fmt: skip
    return table.join(parts, on="municipality")[GROUP_SIZE.frame.names]


def describe_group_size(released: Released) -> Caption:
    """Whether larger groups cost less per participant, as far as a title can say."""
    say, table = released.say, released.table.set_index("municipality")
    foot = text_by_origin(
        released, "cost_breakdown_group_size.foot", "cost_breakdown_group_size.foot_own"
    )
    count = len(table.drop(ALL, errors="ignore"))
    if len(table) > 1 and count <= FEW:
        foot = f"{say.text('cost_breakdown_group_size.few', k=say.number(count))} {foot}"
    subtitle = say.text("cost_breakdown_group_size.subtitle", n=say.number(table["n"].iloc[-1]))
    return write_caption(released, _title, subtitle, foot, place_phrases(released))


def _title(released: Released) -> str:
    say, edition = released.say, released.edition
    table = told_places(released.table)
    if not edition.is_whole_project or len(table) == 1:
        row = table.set_index("municipality").loc[edition.municipality]
        people = 2 * int(row["n"])
        cost = row["fixed_eur"] / people + row["variable_eur"]
        return say.text(
            "cost_breakdown_group_size.title_one",
            place=place_name(edition, edition.municipality),
            participants=headcount(say, people),
            cost=say.euros(cost, 0 if cost >= 10 else 2),
        )
    if _rank_correlation(table) <= FALLS_WITH_SIZE:
        return say.text("cost_breakdown_group_size.title")
    return say.text("cost_breakdown_group_size.title_plain")


def _rank_correlation(table: pd.DataFrame) -> float:
    ranks = table[["n", "estimate_eur"]].dropna().astype("float64").rank()
    return float(ranks["n"].corr(ranks["estimate_eur"]))


def plot_group_size(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A point a municipality on its curve, both scales logarithmic."""
    say, edition, table = estimates.say, estimates.edition, estimates.table
    pilots = told_places(table).dropna(subset=["n"])
    sheet, panel = open_scatter(caption, ax)
    x, y = pilots["n"].astype("float64").tolist(), pilots["estimate_eur"].tolist()
    panel.set(xscale="log", yscale="log")
    panel.set(xlim=(min(x) / 1.7, max(x) * 1.8), ylim=(min(y) / 1.9, max(y) * 2.2))
    panel.minorticks_off()
    panel.grid(color=style.FAINT, linewidth=0.5)
    label_axis(panel.xaxis, say.text("cost_breakdown_group_size.x"), SIZE_TICKS, say.number)
    label_axis(panel.yaxis, say.text("cost_breakdown_group_size.y"), COST_TICKS_EUR, say.number)
    chosen = [m == edition.municipality for m in pilots["municipality"]]
    colors, sizes = point_colors(chosen), np.geomspace(*panel.get_xlim(), CURVE_POINTS)
    for i, (bold, row) in enumerate(zip(chosen, pilots.itertuples(), strict=True)):
        panel.plot(sizes, row.fixed_eur / sizes + row.variable_eur, zorder=2,
                   color=style.TEAL if bold else style.RING, linewidth=1.4 if bold else 0.9,
                   linestyle=(0, (4, 2)))  # fmt: skip
        panel.plot([x[i]], [y[i]], "o", markersize=9 if bold else 7, color=colors[i], zorder=4)
    places = [place_name(edition, key) for key in pilots["municipality"]]
    names = [f"{place}: {say.euros(cost)}" for place, cost in zip(places, y, strict=True)]
    name_points(sheet, panel, (x, y), names, chosen)
    return sheet.ax


GROUP_SIZE = Figure(
    name="cost_breakdown_group_size",
    frame=Frame(
        MUNICIPALITY,
        PARTICIPANTS,
        COST,
        Column("fixed_eur", "float64", "Costs that any number of participants would have", "EUR"),
        Column("variable_eur", "float64", "Costs that each participant adds", "EUR"),
        *SOURCE,
    ),
    estimate=lambda material: material.once(material.curve),
    describe=describe_group_size,
    plot=plot_group_size,
    section="costs",
    caption_key="cost_breakdown_label.group_size",
    needs=needs_participants,
)
