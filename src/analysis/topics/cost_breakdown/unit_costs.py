"""What a participant, a meeting and an hour of work cost."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.rows import body_in, draw_bars, draw_column, draw_heading
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption, label_rows, write_caption
from analysis.drawing.words.columns import MUNICIPALITY, PARTICIPANTS, SOURCE
from analysis.drawing.words.labels import place_name
from analysis.drawing.words.numbers import headcount
from analysis.inputs.printed.shape import with_source
from analysis.release.columns import Column, Frame, Role
from analysis.release.estimates import Estimates, Released
from analysis.study.costing import Costing
from analysis.study.declaration import ALL
from analysis.topics.cost_breakdown.columns import HOUR_COST, HOURS
from analysis.topics.cost_breakdown.needs import needs_hours
from analysis.topics.cost_breakdown.pilots import counts_participants, per_unit, sum_pilots
from analysis.topics.cost_breakdown.pricing import is_paid_by_hours, price_entries
from analysis.topics.cost_breakdown.rows import draw_places, place_first, title_alone

UNITS_LEFT_IN, UNIT_IN = 2.05, 1.65
UNITS = {
    "participant_eur": ("n", "cost_breakdown_unit_costs.participant_eur"),
    "meeting_eur": ("meetings", "cost_breakdown_unit_costs.meeting_eur"),
    "hour_eur": ("hours", "cost_breakdown_unit_costs.hour_eur"),
}
"""What the costs are divided by, and the key of its name, by the column of the result."""
PAYING = "Municipalities that pay for work"
DRAWN = ("participant_eur", "meeting_eur")


def estimate_unit_costs(costs: pd.DataFrame | None, costing: Costing | None) -> pd.DataFrame:
    """Cost per participant, per meeting and per hour of work, paid and unpaid.

    A row a municipality, the dearest per participant first, and last the project
    (``"all"``): all costs over all participants, meetings or hours, missing where the sheet does
    not count the meetings. ``variable_pct`` is missing where the sheet marks no entry at all as
    growing with the participants. ``n_paying`` are the municipalities that pay for hours of work:
    with the costs by kind, the hours of few of them tell what somebody earns.
    """
    if costs is None or not counts_participants(costs):
        return UNIT_COSTS.frame.empty()
    totals = sum_pilots(costs, costing)
    is_marked = "cost_part" in costs.columns and costs["cost_part"].notna().any()
    variable = per_unit(totals, "cost_eur", of="variable_eur").astype("float64")
    paying = set(costs.loc[is_paid_by_hours(price_entries(costs, costing)), "municipality"])
    table = totals.assign(
        participant_eur=per_unit(totals),
        meeting_eur=per_unit(totals, "meetings"),
        hour_eur=per_unit(totals, "hours"),
        variable_pct=100 * variable if is_marked else float("nan"),
        n_paying=[len(paying if key == ALL else paying & {key}) for key in totals.index],
        is_all=totals.index == ALL,
    ).reset_index()
    numbers = dict.fromkeys((*UNITS, "meetings", "hours"), "float64")
    table = table.astype(numbers | {"n": "int64"})
    order = ["is_all", "participant_eur", "meeting_eur"]
    table = table.sort_values(order, ascending=[True, False, False], ignore_index=True)
    return with_source(table, costs)[UNIT_COSTS.frame.names]


def describe_unit_costs(released: Released) -> Caption:
    """What a meeting costs, or a participant; an hour of work, in the project."""
    say, edition = released.say, released.edition
    costs = released.table.set_index("municipality")
    places = (place_name(edition, str(key)) for key in costs.index)
    rows = label_rows(places, (_phrase(released, row) for _, row in costs.iterrows()))
    is_marked = costs["variable_pct"].notna().all()
    foot = [say.text("cost_breakdown_unit_costs.foot")] if is_marked else []
    whole = costs.iloc[-1]
    if pd.notna(whole["hour_eur"]):
        cost, hours = say.euros(whole["hour_eur"]), say.number(whole["hours"])
        foot.append(say.text("cost_breakdown_unit_costs.foot_hour", cost=cost, hours=hours))
    subtitle = say.text("cost_breakdown_unit_costs.subtitle")
    if costs["meeting_eur"].isna().all():  # the sheet counts no meetings
        subtitle = say.text("cost_breakdown_unit_costs.subtitle_participants")
    return write_caption(released, _title, subtitle, " ".join(foot), rows)


def _title(released: Released) -> str:
    """Of meetings, if every number that the title tells is there, else of participants."""
    say, edition = released.say, released.edition
    costs = released.table.set_index("municipality")
    if len(costs) == 1:
        return _title_alone(released, costs.iloc[0])
    named = costs.drop(ALL) if edition.is_whole_project else costs.loc[[edition.municipality, ALL]]
    is_of_meetings = named["meeting_eur"].notna().all()
    values = named["meeting_eur" if is_of_meetings else "participant_eur"]
    if edition.is_whole_project:
        ends = say.interval(say.euros(values.min()), say.euros(values.max()))
        if is_of_meetings:
            return say.text("cost_breakdown_unit_costs.title_meeting_eur", range=ends)
        return say.text("cost_breakdown_unit_costs.title_participant_eur", range=ends)
    cost, whole = (say.euros(value) for value in values)
    words = {"place": edition.place(edition.municipality), "cost": cost, "whole": whole}
    if is_of_meetings:
        return say.text("cost_breakdown_unit_costs.title_one_meeting_eur", **words)
    return say.text("cost_breakdown_unit_costs.title_one_participant_eur", **words)


def _title_alone(released: Released, own: pd.Series) -> str:
    """What a meeting cost, or a participant, where no place is beside another."""
    say, place = released.say, place_first(released.edition)
    if pd.isna(own["meeting_eur"]):
        return title_alone(released, own["participant_eur"])
    cost = say.euros(own["meeting_eur"])
    return say.text("cost_breakdown_unit_costs.title_alone", place=place, cost=cost)


def _phrase(released: Released, row: pd.Series) -> str:
    """A municipality's costs of a unit, with what each is divided by, as far as they are told."""
    say = released.say
    return ", ".join(
        f"{say.text(key)} {say.euros(row[unit])} ({say.text('size', n=say.number(row[count]))})"
        for unit, (count, key) in UNITS.items()
        if pd.notna(row[unit])
    )


