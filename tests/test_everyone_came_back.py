"""Where everyone answered at both waves, nothing is put down to who left."""

from math import ceil, sqrt

import pandas as pd
import pytest
from asked import LADDER, paragraph, plain, release_all
from instruments import Instrument, answer, caption_of
from statsmodels.stats.power import TTestPower

from analysis.drawing.words.caption import as_sentence, begin_sentence

PEOPLE = 40
GAINED, LOST, STEP = 15, 5, 3
"""How many went so far up and down: of these p is 0.02, and not below it."""


def same_people(*, gone: int = 0) -> tuple[Instrument, pd.DataFrame]:
    """Answers of the same people at both waves, of whom some are gone at the later one."""
    instrument = Instrument((LADDER,))
    responses = answer(instrument, 1, forms=PEOPLE // 2, coded=False)
    person = (responses["form"] - 1) % PEOPLE
    step = (person < GAINED).astype(int) - (person >= PEOPLE - LOST).astype(int)
    value = 3 + person % 5 + STEP * step.where(responses["wave"] == "after", 0)
    responses = responses.assign(respondent_id="p" + person.astype(str), response=value)
    is_gone = (responses["wave"] == "after") & person.between(GAINED, GAINED + gone - 1)
    return instrument, responses[~is_gone].astype({"response": "Int64"})


def test_a_change_of_the_same_people_is_not_due_to_who_answered() -> None:
    instrument, responses = same_people()
    made = release_all(instrument, responses, ("forest", "detectable", "stayers"))
    told = " ".join([*map(plain, made.values()), paragraph(instrument, made)])
    assert "to who answered" not in told
    assert "those who left counted" not in caption_of(made["survey_change_detectable"]).foot
    assert "clear change shows" in caption_of(made["survey_change_forest"]).title
    assert "Everyone answered both times" in caption_of(made["survey_change_stayers"]).title


def test_what_could_have_been_seen_of_the_same_people_rests_on_a_rounded_error() -> None:
    """By scipy's paired test: its error, up to the next twentieth, times a noncentral t."""
    instrument, responses = same_people()
    made = release_all(instrument, responses, ("detectable",))
    wide = responses.pivot(index="respondent_id", columns="wave", values="response").astype(float)
    error = (wide["after"] - wide["before"]).std(ddof=1) / sqrt(PEOPLE)
    rounded = ceil(error / 0.05) * 0.05
    assert rounded > error + 0.005
    by_hand = TTestPower().solve_power(nobs=PEOPLE, alpha=0.05, power=0.8) * sqrt(PEOPLE) * rounded
    (told,) = made["survey_change_detectable"].table["detectable"]
    assert told == pytest.approx(by_hand, abs=0.05)


def test_where_some_left_a_change_has_to_hold_with_them_counted() -> None:
    made = release_all(*same_people(gone=12), ("detectable",))
    assert "those who left counted" in caption_of(made["survey_change_detectable"]).foot


def test_without_links_no_level_is_told_of_those_who_left() -> None:
    instrument = Instrument((LADDER,))
    made = release_all(instrument, answer(instrument, 2, forms=30, coded=False), ("detectable",))
    assert "those who left counted" not in caption_of(made["survey_change_detectable"]).foot


@pytest.mark.parametrize(
    ("question", "sentence"),
    [("life", "Life."), ("Last week I have …", "Last week I have …"), ("eBay?", "eBay?")],
)
def test_a_question_before_a_title_is_a_sentence(question: str, sentence: str) -> None:
    assert begin_sentence(as_sentence(question)) == sentence
