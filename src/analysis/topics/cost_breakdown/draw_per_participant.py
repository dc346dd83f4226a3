"""Charts of the cost per participant of each municipality."""

import numpy as np
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.labels import place_labels
from analysis.drawing.rows import (
    REFERENCE,
    body_in,
    draw_bars,
    draw_column,
    draw_heading,
    draw_labels,
    draw_pairs,
)
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import variant
from analysis.drawing.words.numbers import headcount, ratio
from analysis.release.rules import Released
from analysis.study.declaration import ALL
from analysis.study.wording import Wording
from analysis.topics.cost_breakdown.draw_places import chosen_rows, place_names
from analysis.topics.cost_breakdown.words_per_participant import share_decimals
from analysis.topics.describe import describe

LABEL_RIGHT_IN = 1.5
SIZE_TICKS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
COST_TICKS_EUR = (1, 3, 10, 30, 100, 300, 1000, 3000)
CURVE_POINTS = 120


def plot_per_participant(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw each municipality's cost per participant and the project's printed mean."""
    say, edition = Wording(released.edition.language), released.edition
    own = released.table[released.table["municipality"] != ALL]
    mean = released.table.set_index("municipality")["estimate_eur"][ALL]
    sheet = open_sheet(describe(released), body_in(len(own)) + 0.3, ax)
    chosen = chosen_rows(edition, own["municipality"])
    people = [headcount(say, n) for n in own["n"]]
    draw_labels(
        sheet, place_names(edition, own["municipality"]), LABEL_RIGHT_IN, notes=people, bold=chosen
    )
    costs = list(own["estimate_eur"])
    span = (LABEL_RIGHT_IN + 0.1, 6.1)
    texts = [say.euros(cost) for cost in costs]
    panel = draw_bars(sheet, span, costs, texts, highlight=chosen, is_crossed=True)
    foot = len(own) - 0.1
    panel.plot([mean, mean], [-0.5, foot], clip_on=False, zorder=3, **REFERENCE)
    panel.annotate(
        say.text(variant(released, f"{released.name}.mean"), mean=say.euros(mean)),
        (mean, foot),
        xytext=(5, -3),
        textcoords="offset points",
        color=style.RUST,
        fontsize=9.5,
        va="center",
        annotation_clip=False,
    )
    return sheet.ax


def plot_shares(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw each municipality's share of the participants and of the total cost."""
    say, edition, table = Wording(released.edition.language), released.edition, released.table
    sheet = open_sheet(describe(released), body_in(len(table)), ax, head_in=0.3)
    # The title names the first row where no municipality is chosen.
    chosen = chosen_rows(edition, table["municipality"]) or [0]
    draw_labels(sheet, place_names(edition, table["municipality"]), LABEL_RIGHT_IN, bold=chosen)
    top = max(table["participants_pct"].max(), table["total_cost_pct"].max())
    decimals = share_decimals(released)
    spans = {"people": (1.6, 3.75, "participants_pct"), "cost": (3.95, 6.1, "total_cost_pct")}
    for key, (left, right, column) in spans.items():
        draw_heading(sheet, left, say.text(f"cost_breakdown_shares.{key}"))
        shares = list(table[column])
        texts = [say.percent(share, decimals) for share in shares]
        panel = draw_bars(sheet, (left, right), shares, texts, highlight=chosen)
        panel.set_xlim(0, 1.22 * top)  # the same scale on both sides
    return sheet.ax


def plot_group_size(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw cost per participant against participants, each pilot on its curve."""
    say, edition = Wording(released.edition.language), released.edition
    own = released.table[released.table["municipality"] != ALL].dropna(subset=["n"])
    sheet = open_sheet(describe(released), 3.35, ax)
    bottom = sheet.bottom_in - 0.4
    panel = sheet.inset(0.75, 6.05, sheet.top_in, bottom)
    x, y = own["n"].astype("float64").tolist(), own["estimate_eur"].tolist()
    panel.set(xscale="log", yscale="log", facecolor="none")
    panel.set(xlim=(min(x) / 1.7, max(x) * 1.8), ylim=(min(y) / 1.9, max(y) * 2.2))
    _scale_size_panel(panel, say)
    chosen = [m == edition.municipality for m in own["municipality"]]
    sizes = np.geomspace(*panel.get_xlim(), CURVE_POINTS)
    for i, (bold, row) in enumerate(zip(chosen, own.itertuples(), strict=True)):
        color = style.TEAL if bold or not any(chosen) else style.MUTED
        curve = row.fixed_eur / sizes + row.variable_eur
        panel.plot(sizes, curve, color=style.TEAL if bold else style.RING, zorder=2,
                   linewidth=1.4 if bold else 0.9, linestyle=(0, (4, 2)))  # fmt: skip
        panel.plot([x[i]], [y[i]], "o", markersize=9 if bold else 7, color=color, zorder=4)
    places = place_names(edition, own["municipality"])
    names = [f"{place}: {say.euros(cost)}" for place, cost in zip(places, y, strict=True)]
    place_labels(panel, x, y, names, bold=chosen, size_in=(5.3, bottom - sheet.top_in))
    return sheet.ax


def _scale_size_panel(panel: Axes, say: Wording) -> None:
    name, sizes, costs = "cost_breakdown_group_size", panel.get_xlim(), panel.get_ylim()
    panel.minorticks_off()
    size_ticks = [s for s in SIZE_TICKS if sizes[0] <= s <= sizes[1]]
    cost_ticks = [c for c in COST_TICKS_EUR if costs[0] <= c <= costs[1]]
    panel.set_xticks(size_ticks, [say.number(s) for s in size_ticks])
    panel.set_yticks(cost_ticks, [say.number(c) for c in cost_ticks])
    panel.grid(color=style.FAINT, linewidth=0.5)
    panel.tick_params(length=0)
    panel.set_xlabel(say.text(f"{name}.x"), fontsize=9.5, labelpad=2)
    panel.set_ylabel(say.text(f"{name}.y"), fontsize=9.5, labelpad=2)


def plot_against_others(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw each municipality's cost per participant beside that of all others together."""
    say, edition, table = Wording(released.edition.language), released.edition, released.table
    sheet = open_sheet(describe(released), body_in(len(table)), ax, head_in=0.25)
    chosen = chosen_rows(edition, table["municipality"])
    draw_labels(
        sheet,
        place_names(edition, table["municipality"]),
        LABEL_RIGHT_IN,
        notes=[headcount(say, n) for n in table["n"]],
        bold=chosen,
    )
    top = 1.25 * max(table["estimate_eur"].max(), table["others_eur"].max())
    panel = sheet.panel(1.75, 5.45, len(table), (-0.16 * top, top))
    panel.set_xticks([])
    own, others = list(table["estimate_eur"]), list(table["others_eur"])
    texts = ([say.euros(v, 0) for v in others], [say.euros(v) for v in own])
    draw_pairs(panel, others, own, *texts, highlight=chosen)
    draw_heading(sheet, 6.1, say.text("cost_breakdown_against_others.ratio"), ha="right")
    draw_column(sheet, 6.1, [ratio(say, r) for r in table["ratio"]])
    return sheet.ax
