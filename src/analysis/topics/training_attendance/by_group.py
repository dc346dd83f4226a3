"""Each group's share of the participants."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.rows import plot_bars
from analysis.drawing.words.caption import Caption, label_rows, write_caption
from analysis.drawing.words.columns import ADDS_UP, ITEM, SOURCE, N
from analysis.drawing.words.labels import count_alike, name_largest, of_question
from analysis.drawing.words.numbers import lower_first
from analysis.release.columns import Column, Frame, Role
from analysis.release.estimates import Estimates, Released
from analysis.topics.training_attendance.needs import needs_groups

UNTOLD = "Those who tell no group; of nobody, those in the group"


def estimate_by_group(numbers: pd.DataFrame) -> pd.DataFrame:
    """Share of each group among the participants: a row a group, largest first.

    ``n`` are those in the group; the documents do not print it, and there is no interval.

    Parameters
    ----------
    numbers : pandas.DataFrame
        From `tabulate_registrations`.
    """
    rows = numbers[numbers["question"] == "participant_group"]
    covered = numbers.loc[numbers["question"] == "trainings_with_group", "value"]
    table = rows.assign(estimate_pct=rows["value"], trainings=int(covered.astype("float64").sum()))
    table = table.sort_values("value", ascending=False).assign(adds_up="group")
    came = numbers[(numbers["question"] == "attendance_total") & (numbers["item"] == "attended")]
    untold = int(came["value"].sum() - table["n"].sum())
    # Nobody is no group that could be told apart; what is printed counts no groups.
    table["untold"] = untold or table["n"]
    return table[BY_GROUP.frame.names].reset_index(drop=True)


def describe_by_group(released: Released) -> Caption:
    """The largest group and its share."""
    say, table, labels = released.say, released.table, released.labels
    shares = list(map(say.percent, table["estimate_pct"]))
    trainings = say.number(table["trainings"].iloc[0])
    title = name_largest(
        say, list(map(lower_first, labels)), shares, "training_attendance_by_group.title",
        "training_attendance_by_group.title_tied", share=shares[0],
    )  # fmt: skip
    if released.is_published:
        subtitle = say.text("training_attendance_by_group.subtitle", trainings=trainings)
        foot = say.text("training_attendance_by_group.foot")
    else:
        n = say.number(table["n"].sum())
        subtitle = say.text("training_attendance_by_group.subtitle_own", trainings=trainings, n=n)
        foot = say.text("training_attendance_by_group.foot_own")
    return write_caption(released, title, subtitle, foot, label_rows(labels, shares))


def plot_by_group(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A bar a group."""
    labels, values = estimates.labels, list(estimates.table["estimate_pct"])
    texts = list(map(estimates.say.percent, values))
    largest = range(count_alike(texts))
    return plot_bars(caption, ax, labels, values, texts, labels_in=2.55, highlight=largest)


BY_GROUP = Figure(
    name="training_attendance_by_group",
    frame=Frame(
        ITEM,
        Column("estimate_pct", "float64", "Share of the participants", "%"),
        N,
        Column("trainings", "int64", "Trainings that the shares cover"),
        *SOURCE,
        Column("untold", "Int64", UNTOLD, "people", Role.PEOPLE, decides_only=True),
        ADDS_UP,
        of_places=False,
    ),
    items=of_question("participant_group"),
    estimate=lambda material: estimate_by_group(material.numbers),
    describe=describe_by_group,
    plot=plot_by_group,
    section="trainings",
    caption_key="training_attendance_label.by_group",
    needs=needs_groups,
)
