"""Who came and who did not, by year, kind of organisation and municipality."""

from collections.abc import Callable

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import Caption, method_sentence, write_caption
from analysis.drawing.words.columns import ADDS_UP, BY, ITEM, SOURCE
from analysis.drawing.words.labels import of_group
from analysis.drawing.words.numbers import lower_first
from analysis.release.columns import Frame
from analysis.release.estimates import Estimates, Released
from analysis.topics.training_attendance.attendance import (
    attendance_headings,
    attendance_rows,
    draw_attendance,
    rate_range,
    rate_texts,
)
from analysis.topics.training_attendance.registered import (
    ATTENDED,
    NO_SHOWS,
    RATE,
    keep_registered,
    with_rates,
    with_source,
)

GROUPINGS: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "year": lambda rows: rows["date"].dt.year.astype("str"),
    "participant_group": lambda rows: rows["organisation"],
    "place": lambda rows: rows["municipality"],
}
"""What registrations are grouped by, besides their theme."""
GROUP_NAMES = {
    "year": "training_attendance_turnout.year",
    "participant_group": "training_attendance_turnout.participant_group",
    "place": "training_attendance_turnout.place",
}


def estimate_turnout(registrations: pd.DataFrame | None) -> pd.DataFrame:
    """Attendance rate by year, kind of organisation and municipality.

    Parameters
    ----------
    registrations : pandas.DataFrame or None
        From `read_inputs`; without them there are no rows.

    Returns
    -------
    pandas.DataFrame
        A row a group: ``by, item, attended, no_shows, n, estimate, ci_low,
        ci_high, method, document, origin, adds_up``; ``n`` are registrations,
        ``estimate`` is attended / n on the scale 0-1 with its Wilson interval.
        Years in order, the rest highest rate first. Registrations that do not
        tell a group are in none of its rows.
    """
    rows = keep_registered(registrations)
    if rows.empty:
        return TURNOUT.frame.empty()
    tables = []
    for by, group_of in GROUPINGS.items():
        came = rows["attended"].groupby(group_of(rows)).agg(["sum", "count"])
        counts = came.rename(columns={"sum": "attended", "count": "n"}).rename_axis("item")
        table = with_rates(counts.reset_index(), "attended").assign(by=by, adds_up=by)
        order = "item" if by == "year" else "estimate"
        tables.append(table.sort_values(order, ascending=by == "year", kind="stable"))
    table = pd.concat(tables, ignore_index=True)
    table = table.assign(no_shows=table["n"] - table["attended"])
    return with_source(table, rows)[TURNOUT.frame.names]


def group_names(estimates: Estimates) -> dict[int, str]:
    """What registrations are grouped by, by the first row of each."""
    by = estimates.table["by"]
    firsts = by[by != by.shift()]
    return {int(row): estimates.say.text(GROUP_NAMES[key]) for row, key in firsts.items()}


def describe_turnout(released: Released) -> Caption:
    """From which lowest to which highest rate groups reach."""
    say = released.say
    title = say.text("training_attendance_turnout.title", range=rate_range(released))
    groups = say.listing([lower_first(name) for name in group_names(released).values()])
    n = say.number(released.table.groupby("by")["n"].sum().max())
    subtitle = say.text("training_attendance_turnout.subtitle", groups=groups, n=n)
    foot = f"{method_sentence(released)} {say.text('training_attendance_turnout.foot')}"
    return write_caption(released, title, subtitle, foot, attendance_rows(released))


def plot_turnout(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """Ring, disc and rate a group."""
    headings, texts = attendance_headings(estimates), rate_texts(estimates)
    return draw_attendance(
        estimates, caption, ax, headings=headings, texts=texts, groups=group_names(estimates)
    )


TURNOUT = Figure(
    name="training_attendance_turnout",
    frame=Frame(BY, ITEM, ATTENDED, NO_SHOWS, *RATE, *SOURCE, ADDS_UP),
    items=of_group,
    estimate=lambda material: estimate_turnout(material.registrations),
    describe=describe_turnout,
    plot=plot_turnout,
    section="trainings",
)
