"""How many of those who came to trainings had come before, year by year."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import Caption, method_sentence, write_caption
from analysis.drawing.words.columns import ADDS_UP, BY, ITEM, SOURCE
from analysis.drawing.words.labels import of_group
from analysis.inputs.printed.shape import with_source
from analysis.release.columns import Column, Frame, Role
from analysis.release.estimates import Estimates, Released
from analysis.topics.training_attendance.attendance import plot_attendance, rate_interval
from analysis.topics.training_attendance.registered import RATE, keep_registered, with_rates

HEADINGS = (
    "training_attendance_returners.ring",
    "training_attendance_returners.disc",
    "training_attendance_returners.rate",
)
"""Keys of what ring, disc and rate are."""
CAME_BEFORE = "How many of them had come on an earlier day"


def estimate_returners(registrations: pd.DataFrame | None) -> pd.DataFrame:
    """How many of those who came to trainings had come on an earlier day, year by year.

    A row a year, in order; ``n`` are attendances after the first day, when nobody can have come
    before. People are told apart by ``registrant_id``, and those without one are left out.
    A training has few returners, and those of one that is hidden would follow:
    all first-timers are the people of `estimate_funnel` who ever came.
    """
    rows = keep_registered(registrations)
    came = rows[rows["attended"]].dropna(subset="registrant_id") if len(rows) else rows
    if came.empty:
        return RETURNERS.frame.empty()
    first = came.groupby("registrant_id")["date"].transform("min")
    later = came.assign(came_before=came["date"] > first)[came["date"] > came["date"].min()]
    grouped = later["came_before"].groupby(later["date"].dt.year.astype("str"))
    table = grouped.agg(came_before="sum", n="count").rename_axis("item").reset_index()
    table = table.assign(first_timers=table["n"] - table["came_before"], by="year", adds_up="year")
    return with_source(with_rates(table, "came_before"), rows)[RETURNERS.frame.names]


def describe_returners(released: Released) -> Caption:
    """The share of attendances of people who had come before."""
    say, table = released.say, released.table
    share = say.percent(100 * table["came_before"].sum() / table["n"].sum())
    title = say.text("training_attendance_returners.title", share=share)
    n = say.number(table["n"].sum())
    subtitle = say.text("training_attendance_returners.subtitle", n=n)
    foot = f"{method_sentence(released)} {say.text('training_attendance_returners.foot')}"
    rows = [
        say.text("training_attendance_returners.alt_row", label=label, n=say.number(row.n),
                 before=say.number(row.came_before), first=say.number(row.first_timers),
                 interval=rate_interval(released, row))
        for label, row in zip(released.labels, table.itertuples(), strict=True)
    ]  # fmt: skip
    return write_caption(released, title, subtitle, foot, rows)


def plot_returners(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A ring for all who came, a disc for those who had come before, and their rate a year."""
    return plot_attendance(estimates, caption, ax=ax, headings=HEADINGS, part="came_before")


RETURNERS = Figure(
    name="training_attendance_returners",
    frame=Frame(
        BY,
        ITEM,
        Column("came_before", "int64", CAME_BEFORE, "people", Role.ANSWERS, of="n"),
        Column("first_timers", "int64", "How many of them came for the first time", "people"),
        *RATE,
        *SOURCE,
        ADDS_UP,
    ),
    items=of_group,
    estimate=lambda material: estimate_returners(material.registrations),
    describe=describe_returners,
    plot=plot_returners,
    section="trainings",
)
