"""From how many of the study's municipalities people came, theme by theme."""

import pandas as pd

from analysis.drawing.words.columns import ITEM, SOURCE, N
from analysis.drawing.words.labels import of_question
from analysis.inputs.printed.shape import with_source
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Table
from analysis.study.study import Study
from analysis.topics.training_attendance.registered import keep_registered

REACH = Table(
    name="training_attendance_reach",
    frame=Frame(
        ITEM,
        Column("municipalities", "int64", "Municipalities that people came from"),
        Column("municipalities_in_all", "int64", "Municipalities of the study"),
        N,
        *SOURCE,
    ),
    estimate=lambda material: estimate_reach(material.registrations, material.edition.study),
    items=of_question("theme"),
    caption_key="table.training_attendance_reach",
)


def estimate_reach(registrations: pd.DataFrame | None, study: Study) -> pd.DataFrame:
    """From how many of the study's municipalities people came: a row a theme, widest reach first.

    ``n`` are those who came, from wherever; without registrations there are no rows.
    """
    rows = keep_registered(registrations)
    if rows.empty:
        return REACH.frame.empty()
    came = rows[rows["attended"]]
    own = came["municipality"].where(came["municipality"].isin(list(study.municipalities)))
    counts = {
        "municipalities": own.groupby(came["theme"]).nunique(),
        "n": came.groupby("theme").size(),
    }
    table = pd.DataFrame(counts).rename_axis("item").reset_index()
    table["municipalities_in_all"] = len(study.municipalities)
    table = table.sort_values(["municipalities", "n"], ascending=False, ignore_index=True)
    return with_source(table, rows)[REACH.frame.names]
