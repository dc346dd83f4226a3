"""Each municipality's cost per participant against that of all others together."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.rows import body_in, draw_column, draw_heading, draw_pairs
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption, text_by_origin, write_caption
from analysis.drawing.words.columns import MUNICIPALITY, SOURCE, N
from analysis.drawing.words.numbers import headcount, ratio
from analysis.release.columns import Column, Frame, Role
from analysis.release.estimates import Estimates, Released
from analysis.study.declaration import ALL
from analysis.topics.cost_breakdown.columns import COST
from analysis.topics.cost_breakdown.rows import draw_places


def estimate_against_others(per_participant: pd.DataFrame) -> pd.DataFrame:
    """Each municipality's cost per participant against all others together.

    A row a municipality. ``others_eur`` is a ratio of totals: the others' costs (cost per
    participant times participants) over their participants.

    Parameters
    ----------
    per_participant : pandas.DataFrame
        From `estimate_per_participant`.
    """
    table = per_participant[per_participant["municipality"] != ALL].copy()
    if table["n"].isna().any():
        return AGAINST_OTHERS.frame.empty()
    n = table["n"].astype("float64")
    cost_eur = table["estimate_eur"] * n
    table["n_others"] = table["n"].sum() - table["n"]
    table["others_eur"] = (cost_eur.sum() - cost_eur) / (n.sum() - n)
    table["ratio"] = table["estimate_eur"] / table["others_eur"]
    return table[AGAINST_OTHERS.frame.names].reset_index(drop=True)


def describe_against_others(released: Released) -> Caption:
    """Which municipalities are dearer than the others, or how the edition's compares."""
    say = released.say
    rows = (say.text("cost_breakdown_against_others.alt_row", **words)
            for words in _compare(released).values())  # fmt: skip
    foot = text_by_origin(
        released, "cost_breakdown_against_others.foot", "cost_breakdown_against_others.foot_own"
    )
    subtitle = say.text("cost_breakdown_against_others.subtitle")
    return write_caption(released, _title, subtitle, foot, rows)


def _title(released: Released) -> str:
    say, edition, table = released.say, released.edition, released.table
    if edition.is_whole_project:
        dearer = [edition.place(key) for key in table["municipality"][table["ratio"] > 1]]
        return say.text("cost_breakdown_against_others.title", places=say.some(dearer))
    words = _compare(released)[edition.municipality]
    return say.text("cost_breakdown_against_others.title_one", **words)


def _compare(released: Released) -> dict[str, dict[str, str]]:
    """What is said of each municipality."""
    say = released.say
    return {
        row.municipality: {
            "place": released.edition.place(row.municipality),
            "cost": say.euros(row.estimate_eur),
            "others": say.euros(row.others_eur, 0),
            "ratio": ratio(say, row.ratio),
        }
        for row in released.table.itertuples()
    }


def plot_against_others(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A disc a municipality, a ring for all others together, and their ratio."""
    say, table = estimates.say, estimates.table
    sheet = open_sheet(caption, body_in(len(table)), ax, head_in=0.25)
    people = [headcount(say, n) for n in table["n"]]
    chosen = draw_places(sheet, estimates.edition, table["municipality"], notes=people)
    costs, others = list(table["estimate_eur"]), list(table["others_eur"])
    top = 1.25 * max(*costs, *others)
    panel = sheet.panel(1.75, 5.45, len(table), (-0.16 * top, top))
    texts = ([say.euros(v, 0) for v in others], [say.euros(v) for v in costs])
    draw_pairs(panel, others, costs, *texts, highlight=chosen)
    heading = say.text("cost_breakdown_against_others.ratio")
    draw_heading(sheet, 6.1, heading, ha="right")
    draw_column(sheet, 6.1, [ratio(say, r) for r in table["ratio"]])
    return sheet.ax


AGAINST_OTHERS = Figure(
    name="cost_breakdown_against_others",
    frame=Frame(
        MUNICIPALITY,
        COST,
        Column("others_eur", "float64", "Cost per participant of all others together", "EUR"),
        Column("ratio", "float64", "The municipality's cost over the others'"),
        N,
        Column("n_others", "Int64", "Participants of all others", "people", Role.PEOPLE),
        *SOURCE,
    ),
    estimate=lambda material: estimate_against_others(material.per_participant),
    describe=describe_against_others,
    plot=plot_against_others,
    section="costs",
)
