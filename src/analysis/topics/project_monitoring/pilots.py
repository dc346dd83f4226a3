"""The municipalities' pilots: what was done, how many took part, what followed."""

import pandas as pd

from analysis.drawing.figure import Figure
from analysis.drawing.words import cells
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.columns import MUNICIPALITY, PARTICIPANTS, SOURCE
from analysis.drawing.words.numbers import headcount
from analysis.inputs.printed.headcounts import estimate_headcounts
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Estimates, Released
from analysis.study.declaration import LANGUAGE_NAMES
from analysis.study.origin import combine_origins

CONTINUED = {
    "continued": "project_monitoring_pilots.continued",
    "not_reported": "project_monitoring_pilots.not_reported",
}
"""Key of what is said of what followed."""
TITLES = {
    "continued": "project_monitoring_pilots.title_continued",
    "not_reported": "project_monitoring_pilots.title_not_reported",
}
"""Key of a municipality's title."""


def estimate_pilots(pilots: pd.DataFrame, headcounts: pd.DataFrame) -> pd.DataFrame:
    """The pilots as a table: activity, participants and what followed.

    Parameters
    ----------
    pilots : pandas.DataFrame
        As published: a row a pilot.
    headcounts : pandas.DataFrame
        From `estimate_headcounts`.
    """
    table = pilots.merge(
        headcounts, on="municipality", how="left", validate="one_to_one", suffixes=("", "_n")
    )
    table["origin"] = combine_origins(table["origin"], table["origin_n"])
    counted = table["document_n"].fillna("")
    table["document"] = (table["document"] + ";" + counted).str.strip(";")
    return table[PILOTS.frame.names]


def describe_pilots(released: Released) -> Caption:
    """What was done in each place, and what followed."""
    say, table, place = released.say, released.table, released.edition.place
    rows = [
        f"{place(row.municipality)}: {activity}, {headcount(say, row.n)}, "
        f"{say.text(CONTINUED[row.continued])}"
        for activity, row in zip(_activities(released), table.itertuples(), strict=True)
    ]
    subtitle = say.text("project_monitoring_pilots.subtitle")
    foot = say.text("project_monitoring_pilots.foot")
    return write_caption(released, _title, subtitle, foot, rows)


def _title(released: Released) -> str:
    """Whether it went on in the edition's municipality; of the project, where it did."""
    say, edition = released.say, released.edition
    what = released.table.set_index("municipality")["continued"]
    if edition.municipality in what:
        title = TITLES[what[edition.municipality]]
        return say.text(title, place=edition.place(edition.municipality))
    places = [edition.place(place) for place in what.index[what == "continued"]]
    return say.text("project_monitoring_pilots.title", places=say.listing(places))


def _activities(estimates: Estimates) -> list[str]:
    return list(estimates.table[f"activity_{estimates.edition.language}"])


ACTIVITY = tuple(
    Column(f"activity_{language}", "str", f"What was done, in {name}", language=language)
    for language, name in LANGUAGE_NAMES.items()
)
PILOTS = Figure(
    name="project_monitoring_pilots",
    frame=Frame(
        MUNICIPALITY,
        *ACTIVITY,
        PARTICIPANTS,
        Column("continued", "str", "Whether the activity went on", cells=cells.in_words(CONTINUED)),
        *SOURCE,
    ),
    estimate=lambda material: estimate_pilots(
        material.tables["pilots"], estimate_headcounts(material.tables["cost_breakdown"])
    ),
    describe=describe_pilots,
    section="pilots",
    caption_key="project_monitoring_label.pilots",
)
