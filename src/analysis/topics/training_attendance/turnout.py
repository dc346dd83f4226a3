"""Who came and who did not: by theme, by training, and by year, organisation and municipality."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import Caption
from analysis.drawing.words.columns import (
    ADDS_UP,
    BY,
    DATE,
    ITEM,
    MUNICIPALITY,
    SOURCE,
    banded,
)
from analysis.drawing.words.labels import of_group, of_question
from analysis.drawing.words.numbers import in_sentence
from analysis.inputs.printed.shape import with_source
from analysis.release.columns import Column, Frame, Role
from analysis.release.estimates import Estimates, Released
from analysis.study.declaration import ALL
from analysis.study.edition import Edition
from analysis.study.study import Study
from analysis.topics.training_attendance.attendance import (
    describe_rates,
    plot_attendance,
    rates_title,
)
from analysis.topics.training_attendance.coarse_places import coarsen_places
from analysis.topics.training_attendance.registered import (
    ATTENDED,
    COARSE_RATE,
    NO_SHOWS,
    RATE,
    keep_registered,
    pair_counts,
    with_rates,
)

GROUPINGS: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "year": lambda rows: rows["date"].dt.year.astype("str"),
    "participant_group": lambda rows: rows["organisation"],
}
"""What registrations are grouped by, besides their theme and municipality."""
UNTOLD = Column(
    "untold",
    "int64",
    "Fewest of those that tell no group, in all, came or not; of nobody, the group's own number",
    "people",
    Role.ANSWERS,
    decides_only=True,
)
WHOLE = ("attended", "attended_most", "no_shows", "n", "n_most")
GROUP_NAMES = {
    "year": "training_attendance_turnout.year",
    "participant_group": "training_attendance_turnout.participant_group",
    "place": "training_attendance_turnout.place",
}


def estimate_by_theme(numbers: pd.DataFrame) -> pd.DataFrame:
    """Attendance rate with its Wilson interval: a row a theme, highest rate first.

    Parameters
    ----------
    numbers : pandas.DataFrame
        From `tabulate_registrations`: published numbers, or computed ones in their shape.
    """
    counts = numbers[numbers["question"].isin(["attended", "registered"])]
    table = pair_counts(counts, "question", "item").sort_values("estimate", ascending=False)
    table = table.assign(adds_up="theme")
    return table[BY_THEME.frame.names].reset_index(drop=True)


def estimate_by_training(registrations: pd.DataFrame | None) -> pd.DataFrame:
    """Attendance rate with its Wilson interval: a row a training, in the order of their dates.

    ``n`` are registrations; without a list of them there are no rows.
    """
    rows = keep_registered(registrations)
    if rows.empty:
        return BY_TRAINING.frame.empty()
    came = rows.groupby(["date", "training", "theme"], sort=True)["attended"]
    table = came.agg(attended="sum", n="count").reset_index().rename(columns={"theme": "item"})
    table = table.assign(no_shows=table["n"] - table["attended"], adds_up="training")
    return with_source(with_rates(table, "attended"), rows)[BY_TRAINING.frame.names]


def estimate_turnout(registrations: pd.DataFrame | None, study: Study) -> pd.DataFrame:
    """Attendance rate with its Wilson interval: a row a year, kind of organisation or municipality.

    Years in order, the rest highest rate first; ``n`` are registrations. Those that do not tell
    a group are in none of its rows; without a list there are no rows. Municipalities are told by
    the bands of `coarsen_places`, and stand here whether or not they have numbers.
    """
    rows = keep_registered(registrations)
    if rows.empty:
        return TURNOUT.frame.empty()
    places = with_rates(coarsen_places(rows, study), "attended")
    places = places.assign(
        by="place", municipality=places["item"], adds_up="", untold=places["n"].fillna(0)
    )
    places = places.sort_values("estimate", ascending=False, kind="stable")
    tables = [places, *(_group(rows, by) for by in reversed(GROUPINGS))]
    table = pd.concat(tables, ignore_index=True).astype(dict.fromkeys(WHOLE, "Int64"))
    return with_source(table, rows)[TURNOUT.frame.names]


def _group(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """Exact numbers of groups of the whole project's registrations."""
    grouped = rows["attended"].groupby(GROUPINGS[by](rows))
    table = grouped.agg(attended="sum", n="count").rename_axis("item").reset_index()
    untold = len(rows) - table["n"].sum()
    came_untold = rows["attended"].sum() - table["attended"].sum()
    table = with_rates(table, "attended").assign(
        by=by,
        municipality=ALL,
        adds_up=by,
        attended_most=table["attended"],
        n_most=table["n"],
        no_shows=table["n"] - table["attended"],
        # Nobody is no group that could be told apart.
        untold=min(untold, came_untold, untold - came_untold) if untold else table["n"],
    )
    order = "item" if by == "year" else "estimate"
    return table.sort_values(order, ascending=by == "year", kind="stable")


