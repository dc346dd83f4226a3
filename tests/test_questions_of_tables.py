"""Which question the attacker takes a row to be of, where a table's name is of several."""

import pytest
from asked import FOLDER
from instruments import Instrument, Question

from analysis.report.attack.questions import Questions
from analysis.report.attack.tables import RunTable
from analysis.study.declaration import ALL
from analysis.study.study_file import build_study

WEEK = Question("week", "scale", ("laughed", "moved"), (1, 7))
TIRED = Question("tired", "scale", (), (1, 7), "low")
SLEPT = Question("slept_badly", "scale", (), (1, 7), "low")
BADLY = Question("badly", "flag")


@pytest.mark.parametrize(
    ("table", "item", "variable"),
    [
        ("levels_days_tired", "slept_badly", "slept_badly"),
        ("levels_days_tired", "tired", "tired"),
        ("levels_slept_badly", "slept_badly", "slept_badly"),
        ("badly", "", "badly."),
        ("levels_week", "moved", "week.moved"),
        ("municipalities_days_tired", None, None),
        ("municipalities_week", None, None),
        ("municipalities_slept_badly", None, "slept_badly"),
    ],
)
def test_a_row_is_of_the_question_that_its_item_names(
    table: str, item: str | None, variable: str | None
) -> None:
    """A figure of a family's further scale is called by the first question on it."""
    declared = Instrument((WEEK, TIRED, SLEPT, BADLY)).declare(FOLDER.name)
    families = {"days": ["week", "tired", "slept_badly"]} if "days" in table else {}
    declared["survey"] = {"families": families}
    declared["tables"]["responses"]["slept_badly"]["labels"] = "tired_points"
    del declared["labels"]["slept_badly_points"]
    questions = Questions(build_study(declared, FOLDER))
    asked = questions.of(
        RunTable(ALL, f"survey_change_{table}.csv", ()), {} if item is None else {"item": item}
    )
    assert (asked and asked.variable) == variable
