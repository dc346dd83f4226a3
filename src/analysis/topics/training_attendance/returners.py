"""How many of those who came to trainings had come before, year by year."""

import pandas as pd

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import Caption, label_rows, write_caption
from analysis.drawing.words.columns import BY, ITEM, SOURCE, banded
from analysis.drawing.words.labels import of_group
from analysis.drawing.words.numbers import band_text
from analysis.inputs.printed.shape import OWN_DOCUMENT
from analysis.release.columns import Column, Frame, Role
from analysis.release.estimates import Estimates, Released
from analysis.topics.training_attendance.attendance import (
    coarse_foot,
    middle,
    rate_interval,
)
from analysis.topics.training_attendance.coarse import CoarsePeople, Year
from analysis.topics.training_attendance.needs import needs_registrants
from analysis.topics.training_attendance.registered import RATE, with_rates

CAME_BEFORE = Column(
    "came_before",
    "Int64",
    "How many of them had come to an earlier training",
    "people",
    Role.PEOPLE,
)
FIRST_TIMERS = Column("first_timers", "Int64", "How many of them came for the first time", "people")


def estimate_returners(people: CoarsePeople | None) -> pd.DataFrame:
    """How many of those who came to trainings had come to an earlier one, year by year.

    A row a year, in order; ``n`` are attendances after the very first training, when nobody can
    have come before. How many had come before is told by a band; where few had, or it would
    follow from other numbers, the row has no numbers. No rows where no year has any.
    """
    if people is None or not any(year.is_told for year in people.years):
        return RETURNERS.frame.empty()
    numbers = RETURNERS.frame.names[2:7]
    rows = [[year.year, *(_numbers(year) if year.is_told else [None] * 5)] for year in people.years]
    table = pd.DataFrame(rows, columns=["item", *numbers])
    table = table.astype(dict.fromkeys(numbers, "Int64"))
    table = with_rates(table, "came_before").assign(by="year", origin=people.origin)
    return table.assign(document=OWN_DOCUMENT[people.origin])[RETURNERS.frame.names]


def _numbers(year: Year) -> list[int]:
    """Those who had come before, those who had not, and all."""
    low, high = year.ends
    return [low, high, year.n - high, year.n - low, year.n]


def describe_returners(released: Released) -> Caption:
    """The share of attendances of people who had come before, of the years that are told."""
    say, table = released.say, released.table.dropna(subset="n")
    share = say.percent(100 * middle(table, "came_before").sum() / table["n"].sum())
    title = say.text("training_attendance_returners.title", share=share)
    n = say.number(table["n"].sum())
    subtitle = say.text("training_attendance_returners.subtitle", n=n)
    foot = coarse_foot(released, say.text("training_attendance_returners.foot"))
    rows = label_rows(released.labels, _row_texts(released))
    return write_caption(released, title, subtitle, foot, rows)


def _row_texts(estimates: Estimates) -> list[str]:
    """Of each year how many came, had come before and came for the first time."""
    say = estimates.say
    return [
        say.text("withheld.symbol")
        if pd.isna(row.n)
        else say.text("training_attendance_returners.alt_row", n=say.number(row.n),
                      before=band_text(say, row.came_before, row.came_before_most),
                      first=band_text(say, row.first_timers, row.first_timers_most),
                      interval=rate_interval(estimates, row))
        for row in estimates.table.itertuples()
    ]  # fmt: skip


RETURNERS = Figure(
    name="training_attendance_returners",
    frame=Frame(
        BY,
        ITEM,
        *banded(CAME_BEFORE),
        *banded(FIRST_TIMERS),
        *RATE,
        *SOURCE,
        of_places=False,
    ),
    items=of_group,
    estimate=lambda material: estimate_returners(material.people),
    describe=describe_returners,
    section="trainings",
    caption_key="training_attendance_label.returners",
    needs=needs_registrants,
)
