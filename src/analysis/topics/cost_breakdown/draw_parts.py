"""Charts of what the costs consist of, and of their average."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.rows import body_in, draw_bars, draw_column, draw_heading, draw_labels
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.labels import item_labels
from analysis.release.rules import Released
from analysis.study.wording import Wording
from analysis.topics.cost_breakdown.draw_places import chosen_rows, place_names
from analysis.topics.cost_breakdown.words_parts import counted
from analysis.topics.describe import describe

AVERAGES_RIGHT_IN = 2.75
KINDS_LEFT_IN, KIND_IN = 1.35, 0.97
UNITS_LEFT_IN, UNIT_IN = 2.05, 1.65
UNITS = ("participant_eur", "meeting_eur")
"""What a municipality's cost is divided by: a participant, a meeting."""


def plot_averages(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw the average cost per participant in every way, the published one highlighted."""
    say, table = Wording(released.edition.language), released.table
    sheet = open_sheet(describe(released), body_in(len(table)), ax)
    marked = "printed" if released.is_published else "ratio_of_totals"
    chosen = [i for i, item in enumerate(table["item"]) if item == marked]
    draw_labels(sheet, item_labels(released), AVERAGES_RIGHT_IN, bold=chosen)
    costs = list(table["estimate_eur"])
    span = (AVERAGES_RIGHT_IN + 0.1, 6.1)
    draw_bars(sheet, span, costs, [say.euros(c) for c in costs], highlight=chosen)
    return sheet.ax


def plot_by_kind(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw each kind's share of the costs, a column a kind, a row a municipality."""
    say, edition, table = Wording(released.edition.language), released.edition, released.table
    places, kinds = list(dict.fromkeys(table["municipality"])), list(dict.fromkeys(table["item"]))
    labels = dict(zip(table["item"], item_labels(released), strict=True))
    shares = table.pivot(index="municipality", columns="item", values="share_pct").loc[places]
    sheet = open_sheet(describe(released), body_in(len(places)), ax, head_in=0.3)
    chosen, top = chosen_rows(edition, places), shares.max(axis=None)
    wholes = table.groupby("municipality")["estimate_eur"].sum().loc[places]
    draw_labels(sheet, place_names(edition, places), KINDS_LEFT_IN - 0.1, bold=chosen,
                notes=[say.euros(whole) for whole in wholes])  # fmt: skip
    for column, kind in enumerate(kinds):
        left = KINDS_LEFT_IN + column * KIND_IN
        draw_heading(sheet, left, labels[kind].lower())
        own = list(shares[kind])
        span = (left, left + KIND_IN - 0.1)
        panel = draw_bars(sheet, span, own, [say.percent(s) for s in own], highlight=chosen)
        panel.set_xlim(0, 2.0 * top)  # the same scale in all columns
    return sheet.ax


def plot_unit_costs(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw what a participant and a meeting cost, a column each."""
    say, edition, table = Wording(released.edition.language), released.edition, released.table
    places = list(table["municipality"])
    sheet = open_sheet(describe(released), body_in(len(places)), ax, head_in=0.3)
    chosen, names = chosen_rows(edition, places), place_names(edition, places)
    draw_labels(sheet, names, UNITS_LEFT_IN - 0.1, notes=counted(released), bold=chosen)
    told = [unit for unit in UNITS if table[unit].notna().any()]
    for column, unit in enumerate(told):
        left = UNITS_LEFT_IN + column * UNIT_IN
        draw_heading(sheet, left, say.text(f"{released.name}.{unit}"))
        texts = ["" if pd.isna(cost) else say.euros(cost) for cost in table[unit]]
        costs = list(table[unit].fillna(0.0))
        draw_bars(sheet, (left, left + UNIT_IN - 0.1), costs, texts, highlight=chosen)
    if table["variable_pct"].notna().all():
        draw_heading(sheet, 6.1, say.text(f"{released.name}.variable"), ha="right")
        draw_column(sheet, 6.1, [say.percent(share) for share in table["variable_pct"]])
    return sheet.ax
