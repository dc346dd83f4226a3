"""Rows of the table behind: of each question, what was released of the places and the project."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pandas as pd

from analysis.drawing.words import cells
from analysis.drawing.words.columns import ESTIMATE, MUNICIPALITY, SOURCE, UNIT, banded
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Estimates
from analysis.study.declaration import ALL, LANGUAGE_NAMES
from analysis.study.instrument import list_panels
from analysis.topics.at_a_glance.material import (
    CHANGE,
    COST,
    PILOTS,
    RANGES,
    TOTALS,
    TURNOUT,
    Material,
)

SIGNIFICANT = 0.05
"""An adjusted p-value below which a place's change is called clear."""
QUESTIONS = {
    "came": "at_a_glance.came",
    "changed": "at_a_glance.changed",
    "cost": "at_a_glance.cost",
    "followed": "at_a_glance.followed",
}
"""Key of each question, in the order of the strips."""
CONTINUED = {
    "continued": "at_a_glance.continued",
    "not_reported": "at_a_glance.not_reported",
}
"""Key of what is said of what followed."""
DECIMALS = 2
"""Of the change of a mean over several items, which moves less than each of them."""
IN_TWO = ("pct", "steps")
"""Units of what rests on two numbers of people."""


def write_part(estimates: Estimates, name: str) -> list[str]:
    """The second number of people; nothing where there is only one."""
    pairs = zip(cells.bands(estimates, name), estimates.table["unit"], strict=True)
    return [text if unit in IN_TWO else cells.NOTHING for text, unit in pairs]


def write_amounts(estimates: Estimates, name: str) -> list[str]:
    """Estimates, each to the decimals that its strip tells it with."""
    rated = list_panels(estimates.edition.study)
    of_change = rated[0].scale.decimals(DECIMALS) if rated else DECIMALS
    decimals = {"pct": 0, "eur": 2, "steps": of_change}
    pairs = zip(estimates.table[name], estimates.table["unit"], strict=True)
    return [
        cells.NOTHING if pd.isna(value) else estimates.say.number(value, decimals[unit])
        for value, unit in pairs
    ]


PART = Column("part", "Int64", "Of the registered, those who came; respondents at the end")
FRAME = Frame(
    Column("question", "str", "What is asked", cells=cells.in_words(QUESTIONS)),
    MUNICIPALITY,
    replace(ESTIMATE, cells=write_amounts),
    Column(
        "estimate_low",
        "float64",
        "Lower end of the interval, of a cost of its range",
        cells=write_amounts,
    ),
    Column(
        "estimate_high",
        "float64",
        "Upper end of the interval, of a cost of its range",
        cells=write_amounts,
    ),
    Column("is_clear", "boolean", "Whether a change is more than chance", is_shown=False),
    UNIT,
    *banded(Column("people", "Int64", "Registered, respondents at the start, or participants")),
    *(replace(c, cells=write_part) if c.name == PART.name else c for c in banded(PART)),
    *(
        Column(f"activity_{language}", "str", f"What was tried, in {name}", language=language)
        for language, name in LANGUAGE_NAMES.items()
    ),
    Column("next", "str", "Whether what was tried went on", cells=cells.in_words(CONTINUED)),
    *SOURCE,
    counts_people=False,  # all was released, and decided on, with the table that it is from
)


def combine_parts(material: Material) -> pd.DataFrame:
    """Put released tables together: a row a question and place, and one of the project.

    Parameters
    ----------
    material : Material

    Returns
    -------
    pandas.DataFrame
        Shares in per cent; a change is an improvement where the scale tells which way is
        better; a place of which a table tells nothing has a row without numbers there.
    """
    found = [make(material).assign(question=name) for name, make in MAKERS.items()]
    filled = [rows for rows in found if len(rows)]
    if not filled:
        return FRAME.empty()
    table = pd.concat([rows.reindex(columns=FRAME.names) for rows in filled], ignore_index=True)
    texts = {column.name: "" for column in FRAME if column.dtype == "str"}
    return table.fillna(texts).astype({column.name: column.dtype for column in FRAME})


def _came(material: Material) -> pd.DataFrame:
    """Attendance of all trainings, and of the registered of each place."""
    totals, turnout = material.table(TOTALS), material.table(TURNOUT)
    whole = totals.head(1).assign(municipality=ALL) if len(totals) else totals
    places = turnout[turnout["by"] == "place"] if len(turnout) else turnout
    if len(places):  # those from elsewhere are no place of the study
        places = places[places["municipality"].isin(list(material.edition.study.municipalities))]
    rows = pd.concat([part for part in (places, whole) if len(part)] or [pd.DataFrame()])
    if rows.empty:
        return rows
    rates = {"estimate": "estimate", "estimate_low": "ci_low", "estimate_high": "ci_high"}
    people = {"people": "n", "part": "attended"}
    return rows.assign(
        unit="pct",
        **{name: 100 * rows[column] for name, column in rates.items()},
        **{name: rows[column] for name, column in people.items()},
        **{f"{name}_most": rows.get(f"{c}_most", rows[c]).fillna(rows[c])
           for name, c in people.items()},
    )  # fmt: skip


def _changed(material: Material) -> pd.DataFrame:
    """Change of the mean over the first ratings, with the better way as the positive one."""
    rows = material.table(CHANGE)
    if rows.empty:
        return rows
    scale = list_panels(material.edition.study)[0].scale
    ends = scale.gain * rows[["ci_low", "ci_high"]]
    is_all = rows["municipality"] == ALL
    is_apart = (ends > 0).all(axis=1) | (ends < 0).all(axis=1)
    people = {"people": "n_start", "people_most": "n_start_most",
              "part": "n_end", "part_most": "n_end_most"}  # fmt: skip
    return rows.assign(
        unit="steps",
        estimate=scale.gain * rows["estimate"],
        estimate_low=ends.min(axis=1),
        estimate_high=ends.max(axis=1),
        # Of many places some differ by chance: theirs is adjusted for how many there are.
        is_clear=is_apart & (is_all | (rows["pooled_p"] < SIGNIFICANT)),
        **{name: rows[column] for name, column in people.items()},
    )


def _cost(material: Material) -> pd.DataFrame:
    """Cost per participant, and how far the study's assumptions move it."""
    rows, ranges = material.table(COST), material.table(RANGES)
    if rows.empty:
        return rows
    rows = rows.rename(columns={"estimate_eur": "estimate", "n": "people"})
    if len(ranges):
        ends = ranges[["municipality", "low_eur", "high_eur"]]
        ends = ends.set_axis(["municipality", "estimate_low", "estimate_high"], axis=1)
        rows = rows.merge(ends, on="municipality", how="left", validate="one_to_one")
    return rows.assign(unit="eur", people_most=rows["people"])


def _followed(material: Material) -> pd.DataFrame:
    """What was tried, and whether it went on."""
    rows = material.table(PILOTS)
    if rows.empty:
        return rows
    return rows.assign(next=rows["continued"], people=rows["n"], people_most=rows["n"])


MAKERS: Mapping[str, Callable[[Material], pd.DataFrame]] = {
    "came": _came,
    "changed": _changed,
    "cost": _cost,
    "followed": _followed,
}