def _group_names(estimates: Estimates) -> dict[int, str]:
    """What registrations are grouped by, by the first row of each."""
    by = estimates.table["by"]
    firsts = by[by != by.shift()]
    return {int(row): _group_name(estimates.edition, key) for row, key in firsts.items()}


def _group_name(edition: Edition, by: str) -> str:
    """What registrations are grouped by: kinds of groups as the study's terms or lists say it."""
    column = edition.study.codebook.tables.get("registrations", {}).get("organisation")
    is_said = by in edition.study.terms.get("training_attendance_turnout", {})
    if by == "participant_group" and column is not None and not is_said:
        return column.titles[edition.language][0]
    return edition.say.text(GROUP_NAMES[by])


def describe_turnout(released: Released) -> Caption:
    """From which lowest to which highest rate groups reach."""
    say = released.say
    groups = say.listing([in_sentence(say, name) for name in _group_names(released).values()])
    exact = released.table[released.table["municipality"] == ALL]
    subtitle = say.text("training_attendance_turnout.subtitle_coarse", groups=groups)
    if len(exact):
        n = say.number(exact.groupby("by")["n"].sum().max())
        subtitle = say.text("training_attendance_turnout.subtitle", groups=groups, n=n)
    return describe_rates(
        released, _turnout_title(released), subtitle, "training_attendance_turnout.foot"
    )


def _turnout_title(released: Released) -> str:
    say, told = released.say, released.table["estimate"].notna()
    if not told.any():
        return say.text("training_attendance_turnout.title_none")
    if told.sum() > 1:
        return rates_title(released, "training_attendance_turnout.title",
                           "training_attendance_turnout.title_same")  # fmt: skip
    at = int(told.to_numpy().argmax())
    rate = say.percent(100 * released.table["estimate"].iloc[at])
    return say.text("training_attendance_turnout.title_one", label=released.labels[at], rate=rate)


def plot_turnout(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """Registered, attended and rate a group."""
    return plot_attendance(estimates, caption, ax=ax, groups=_group_names(estimates))


def _describe(released: Released, title: str, subtitle: str, foot: str) -> Caption:
    """A caption of rates of whom there are ``n`` in all; by the keys of subtitle and foot."""
    n = released.say.number(released.table["n"].sum())
    return describe_rates(released, title, released.say.text(subtitle, n=n), foot)


BY_THEME = Figure(
    name="training_attendance_by_theme",
    frame=Frame(ITEM, ATTENDED, *RATE, *SOURCE, ADDS_UP, of_places=False),
    items=of_question("theme"),
    estimate=lambda material: estimate_by_theme(material.numbers),
    describe=lambda released: _describe(
        released,
        rates_title(
            released,
            "training_attendance_by_theme.title",
            "training_attendance_by_theme.title_same",
        ),
        "training_attendance_by_theme.subtitle",
        "training_attendance_by_theme.foot",
    ),
    plot=plot_attendance,
    section="trainings",
    caption_key="training_attendance_label.by_theme",
)
BY_TRAINING = Figure(
    name="training_attendance_by_training",
    frame=Frame(ITEM, DATE, ATTENDED, NO_SHOWS, *RATE, *SOURCE, ADDS_UP, of_places=False),
    items=of_question("theme"),
    estimate=lambda material: estimate_by_training(material.registrations),
    describe=lambda released: _describe(
        released,
        rates_title(
            released,
            "training_attendance_by_training.title",
            "training_attendance_by_training.title_same",
        ),
        "training_attendance_by_training.subtitle",
        "training_attendance_by_training.foot",
    ),
    plot=plot_attendance,
    # Where each theme was one training, the picture would be that of the themes once more.
    is_plain=lambda released: released.table["item"].is_unique,
    section="trainings",
    caption_key="training_attendance_label.by_training",
)
TURNOUT = Figure(
    name="training_attendance_turnout",
    frame=Frame(
        BY,
        ITEM,
        replace(MUNICIPALITY, is_shown=False),
        *banded(replace(ATTENDED, dtype="Int64")),
        replace(NO_SHOWS, dtype="Int64"),
        *COARSE_RATE,
        *SOURCE,
        UNTOLD,
        ADDS_UP,
    ),
    items=of_group,
    estimate=lambda material: estimate_turnout(material.registrations, material.edition.study),
    describe=describe_turnout,
    plot=plot_turnout,
    section="trainings",
    caption_key="training_attendance_label.turnout",
)
