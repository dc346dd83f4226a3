"""A group that is made of whole places gives none of their numbers away."""

from typing import Any

import pandas as pd
import pytest
from asked import FOLDER, release_all
from instruments import Instrument, Question, material_of

from analysis.inputs.frames import response_fields
from analysis.study.declaration import StudyError
from analysis.study.edition import Edition
from analysis.topics.survey_change.by_variable.crosstab import estimate_crosstab
from analysis.topics.survey_change.retention import estimate_retention

RATED = Question("rated", "scale", (), (1, 5))
HOBBY = Question("hobby", "flag")
PAIR = {"by": "arm", "group": "tried", "against": "waited"}
SURVEY: dict[str, Any] = {
    "trials": {"rated": PAIR | {"question": "rated"}, "hobby": PAIR | {"question": "hobby"}},
    "contrasts": {"hobby": PAIR | {"question": "hobby", "item": "", "wave": "before"}},
}
NAMES = ("trial_rated", "trial_hobby", "groups")
NINE = {"a": 9, "b": 9, "c": 12, "d": 8, "e": 20, "f": 13}
OPEN = {"a": 7, "b": 8, "c": 12, "d": 7, "e": 22, "f": 13}
TWO = dict.fromkeys("ab", "tried") | dict.fromkeys("cdef", "waited")
HALVES = dict.fromkeys("abc", "tried") | dict.fromkeys("def", "waited")
THREE = dict.fromkeys("abc", "tried") | dict.fromkeys("de", "waited") | {"f": "neither"}


def ask(sizes: dict[str, int], arms: dict[str, str]) -> tuple[Instrument, pd.DataFrame]:
    """People of places, who tell of which arm their place is."""
    groups = tuple(dict.fromkeys(arms.values()))
    instrument = Instrument((RATED, HOBBY), places=tuple(sizes), background={"arm": groups},
                            survey=SURVEY)  # fmt: skip
    rows, form = [], 0
    for wave in instrument.waves:
        for place, people in sizes.items():
            for person in range(people):
                form += 1
                own = {"form": form, "municipality": place, "wave": wave, "arm": arms[place],
                       "respondent_id": f"{place}{person}", "item": "", "missing": "",
                       "origin": "confidential"}  # fmt: skip
                answers = {"rated": 1 + (7 * form + person) % 5, "hobby": (form + person // 3) % 2}
                rows += [own | {"question": name, "response": response}
                         for name, response in answers.items()]  # fmt: skip
    frame = pd.DataFrame(rows)[response_fields(instrument.background).names]
    frame["item"] = pd.Categorical(frame["item"], [""])
    return instrument, frame.astype({"response": "Int64"})


def told(sizes: dict[str, int], arms: dict[str, str]) -> set[str]:
    released = release_all(*ask(sizes, arms), NAMES)
    return {name.removeprefix("survey_change_") for name, of in released.items()
            if len(of.table)}  # fmt: skip


def test_an_exact_number_of_two_places_that_would_tell_each_is_not_told() -> None:
    """Of two places of 5-9 people, 18 people are nine of each."""
    assert told(NINE, TWO) == set()


def test_a_rest_that_is_one_place_is_not_told_by_the_others() -> None:
    assert told(OPEN, THREE) == set()


def test_groups_of_places_whose_numbers_stay_open_are_told() -> None:
    assert "trial_rated" in told(OPEN, HALVES)


def test_who_came_back_and_crosstabs_are_not_told_by_groups_of_places() -> None:
    instrument, rows = ask(OPEN, TWO)
    edition = Edition(instrument.study(FOLDER), "all", "en")
    compared = material_of(edition.study, rows).responses
    assert set(estimate_retention(compared, edition)["by"]) == {"everyone", "start_level"}
    with pytest.raises(StudyError, match="Nothing exact is computed from the answers of places"):
        estimate_crosstab(rows, "hobby", "arm", 0.95, edition)
