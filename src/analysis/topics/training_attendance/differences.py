"""Whether the attendance rates of the themes differ, together and one by one."""

from dataclasses import replace

import pandas as pd

from analysis.drawing.figure import Figure
from analysis.drawing.words import cells
from analysis.drawing.words.caption import Caption, method_sentence, write_caption
from analysis.drawing.words.columns import (
    ESTIMATE,
    INTERVAL,
    ITEM,
    METHOD,
    P_ADJUSTED,
    P_VALUE,
    SOURCE,
    N,
)
from analysis.drawing.words.labels import of_question
from analysis.drawing.words.numbers import p_text
from analysis.release.columns import Column, Frame, Precision, Role
from analysis.release.estimates import Estimates, Released
from analysis.statistics.inference import difference_of_proportions, holm
from analysis.topics.training_attendance.joint_test import joint_p_value, joint_p_value_by_person
from analysis.topics.training_attendance.registered import BEHIND, keep_registered
from analysis.topics.training_attendance.turnout import estimate_by_theme

SIGNIFICANT = 0.04
"""A joint p-value below which a title says that themes differ: a test of 5 % is false in 4 to 6 %
of simulated lists (`benchmarks/themes.py`)."""
BY_PERSON = "permutation_by_person"
"""Where codes tell people apart; else whoever came again and again makes p too small."""


def estimate_theme_differences(
    by_theme: pd.DataFrame, registrations: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Each theme's attendance rate against that of all others, and a test of all together.

    A row a theme, in the given order: percentage points with intervals of Miettinen and Nurminen.
    The contrasts take registrations as independent, although one person may stand on both sides,
    and several times in a theme of several trainings. ``p_joint``, the same in each row, is of
    `joint_p_value_by_person` (``joint_method`` ``"permutation_by_person"``), or of
    `joint_p_value` where no code tells people apart. No rows for fewer than two themes.

    Parameters
    ----------
    by_theme : pandas.DataFrame
        From `estimate_by_theme`, of published numbers or of registrations.
    registrations : pandas.DataFrame or None
        The list behind it: one person may be in it several times.
    """
    if len(by_theme) < 2:
        return DIFFERENCES.frame.empty()
    table = by_theme[["item", "attended", "n", "document", "origin"]].copy()
    came_else, n_else = (table[c].sum() - table[c] for c in ("attended", "n"))
    groups = zip(table["attended"], table["n"], came_else, n_else, strict=True)
    differences = [difference_of_proportions(*g, method="miettinen_nurminen") for g in groups]
    table["share_pct"] = 100 * table["attended"] / table["n"]
    table["others_pct"] = 100 * came_else / n_else
    for column in ("estimate", "ci_low", "ci_high"):
        table[column] = [100 * getattr(found, column) for found in differences]
    table["p_value"] = [found.p_value for found in differences]
    table["p_adjusted"] = holm(table["p_value"].tolist())
    rows = keep_registered(registrations)
    if rows.empty or rows["registrant_id"].isna().all():
        table["p_joint"] = joint_p_value(table["attended"], table["n"])
        table["joint_method"] = "permutation"
    else:
        table["p_joint"] = joint_p_value_by_person(rows)
        table["joint_method"] = BY_PERSON
    table = table.assign(method="miettinen_nurminen", n_others=n_else, adds_up="theme")
    return table.assign(registrations=table["n"], attendances=table["attended"])[
        DIFFERENCES.frame.names
    ]


def describe_differences(released: Released) -> Caption:
    """Whether the themes differ together, by the joint test."""
    say, table = released.say, released.table
    title = say.text("training_attendance_differences.title_plain")
    if table["p_joint"].iloc[0] < SIGNIFICANT:
        title = say.text("training_attendance_differences.title_uncoded")
        if table["joint_method"].iloc[0] == BY_PERSON:
            title = say.text("training_attendance_differences.title")
    n = say.number(table["n"].sum())
    subtitle = say.text("training_attendance_differences.subtitle", n=n)
    foot = f"{method_sentence(released)} {_dealt_sentence(released)}"
    rows = [
        say.text("training_attendance_differences.alt_row", label=label,
                 difference=say.number(row.estimate, signed=True),
                 interval=interval, p=p_text(say, row.p_adjusted))
        for label, interval, row in zip(released.labels, _intervals(released), table.itertuples(),
                                        strict=True)
    ]  # fmt: skip
    return write_caption(released, title, subtitle, foot, rows)


def _dealt_sentence(released: Released) -> str:
    """What the joint test dealt anew: people, or registrations one by one."""
    if released.is_published:
        return released.say.text("training_attendance_differences.foot")
    if released.table["joint_method"].iloc[0] == "permutation":
        return released.say.text("training_attendance_differences.foot_uncoded")
    return released.say.text("training_attendance_differences.foot_own")


def _intervals(estimates: Estimates) -> list[str]:
    """Each row's interval, in percentage points."""
    say, table = estimates.say, estimates.table
    return [
        say.interval(say.number(row.ci_low, signed=True), say.number(row.ci_high, signed=True))
        for row in table.itertuples()
    ]


DIFFERENCES = Figure(
    name="training_attendance_differences",
    frame=Frame(
        ITEM,
        Column(
            "share_pct", "float64", "Attendance rate of the theme", "%", precision=Precision.POINTS
        ),
        Column(
            "others_pct",
            "float64",
            "Attendance rate of all others",
            "%",
            precision=Precision.POINTS,
        ),
        *(
            replace(column, unit="percentage points", precision=Precision.POINTS)
            for column in (ESTIMATE, *INTERVAL)
        ),
        P_VALUE,
        P_ADJUSTED,
        Column(
            "p_joint",
            "float64",
            "p of the joint test of all themes",
            precision=Precision.CHANCE,
            cells=cells.p_values,
        ),
        N,
        Column("n_others", "int64", "Registrations to all other themes", "people", Role.PEOPLE),
        METHOD,
        Column("joint_method", "str", "What the joint test dealt anew", is_shown=False),
        *SOURCE,
        *BEHIND,
        of_places=False,
    ),
    items=of_question("theme"),
    estimate=lambda material: estimate_theme_differences(
        estimate_by_theme(material.numbers), material.registrations
    ),
    describe=describe_differences,
    section="trainings",
    caption_key="training_attendance_label.differences",
)
