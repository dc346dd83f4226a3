"""Columns that tables of several topics have, declared once."""

from dataclasses import replace

from analysis.drawing.words import cells
from analysis.release.columns import Column, Precision, Role
from analysis.study.declaration import LANGUAGE_NAMES

BOUNDS = {"about": "bound.about", "over": "bound.over", "under": "bound.under"}
"""Key of what is said of a number that is told in words."""
QUESTIONS = {
    "attended": "question.attended",
    "registered": "question.registered",
    "cost_per_participant": "question.cost_per_participant",
    "total_cost": "question.total_cost",
    "total_cost_share": "question.total_cost_share",
    "participants": "question.participants",
    "participants_share": "question.participants_share",
}
"""Key of what is asked of a number, where it is no question of the survey."""

ITEM = Column("item", "str", "Key of the row's item", cells=cells.items)
QUESTION = Column("question", "str", "Key of the question", cells=cells.questions(QUESTIONS))
MUNICIPALITY = Column(
    "municipality", "str", 'Key of the municipality, or "all"', cells=cells.places
)
BY = Column("by", "str", "What tells the row's group apart", is_shown=False)
DATE = Column("date", "datetime64[s]", "Day", cells=cells.days)
YEAR = Column("year", "int64", "Calendar year", cells=cells.as_it_is)
N = Column("n", "Int64", "People, or registrations, that the row rests on", "people", Role.PEOPLE)
PARTICIPANTS = replace(N, meaning="Participants", public="participants")
"""People who took part in a pilot, which a study can declare public."""
ESTIMATE = Column("estimate", "float64", "Estimate")
INTERVAL = (
    Column("ci_low", "float64", "Lower end of the 95 % interval"),
    Column("ci_high", "float64", "Upper end of the 95 % interval"),
)
P_VALUE = Column(
    "p_value", "float64", "Two-sided p", precision=Precision.CHANCE, cells=cells.p_values
)
P_ADJUSTED = Column(
    "p_adjusted",
    "float64",
    "p adjusted by Holm's method within its family",
    precision=Precision.CHANCE,
    cells=cells.p_values,
)
METHOD = Column("method", "str", "Method behind the interval", is_shown=False)
UNIT = Column("unit", "str", "Unit of the row's numbers", is_shown=False)
DOCUMENT = Column(
    "document", "str", "Keys of the documents behind the row, joined by ;", is_shown=False
)
DOCUMENT_SHOWN = Column("document", "str", "Key of the document", cells=cells.documents)
ORIGINS = "Where the numbers come from: published, synthetic, confidential"
ORIGIN = Column("origin", "str", ORIGINS, is_shown=False)
SOURCE = (DOCUMENT, ORIGIN)
COMPARED = (
    QUESTION,
    ITEM,
    MUNICIPALITY,
    Column("printed", "float64", "The number that is printed"),
    Column("recomputed", "float64", "The same, computed anew"),
    Column("difference", "float64", "Computed less printed, beyond rounding"),
    UNIT,
    *SOURCE,
)  # fmt: skip
"""Of a printed number beside the same one computed, as `compare_with_printed` has them."""
ADDS_UP = Column(
    "adds_up",
    "str",
    "Rows of the same text add up to everyone",
    role=Role.ADDS_UP,
    decides_only=True,
)
IS_UNIFORM = Column(
    "is_uniform",
    "bool",
    "Whether everyone gave the same answer",
    role=Role.UNIFORM,
    decides_only=True,
)
TEXTS = tuple(
    Column(language, "str", f"The words in {name}", language=language)
    for language, name in LANGUAGE_NAMES.items()
)


def banded(column: Column) -> tuple[Column, Column]:
    """A number of people that is told as a band where it is of a place, and its upper end.

    Parameters
    ----------
    column : Column
        Of `Role.PEOPLE`, the fewest people; equal to the upper end where the number is exact.
    """
    most = f"{column.name}_most"
    meaning = f"{column.meaning}, at most"
    fewest = replace(column, most=most, cells=cells.bands)
    return fewest, Column(most, "Int64", meaning, column.unit, is_shown=False)
