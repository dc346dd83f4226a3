import pandas as pd
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from analysis.inputs.printed.published import read_published, select_statements
from analysis.study.edition import Edition
from analysis.study.instrument import list_families, list_panels
from analysis.study.study_file import open_edition, read_study
from analysis.topics.survey_change.answers import count_answers
from analysis.topics.survey_change.change import (
    CHANGE,
    estimate_change,
    select_ratings,
    select_shares,
)
from analysis.topics.survey_change.forest import order_by_effect
from analysis.topics.survey_change.pairing import estimate_pairing
from analysis.topics.survey_change.pairing_means import estimate_pairing_means

SHARE_QUESTIONS = ("change_wished", "change_in", "invest_in")


@pytest.fixture(scope="module")
def printed() -> pd.DataFrame:
    return read_published(read_study("yhdessa_osallisuutta"), "survey_change")


@pytest.fixture(scope="module")
def edition() -> Edition:
    return open_edition("yhdessa_osallisuutta")


def test_ratings_are_as_printed_and_their_change_is_open(
    printed: pd.DataFrame, edition: Edition
) -> None:
    """Final publication: work 2,9 to 3,0, livelihood 3,0 to 2,9, lifestyle 2,7 to 2,6."""
    table = select_ratings(
        estimate_change(printed, edition), list_panels(edition.study)[0]
    ).set_index("item")
    assert dict(table["start"]) == {"livelihood": 3.0, "work": 2.9, "lifestyle": 2.7}
    assert dict(table["end"]) == {"livelihood": 2.9, "work": 3.0, "lifestyle": 2.6}
    assert table["estimate"].round(1).to_dict() == {
        "livelihood": -0.1, "work": 0.1, "lifestyle": -0.1,
    }  # fmt: skip
    assert (table["ci_low"] < 0).all()
    assert (table["ci_high"] > 0).all()
    assert set(table["n_start"]) == {51}
    assert set(table["n_end"]) == {32}


def test_a_change_of_shares_is_newcombes(printed: pd.DataFrame, edition: Edition) -> None:
    """Livelihood 55,3 to 40 %, n 38 and 25; statsmodels' Newcombe interval of 10/25 and 21/38."""
    row = (
        select_shares(estimate_change(printed, edition), "change_in")
        .set_index("item")
        .loc["livelihood"]
    )
    low, high = confint_proportions_2indep(10, 25, 21, 38, method="newcomb", compare="diff")
    assert row["estimate"] == pytest.approx(-15.3)
    assert row["ci_low"] == pytest.approx(100 * low, abs=0.1)
    assert row["ci_high"] == pytest.approx(100 * high, abs=0.1)


def test_the_region_stands_beside_the_wish_for_change_only(
    printed: pd.DataFrame, edition: Edition
) -> None:
    wished = select_shares(estimate_change(printed, edition), "change_wished").set_index("item")
    assert dict(wished["region"]) == {"none": 43, "small": 50, "big": 10}
    assert dict(wished["region_bound"]) == {"none": "", "small": "under", "big": "about"}
    assert select_shares(estimate_change(printed, edition), "invest_in")["region"].isna().all()


@pytest.mark.parametrize("question", SHARE_QUESTIONS)
def test_swapping_the_waves_flips_the_sign(
    printed: pd.DataFrame, edition: Edition, question: str
) -> None:
    swapped = printed.assign(wave=printed["wave"].replace({"start": "end", "end": "start"}))
    there = select_shares(estimate_change(printed, edition), question).set_index("item")
    back = select_shares(estimate_change(swapped, edition), question).set_index("item")
    assert (there["estimate"] + back["estimate"]).abs().max() < 1e-9
    assert (there["ci_low"] + back["ci_high"]).abs().max() < 1e-9


@pytest.mark.parametrize("question", SHARE_QUESTIONS)
def test_the_order_of_the_rows_changes_no_estimate(
    printed: pd.DataFrame, edition: Edition, question: str
) -> None:
    there = (
        select_shares(estimate_change(printed, edition), question).set_index("item").sort_index()
    )
    back = (
        select_shares(estimate_change(printed[::-1], edition), question)
        .set_index("item")
        .sort_index()
    )
    pd.testing.assert_frame_equal(there, back)


def test_nothing_is_published_for_a_municipality(printed: pd.DataFrame) -> None:
    raahe = open_edition("yhdessa_osallisuutta", "raahe")
    change = estimate_change(printed, raahe)
    assert change.empty
    assert list(change.columns) == CHANGE.names
    assert order_by_effect(change, list_families(raahe.study)[0]).empty
    assert select_shares(change, "invest_in").empty
    assert count_answers(printed, "raahe").empty


def test_published_shares_could_move_if_the_same_people_answered(
    printed: pd.DataFrame, edition: Edition
) -> None:
    """The more alike a person's two answers, the narrower the interval, around the same change."""
    change = estimate_change(printed, edition)
    moved = estimate_pairing(change, edition)
    assert len(moved) == 9
    assert (moved["ci_low"] <= moved["weak_low"]).all()
    assert (moved["weak_low"] <= moved["strong_low"]).all()
    assert (moved["strong_high"] <= moved["weak_high"]).all()
    assert (moved["weak_high"] <= moved["ci_high"]).all()
    assert estimate_pairing_means(change, list_families(edition.study)[0], edition, None).empty


def test_answers_are_counted_as_labelled(printed: pd.DataFrame, edition: Edition) -> None:
    counts = count_answers(printed).set_index("question")
    assert counts.loc["change_wished", ["n_start", "n_end"]].to_list() == [51, 31]
    assert counts.loc["change_in", ["n_start", "n_end"]].to_list() == [38, 25]


def test_statements_are_of_the_whole_project() -> None:
    told = read_published(read_study("yhdessa_osallisuutta"), "statements")
    assert len(select_statements(told, "survey_change")) == 10
    assert select_statements(told, "survey_change", "raahe").empty
