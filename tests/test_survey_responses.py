"""Estimates from responses: everyone counts, linked answers narrow the interval."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis.disclosure import release
from analysis.findings import describe
from analysis.inputs import open_edition, read_inputs, read_published, read_study
from analysis.survey_change import (
    count_links,
    estimate_detectable_change,
    estimate_rating_change,
    estimate_share_change,
    link_forms,
    tabulate_responses,
)

QUESTIONS = ("change_wished", "change_in", "invest_in")
NUMBERS = ["start", "end", "estimate", "ci_low", "ci_high", "p_value", "p_adjusted"]


@pytest.fixture(scope="module")
def printed() -> pd.DataFrame:
    return read_published(read_study("yhdessa_osallisuutta"), "survey_change")


@pytest.fixture(scope="module")
def responses() -> pd.DataFrame:
    own = read_inputs(read_study("yhdessa_osallisuutta"), "example").responses
    assert own is not None
    return own


def estimate(responses: pd.DataFrame, printed: pd.DataFrame, question: str) -> pd.DataFrame:
    numbers = tabulate_responses(responses, printed)
    if question == "domain_rating":
        return estimate_rating_change(numbers, responses=responses)
    return estimate_share_change(numbers, question, responses=responses)


@pytest.mark.parametrize("question", ["domain_rating", *QUESTIONS])
def test_an_estimate_is_the_difference_of_what_is_shown(
    responses: pd.DataFrame, printed: pd.DataFrame, question: str
) -> None:
    table = estimate(responses, printed, question)
    assert list(table["estimate"]) == pytest.approx(list(table["end"] - table["start"]))
    assert (table["ci_low"] <= table["estimate"]).all()
    assert (table["estimate"] <= table["ci_high"]).all()
    assert (table["p_value"] <= table["p_adjusted"] + 1e-12).all()


@pytest.mark.parametrize("question", ["domain_rating", *QUESTIONS])
def test_swapping_the_waves_flips_every_sign(
    responses: pd.DataFrame, printed: pd.DataFrame, question: str
) -> None:
    there = estimate(responses, printed, question).set_index("item")
    waves = responses["wave"].astype("str").replace({"start": "end", "end": "start"})
    back = estimate(responses.assign(wave=waves), printed, question).set_index("item")
    back = back.reindex(there.index)
    for one, other in [("estimate", "estimate"), ("ci_low", "ci_high"), ("ci_high", "ci_low")]:
        assert list(there[one]) == pytest.approx(list(-back[other]), abs=1e-9)
    assert list(there["p_value"]) == pytest.approx(list(back["p_value"]), abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_changes_nothing(
    responses: pd.DataFrame, printed: pd.DataFrame, seed: int
) -> None:
    mixed = responses.sample(frac=1, random_state=seed)
    for question in ("domain_rating", "change_in"):
        one = estimate(responses, printed, question).set_index("item").sort_index()
        other = estimate(mixed, printed, question).set_index("item").sort_index()
        assert_frame_equal(one[NUMBERS], other[NUMBERS], check_exact=False)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(["start", "end"]), st.sampled_from(["raahe", "sievi"]))
def test_someone_without_any_answer_changes_nothing(
    responses: pd.DataFrame, printed: pd.DataFrame, wave: str, municipality: str
) -> None:
    silent = responses[responses["form"] == 1].assign(
        form=9_999, respondent_id="SYN-silent", wave=wave, municipality=municipality,
        response=pd.NA, missing="no_answer",
    )  # fmt: skip
    more = pd.concat([responses, silent], ignore_index=True)
    for question in ("domain_rating", *QUESTIONS):
        assert_frame_equal(estimate(responses, printed, question)[NUMBERS],
                           estimate(more, printed, question)[NUMBERS])  # fmt: skip


def test_links_narrow_the_intervals(responses: pd.DataFrame, printed: pd.DataFrame) -> None:
    """The same answers with every code lost: same estimates, wider intervals on the whole."""
    lost = responses.assign(respondent_id=np.nan)
    linked, apart = (estimate(r, printed, "domain_rating") for r in (responses, lost))
    assert list(linked["estimate"]) == pytest.approx(list(apart["estimate"]))
    widths = [(t["ci_high"] - t["ci_low"]).mean() for t in (linked, apart)]
    assert widths[0] < 0.9 * widths[1]
    assert count_links(lost)["n_both"].item() == 0


def test_links_are_counted_and_ambiguous_codes_link_nothing(responses: pd.DataFrame) -> None:
    counts = count_links(responses).iloc[0]
    forms = responses.drop_duplicates("form")
    assert counts["n_both"] + counts["n_start_only"] == (forms["wave"] == "start").sum()
    assert counts["n_both"] + counts["n_end_only"] == (forms["wave"] == "end").sum()
    assert counts["n_ambiguous"] == 0
    codes = forms.dropna(subset="respondent_id").groupby("respondent_id", observed=True)
    twice = next(code for code, own in codes if own["wave"].nunique() == 2)
    places = responses["municipality"].astype("str")
    moved = responses["respondent_id"].eq(twice) & responses["wave"].eq("end")
    elsewhere = responses.assign(municipality=places.where(~moved, "utajarvi_"))
    found = count_links(elsewhere).iloc[0]
    assert (found["n_both"], found["n_ambiguous"]) == (counts["n_both"] - 1, 2)
    people = link_forms(elsewhere)
    assert people.nunique() == link_forms(responses).nunique() + 1


def test_what_could_have_been_seen_is_smaller_with_links_and_more_answers(
    responses: pd.DataFrame, printed: pd.DataFrame
) -> None:
    """Four cases of five: about 1.4 times the distance that is just significant."""
    change = estimate(responses, printed, "domain_rating")
    least = estimate_detectable_change(change, responses=responses)
    half = (change["ci_high"] - change["ci_low"]) / 2
    assert list(least["item"]) == list(change["item"])
    assert (least["detectable"] / half).between(1.2, 1.7).all()
    assert list(least["observed"]) == list(change["estimate"].abs())
    lost = responses.assign(respondent_id=np.nan)
    unlinked = estimate_detectable_change(change, responses=lost)
    assert unlinked["detectable"].mean() > least["detectable"].mean()
    assert estimate_detectable_change(change, responses=None).empty


def test_a_folder_with_costs_alone_says_nothing_of_the_survey(
    printed: pd.DataFrame, tmp_path: Path
) -> None:
    study = read_study("yhdessa_osallisuutta")
    source = study.folder / "example" / "kustannukset.csv"
    (tmp_path / "kulut.csv").write_bytes(source.read_bytes())
    own = read_inputs(study, str(tmp_path))
    numbers = tabulate_responses(own.responses, printed)
    assert estimate_rating_change(numbers, responses=own.responses).empty
    assert estimate_share_change(numbers, "invest_in", responses=own.responses).empty
    assert count_links(own.responses).empty
    change = estimate_rating_change(numbers, responses=own.responses)
    assert estimate_detectable_change(change, responses=own.responses).empty


@pytest.mark.parametrize(
    ("ci_high", "p_adjusted", "told"),
    [(5.0, 0.6, "the interval reaches past zero"),
     (-1.0, 0.4, "among many answers it may be chance"),
     (-1.0, 0.01, "A clear difference")],
)  # fmt: skip
def test_a_title_says_no_more_and_nothing_else_than_interval_and_adjusted_p(
    responses: pd.DataFrame, printed: pd.DataFrame, ci_high: float, p_adjusted: float, told: str
) -> None:
    table = estimate(responses, printed, "invest_in")
    table[["estimate", "ci_low", "ci_high"]] = [-2.0, -9.0, 9.0]
    table.loc[0, ["estimate", "ci_low", "ci_high"]] = [-30.0, -50.0, ci_high]
    table["p_adjusted"] = 1.0
    table.loc[0, "p_adjusted"] = p_adjusted
    edition = open_edition("yhdessa_osallisuutta", language="en")
    assert told in describe(release(table, edition, "survey_change_invest_in")).title
