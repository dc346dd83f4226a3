"""Indices whose levels lie between the points of the scale that they are on."""

import pytest
from asked import FOLDER
from instruments import Instrument, Question, answer, material_of

from analysis.release.rules import release_table
from analysis.study.study_file import build_study
from analysis.topics.survey_change import forests


@pytest.mark.parametrize("ends", [(0, 4), (1, 5), (0, 3)])
@pytest.mark.parametrize("items", [2, 3])
def test_places_are_told_of_a_mean_of_items_of_any_length(
    ends: tuple[int, int], items: int
) -> None:
    """A mean of items 1 to 5 has ends of whole numbers, and levels that are none."""
    asked = Question("mood", "scale", ("one", "two", "three")[:items], ends, "high")
    index = {"of": "mood", "rule": "mean", "minimum_answered": 2, "better": "high"}
    instrument = Instrument((asked,), survey={"indices": {"overall": index}})
    study = build_study(instrument.declare(FOLDER.name), FOLDER)
    responses = answer(instrument, 3, forms=36)
    responses.loc[(responses["form"] % 9 == 1) & (responses["item"] == "three"), "missing"] = (
        "no_answer"
    )
    material = material_of(study, responses)
    assert material.coarse is not None
    told = material.coarse.means.query("question == 'overall' and municipality != 'all'")
    assert len(told) == 4
    answered = responses[responses["missing"] == ""].astype({"response": "float64"})
    exact = answered.groupby(["wave", "municipality", "form"])["response"].mean()
    by_place = exact.groupby(level=["wave", "municipality"]).mean()
    for row in told[told["mean"].notna()].itertuples():
        away = abs(row.mean - by_place[row.wave, row.municipality])
        assert away <= row.step / 2 + 1e-9
    forest = next(f for f in forests(study) if "overall" in f.name)
    assert release_table(forest, material).table["n_start"].to_list() == [72]
