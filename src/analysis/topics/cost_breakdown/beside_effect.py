"""Cost per participant beside the change in the survey, municipality by municipality."""

from dataclasses import replace
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.labels import Box
from analysis.drawing.ticks import size_ticks
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.columns import (
    ESTIMATE,
    INTERVAL,
    MUNICIPALITY,
    ORIGIN,
    PARTICIPANTS,
    SOURCE,
    banded,
)
from analysis.drawing.words.numbers import band_text
from analysis.release.columns import Column, Frame, Role
from analysis.release.estimates import Estimates, Released
from analysis.study.instrument import list_panels
from analysis.study.origin import combine_origins
from analysis.study.scale import STEPS, Scale
from analysis.study.wording import Wording
from analysis.topics.cost_breakdown.columns import HIGH, LOW
from analysis.topics.cost_breakdown.needs import needs_others
from analysis.topics.cost_breakdown.scatter import (
    COST_TICKS_EUR,
    FEW,
    label_axis,
    name_points,
    open_scatter,
    point_colors,
)

DECIMALS = 2
CHANGE = (
    replace(ESTIMATE, unit=STEPS),
    *(replace(end, unit=STEPS) for end in INTERVAL),
    *banded(Column("n_start", "Int64", "Respondents at the start", "people", Role.PEOPLE)),
    *banded(Column("n_end", "Int64", "Respondents at the end", "people", Role.PEOPLE)),
)
"""Columns of the change in the survey."""
UNITS = {
    "steps": "cost_breakdown_beside_effect.y",
    "points": "cost_breakdown_beside_effect.y_points",
    "number": "cost_breakdown_beside_effect.y_number",
}
"""Key of what the upright axis measures, by the unit of its scale."""


def estimate_costs_beside_effect(
    per_participant: pd.DataFrame, change: pd.DataFrame | None
) -> pd.DataFrame:
    """Set each municipality's cost beside its change; nothing is fitted through the points.

    A row a municipality that spent anything, dearest first. Of the cost there is a range of
    assumptions, of the change a confidence interval; it is missing where too few answered.

    Parameters
    ----------
    per_participant : pandas.DataFrame
        From `estimate_cost_ranges`.
    change : pandas.DataFrame or None
        Of the survey, a row a municipality, with the columns of `CHANGE` and ``origin``; None
        where nothing is rated.
    """
    if per_participant.empty or change is None or change.empty:
        return BESIDE_EFFECT.frame.empty()
    cost = per_participant.rename(columns={"estimate_eur": "cost_eur"})
    change = change[[column.name for column in (MUNICIPALITY, *CHANGE, ORIGIN)]]
    suffixes = ("", "_change")
    both = cost.merge(change, on="municipality", validate="one_to_one", suffixes=suffixes)
    both["origin"] = combine_origins(both["origin"], both["origin_change"])
    both = both[both["cost_eur"] > 0].sort_values("cost_eur", ascending=False, ignore_index=True)
    return both[BESIDE_EFFECT.frame.names]


def describe_beside_effect(released: Released) -> Caption:
    """How many points there are, and that they tell of no relation."""
    say, table = released.say, with_change(released.table)
    points = say.number(len(table))
    rows = (_phrase(released, row) for row in table.itertuples())
    subtitle = _subtitle(released)
    foot = say.text("cost_breakdown_beside_effect.foot", n=points)
    withheld = released.table.loc[released.table["estimate"].isna(), "municipality"]
    if len(withheld):
        places = say.some([released.edition.place(place) for place in withheld])
        foot = f"{foot} {say.text('withheld.places', places=places)}"
    return write_caption(released, _title, subtitle, foot, rows)


def with_change(table: pd.DataFrame) -> pd.DataFrame:
    """The municipalities whose change is told."""
    return table[table["estimate"].notna()].reset_index(drop=True)


def _are_few(released: Released) -> bool:
    """Whether there are so few points that the table says as much as a picture."""
    return len(with_change(released.table)) <= FEW


def _title(released: Released) -> str:
    say, count = released.say, len(with_change(released.table))
    if _are_few(released):
        return say.text("cost_breakdown_beside_effect.title", n=say.number(count))
    return say.text("cost_breakdown_beside_effect.title_many", n=say.number(count))


def _subtitle(released: Released) -> str:
    """What the two axes are, and which way is for the better; without a picture, the columns."""
    rated = list_panels(released.edition.study)[0]
    questions = [released.edition.question(question) for question in rated.questions]
    key = "cost_breakdown_beside_effect.subtitle_neither"
    if rated.scale.is_judged:
        key = "cost_breakdown_beside_effect.subtitle_judged"
    if _are_few(released):
        key = "cost_breakdown_beside_effect.subtitle_plain"
    return released.say.text(key, question=released.say.listing(questions))


