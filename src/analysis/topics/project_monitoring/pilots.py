"""The municipalities' pilots: what was done, how many took part, what followed."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.rows import body_in, draw_heading
from analysis.drawing.sheet import MARGIN_IN, ROW_IN, Sheet, open_sheet, wrap
from analysis.drawing.words import cells
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.columns import MUNICIPALITY, PARTICIPANTS, SOURCE
from analysis.drawing.words.numbers import headcount
from analysis.inputs.printed.headcounts import estimate_headcounts
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Estimates, Released
from analysis.study.declaration import LANGUAGE_NAMES
from analysis.study.origin import combine_origins

CONTINUED = {
    "continued": "project_monitoring_pilots.continued",
    "not_reported": "project_monitoring_pilots.not_reported",
}
"""Key of what is said of what followed."""
ACTIVITY_IN, PARTICIPANTS_IN, NEXT_IN = 1.2, 4.75, 4.95
NEXT_PT = 9.5


def estimate_pilots(pilots: pd.DataFrame, headcounts: pd.DataFrame) -> pd.DataFrame:
    """The pilots as a table: activity, participants and what followed.

    Parameters
    ----------
    pilots : pandas.DataFrame
        As published: a row a pilot.
    headcounts : pandas.DataFrame
        From `estimate_headcounts`.
    """
    table = pilots.merge(
        headcounts, on="municipality", how="left", validate="one_to_one", suffixes=("", "_n")
    )
    table["origin"] = combine_origins(table["origin"], table["origin_n"])
    counted = table["document_n"].fillna("")
    table["document"] = (table["document"] + ";" + counted).str.strip(";")
    return table[PILOTS.frame.names]


def describe_pilots(released: Released) -> Caption:
    """Where the activity went on."""
    say, table, place = released.say, released.table, released.edition.place
    went_on = table.loc[table["continued"] == "continued", "municipality"]
    places = say.listing([place(municipality) for municipality in went_on])
    title = say.text("project_monitoring_pilots.title", places=places)
    rows = [
        f"{place(row.municipality)}: {activity}, {headcount(say, row.n)}, "
        f"{say.text(CONTINUED[row.continued])}"
        for activity, row in zip(_activities(released), table.itertuples(), strict=True)
    ]
    subtitle = say.text("project_monitoring_pilots.subtitle")
    foot = say.text("project_monitoring_pilots.foot")
    return write_caption(released, title, subtitle, foot, rows)


def plot_pilots(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A table: municipality, activity, participants, what followed."""
    say, table = estimates.say, estimates.table
    sheet = open_sheet(caption, body_in(len(table)), ax, head_in=0.25)
    participants = say.text("project_monitoring_pilots.participants")
    draw_heading(sheet, MARGIN_IN, say.text("column.municipality").lower())
    draw_heading(sheet, ACTIVITY_IN, say.text("column.activity").lower())
    draw_heading(sheet, PARTICIPANTS_IN, participants, ha="right")
    draw_heading(sheet, NEXT_IN, say.text("project_monitoring_pilots.next"))
    pilots = zip(_activities(estimates), table.itertuples(), strict=True)
    for k, (activity, row) in enumerate(pilots):
        _write_pilot(sheet, estimates, sheet.row_in(k), activity, row)
    return sheet.ax


def _activities(estimates: Estimates) -> list[str]:
    return list(estimates.table[f"activity_{estimates.edition.language}"])


def _write_pilot(sheet: Sheet, estimates: Estimates, y: float, activity: str, row: Any) -> None:
    say, edition = estimates.say, estimates.edition
    color = style.TEAL if row.municipality == edition.municipality else style.INK
    emphasis: dict[str, Any] = {"color": style.SOFT, "fontweight": style.REGULAR}
    if row.continued == "continued":
        emphasis = {"color": style.TEAL, "fontweight": style.SEMIBOLD}
    n = say.text("not_printed") if pd.isna(row.n) else say.number(row.n)
    place, lines = edition.place(row.municipality), wrap(activity, 2.75, style.TEXT_PT)
    after = wrap(say.text(CONTINUED[row.continued]), 1.15, NEXT_PT)
    sheet.ax.plot([MARGIN_IN, 6.1], [y - ROW_IN / 2] * 2, color=style.FAINT, linewidth=0.8,
                  zorder=0)  # fmt: skip
    sheet.text(MARGIN_IN, y, place, color=color, fontweight=style.SEMIBOLD)
    sheet.text(ACTIVITY_IN, y, lines, color=color)
    sheet.text(PARTICIPANTS_IN, y, n, ha="right", color=color)
    sheet.text(NEXT_IN, y, after, fontsize=NEXT_PT, **emphasis)


ACTIVITY = tuple(
    Column(f"activity_{language}", "str", f"What was done, in {name}", language=language)
    for language, name in LANGUAGE_NAMES.items()
)
PILOTS = Figure(
    name="project_monitoring_pilots",
    frame=Frame(
        MUNICIPALITY,
        *ACTIVITY,
        PARTICIPANTS,
        Column("continued", "str", "Whether the activity went on", cells=cells.in_words(CONTINUED)),
        *SOURCE,
    ),
    estimate=lambda material: estimate_pilots(
        material.tables["pilots"], estimate_headcounts(material.tables["cost_breakdown"])
    ),
    describe=describe_pilots,
    plot=plot_pilots,
    section="pilots",
    caption_key="project_monitoring_label.pilots",
)
