"""Columns that several tables of the survey have."""

from dataclasses import replace

from analysis.drawing.words.columns import ESTIMATE, INTERVAL, banded
from analysis.release.columns import Column, Precision, Role
from analysis.study.scale import STEPS

POINTS = "percentage points"

N_START = Column("n_start", "Int64", "People who answered at the start", "people", Role.PEOPLE)
N_END = Column("n_end", "Int64", "People who answered at the end", "people", Role.PEOPLE)
STARTED, ENDED = banded(N_START), banded(N_END)
"""The same, of places as bands."""
N_BOTH = Column(
    "n_both",
    "int64",
    "People seen at start and end",
    "people",
    Role.PEOPLE,
    least="mean",
    within=("n_start", "n_end"),
)
N_PAIRS = Column(
    "n_pairs",
    "Int64",
    "Of whom answered at both waves, as codes tell",
    "people",
    Role.LINKED,
    least="linked",
    within=("n_start", "n_end"),
)
COUNTS = (
    Column(
        "count_start",
        "Int64",
        "People who gave the answer at the start",
        "people",
        Role.ANSWERS,
        of="n_start",
        decides_only=True,
    ),
    Column(
        "count_end",
        "Int64",
        "People who gave the answer at the end",
        "people",
        Role.ANSWERS,
        of="n_end",
        decides_only=True,
    ),
)


def steps(name: str, meaning: str) -> Column:
    """A mean or a change of one, in steps of the scale."""
    return Column(name, "float64", meaning, STEPS, precision=Precision.MEAN)


def change_columns(unit: str) -> tuple[Column, ...]:
    """A change and its interval in a unit."""
    precision = Precision.POINTS if unit == POINTS else Precision.MEAN
    return tuple(
        replace(column, unit=unit, precision=precision) for column in (ESTIMATE, *INTERVAL)
    )
