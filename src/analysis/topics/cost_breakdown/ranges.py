"""Each municipality's cost per participant, and how far one assumption can move it."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.rows import body_in, draw_column, draw_heading, draw_intervals
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import (
    Caption,
    is_own_missing,
    missing_own_title,
    write_caption,
)
from analysis.drawing.words.columns import MUNICIPALITY, SOURCE, N
from analysis.drawing.words.numbers import headcount
from analysis.release.columns import Frame
from analysis.release.estimates import Estimates, Released
from analysis.study.costing import Costing
from analysis.study.declaration import ALL
from analysis.topics.cost_breakdown.columns import COST, HIGH, LOW
from analysis.topics.cost_breakdown.phrases import cost_range
from analysis.topics.cost_breakdown.pilots import per_unit, require_rates, sum_pilots, with_source
from analysis.topics.cost_breakdown.places import PLACE_RIGHT_IN, draw_places
from analysis.topics.cost_breakdown.reruns import vary


def estimate_cost_ranges(costs: pd.DataFrame | None, costing: Costing | None) -> pd.DataFrame:
    """Each municipality's cost per participant with the widest range of any single change.

    Returns
    -------
    pandas.DataFrame
        A row a municipality, dearest first: ``municipality, estimate_eur,
        low_eur, high_eur, n, document, origin``: the lowest and highest of all re-runs of
        `estimate_sensitivity`.
    """
    if costs is None or costs.empty:
        return RANGES.frame.empty()
    costing = require_rates(costing)
    base = sum_pilots(costs, costing, ("cost_eur", "n"))
    reruns = []
    for item, ends in costing.ranges.items():
        changed = ["n"] if item == "participants" else ["cost_eur"]  # the other stays as it is
        for end in ends:
            sums = sum_pilots(*vary(costs, costing, item, end), changed)
            reruns.append(per_unit(base.assign(**sums)))
    moved = pd.concat([per_unit(base), *reruns], axis=1).astype("float64")
    table = pd.DataFrame(
        {"estimate_eur": moved[0], "low_eur": moved.min(axis=1), "high_eur": moved.max(axis=1),
         "n": base["n"].astype("int64")}
    ).drop(ALL)  # fmt: skip
    table = table.sort_values("estimate_eur", ascending=False).reset_index()
    return with_source(table, costs)[RANGES.frame.names]


def describe_ranges(released: Released) -> Caption:
    """Cost and range of the edition's municipality, or of the dearest."""
    say, edition = released.say, released.edition
    table = released.table.set_index("municipality")
    # The dearest is always drawn.
    shown = str(table.index[0]) if edition.is_whole_project else edition.municipality
    hidden = is_own_missing(released)
    title = missing_own_title(released) if hidden else _range(released, shown, table.loc[shown])
    rows = (_range(released, str(key), row) for key, row in table.iterrows())
    subtitle = say.text("cost_breakdown_ranges.subtitle")
    return write_caption(released, title, subtitle, say.text("cost_breakdown_ranges.foot"), rows)


def _range(released: Released, key: str, row: pd.Series) -> str:
    say = released.say
    place, cost = released.edition.place(key), say.euros(row["estimate_eur"])
    return say.text("cost_breakdown_ranges.title", place=place, cost=cost,
                    range=cost_range(say, row))  # fmt: skip


def plot_ranges(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A disc a municipality on its range, and both in numbers."""
    say, table = estimates.say, estimates.table
    sheet = open_sheet(caption, body_in(len(table)), ax, head_in=0.25)
    people = [headcount(say, n) for n in table["n"]]
    chosen = draw_places(sheet, estimates.edition, table["municipality"], notes=people)
    panel = sheet.panel(PLACE_RIGHT_IN + 0.15, 4.0, len(table), (0, 1.05 * table["high_eur"].max()))
    panel.set_xticks([])
    columns = (list(table[column]) for column in ("estimate_eur", "low_eur", "high_eur"))
    draw_intervals(panel, *columns, highlight=chosen)
    draw_heading(sheet, 6.1, say.text("cost_breakdown_ranges.column"), ha="right")
    texts = [f"{say.euros(r.estimate_eur)} ({cost_range(say, r)})" for r in table.itertuples()]
    draw_column(sheet, 6.1, texts)
    return sheet.ax


RANGES = Figure(
    name="cost_breakdown_ranges",
    frame=Frame(MUNICIPALITY, COST, LOW, HIGH, N, *SOURCE),
    estimate=lambda material: material.ranges,
    describe=describe_ranges,
    plot=plot_ranges,
    section="costs",
)
