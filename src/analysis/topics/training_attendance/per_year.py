"""Trainings held in each year."""

import pandas as pd

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import Caption, label_rows, write_caption
from analysis.drawing.words.columns import SOURCE, YEAR
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Released


def estimate_per_year(numbers: pd.DataFrame) -> pd.DataFrame:
    """Trainings held, from `tabulate_registrations`: a row a year."""
    rows = numbers[numbers["question"] == "trainings_held"]
    table = rows.assign(year=rows["item"].astype("int64"), trainings=rows["value"].astype("int64"))
    return table[PER_YEAR.frame.names].reset_index(drop=True)


def describe_per_year(released: Released) -> Caption:
    """In which year most were held, if one had more than half of them."""
    say, table = released.say, released.table
    total, top = say.number(table["trainings"].sum()), table.loc[table["trainings"].idxmax()]
    title = say.text("training_attendance_per_year.title_plain", total=total)
    if len(table) == 1:
        title = say.text("training_attendance_per_year.title_one", year=top["year"], total=total)
    elif 2 * top["trainings"] > table["trainings"].sum():
        most = {"year": top["year"], "top": say.number(top["trainings"]), "total": total}
        title = say.text("training_attendance_per_year.title", **most)
    subtitle = say.text("training_attendance_per_year.subtitle", total=total)
    rows = label_rows(table["year"], map(say.number, table["trainings"]))
    return write_caption(released, title, subtitle, "", rows)


PER_YEAR = Figure(
    name="training_attendance_per_year",
    frame=Frame(YEAR, Column("trainings", "int64", "Trainings held"), *SOURCE, counts_people=False),
    estimate=lambda material: estimate_per_year(material.numbers),
    describe=describe_per_year,
    section="trainings",
    caption_key="training_attendance_label.per_year",
)