def _phrase(released: Released, row: Any) -> str:
    say, place = released.say, released.edition.place(row.municipality)
    scale = list_panels(released.edition.study)[0].scale
    low, change, high = (
        _change_text(say, value, scale) for value in (row.ci_low, row.estimate, row.ci_high)
    )
    worst, best = (low, high) if scale.gain > 0 else (high, low)
    interval = say.text("cost_breakdown_beside_effect.ends", worst=worst, best=best)
    return say.text("cost_breakdown_beside_effect.alt_row", place=place,
                    cost=say.euros(row.cost_eur), change=change, interval=interval)  # fmt: skip


def _change_text(say: Wording, value: float, scale: Scale) -> str:
    """A change: for the better or the worse as the scale judges it, else with its sign."""
    decimals = scale.decimals(DECIMALS)
    size = say.number(abs(value), decimals)
    if not scale.is_judged or size == say.number(0, decimals):
        return say.number(value, decimals, signed=True)
    if value * scale.gain > 0:
        return say.text("cost_breakdown_beside_effect.better", size=size)
    return say.text("cost_breakdown_beside_effect.worse", size=size)


def plot_beside_effect(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A cross a municipality: its range of cost, and the interval of its change."""
    say, edition, table = estimates.say, estimates.edition, with_change(estimates.table)
    sheet, panel = open_scatter(caption, ax)
    reach = 1.1 * float(table[["ci_low", "ci_high"]].abs().max().max())
    scale = list_panels(edition.study)[0].scale
    panel.set(xscale="log", ylim=(-scale.gain * reach, scale.gain * reach))
    panel.set_xlim(table["low_eur"].min() / 1.8, table["high_eur"].max() * 1.8)
    panel.minorticks_off()
    panel.axhline(0, color=style.INK, linewidth=0.9, zorder=1)
    label_axis(panel.xaxis, say.text("cost_breakdown_beside_effect.x"), COST_TICKS_EUR, say.number)
    _label_changes(panel, say, scale, size_ticks(reach))
    chosen = [m == edition.municipality for m in table["municipality"]]
    rows, colors = list(table.itertuples()), point_colors(chosen)
    for row, color in zip(rows, colors, strict=True):
        for (left, low, right, high), width_pt in zip(_cross(row), (2.2, 1.2), strict=True):
            panel.plot([left, right], [low, high], color=color, linewidth=width_pt, zorder=2)
        panel.plot([row.cost_eur], [row.estimate], "o", markersize=7, color=color, zorder=4)
    names = [
        f"{edition.place(row.municipality)} "
        f"({say.number(row.n)}; {band_text(say, row.n_start, row.n_start_most)}"
        f" / {band_text(say, row.n_end, row.n_end_most)})"
        for row in rows
    ]
    left, right = panel.get_xlim()
    lines = [*(line for row in rows for line in _cross(row)), (left, 0.0, right, 0.0)]
    points = (table["cost_eur"].tolist(), table["estimate"].tolist())
    name_points(sheet, panel, points, names, chosen, lines)
    return sheet.ax


def _label_changes(panel: Axes, say: Wording, scale: Scale, sizes: list[float]) -> None:
    """Say what the upright axis measures, and which way is for the better, if either is."""

    def write(tick: float) -> str:
        return say.number(abs(tick) if scale.is_judged else tick, 1, signed=not scale.is_judged)

    ticks = [*(-size for size in reversed(sizes[1:])), *sizes]
    label_axis(panel.yaxis, say.text(UNITS[scale.unit]), ticks, write)
    if not scale.is_judged:
        return
    for key, height, side in (
        ("cost_breakdown_beside_effect.up", 1.0, "top"),
        ("cost_breakdown_beside_effect.down", 0.0, "bottom"),
    ):
        panel.annotate(say.text(key), (0.01, height), xycoords="axes fraction", va=side,
                       fontsize=9.5, color=style.SOFT)  # fmt: skip


def _cross(row: Any) -> tuple[Box, Box]:
    """The two lines of a municipality: range of cost, and interval of change."""
    cost, change = row.cost_eur, row.estimate
    return (row.low_eur, change, row.high_eur, change), (cost, row.ci_low, cost, row.ci_high)


BESIDE_EFFECT = Figure(
    name="cost_breakdown_beside_effect",
    frame=Frame(
        MUNICIPALITY,
        Column("cost_eur", "float64", "Cost per participant", "EUR", Role.CONTEXT),
        replace(LOW, role=Role.CONTEXT),
        replace(HIGH, role=Role.CONTEXT),
        PARTICIPANTS,
        *CHANGE,
        *SOURCE,
    ),
    estimate=lambda material: estimate_costs_beside_effect(material.ranges, material.change),
    describe=describe_beside_effect,
    plot=plot_beside_effect,
    is_plain=_are_few,
    section="costs",
    caption_key="cost_breakdown_label.beside_effect",
    needs=needs_others,
)
