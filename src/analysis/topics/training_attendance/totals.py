"""Attendance of all trainings together: as printed, and summed over themes."""

import pandas as pd

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import Caption, method_sentence, write_caption
from analysis.drawing.words.columns import ITEM, SOURCE
from analysis.drawing.words.labels import in_words
from analysis.release.columns import Frame
from analysis.release.estimates import Released
from analysis.study.declaration import ALL
from analysis.study.origin import PUBLISHED
from analysis.topics.training_attendance.attendance import (
    attendance_rows,
    plot_attendance,
)
from analysis.topics.training_attendance.registered import ATTENDED, RATE, pair_counts, with_rates
from analysis.topics.training_attendance.turnout import estimate_by_theme


def estimate_totals(numbers: pd.DataFrame) -> pd.DataFrame:
    """Attendance rate of all trainings together, as `estimate_by_theme` has it of each theme.

    Two rows, ``"printed"`` and ``"sum_of_themes"``, which differ where the printed total is not
    the sum of the printed themes; one, ``"counted"``, for a project's own registrations.
    """
    counts = numbers[numbers["question"] == "attendance_total"]
    whole = pair_counts(counts, "item", "municipality")[TOTALS.frame.names]
    themes = estimate_by_theme(numbers)
    if whole.empty or themes.empty:
        return TOTALS.frame.empty()
    if PUBLISHED not in set(whole["origin"]):  # counted: the two are the same
        return whole.assign(item="counted")
    whole["item"] = whole["item"].replace(ALL, "printed")
    attended, n = themes["attended"].sum(), themes["n"].sum()
    summed = with_rates(whole.assign(item="sum_of_themes", attended=attended, n=n), "attended")
    return pd.concat([whole, summed], ignore_index=True)


def describe_totals(released: Released) -> Caption:
    """How often someone came, and which share of the registrations that is; of two totals, both."""
    say, table = released.say, released.table
    low, high = (say.percent(100 * rate) for rate in table["estimate"].agg(["min", "max"]))
    visits, most = (say.number(count) for count in table["attended"].agg(["min", "max"]))
    title = say.text("training_attendance_totals.title", visits=visits, share=low)
    if visits != most:
        title = say.text("training_attendance_totals.title_two", low=low, high=high,
                         visits=visits, most=most)  # fmt: skip
    subtitle = say.text("training_attendance_totals.subtitle", n=say.number(table["n"].max()))
    foot = method_sentence(released)
    if apart := table["attended"].max() - table["attended"].min():
        difference = say.number(apart)
        foot += f" {say.text('training_attendance_totals.foot', difference=difference)}"
    return write_caption(released, title, subtitle, foot, attendance_rows(released))


TOTALS = Figure(
    name="training_attendance_totals",
    frame=Frame(ITEM, ATTENDED, *RATE, *SOURCE, of_places=False),
    items=in_words(
        {
            "printed": "training_attendance_totals.printed",
            "sum_of_themes": "training_attendance_totals.sum_of_themes",
            "counted": "training_attendance_totals.counted",
        }
    ),
    estimate=lambda material: estimate_totals(material.numbers),
    describe=describe_totals,
    plot=plot_attendance,
    section="trainings",
    caption_key="training_attendance_label.totals",
    caution="training_attendance_totals.caution",
)
