"""Trainings held in each year."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.rows import body_in, draw_bars, draw_labels
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.columns import SOURCE, YEAR
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Estimates, Released


def estimate_per_year(numbers: pd.DataFrame) -> pd.DataFrame:
    """Trainings held in each year.

    Parameters
    ----------
    numbers : pandas.DataFrame
        From `tabulate_registrations`.

    Returns
    -------
    pandas.DataFrame
        A row a year: ``year, estimate, document, origin``.
    """
    rows = numbers[numbers["question"] == "trainings_held"]
    table = rows.assign(year=rows["item"].astype("int64"), estimate=rows["value"].astype("int64"))
    return table[PER_YEAR.frame.names].reset_index(drop=True)


def describe_per_year(released: Released) -> Caption:
    """In which year most were held, if one had more than half of them."""
    say, table = released.say, released.table
    total = say.number(table["estimate"].sum())
    top = table.loc[table["estimate"].idxmax()]
    title = say.text("training_attendance_per_year.title_plain")
    if 2 * top["estimate"] > table["estimate"].sum():
        most = say.number(top["estimate"])
        title = say.text("training_attendance_per_year.title", year=top["year"], top=most,
                         total=total)  # fmt: skip
    subtitle = say.text("training_attendance_per_year.subtitle", total=total)
    rows = [f"{row.year}: {say.number(row.estimate)}" for row in table.itertuples()]
    return write_caption(released, title, subtitle, "", rows)


def plot_per_year(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A bar a year."""
    table = estimates.table
    sheet = open_sheet(caption, body_in(len(table)), ax)
    draw_labels(sheet, [str(year) for year in table["year"]], 0.75)
    counts = list(table["estimate"])
    texts = [estimates.say.number(count) for count in counts]
    draw_bars(sheet, (0.85, 6.1), counts, texts, highlight=[counts.index(max(counts))])
    return sheet.ax


PER_YEAR = Figure(
    name="training_attendance_per_year",
    frame=Frame(
        YEAR,
        Column("estimate", "int64", "Trainings held"),
        *SOURCE,
        counts_people=False,
    ),
    estimate=lambda material: estimate_per_year(material.numbers),
    describe=describe_per_year,
    plot=plot_per_year,
    section="trainings",
)
