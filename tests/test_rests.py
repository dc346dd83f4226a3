"""Which places the whole project's numbers rest on is said, and gives nobody away."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.inputs.absent import find_absent
from analysis.inputs.chosen import read_inputs
from analysis.inputs.frames import NUMBERS, STATEMENTS
from analysis.report.rests import show_places
from analysis.study.declaration import StudyError
from analysis.study.edition import Edition
from analysis.study.study_file import read_study, read_study_file
from analysis.topics.survey_change.material import make_material
from analysis.topics.training_attendance.material import Material

STUDY = read_study("yhdessa_osallisuutta")
EDITION = Edition(STUDY, "all", "en", "example")
INPUTS = read_inputs(STUDY, "example")


def told_of_survey(responses: pd.DataFrame, edition: Edition = EDITION) -> str:
    material = make_material(edition, responses, NUMBERS.empty(), STATEMENTS.empty())
    shown = show_places(edition, material.told_places, "responses")
    return shown.plain if shown else ""


def told_of_trainings(registrations: pd.DataFrame, edition: Edition = EDITION) -> str:
    material = Material(edition, registrations, NUMBERS.empty(), NUMBERS.empty())
    shown = show_places(edition, material.told_places, "registrations")
    return shown.plain if shown else ""


@pytest.mark.parametrize(
    ("frame", "form", "tell"),
    [("responses", "form", told_of_survey), ("registrations", "registrant_id", told_of_trainings)],
)
def test_few_and_none_are_told_of_alike(
    frame: str, form: str, tell: Callable[[pd.DataFrame], str]
) -> None:
    rows = getattr(INPUTS, frame)
    own = rows["municipality"] == "raahe"
    others, few = rows[~own], rows[own & rows[form].isin(rows.loc[own, form].unique()[:2])]
    none = tell(others)
    assert tell(pd.concat([others, few])) == none
    assert "Raahe" in none.partition("not told whether")[2]
    assert "Raahe" not in tell(rows)


def test_of_a_place_and_of_published_numbers_nothing_is_said() -> None:
    assert INPUTS.responses is not None
    assert told_of_survey(INPUTS.responses, Edition(STUDY, "raahe", "en", "example")) == ""
    assert show_places(Edition(STUDY, "all", "en", "published"), None, "responses") is None


def test_costs_and_places_that_were_not_surveyed_are_named() -> None:
    shown = show_places(EDITION, {"raahe", "sievi"}, "costs")
    assert shown is not None
    assert shown.plain.startswith(
        "There are costs of 2 of 6 municipalities. There are no costs of: "
    )
    survey = STUDY.survey.model_copy(update={"not_surveyed": ("raahe",)})
    study = STUDY.model_copy(update={"survey": survey})
    assert INPUTS.responses is not None
    rows = INPUTS.responses[INPUTS.responses["municipality"] != "raahe"]
    told = told_of_survey(rows, Edition(study, "all", "en", "example"))
    assert told.endswith("No survey was made in: Raahe.")
    assert "Raahe" not in told.partition("No survey")[0]
    assert find_absent(STUDY, {"responses": rows}) == {"responses": ["raahe"]}
    assert find_absent(study, {"responses": rows}) == {}


def test_a_place_that_is_none_cannot_be_declared_not_surveyed(tmp_path: Path) -> None:
    text = (STUDY.folder / "study.toml").read_text("utf-8")
    assert "\n[survey]\n" in text
    path = tmp_path / "study.toml"
    path.write_text(text.replace("\n[survey]\n", '\n[survey]\nnot_surveyed = ["oulu"]\n'), "utf-8")
    with pytest.raises(StudyError, match="oulu"):
        read_study_file(tmp_path)
