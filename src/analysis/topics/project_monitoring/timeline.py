"""The project's dated events in the course of time."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.sheet import Sheet, open_sheet
from analysis.drawing.words import cells
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.columns import DATE, ITEM, SOURCE
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Estimates, Released
from analysis.study.edition import Edition

KINDS = {
    "decision": "kind.decision",
    "project_start": "kind.project_start",
    "project_end": "kind.project_end",
    "peer_meeting": "kind.peer_meeting",
    "training": "kind.training",
}
"""Key of the name of each kind of event."""
MILESTONES = frozenset({"decision", "project_start", "project_end"})
EVENT_IN = 0.27
YEAR_IN = 0.3
AXIS_IN = 0.85
EVENT_PT = 9.5


def estimate_timeline(events: pd.DataFrame) -> pd.DataFrame:
    """Dated events of the project: a row an event, in order of time."""
    table = events.sort_values("date", kind="stable", ignore_index=True)
    return table[TIMELINE.frame.names]


def label_events(table: pd.DataFrame, edition: Edition) -> list[str]:
    """The study's own labels: of trainings their themes, of others the event."""
    questions = table["kind"].replace("training", "theme")
    return [edition.label(q, item) for q, item in zip(questions, table["item"], strict=True)]


def describe_timeline(released: Released) -> Caption:
    """How many meetings and trainings were held."""
    say, dates, kinds = released.say, released.table["date"], released.table["kind"]
    meetings, trainings = (kinds == "peer_meeting").sum(), (kinds == "training").sum()
    start, end = say.day(dates.min()), say.day(dates.max())
    title = say.text("project_monitoring_timeline.title_plain", start=start, end=end)
    if meetings and trainings:
        title = say.text("project_monitoring_timeline.title", meetings=say.number(meetings),
                         trainings=say.number(trainings))  # fmt: skip
    subtitle = say.text("project_monitoring_timeline.subtitle", start=start, end=end)
    rows = [f"{say.day(date)} {label}" for date, label in zip(dates, released.labels, strict=True)]
    return write_caption(released, title, subtitle, "", rows)


def plot_timeline(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """An axis of time downwards, and each event's label beside it."""
    dates = estimates.table["date"]
    # From New Year on, as all years are named.
    first, last = dates.min().replace(month=1, day=1), dates.max()
    height = max(EVENT_IN * len(dates), YEAR_IN * (last.year - first.year + 1))
    sheet = open_sheet(caption, height, ax)
    years = [first.replace(year=y, month=1, day=1) for y in range(first.year + 1, last.year + 1)]
    top, an_inch = sheet.top_in + 0.1, (last - first) / (height - 0.2)
    sheet.ax.plot([AXIS_IN] * 2, [top, top + height - 0.2], color=style.RING, linewidth=1.6)
    _write_year(sheet, top, first.year)
    for year in years:
        at = top + (year - first) / an_inch
        sheet.ax.plot([AXIS_IN - 0.08, AXIS_IN], [at, at], color=style.RING, linewidth=1.6)
        _write_year(sheet, at, year.year)
    _draw_events(sheet, estimates, [top + (d - first) / an_inch for d in dates], height)
    return sheet.ax


def _write_year(sheet: Sheet, at_in: float, year: int) -> None:
    options: dict[str, Any] = {"fontsize": EVENT_PT, "color": style.SOFT}
    sheet.text(AXIS_IN - 0.13, at_in, str(year), ha="right", **options)


def _draw_events(sheet: Sheet, estimates: Estimates, at_in: list[float], height: float) -> None:
    say, table, x = estimates.say, estimates.table, AXIS_IN
    pitch = height / len(table)
    # An end before the last one was planned and is no event: its square is hollow.
    last_end = table.loc[table["kind"] == "project_end", "date"].max()
    events = zip(at_in, estimates.labels, table.itertuples(), strict=True)
    for k, (at, label, row) in enumerate(events):
        y = sheet.top_in + pitch * (k + 0.5)
        sheet.ax.plot([x, x + 0.18, x + 0.42, x + 0.55], [at, at, y, y], color=style.RING,
                      linewidth=0.8, zorder=0)  # fmt: skip
        sheet.ax.plot([x, x + 0.05], [at, at], color=style.INK, linewidth=1.2)
        is_plan = row.kind == "project_end" and row.date < last_end
        sheet.ax.plot([x + 0.6], [y], **_marker(row.kind, is_plan), zorder=3)
        sheet.text(2.4, y, say.day(row.date), ha="right", fontsize=EVENT_PT, color=style.SOFT)
        words, weight = f"{say.text(KINDS[row.kind])}: {label}", style.REGULAR
        if row.kind in MILESTONES:
            words, weight = label, style.REGULAR if is_plan else style.SEMIBOLD
        sheet.text(2.52, y, words, fontsize=EVENT_PT, fontweight=weight)


def _marker(kind: str, is_plan: bool) -> dict[str, Any]:
    if kind in MILESTONES:
        face = "white" if is_plan else style.INK
        return {"marker": "s", "markersize": 6, "color": style.INK, "markerfacecolor": face}
    if kind == "peer_meeting":
        return {"marker": "o", "markersize": 7.5, "color": style.TEAL}
    return {"marker": "D", "markersize": 5.5, "color": style.TEAL_LIGHT}


TIMELINE = Figure(
    name="project_monitoring_timeline",
    frame=Frame(
        Column("kind", "str", "Kind of event", cells=cells.in_words(KINDS)),
        ITEM,
        DATE,
        *SOURCE,
        counts_people=False,
    ),
    items=label_events,
    estimate=lambda material: estimate_timeline(material.tables["events"]),
    describe=describe_timeline,
    plot=plot_timeline,
    section="peer_meetings",
    caption_key="project_monitoring_label.timeline",
)