def _counts(estimates: Estimates) -> list[str]:
    """The participants and, where they are told, the meetings of each municipality."""
    say = estimates.say
    return [
        headcount(say, row.n)
        + ("" if pd.isna(row.meetings) else f", {say.counted('meetings', int(row.meetings))}")
        for row in estimates.table.itertuples()
    ]


def plot_unit_costs(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A column of bars for what a participant costs, and one for a meeting."""
    say, table = estimates.say, estimates.table
    sheet = open_sheet(caption, body_in(len(table)), ax, head_in=0.3)
    chosen = draw_places(sheet, estimates.edition, table["municipality"],
                         right_in=UNITS_LEFT_IN - 0.1, notes=_counts(estimates))  # fmt: skip
    for column, unit in enumerate(unit for unit in DRAWN if table[unit].notna().any()):
        left = UNITS_LEFT_IN + column * UNIT_IN
        draw_heading(sheet, left, say.text(UNITS[unit][1]))
        texts = ["" if pd.isna(cost) else say.euros(cost) for cost in table[unit]]
        costs = list(table[unit].fillna(0.0))
        draw_bars(sheet, (left, left + UNIT_IN - 0.1), costs, texts, highlight=chosen)
    if table["variable_pct"].notna().all():
        draw_heading(sheet, 6.1, say.text("cost_breakdown_unit_costs.variable"), ha="right")
        draw_column(sheet, 6.1, [say.percent(share) for share in table["variable_pct"]])
    return sheet.ax


UNIT_COSTS = Figure(
    name="cost_breakdown_unit_costs",
    frame=Frame(
        MUNICIPALITY,
        Column("participant_eur", "float64", "Costs over participants", "EUR"),
        Column("meeting_eur", "float64", "Costs over meetings", "EUR"),
        HOUR_COST,
        Column(
            "variable_pct", "float64", "Share of the costs that grow with the participants", "%"
        ),
        PARTICIPANTS,
        Column("meetings", "float64", "Meetings held", "meetings"),
        HOURS,
        Column("n_paying", "int64", PAYING, "municipalities", Role.PAYERS, decides_only=True),
        *SOURCE,
    ),
    estimate=lambda material: material.once(estimate_unit_costs(material.costs, material.costing)),
    describe=describe_unit_costs,
    plot=plot_unit_costs,
    section="costs",
    caption_key="cost_breakdown_label.unit_costs",
    needs=needs_hours,
)
