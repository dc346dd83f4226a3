"""Registered, attended and attendance rate of each theme."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import Caption, method_sentence, write_caption
from analysis.drawing.words.columns import ITEM, SOURCE
from analysis.drawing.words.labels import of_question
from analysis.release.columns import Frame
from analysis.release.estimates import Estimates, Released
from analysis.topics.training_attendance.attendance import (
    attendance_headings,
    attendance_rows,
    draw_attendance,
    rate_range,
    rate_texts,
)
from analysis.topics.training_attendance.registered import ATTENDED, RATE, with_rates


def estimate_by_theme(numbers: pd.DataFrame) -> pd.DataFrame:
    """Attendance rate of each theme's training, with its Wilson interval.

    Parameters
    ----------
    numbers : pandas.DataFrame
        From `tabulate_registrations`: published numbers, or computed ones in their shape.

    Returns
    -------
    pandas.DataFrame
        A row a theme, highest rate first: ``item, attended, n, estimate,
        ci_low, ci_high, method, document, origin``. ``n`` are the registered;
        the rate and its interval are on the scale 0-1.
    """
    counts = numbers[numbers["question"].isin(["attended", "registered"])]
    table = pair_counts(counts, "question", "item")
    return table.sort_values("estimate", ascending=False).reset_index(drop=True)


def pair_counts(counts: pd.DataFrame, by: str, index: str) -> pd.DataFrame:
    """Attended beside registered, which a column tells apart, with their rate."""
    keys = [index, "document", "origin"]
    wide = counts.pivot(index=keys, columns=by, values="value").reset_index()
    wide = wide.rename_axis(columns=None).reindex(columns=[*keys, "attended", "registered"])
    wide = wide.rename(columns={"registered": "n", index: "item"})
    whole = wide.astype({"attended": "int64", "n": "int64"})
    return with_rates(whole, "attended")[BY_THEME.frame.names]


def describe_by_theme(released: Released) -> Caption:
    """From which lowest to which highest rate themes reach."""
    say = released.say
    title = say.text("training_attendance_by_theme.title", range=rate_range(released))
    n = say.number(released.table["n"].sum())
    subtitle = say.text("training_attendance_by_theme.subtitle", n=n)
    foot = f"{method_sentence(released)} {say.text('training_attendance_by_theme.foot')}"
    return write_caption(released, title, subtitle, foot, attendance_rows(released))


def plot_by_theme(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """Ring, disc and rate a theme."""
    headings, texts = attendance_headings(estimates), rate_texts(estimates)
    return draw_attendance(estimates, caption, ax, headings=headings, texts=texts)


BY_THEME = Figure(
    name="training_attendance_by_theme",
    frame=Frame(ITEM, ATTENDED, *RATE, *SOURCE),
    items=of_question("theme"),
    estimate=lambda material: estimate_by_theme(material.numbers),
    describe=describe_by_theme,
    plot=plot_by_theme,
    section="trainings",
)
