"""Each group's share of the participants."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.rows import body_in, draw_bars, draw_labels
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.columns import ITEM, SOURCE, N
from analysis.drawing.words.labels import of_question
from analysis.drawing.words.numbers import lower_first
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Estimates, Released


def estimate_by_group(numbers: pd.DataFrame) -> pd.DataFrame:
    """Share of each group among the participants.

    Parameters
    ----------
    numbers : pandas.DataFrame
        From `tabulate_registrations`.

    Returns
    -------
    pandas.DataFrame
        A row a group, largest first: ``item, estimate_pct, n, trainings,
        document, origin``. ``n`` are those in the group; the documents do not
        print it, and there is no interval. ``trainings`` is the number
        of trainings that they cover.
    """
    rows = numbers[numbers["question"] == "participant_group"]
    covered = numbers.loc[numbers["question"] == "trainings_with_group", "value"]
    table = rows.assign(estimate_pct=rows["value"], trainings=int(covered.astype("float64").sum()))
    table = table.sort_values("value", ascending=False)
    return table[BY_GROUP.frame.names].reset_index(drop=True)


def describe_by_group(released: Released) -> Caption:
    """The largest group and its share."""
    say, table, labels = released.say, released.table, released.labels
    shares = [say.percent(value) for value in table["estimate_pct"]]
    title = say.text("training_attendance_by_group.title", label=lower_first(labels[0]),
                     share=shares[0])  # fmt: skip
    rows = [f"{label}: {share}" for label, share in zip(labels, shares, strict=True)]
    trainings = say.number(table["trainings"].iloc[0])
    if released.is_published:
        subtitle = say.text("training_attendance_by_group.subtitle", trainings=trainings)
        foot = say.text("training_attendance_by_group.foot")
    else:
        n = say.number(table["n"].sum())
        subtitle = say.text("training_attendance_by_group.subtitle_own", trainings=trainings, n=n)
        foot = say.text("training_attendance_by_group.foot_own")
    return write_caption(released, title, subtitle, foot, rows)


def plot_by_group(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A bar a group."""
    sheet = open_sheet(caption, body_in(len(estimates.table)), ax)
    draw_labels(sheet, estimates.labels, 2.55)
    shares = list(estimates.table["estimate_pct"])
    texts = [estimates.say.percent(share) for share in shares]
    draw_bars(sheet, (2.65, 6.1), shares, texts, highlight=[0])
    return sheet.ax


BY_GROUP = Figure(
    name="training_attendance_by_group",
    frame=Frame(
        ITEM,
        Column("estimate_pct", "float64", "Share of the participants", "%"),
        N,
        Column("trainings", "int64", "Trainings that the shares cover"),
        *SOURCE,
    ),
    items=of_question("participant_group"),
    estimate=lambda material: estimate_by_group(material.numbers),
    describe=describe_by_group,
    plot=plot_by_group,
    section="trainings",
)  # fmt: skip
