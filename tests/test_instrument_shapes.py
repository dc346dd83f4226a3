"""Panels, indices, numbers and the shapes of known instruments."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from asked import FOLDER, HOBBY, LADDER, SEVEN
from instruments import Instrument, Question, answer, material_of

from analysis.inputs.folder import read_folder
from analysis.release.rules import release_table
from analysis.study.declaration import StudyError
from analysis.study.instrument import list_panels
from analysis.study.study_file import build_study
from analysis.topics.survey_change.forest import forests
from analysis.topics.survey_change.indices import add_indices
from analysis.topics.survey_change.reliability import estimate_reliability


def test_panels_stand_for_their_families() -> None:
    two = (
        Question("sleep", "scale", (), (1, 5), "high"),
        Question("food", "scale", (), (1, 5), "high"),
    )
    instrument = Instrument((*two, SEVEN), families={"day": ["sleep", "food"]})
    study = instrument.study(FOLDER)
    assert [panel.questions for panel in list_panels(study)] == [
        ("sleep",),
        ("food",),
        ("statements",),
    ]


@pytest.mark.parametrize(
    ("index", "ends", "by_hand"),
    [({"rule": "mean", "minimum_answered": 3, "stretch": [0, 100]}, (0, 100),
      lambda answers: (answers.mean(axis=1) - 1) / 4 * 100),
     ({"rule": "sum", "minimum_answered": 2, "factor": 4}, (12, 60),
      lambda answers: answers.mean(axis=1) * 3 * 4)],
)  # fmt: skip
def test_an_index_is_the_number_that_its_rule_says(
    index: dict[str, object], ends: tuple[int, int], by_hand: Callable[..., pd.Series]
) -> None:
    asked = Question("mood", "scale", ("one", "two", "three"), (1, 5), "high")
    declared = index | {"of": "mood", "better": "high"}
    instrument = Instrument((asked,), survey={"indices": {"overall": declared}})
    table = instrument.declare(FOLDER.name) | {"questions": {"overall": {"en": "Mood overall"}}}
    study, responses = build_study(table, FOLDER), answer(instrument, 3)
    lost = (responses["form"] == 1) & (responses["item"] == "two")
    responses.loc[lost, "missing"] = "no_answer"
    found = add_indices(responses, study)
    found = found[found["question"] == "overall"].set_index("form")
    wide = responses[~lost].pivot(index="form", columns="item", values="response")
    expected = by_hand(wide.astype("float64"))
    assert found["missing"].loc[1] == ("no_answer" if index["minimum_answered"] == 3 else "")
    assert found["response"].drop(1).to_list() == pytest.approx(expected.drop(1).to_list())
    if index["minimum_answered"] == 2:
        assert found["response"].loc[1] == pytest.approx(expected.loc[1])
    scale = study.columns["overall"].scale
    assert scale is not None
    assert list(scale.ends) == pytest.approx(ends)
    material = material_of(study, found.reset_index())
    assert release_table(next(f for f in forests(study) if "overall" in f.name), material).labels


SLEEP = {"kind": "number", "ends": [0, 24], "better": "high", "titles": {"en": ["Hours of sleep"]}}


def test_a_number_between_ends_is_a_question(tmp_path: Path) -> None:
    """Means by hand: 42 hours of six before, 51.5 of six after (8.58); read from an export."""
    table = Instrument((HOBBY,)).declare(FOLDER.name)
    table["tables"]["responses"]["sleep"] = SLEEP
    table["spellings"] = {"yes": ["Yes"], "no": ["No"], "missing": {"dont_know": ["Unsure"]}}
    table["disclosure"] = {"minimum_n": 2, "minimum_count": 1}
    study = build_study(table, FOLDER)
    hours = {"Before": ["6,5", "7,5", "5", "9", "8", "6", "Unsure", ""],
             "After": ["8", "9,25", "8", "9,25", "7", "10"]}  # fmt: skip
    rows = [f"North;{wave};Yes;{told}" for wave, given in hours.items() for told in given]
    export = tmp_path / "form.csv"
    export.write_text("\n".join(["Place;Wave;Hobby;Hours of sleep", *rows]), encoding="utf-8")
    found = read_folder(study, tmp_path)
    assert not found.faults
    responses = found.tables["responses"]
    asleep = responses[responses["question"] == "sleep"]
    assert asleep["missing"].to_list() == [*[""] * 6, "dont_know", "no_answer", *[""] * 6]
    (forest,) = (f for f in forests(study) if "forest" in f.name)
    (row,) = release_table(forest, material_of(study, responses)).table.itertuples()
    assert (row.start, row.end, row.n_start, row.n_end) == (7.0, 8.6, 6, 6)
    assert list_panels(study)[0].scale.ends == (0, 24)
    export.write_text(export.read_text("utf-8").replace("9,25", "25"), encoding="utf-8")
    (fault,) = read_folder(study, tmp_path).faults
    assert fault.rule == "number-ends"
    assert "within 0–24" in fault.message("en")


@pytest.mark.parametrize(
    ("column", "told"),
    [({"kind": "number", "ends": [0, 24]}, "sleep.better' is missing; say which answers"),
     ({"kind": "flag", "ends": [0, 1], "better": "high"}, "sleep.ends' is of a number alone"),
     ({"kind": "number", "ends": [24, 0], "better": "high"}, "must have the lower number first")],
)  # fmt: skip
def test_a_number_says_its_ends_and_its_direction(column: dict[str, Any], told: str) -> None:
    table = Instrument((SEVEN,)).declare(FOLDER.name)
    table["tables"]["responses"]["sleep"] = {"titles": {"en": ["Sleep"]}} | column
    with pytest.raises(StudyError, match=told):
        build_study(table, FOLDER)


SHAPES = [
    (Question("ten", "scale", tuple(f"i{k}" for k in range(10)), (1, 5), "high"),
     {"rule": "sum", "minimum_answered": 8, "stretch": [0, 100]},
     lambda told: (10 * sum(told) / len(told) - 10) / 40 * 100, (0, 100)),
    (Question("five", "scale", tuple(f"i{k}" for k in range(5)), (0, 5), "high"),
     {"rule": "sum", "minimum_answered": 5, "factor": 4}, lambda told: 4 * sum(told), (0, 100)),
    (Question("fourteen", "scale", tuple(f"i{k}" for k in range(14)), (1, 5), "high"),
     {"rule": "sum", "minimum_answered": 14}, sum, (14, 70)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "rule", "by_hand", "ends"), SHAPES, ids=("ten", "five", "fourteen")
)
def test_shapes_of_known_instruments_can_be_said(
    asked: Question, rule: dict[str, Any], by_hand: Callable[[list[int]], float],
    ends: tuple[float, float],
) -> None:  # fmt: skip
    """Beside a ladder 0-10; the numbers are added up here form by form."""
    index = rule | {"of": asked.name, "better": "high"}
    instrument = Instrument((asked, LADDER), survey={"indices": {"total": index}})
    table = instrument.declare(FOLDER.name) | {"questions": {"total": {"en": "Total"}}}
    study, responses = build_study(table, FOLDER), answer(instrument, 11, 20)
    dropped = (responses["form"] % 4 == 0) & responses["item"].isin(["i1", "i3"])
    dropped |= (responses["form"] == 6) & responses["item"].isin(["i0", "i2", "i4"])
    responses.loc[dropped, "missing"] = "no_answer"
    found = add_indices(responses, study)
    totals = found[found["question"] == "total"].set_index("form")["response"]
    kept = responses[(responses["question"] == asked.name) & (responses["missing"] == "")]
    for form, answers in kept.groupby("form")["response"]:
        told = [int(value) for value in answers]
        if len(told) < rule["minimum_answered"]:
            assert pd.isna(totals[form])
        else:
            assert totals[form] == pytest.approx(by_hand(told))
    assert totals.isna().sum() > 0
    scales = {panel.name: panel.scale.ends for panel in list_panels(study)}
    assert scales["total"] == pytest.approx(ends)
    assert scales["ladder"] == (0, 10)


def test_reliability_is_told_of_enough_people_only() -> None:
    index = {"of": "statements", "rule": "mean", "minimum_answered": 2, "better": "high"}
    instrument = Instrument((SEVEN,), survey={"indices": {"total": index}})
    table = instrument.declare(FOLDER.name) | {"questions": {"total": {"en": "Total"}}}
    study = build_study(table, FOLDER)
    few, many = (answer(instrument, 2, forms) for forms in (14, 15))
    assert estimate_reliability(few, study).empty
    (row,) = estimate_reliability(many, study).itertuples()
    first = many[many["wave"] == "before"].pivot(index="form", columns="item", values="response")
    covariance = np.cov(first.astype("float64").to_numpy(), rowvar=False)
    k = len(covariance)
    assert row.alpha == pytest.approx(k / (k - 1) * (1 - np.trace(covariance) / covariance.sum()))
    assert (row.n, row.n_items) == (30, 3)
