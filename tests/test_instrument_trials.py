"""A trial is the difference of two groups' changes."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from asked import FOLDER, HOBBY, ROLE, SEVEN, plain, release_all, texts
from instruments import Instrument, answer, caption_of, material_of

from analysis.drawing.figure import Figure
from analysis.release.rules import release_table
from analysis.study.declaration import StudyError
from analysis.study.study_file import build_study
from analysis.topics.survey_change import list_figures


def test_a_trial_is_the_difference_of_two_groups_changes() -> None:
    trial = {"by": "arm", "group": "tried", "against": "waited", "question": "statements"}
    instrument = Instrument(
        (SEVEN,), background={"arm": ("tried", "waited")}, survey={"trials": {"activity": trial}}
    )
    responses = answer(instrument, 8, 30, coded=False)
    material = material_of(instrument.study(FOLDER), responses)
    (trial_of,) = (t for t in list_figures(material.edition.study) if "trial" in t.name)
    table = trial_of.estimate(material)
    released = release_table(trial_of, material).table
    assert released["estimate"].to_list() == table["estimate"].round(1).to_list()
    rows = responses[responses["item"] == "calm"].astype({"response": "float64"})
    groups = {key: part["response"] for key, part in rows.groupby(["arm", "wave"])}
    means = {key: part.mean() for key, part in groups.items()}
    change = {arm: means[arm, "after"] - means[arm, "before"] for arm in ("tried", "waited")}
    error = sum(part.var() / len(part) for part in groups.values()) ** 0.5
    row = table.set_index("item").loc["calm"]
    assert row["estimate"] == pytest.approx(change["tried"] - change["waited"])
    assert (row["ci_high"] - row["estimate"]) / error == pytest.approx(1.98, abs=0.02)


def test_a_trial_of_yes_or_no_is_the_difference_of_two_groups_shares() -> None:
    """Percentage points, with the interval that the binomial variances give; few are not told."""
    trial = {"by": "arm", "group": "tried", "against": "waited", "question": "hobby"}
    instrument = Instrument(
        (HOBBY,), background={"arm": ("tried", "waited")}, survey={"trials": {"activity": trial}}
    )
    responses = answer(instrument, 8, 60, coded=False)
    name = "survey_change_trial_activity"
    released = release_all(instrument, responses)[name]
    parts = [part.astype("float64") for _, part in responses.groupby(["arm", "wave"])["response"]]
    tried_after, tried_before, waited_after, waited_before = (100 * part.mean() for part in parts)
    (row,) = released.table.itertuples()
    change = (tried_after - tried_before) - (waited_after - waited_before)
    error = 100 * sum(part.var() / len(part) for part in parts) ** 0.5
    assert row.estimate == pytest.approx(change, abs=0.05)
    assert (row.ci_high - row.estimate) / error == pytest.approx(1.97, abs=0.02)
    assert "in percentage points" in plain(released)
    assert "step" not in plain(released)
    assert texts(released)
    is_no = (responses["arm"] == "tried") & (responses["response"] == 0)
    nearly_all = responses.assign(response=responses["response"].mask(is_no, 1))
    assert release_all(instrument, nearly_all)[name].table.empty


@pytest.mark.slow
def test_a_trial_is_not_told_beside_a_rest_of_few() -> None:
    """Two people of neither group: everyone less the groups would be their answers."""
    trial = {"by": "arm", "group": "tried", "against": "waited", "question": "statements"}
    instrument = Instrument(
        (SEVEN,),
        background={"arm": ("tried", "waited", "neither")},
        survey={"trials": {"activity": trial}},
    )
    responses = answer(instrument, 8, 30, coded=False)
    nobody = responses.assign(arm=responses["arm"].replace({"neither": "tried"}))
    few = nobody.assign(arm=nobody["arm"].mask(nobody["form"] <= 2, "neither"))
    for given_, is_shown in ((nobody, True), (few, False), (responses, True)):
        released = release_all(instrument, given_)["survey_change_trial_activity"]
        assert (len(released.table) > 0) == is_shown


@pytest.mark.parametrize(
    ("section", "told"),
    [({"indices": {"x": {"of": "mood", "rule": "mean", "minimum_answered": 1, "better": "high"}}},
      "survey.indices.x.of' has an unknown value 'mood'"),
     ({"trials": {"x": {"by": "arm", "group": "a", "against": "a", "question": "mood"}}},
      "survey.trials.x.question' has an unknown value 'mood'; choose from: statements, hobby"),
     ({"compare": ["before", "later"]}, "survey.compare' has an unknown value 'later'"),
     ({"compare": ["after", "before"]}, "compares the wave after with before, which stands before"),
     ({"background": ["age"]}, "survey.background' has an unknown value 'age'")],
)  # fmt: skip
def test_what_the_survey_section_names_must_be_there(section: dict[str, Any], told: str) -> None:
    table = Instrument((SEVEN, HOBBY, ROLE), survey=section).declare(FOLDER.name)
    with pytest.raises(StudyError, match=told):
        build_study(table, FOLDER)


def test_a_contrast_of_a_scale_is_refused_with_what_to_write_instead() -> None:
    contrast = {"question": "statements", "item": "calm", "by": "arm", "group": "tried",
                "against": "waited", "wave": "before"}  # fmt: skip
    background = {"arm": ("tried", "waited")}
    survey = {"contrasts": {"calm": contrast}}
    table = Instrument((SEVEN, HOBBY), background=background, survey=survey).declare(FOLDER.name)
    with pytest.raises(StudyError, match=r"'statements' is a scale or a number; .*\[survey.trials"):
        build_study(table, FOLDER)
    table["survey"]["contrasts"]["calm"] |= {"question": "hobby", "item": "", "by": "statements"}
    with pytest.raises(StudyError, match=r"contrasts.calm.by' has an unknown value 'statements'"):
        build_study(table, FOLDER)


def test_a_trial_of_chosen_answers_is_refused_with_what_to_write_instead() -> None:
    """Of two answers it is a yes or no; of more, shares of one of them are compared."""
    trial = {"by": "arm", "group": "tried", "against": "waited", "question": "role"}
    instrument = Instrument(
        (SEVEN, HOBBY, ROLE),
        background={"arm": ("tried", "waited")},
        survey={"trials": {"activity": trial}},
    )
    table = instrument.declare(FOLDER.name)
    with pytest.raises(StudyError, match=r"in 'role'; if .* \"flag\", .*\[survey.contrasts\]"):
        build_study(table, FOLDER)
    table["survey"]["background"] = ["arm", "role"]
    with pytest.raises(StudyError, match="unknown value 'role'; choose from: statements, hobby"):
        build_study(table, FOLDER)


@pytest.mark.parametrize("coded", [True, False])
def test_readers_are_told_why_an_interval_of_shares_may_be_wide(*, coded: bool) -> None:
    """Where few linked people changed their answer, it is told as if more had."""
    trial = {"by": "arm", "group": "tried", "against": "waited", "question": "hobby"}
    instrument = Instrument(
        (HOBBY, SEVEN),
        background={"arm": ("tried", "waited")},
        survey={"trials": {"yes": trial, "rated": trial | {"question": "statements"}}},
    )
    made = release_all(instrument, answer(instrument, 8, 60, coded=coded))
    figures = {name: one for name, one in made.items()
               if isinstance(one.of, Figure) and not one.table.empty}  # fmt: skip
    feet = {name.removeprefix("survey_change_"): caption_of(one).foot
            for name, one in figures.items()}  # fmt: skip
    told = {name for name, foot in feet.items() if "The interval is widened" in foot}
    assert told == ({"hobby", "trial_yes"} if coded else {"trial_yes"})
    blanked = made["survey_change_hobby"].table.assign(n_pairs=pd.array([pd.NA], dtype="Int64"))
    assert "is widened" in caption_of(replace(made["survey_change_hobby"], table=blanked)).foot
