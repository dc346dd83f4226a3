"""Estimates from responses: everyone counts, linked answers narrow the interval."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis.drawing.words.numbers import lower_first
from analysis.inputs.chosen import read_inputs
from analysis.inputs.frames import NUMBERS as PRINTED
from analysis.inputs.frames import STATEMENTS
from analysis.inputs.printed.published import read_published
from analysis.release.coarse import CoarseNumbers
from analysis.release.rules import release, release_table
from analysis.study.instrument import list_families, list_panels
from analysis.study.study_file import open_edition, read_study
from analysis.study.wording import Wording
from analysis.topics.survey_change.by_municipality import estimate_by_municipality
from analysis.topics.survey_change.change import estimate_change, select_ratings, select_shares
from analysis.topics.survey_change.coarse import make_coarse
from analysis.topics.survey_change.contrasts import estimate_contrasts
from analysis.topics.survey_change.detectable import detectable_of, estimate_detectable_change
from analysis.topics.survey_change.distribution import distribution_of, estimate_distribution
from analysis.topics.survey_change.forest import forest_of, order_by_effect
from analysis.topics.survey_change.groups import GROUPS
from analysis.topics.survey_change.indices import add_indices
from analysis.topics.survey_change.joint import estimate_joint
from analysis.topics.survey_change.linking import list_forms
from analysis.topics.survey_change.links import LINKS, count_links
from analysis.topics.survey_change.material import make_material
from analysis.topics.survey_change.municipalities import municipalities_of
from analysis.topics.survey_change.nonresponse import estimate_nonresponse
from analysis.topics.survey_change.pairing import PAIRING, estimate_pairing
from analysis.topics.survey_change.pairing_means import estimate_pairing_means, pairing_means_of
from analysis.topics.survey_change.paragraph import write_paragraph
from analysis.topics.survey_change.retention import RETENTION, estimate_retention
from analysis.topics.survey_change.robustness import estimate_robustness
from analysis.topics.survey_change.shares import shares
from analysis.topics.survey_change.stayers import estimate_stayers, stayers_of
from analysis.topics.survey_change.tabulate import tabulate_responses

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


@pytest.fixture(scope="module")
def coarse(responses: pd.DataFrame) -> CoarseNumbers:
    return make_coarse(add_indices(responses, EDITION.study), EDITION.study)


def repeat(responses: pd.DataFrame, times: int) -> pd.DataFrame:
    """The same answers by so many times as many people, enough for what is told of links."""
    codes = responses["respondent_id"]
    parts = [
        responses.assign(
            form=responses["form"] + 10_000 * k,
            respondent_id=(codes.astype("str") + f"-{k}").where(codes.notna()),
        )
        for k in range(times)
    ]
    return pd.concat(parts, ignore_index=True)


EDITION = open_edition("yhdessa_osallisuutta")
LIFE, DOMAINS = list_families(EDITION.study)[0], list_panels(EDITION.study)[0]
FOREST, PAIRING_MEANS = forest_of(LIFE), pairing_means_of(LIFE)
DETECTABLE, STAYERS = detectable_of(DOMAINS), stayers_of(DOMAINS)
MUNICIPALITIES = municipalities_of(DOMAINS)
CHANGE_WISHED, CHANGE_IN, INVEST_IN = shares(EDITION.study)


def estimate(responses: pd.DataFrame, printed: pd.DataFrame, question: str) -> pd.DataFrame:
    numbers = tabulate_responses(responses, printed, EDITION)
    change = estimate_change(numbers, EDITION, responses)
    if question == "domain_rating":
        return select_ratings(change, DOMAINS)
    return select_shares(change, question)


@pytest.fixture(scope="module")
def life(responses: pd.DataFrame, printed: pd.DataFrame) -> pd.DataFrame:
    numbers = tabulate_responses(responses, printed, EDITION)
    return order_by_effect(estimate_change(numbers, EDITION, responses), LIFE)


@pytest.mark.parametrize("question", ["domain_rating", *QUESTIONS])
def test_an_estimate_is_the_difference_of_what_is_shown(
    responses: pd.DataFrame, printed: pd.DataFrame, question: str
) -> None:
    table = estimate(responses, printed, question)
    assert list(table["estimate"]) == pytest.approx(list(table["end"] - table["start"]))
    assert (table["ci_low"] <= table["estimate"]).all()
    assert (table["estimate"] <= table["ci_high"]).all()
    is_last = [question == "change_wished" and item == "big" for item in table["item"]]
    assert table["p_adjusted"].isna().to_list() == is_last, "it follows from the others"
    assert (table["p_value"] <= table["p_adjusted"].fillna(1.0) + 1e-12).all()


def change_of_all(responses: pd.DataFrame, printed: pd.DataFrame) -> pd.DataFrame:
    """Change of every question and item, in an order of their own."""
    change = estimate_change(tabulate_responses(responses, printed, EDITION), EDITION, responses)
    return change.set_index(["question", "item"]).sort_index()


def test_swapping_the_waves_flips_every_sign(
    responses: pd.DataFrame, printed: pd.DataFrame
) -> None:
    there = change_of_all(responses, printed)
    waves = responses["wave"].astype("str").replace({"start": "end", "end": "start"})
    back = change_of_all(responses.assign(wave=waves), printed)
    assert len(there) > 30
    assert list(there.index) == list(back.index)
    for one, other in [("estimate", "estimate"), ("ci_low", "ci_high"), ("ci_high", "ci_low")]:
        assert list(there[one]) == pytest.approx(list(-back[other]), abs=1e-9)
    assert list(there["p_value"]) == pytest.approx(list(back["p_value"]), abs=1e-9)


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32 - 1))
def test_the_order_of_rows_changes_nothing(
    responses: pd.DataFrame, printed: pd.DataFrame, seed: int
) -> None:
    mixed = responses.sample(frac=1, random_state=seed)
    one, other = (change_of_all(r, printed)[NUMBERS] for r in (responses, mixed))
    assert_frame_equal(one, other, check_exact=False)


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(["start", "end"]), st.sampled_from(["raahe", "sievi"]))
def test_someone_without_any_answer_changes_nothing_but_the_nonresponse(
    responses: pd.DataFrame, printed: pd.DataFrame, wave: str, municipality: str
) -> None:
    silent = responses[responses["form"] == 1].assign(
        form=9_999, respondent_id="SYN-silent", wave=wave, municipality=municipality,
        response=pd.NA, missing="no_answer",
    )  # fmt: skip
    more = pd.concat([responses, silent], ignore_index=True)
    one, other = (change_of_all(r, printed)[NUMBERS] for r in (responses, more))
    assert_frame_equal(one, other)
    assert_frame_equal(estimate_distribution(responses, EDITION, DOMAINS),
                       estimate_distribution(more, EDITION, DOMAINS))  # fmt: skip
    before, after = (
        estimate_nonresponse(r, EDITION).set_index("question") for r in (responses, more)
    )
    assert (after[f"missing_{wave}_pct"] >= before[f"missing_{wave}_pct"]).all()
    assert after.loc["domain_rating", f"n_{wave}"] == before.loc["domain_rating", f"n_{wave}"] + 1


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
    material = SimpleNamespace(responses=elsewhere, edition=EDITION)
    assert LINKS.estimate(material)["n_ambiguous"].item() == 5  # how few they are is not told
    people = list_forms(elsewhere)["person"]
    assert people.nunique() == list_forms(responses)["person"].nunique() + 1


def test_what_could_have_been_seen_is_what_a_title_finds(
    responses: pd.DataFrame, printed: pd.DataFrame
) -> None:
    """Over 13 tests, twice the distance that is just significant in one; more with dropout."""
    change = estimate(responses, printed, "domain_rating")
    change["tests"] = 13
    least = estimate_detectable_change(change, DOMAINS, EDITION, responses)
    half = (change["ci_high"] - change["ci_low"]) / 2
    assert list(least["item"]) == list(change["item"])
    assert (least["detectable"] / half).between(2, 4).all()
    assert list(least["observed"]) == list(change["estimate"].abs())
    single = estimate_detectable_change(change.assign(tests=1), DOMAINS, EDITION, responses)
    assert (single["detectable"] < least["detectable"]).all()
    lost = responses.assign(respondent_id=np.nan)
    unlinked = estimate(lost, printed, "domain_rating").assign(tests=13)
    alone = estimate_detectable_change(unlinked, DOMAINS, EDITION, lost)["detectable"]
    # The spread behind it is rounded to a tenth of a step: here by up to 7 %.
    times = alone / (unlinked["ci_high"] - unlinked["ci_low"]) * 2
    assert times.between(1.7 / 1.07, 2.3 * 1.07).all()
    assert estimate_detectable_change(change, DOMAINS, EDITION, None).empty


def test_a_folder_with_costs_alone_says_nothing_of_the_survey(
    printed: pd.DataFrame, tmp_path: Path
) -> None:
    study = read_study("yhdessa_osallisuutta")
    source = study.folder / "example" / "kustannukset.csv"
    (tmp_path / "kulut.csv").write_bytes(source.read_bytes())
    own = read_inputs(study, str(tmp_path))
    assert own.responses is None or own.responses.empty
    numbers = tabulate_responses(own.responses, printed, EDITION)
    change = estimate_change(numbers, EDITION, own.responses)
    if own.responses is not None:
        assert change.empty
    assert count_links(own.responses).empty
    for estimated in (estimate_contrasts, estimate_retention, estimate_nonresponse, estimate_joint):
        assert estimated(own.responses, EDITION).empty
    assert estimate_distribution(own.responses, EDITION, DOMAINS).empty
    assert estimate_by_municipality(None, EDITION, DOMAINS).empty


@pytest.mark.parametrize(
    ("ci_high", "p_adjusted", "holds", "told"),
    [(5.0, 0.6, True, "its interval reaches past zero"),
     (-1.0, 0.4, True, "among 20 comparisons it may be chance"),
     (-1.0, 0.01, False, "it may be due to who answered"),
     (-1.0, 0.01, True, "A clear change")],
)  # fmt: skip
def test_a_title_says_no_more_and_nothing_else_than_interval_and_adjusted_p(
    responses: pd.DataFrame,
    printed: pd.DataFrame,
    ci_high: float,
    p_adjusted: float,
    told: str,
    *,
    holds: bool,
) -> None:
    table = estimate(responses, printed, "invest_in")
    table[["estimate", "ci_low", "ci_high"]] = [-2.0, -9.0, 9.0]
    table.loc[0, ["estimate", "ci_low", "ci_high"]] = [-30.0, -50.0, ci_high]
    table["p_adjusted"] = 1.0
    table.loc[0, "p_adjusted"], table["holds"] = p_adjusted, holds
    edition = open_edition("yhdessa_osallisuutta", language="en")
    assert told in INVEST_IN.caption(release(table, edition, INVEST_IN)).title


def test_p_values_of_a_family_are_adjusted_together(
    responses: pd.DataFrame, printed: pd.DataFrame
) -> None:
    """Holm over 13 tests: the smallest p times 13, as the study declares them one family."""
    numbers = tabulate_responses(responses, printed, EDITION)
    life = order_by_effect(estimate_change(numbers, EDITION, responses), LIFE)
    assert len(life) == 13
    assert life["estimate"].is_monotonic_increasing
    at = life["p_value"].idxmin()
    assert life.loc[at, "p_adjusted"] == pytest.approx(min(1, 13 * life.loc[at, "p_value"]))


def test_nothing_is_tested_below_the_minimum_n(
    responses: pd.DataFrame, printed: pd.DataFrame
) -> None:
    """A project of four forms at the start and three at the end; the minimum is five."""
    few = responses[responses["municipality"] == "haapavesi"]
    change = estimate_change(tabulate_responses(few, printed, EDITION), EDITION, few)
    assert len(change) > 10
    assert change["p_value"].isna().all()
    assert change["p_adjusted"].isna().all()
    assert release(order_by_effect(change, LIFE), EDITION, FOREST).table.empty
    for question, figure in zip(QUESTIONS, (CHANGE_WISHED, CHANGE_IN, INVEST_IN), strict=True):
        assert release(select_shares(change, question), EDITION, figure).table.empty


def test_stayers_stand_beside_all_who_started(
    responses: pd.DataFrame, printed: pd.DataFrame
) -> None:
    """Those who left are given what the line of the linked predicts, less the tipping point."""
    numbers = tabulate_responses(responses, printed, EDITION)
    domains = select_ratings(estimate_change(numbers, EDITION, responses), DOMAINS)
    row = estimate_stayers(domains, DOMAINS, EDITION, responses).set_index("item").loc["work"]
    people = list_forms(responses)["person"]
    own = responses[(responses["question"] == "domain_rating") & (responses["item"] == "work")
                    & (responses["missing"] == "")]  # fmt: skip
    waves = (own[own["wave"] == wave] for wave in ("start", "end"))
    start, end = (rows.set_index(people[rows["form"]].to_numpy())["response"].astype("float64")
                  for rows in waves)  # fmt: skip
    both = start.index.intersection(end.index)
    slope, height = np.polyfit(start[both], end[both], 1)
    filled = end.reindex(start.index).fillna(height + slope * start)
    assert row["stayed"] == pytest.approx((end[both] - start[both]).mean())
    exact = (filled - start).mean()
    assert row["started"] == round(exact, 1)
    left = start.index.difference(end.index)
    filled[left] -= row["tipping"]
    assert (filled - start).mean() == pytest.approx(exact - row["started"])


def test_who_left_is_counted_by_group(responses: pd.DataFrame) -> None:
    table = estimate_retention(responses, EDITION)
    everyone = table[table["by"] == "everyone"].iloc[0]
    assert everyone["returned"] == count_links(responses)["n_both"].item()
    for by in ("age_group", "gender", "start_level"):
        group = table[table["by"] == by]
        assert group["n"].sum() == everyone["n"]
        assert group["returned"].sum() == everyone["returned"]


def test_a_group_that_everyone_belongs_to_is_not_shown_beside_everyone(
    responses: pd.DataFrame,
) -> None:
    alike = repeat(responses[responses["municipality"] == "nivala"], 4)
    table = estimate_retention(alike, EDITION)
    assert table["n"].max() == table["n"].iloc[0]
    assert (table["n"].iloc[1:] < table["n"].iloc[0]).all()
    assert "gender" not in set(table["by"])  # all are women there
    released = release(table, EDITION, RETENTION)
    assert set(released.table["by"]) == {"everyone"}
    assert "Lähtötaso" not in RETENTION.caption(released).foot  # its rows are not shown


def test_an_interval_of_a_mean_stays_on_the_scale(
    responses: pd.DataFrame, printed: pd.DataFrame
) -> None:
    few = responses[responses["municipality"] == "nivala"]
    numbers = tabulate_responses(few, printed, EDITION)
    means = select_ratings(estimate_change(numbers, EDITION, few), DOMAINS)
    ends = means[["start_low", "start_high", "end_low", "end_high"]]
    assert ends.min().min() == 1.0  # Student's interval would go on to 0.7
    assert ends.max().max() <= 5.0
    for wave in ("start", "end"):
        assert (means[f"{wave}_low"] <= means[wave]).all()


def test_a_title_names_the_largest_of_those_shown(
    responses: pd.DataFrame, printed: pd.DataFrame
) -> None:
    titles, edition = {}, open_edition("yhdessa_osallisuutta", language="en")
    for part in (responses, responses[responses["municipality"] == "raahe"]):
        numbers = tabulate_responses(part, printed, edition)
        invest = select_shares(estimate_change(numbers, edition, part), "invest_in")
        released = release(invest, edition, INVEST_IN)
        titles[bool(released.hidden)] = INVEST_IN.caption(released).title
    assert titles[False].startswith("The largest difference is in getting help and services")
    assert titles[True].startswith("The largest shown difference is in transport (+25.0 pp)")
    selection = estimate_change(printed, EDITION)
    released = release(select_shares(selection, "change_in"), EDITION, CHANGE_IN)
    assert CHANGE_IN.caption(released).title.startswith(
        "Suurin näytettävä ero on kohdassa taloudellinen toimeentulo"
    )


def test_a_contrast_says_of_which_question_it_is(responses: pd.DataFrame) -> None:
    edition = open_edition("yhdessa_osallisuutta", language="en")
    two = responses[responses["gender"].isin(["man", "woman"])]
    released = release(estimate_contrasts(two, edition), edition, GROUPS)
    description = GROUPS.caption(released).description
    assert "What should the municipality invest in? Hobbies: Man 45%" in description


def test_a_group_is_not_told_beside_a_rest_of_few(responses: pd.DataFrame) -> None:
    """One person of a third gender: everyone less women and men would be her answers."""
    table = estimate_contrasts(responses, EDITION)
    by_gender = table[(table["by"] == "gender") & (table["n_rest"] > 0)]
    assert (by_gender["n_rest"] < EDITION.study.disclosure.minimum_n).all()
    assert len(by_gender)
    assert release(by_gender, EDITION, GROUPS).table.empty
    shown = release(by_gender.assign(n_rest=0), EDITION, GROUPS)
    assert len(shown.table)
    assert "n_rest" not in shown.table


def test_municipalities_are_drawn_to_the_common_mean(coarse: CoarseNumbers) -> None:
    table = estimate_by_municipality(coarse, EDITION, DOMAINS)
    assert list(table["municipality"])[-1] == "all"
    own = table.iloc[:-1].dropna(subset="estimate")
    assert (
        own["pooled"].max() - own["pooled"].min() <= own["estimate"].max() - own["estimate"].min()
    )
    assert (own["pooled_high"] - own["pooled_low"] < own["ci_high"] - own["ci_low"]).all()
    project = table.iloc[-1]["estimate"]
    assert own["estimate"].min() < project < own["estimate"].max()


def test_contrasts_are_the_declared_ones_and_no_others(responses: pd.DataFrame) -> None:
    table = estimate_contrasts(responses, EDITION)
    declared = EDITION.study.survey.contrasts
    assert len(table) == len(declared)
    assert list(table["estimate"]) == pytest.approx(list(table["share"] - table["share_against"]))
    forms = responses.drop_duplicates("form")
    men = ((forms["gender"] == "man") & (forms["wave"] == "start")).sum()
    assert table.set_index("item").loc["hobbies", "n_group"] == men


def test_without_codes_the_result_moves_with_the_assumed_correlation(
    responses: pd.DataFrame, printed: pd.DataFrame
) -> None:
    lost = responses.assign(respondent_id=np.nan)
    change = estimate_change(tabulate_responses(lost, printed, EDITION), EDITION, lost)
    moved = estimate_pairing_means(change, LIFE, EDITION, lost)
    assert len(moved) == 13
    assert (moved["strong_high"] - moved["strong_low"] < moved["ci_high"] - moved["ci_low"]).all()
    linked = estimate_change(tabulate_responses(responses, printed, EDITION), EDITION, responses)
    assert estimate_pairing_means(linked, LIFE, EDITION, responses).empty
    shares = estimate_pairing(change, EDITION)
    for table, figure in ((moved, PAIRING_MEANS), (shares, PAIRING)):
        caption = figure.caption(release(table, EDITION, figure))
        assert "0,3–0,8" in caption.foot


def test_other_methods_agree_on_the_direction(
    responses: pd.DataFrame, printed: pd.DataFrame
) -> None:
    """A better mean at the end goes with a chance above one half."""
    domains = estimate(responses, printed, "domain_rating")
    table = estimate_robustness(domains, DOMAINS, EDITION, responses)
    told = table[table["estimate"].abs() > 0.09]
    better = told["estimate"] < 0
    assert len(told) >= 5
    assert ((told["probability"] > 0.5) == better).all()
    assert estimate_joint(responses, EDITION)["p_value"].between(0, 1).all()


CHANGES = st.tuples(st.floats(-2, 2), st.floats(0.01, 2), st.floats(0.01, 2), st.floats(0.0001, 1))
CLEAR_WORDS = {"fi": "Selvästi muuttui", "sv": "Tydligt förändrat", "en": "Clearly changed"}


@pytest.mark.slow
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(CHANGES, min_size=13, max_size=13), st.sampled_from(["fi", "sv", "en"]))
def test_the_paragraph_never_says_more_than_intervals_and_adjusted_p_allow(
    life: pd.DataFrame, changes: list[tuple[float, float, float, float]], language: str
) -> None:
    """Any changes: it calls clear those whose interval leaves out zero and whose p is small."""
    # Here all changes hold where leaving counts.
    edition = open_edition("yhdessa_osallisuutta", language=language)
    table = life.assign(
        estimate=[e for e, *_ in changes],
        ci_low=[e - low for e, low, _, _ in changes],
        ci_high=[e + high for e, _, high, _ in changes],
        p_adjusted=[p for *_, p in changes],
        holds=True,
    )
    detectable = release(DETECTABLE.frame.empty(), edition, DETECTABLE)
    wished = release(CHANGE_WISHED.frame.empty(), edition, CHANGE_WISHED)
    forest = release(table, edition, FOREST)
    words = write_paragraph([LIFE], [forest], [detectable], [wished])
    shown = forest.table  # what is rounded to nought reaches it
    clear = ((shown["ci_low"] > 0) | (shown["ci_high"] < 0)) & (shown["p_adjusted"] < 0.05)
    assert (CLEAR_WORDS[language] in words) == clear.any()
    # The other ratings are named after the changed ones, in a sentence of its own.
    told, *_ = words.partition(CLEAR_WORDS[language])[2].partition(". ")
    for label, is_clear in zip(forest.labels, clear, strict=True):
        if clear.any():
            assert (f"{lower_first(label)} " in told) == is_clear
    assert words.startswith(Wording(language).text("synthetic.mark"))
    if not clear.any():
        assert "13" in words


def test_the_paragraph_says_what_cannot_be_shown(life: pd.DataFrame) -> None:
    few = life.iloc[:2].assign(n_start=[3, 4], origin="confidential")
    for place, rows, told in [
        ("haapavesi", life.iloc[:0], "Haapavedellä arvioista ei ole lukuja, joita voisi näyttää."),
        ("all", few, "Koko hankkeessa arvioista ei ole lukuja, joita voisi näyttää."),
    ]:
        edition = open_edition("yhdessa_osallisuutta", place, "fi")
        detectable = release(DETECTABLE.frame.empty(), edition, DETECTABLE)
        wished = release(CHANGE_WISHED.frame.empty(), edition, CHANGE_WISHED)
        forest = release(rows, edition, FOREST)
        words = write_paragraph([LIFE], [forest], [detectable], [wished])
        assert words.startswith(told)
        assert ("alle 5 ihmistä" in words) == bool(forest.hidden)


def test_a_municipalitys_title_follows_its_adjusted_p(coarse: CoarseNumbers) -> None:
    table = estimate_by_municipality(coarse, EDITION, DOMAINS)
    figure = MUNICIPALITIES
    clear = table.assign(pooled_p=table["pooled_p"].where(table["municipality"] != "nivala", 0.049))
    for municipality, unsure, sure in [
        ("all", "None of the municipalities shown has a clear change",
         "A clear change shows when municipalities are estimated together: "
         "Nivala (better\u00a00.05)"),
        ("nivala", "Nivala: no clear change shows (pooled better\u00a00.05, "
         "whole project better\u00a00.07)",
         "Nivala: a clear change shows (pooled better\u00a00.05, "
         "whole project better\u00a00.07)"),
    ]:  # fmt: skip
        edition = open_edition("yhdessa_osallisuutta", municipality, "en")
        assert figure.caption(release(table, edition, figure)).title == unsure
        assert figure.caption(release(clear, edition, figure)).title == sure
    whole = open_edition("yhdessa_osallisuutta", language="en")
    told = release(table.dropna(subset="estimate"), whole, figure)
    assert figure.caption(told).title == "No municipality shows a clear change"
    assert "What is called clear takes 3 comparisons into account" in figure.caption(told).foot
    hidden = open_edition("yhdessa_osallisuutta", "haapavesi", "en")
    title = figure.caption(release(table, hidden, figure)).title
    assert title.startswith("Change by municipality: Haapavesi is missing, as its data are too few")


def test_other_rare_titles_say_what_their_tables_hold(
    responses: pd.DataFrame, printed: pd.DataFrame, life: pd.DataFrame
) -> None:
    edition = open_edition("yhdessa_osallisuutta", language="en")
    level = release(life.assign(estimate=0.0, ci_low=-1.0), edition, FOREST)
    assert FOREST.caption(level).title == "The life domains show no clear change"
    responses = repeat(responses, 4)
    numbers = tabulate_responses(responses, printed, edition)
    domains = select_ratings(estimate_change(numbers, edition, responses), DOMAINS)
    stayers = estimate_stayers(domains, DOMAINS, edition, responses)
    told = STAYERS.caption(release(stayers.assign(holds=False), edition, STAYERS)).title
    assert told == "No change is clear once it is counted who left"
    stayers["holds"] = [True, *[False] * (len(stayers) - 1)]
    told = STAYERS.caption(release(stayers, edition, STAYERS)).title
    assert told.endswith(
        f"counting those who left: {edition.label('domain_rating', stayers['item'][0])}"
    )
    retention = estimate_retention(responses, edition)
    parts = retention[retention["by"] == "start_level"]
    title = RETENTION.caption(release(parts, edition, RETENTION)).title
    assert title == "Started better than the median: 68 of 100 were reached at the end (68%)"


def test_the_paragraph_names_a_clear_wish_and_what_may_be_chance(
    responses: pd.DataFrame, printed: pd.DataFrame, life: pd.DataFrame
) -> None:
    edition = open_edition("yhdessa_osallisuutta", language="en")
    wished = estimate(responses, printed, "change_wished")
    sure = wished.assign(ci_low=1.0, ci_high=9.0, p_adjusted=0.01, holds=True)
    sizes = [-0.5, *[-0.4] * (len(life) - 1)]
    chance = life.assign(estimate=sizes, ci_low=-0.9, ci_high=-0.1, p_adjusted=0.2)
    words = write_paragraph(
        [LIFE],
        [release(chance, edition, FOREST)],
        [release(DETECTABLE.frame.empty(), edition, DETECTABLE)],
        [release(sure, edition, CHANGE_WISHED)],
    )
    assert "could not be chance among many comparisons" in words
    assert "a clear difference" in words
    words = write_paragraph(
        [LIFE],
        [release(chance.assign(p_adjusted=0.01), edition, FOREST)],
        [release(DETECTABLE.frame.empty(), edition, DETECTABLE)],
        [release(sure.assign(holds=False), edition, CHANGE_WISHED)],
    )
    assert words.count("may be due to who answered") == 2


def test_stayers_who_all_changed_alike_are_not_shown(
    responses: pd.DataFrame, printed: pd.DataFrame
) -> None:
    """Without spread there is no interval, and everyone's change would be known."""
    responses = repeat(responses, 4)
    numbers = tabulate_responses(responses, printed, EDITION)
    domains = select_ratings(estimate_change(numbers, EDITION, responses), DOMAINS)
    people = list_forms(responses)["person"]
    work = (responses["question"] == "domain_rating") & (responses["item"] == "work")
    own = responses[work & (responses["missing"] == "") & (responses["wave"] == "start")]
    first = own.set_index(people[own["form"]].to_numpy())["response"]
    told = people.reindex(responses["form"]).to_numpy()
    same = pd.Series(told, responses.index).map(first)
    alike = work & (responses["wave"] == "end") & same.notna() & (responses["missing"] == "")
    copied = responses.assign(response=responses["response"].mask(alike, same))
    table = estimate_stayers(domains, DOMAINS, EDITION, copied)
    assert table.set_index("item")["is_uniform"].to_dict()["work"]
    released = release(table, EDITION, STAYERS)
    assert "work" not in set(released.table["item"])
    assert released.hidden == 1


