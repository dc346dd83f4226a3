"""From how many of the study's municipalities people came, theme by theme."""

import pandas as pd

from analysis.drawing.words.columns import ITEM, SOURCE, N
from analysis.drawing.words.labels import of_question
from analysis.inputs.printed.shape import with_source
from analysis.release.columns import Column, Frame, Role
from analysis.release.estimates import Table
from analysis.study.study import Study
from analysis.topics.training_attendance.coarse_places import coarsen_places
from analysis.topics.training_attendance.needs import needs_places
from analysis.topics.training_attendance.registered import BEHIND, keep_registered

OTHERS = "Those who came besides the first of each municipality"
REACH = Table(
    name="training_attendance_reach",
    frame=Frame(
        ITEM,
        Column("municipalities", "int64", "Municipalities that people came from"),
        Column("municipalities_in_all", "int64", "Municipalities of the study"),
        N,
        *SOURCE,
        Column("others", "int64", OTHERS, "people", Role.PEOPLE, decides_only=True),
        *BEHIND,
        of_places=False,
    ),
    estimate=lambda material: estimate_reach(
        None if needs_places(material.edition) else material.registrations, material.edition.study
    ),
    items=of_question("theme"),
    caption_key="table.training_attendance_reach",
    needs=needs_places,
)


def estimate_reach(registrations: pd.DataFrame | None, study: Study) -> pd.DataFrame:
    """From how many of the study's municipalities people came: a row a theme, widest reach first.

    ``n`` are those who came, from wherever; without registrations there are no rows. As many came
    from a municipality as there are themes that people came to from all of them: there are none,
    either, where that could be more than the fewest that are told of a municipality.
    """
    rows = keep_registered(registrations)
    if rows.empty:
        return REACH.frame.empty()
    came = rows[rows["attended"]]
    told = coarsen_places(rows, study).set_index("item")["attended"].reindex(study.municipalities)
    if not (told >= came["theme"].nunique()).fillna(value=False).all():
        return REACH.frame.empty()
    own = came["municipality"].where(came["municipality"].isin(list(study.municipalities)))
    counts = {
        "municipalities": own.groupby(came["theme"]).nunique(),
        "n": came.groupby("theme").size(),
        "registrations": rows.groupby("theme").size(),
    }
    table = pd.DataFrame(counts).dropna().rename_axis("item").reset_index()
    table = table.astype({"municipalities": "int64", "n": "int64"})
    table["others"] = table["n"] - table["municipalities"]
    table = table.assign(attendances=table["n"], adds_up="theme")
    table["municipalities_in_all"] = len(study.municipalities)
    table = table.sort_values(["municipalities", "n"], ascending=False, ignore_index=True)
    return with_source(table, rows)[REACH.frame.names]
