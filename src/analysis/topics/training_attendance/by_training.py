"""Who came in the course of time, training by training."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import Caption, method_sentence, write_caption
from analysis.drawing.words.columns import ADDS_UP, DATE, ITEM, SOURCE
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
from analysis.topics.training_attendance.registered import (
    ATTENDED,
    NO_SHOWS,
    RATE,
    keep_registered,
    with_rates,
    with_source,
)


def estimate_by_training(registrations: pd.DataFrame | None) -> pd.DataFrame:
    """Attendance rate of each training, in the order of their dates.

    Parameters
    ----------
    registrations : pandas.DataFrame or None
        From `read_inputs`; without them there are no rows.

    Returns
    -------
    pandas.DataFrame
        A row a training: ``item`` (its theme)``, date, attended, no_shows, n,
        estimate, ci_low, ci_high, method, document, origin, adds_up``; ``n``
        are registrations, ``estimate`` is attended / n on the scale 0-1 with
        its Wilson interval.
    """
    rows = keep_registered(registrations)
    if rows.empty:
        return BY_TRAINING.frame.empty()
    came = rows.groupby(["date", "training", "theme"], sort=True)["attended"]
    table = came.agg(attended="sum", n="count").reset_index().rename(columns={"theme": "item"})
    table = table.assign(no_shows=table["n"] - table["attended"], adds_up="training")
    return with_source(with_rates(table, "attended"), rows)[BY_TRAINING.frame.names]


def describe_by_training(released: Released) -> Caption:
    """From which lowest to which highest rate trainings reach."""
    say = released.say
    title = say.text("training_attendance_by_training.title", range=rate_range(released))
    n = say.number(released.table["n"].sum())
    subtitle = say.text("training_attendance_by_training.subtitle", n=n)
    foot = f"{method_sentence(released)} {say.text('training_attendance_by_training.foot')}"
    return write_caption(released, title, subtitle, foot, attendance_rows(released))


def plot_by_training(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """Ring, disc and rate a training."""
    headings, texts = attendance_headings(estimates), rate_texts(estimates)
    return draw_attendance(estimates, caption, ax, headings=headings, texts=texts)


BY_TRAINING = Figure(
    name="training_attendance_by_training",
    frame=Frame(ITEM, DATE, ATTENDED, NO_SHOWS, *RATE, *SOURCE, ADDS_UP),
    items=of_question("theme"),
    estimate=lambda material: estimate_by_training(material.registrations),
    describe=describe_by_training,
    plot=plot_by_training,
    section="trainings",
)