def test_nothing_is_told_of_linked_people_where_few_are_new(
    responses: pd.DataFrame, printed: pd.DataFrame
) -> None:
    """51 at the start, 32 at the end, 25 of them the same: seven are new, and more are needed."""
    material = make_material(EDITION, responses, PRINTED.empty(), STATEMENTS.empty())
    for table in (STAYERS, RETENTION, LINKS):
        released = release_table(table, material)
        assert released.table.empty, table.name
        assert released.hidden_by == {"people": released.hidden}
    forest = release_table(FOREST, material).table
    assert len(forest) == 13
    assert forest["n_pairs"].isna().all()
    more = make_material(EDITION, repeat(responses, 4), PRINTED.empty(), STATEMENTS.empty())
    for table in (STAYERS, RETENTION, LINKS):
        assert len(release_table(table, more).table), table.name
    assert release_table(FOREST, more).table["n_pairs"].notna().all()


def test_groups_of_ratings_are_told_if_five_gave_them(responses: pd.DataFrame) -> None:
    """Answers put together are told of as exactly as people are, from the minimum up."""
    table = estimate_distribution(responses, EDITION, DOMAINS)
    figure = distribution_of(DOMAINS)
    for count, is_shown in ((4, False), (5, True)):
        rows = table.iloc[:1].assign(count_start=count, count_end=12, n_start=40, n_end=30)
        rows = rows.assign(adds_up="", is_uniform=False)
        released = release(rows, EDITION, figure)
        assert len(released.table) == is_shown
