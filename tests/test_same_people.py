"""Bands of a place are of nearly the same people, and leave open how many they are."""

from pathlib import Path

import pandas as pd
import pytest
from instruments import Instrument, Question, answer

from analysis.inputs.chosen import read_inputs
from analysis.release.bands import Band
from analysis.release.coarse import CoarseNumbers
from analysis.release.same_people import Answered, find_closing
from analysis.study.study_file import read_study
from analysis.topics.survey_change.coarse import make_coarse
from analysis.topics.survey_change.indices import add_indices

MOOD = Question("mood", "scale", ("calm", "trust", "joy"), (1, 5))
HOBBY = Question("hobby", "flag")
SIZES = {"north": 10, "south": 11, "east": 12, "west": 12}


def coarse_without(question: str, item: str, missing: int) -> CoarseNumbers:
    """Four places of ten to twelve people, some of whom in the north do not answer a question."""
    instrument = Instrument((MOOD, HOBBY), places=tuple(SIZES))
    rows = answer(instrument, 2, max(SIZES.values()), coded=False)
    number = rows["form"] - rows.groupby(["wave", "municipality"])["form"].transform("min")
    rows = rows[number < rows["municipality"].map(SIZES)]
    is_here = (rows["municipality"] == "north") & (rows["wave"] == "before")
    of_item = rows[is_here & (rows["question"] == question) & (rows["item"] == item)]
    rows.loc[of_item.index[:missing], "missing"] = "no_answer"
    return make_coarse(rows, instrument.study(Path("/nowhere/same_people")))


def possible_forms(coarse: CoarseNumbers, missing: dict[str, int]) -> list[int]:
    """Numbers of people of the north that fit all that is told of them; by brute force."""
    frames = coarse.means.assign(key=coarse.means["item"]), coarse.counts.assign(key="hobby")
    told = pd.concat(frames).dropna(subset="n")
    told = told[(told["municipality"] == "north") & (told["wave"] == "before")]
    bands = [(range(row.n, row.n_most + 1), missing.get(row.key, 0)) for row in told.itertuples()]
    return [
        forms
        for forms in range(60)
        if all(any(forms - most <= n <= forms for n in band) for band, most in bands)
    ]


@pytest.mark.parametrize(("question", "item"), [("mood", "calm"), ("hobby", "")])
def test_bands_of_several_questions_leave_open_how_many_answered(question: str, item: str) -> None:
    """Ten of one question and nine of another are told as 10-14 and, of the same people, 5-14."""
    coarse = coarse_without(question, item, 1)
    assert len(possible_forms(coarse, {item or question: 1})) >= 5
    told = (*coarse.means["n_most"].dropna(), *coarse.counts["n_most"].dropna())
    assert 9 not in told


def test_where_nobody_leaves_anything_out_nothing_is_told_less() -> None:
    coarse = coarse_without("mood", "calm", 0)
    told = coarse.means[["n", "n_most"]].dropna().drop_duplicates().to_numpy().tolist()
    assert told == [[10, 14]]


def test_what_cannot_be_widened_is_withheld() -> None:
    told = {"calm": Answered(Band(15, 19), 1), "joy": Answered(Band(10, 14), 1)}
    assert find_closing(told) is not None
    told["joy"] = Answered(Band(5, 14), 1)
    assert find_closing(told) == "calm"
    assert find_closing({"calm": Answered(Band(15, 19), 1)}) is None
    assert find_closing({"calm": Answered(Band(10, 14), 0), "joy": Answered(Band(5, 9), 5)}) is None


def test_bands_of_the_example_leave_open_how_many_people_of_a_place_answered() -> None:
    study = read_study("yhdessa_osallisuutta")
    responses = read_inputs(study, "example").responses
    assert responses is not None
    means = make_coarse(add_indices(responses, study), study).means
    forms = responses.groupby("wave", observed=True)["form"].nunique()
    given = responses[responses["missing"] == ""]
    people = given.groupby(["wave", "question", "item"], observed=True).size()
    for (_, wave), rows in means.dropna(subset="n").groupby(["municipality", "wave"]):
        missing = [forms[wave] - people[wave, row.question, row.item] for row in rows.itertuples()]
        most = int((rows["n_most"] + missing).min())
        assert most - int(rows["n"].max()) >= 4
