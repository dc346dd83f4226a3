"""Places: all that is told of them follows from coarse numbers, and from nothing else."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations_with_replacement, pairwise, product
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from instruments import Instrument, Question, answer
from matplotlib.figure import Figure as Drawn
from matplotlib.text import Text
from mypy import api

from analysis.drawing.words.columns import ITEM, MUNICIPALITY, ORIGIN, N, banded
from analysis.inputs.chosen import read_inputs
from analysis.inputs.frames import NUMBERS, STATEMENTS
from analysis.release.coarse import CoarseNumbers
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Released, Table
from analysis.release.fits import is_open
from analysis.release.places import DisclosureError
from analysis.release.rules import release, release_table
from analysis.report.tables import show_table
from analysis.study.declaration import ALL
from analysis.study.edition import Edition
from analysis.study.instrument import list_panels, list_shares
from analysis.study.study import Study
from analysis.study.study_file import open_edition, read_study
from analysis.topics.survey_change import list_figures, list_tables
from analysis.topics.survey_change.by_municipality import estimate_by_municipality
from analysis.topics.survey_change.coarse import make_coarse
from analysis.topics.survey_change.indices import add_indices
from analysis.topics.survey_change.material import Material, make_material
from analysis.topics.survey_change.municipalities import municipalities_of
from analysis.topics.survey_change.place_change import (
    estimate_place_change,
    level_of_place,
)
from analysis.topics.survey_change.place_levels import estimate_place_means, estimate_place_shares
from analysis.topics.survey_change.place_spread import read_spreads

FOLDER = Path("/nowhere/made_up")
STUDY = read_study("yhdessa_osallisuutta")
RAAHE = Edition(STUDY, "raahe")
DOMAINS = list_panels(STUDY)[0]
MUNICIPALITIES = municipalities_of(DOMAINS)
LADDER = Question("ladder", "scale", (), (1, 5), "high")
MOOD = Question("mood", "scale", ("calm", "trust"), (1, 5), "high")
HOBBY = Question("hobby", "flag")
ROLE = Question("role", "choice", ("pupil", "worker"))
PLANS = Question("plans", "multiple", ("travel", "study", "work"))
PLACES = ("north", "south", "east", "west")


@pytest.fixture(scope="module")
def responses() -> pd.DataFrame:
    own = read_inputs(STUDY, "example").responses
    assert own is not None
    return add_indices(own, STUDY)


@pytest.fixture(scope="module")
def coarse(responses: pd.DataFrame) -> CoarseNumbers:
    return make_coarse(responses, STUDY)


# What an estimate of a place takes

TAKERS: dict[str, Callable[[Any], pd.DataFrame]] = {
    "by_municipality": lambda given: estimate_by_municipality(given, Edition(STUDY), DOMAINS),
    "change": lambda given: estimate_place_change(given, RAAHE),
    "means": lambda given: estimate_place_means(given, DOMAINS, RAAHE),
    "shares": lambda given: estimate_place_shares(given, list_shares(STUDY)[0], RAAHE),
}


@pytest.mark.parametrize("name", TAKERS)
def test_an_estimate_of_a_place_refuses_answers(name: str, responses: pd.DataFrame) -> None:
    with pytest.raises(TypeError, match="from coarse numbers, never from answers"):
        TAKERS[name](responses)


SNIPPET = """
from analysis.inputs.chosen import read_inputs
from analysis.study.edition import Edition
from analysis.topics.survey_change.material import Material
from analysis.topics.survey_change.place_change import estimate_place_change

def estimate(material: Material, edition: Edition) -> None:
    assert material.coarse is not None
    estimate_place_change(material.coarse, edition)
    estimate_place_change(material.responses, edition)  # wrong
    estimate_place_change(material.all_responses, edition)  # wrong
    estimate_place_change(read_inputs(edition.study, "example").responses, edition)  # wrong
    estimate_place_change(read_inputs(edition.study, "example"), edition)  # wrong
    estimate_place_change(material, edition)  # wrong
"""


@pytest.mark.slow
def test_types_refuse_answers_where_an_estimate_of_a_place_is_made(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MYPYPATH", str(root / "src"))
    snippet = tmp_path / "notebook.py"
    snippet.write_text(SNIPPET, encoding="utf-8")
    options = ["--config-file", str(root / "pyproject.toml"), "--cache-dir", str(tmp_path)]
    printed, _, code = api.run([*options, str(snippet)])
    errors = [line for line in printed.splitlines() if "error:" in line]
    refused = [n for n, line in enumerate(SNIPPET.splitlines(), 1) if "wrong" in line]
    assert code == 1
    assert [int(line.split(":")[1]) for line in errors] == refused, printed
    assert all('expected "CoarseNumbers' in line for line in errors), printed


def test_a_places_material_has_no_answers(responses: pd.DataFrame) -> None:
    printed, statements = NUMBERS.empty(), STATEMENTS.empty()
    material = make_material(RAAHE, responses, printed, statements)
    assert material.all_responses is None
    assert material.responses is None
    assert material.coarse is not None
    assert make_material(Edition(STUDY), responses, printed, statements).responses is not None


# What the release lets through

VALUE = Column("value", "float64", "A number")
BANDED = Table(
    name="any", frame=Frame(MUNICIPALITY, VALUE, *banded(N), ORIGIN), estimate=lambda _: None
)  # fmt: skip
EXACT = Table(name="any", frame=Frame(MUNICIPALITY, VALUE, N, ORIGIN), estimate=lambda _: None)
BLANK = {"value": np.nan, "n": pd.NA, "n_most": pd.NA}


def rows_of(*rows: dict[str, object], origin: str = "confidential") -> pd.DataFrame:
    frame = pd.DataFrame(rows).assign(origin=origin)
    people = [name for name in ("n", "n_most") if name in frame]
    return frame.astype({"value": "float64"} | dict.fromkeys(people, "Int64"))


def of_place(low: object, high: object, municipality: str = "raahe") -> pd.DataFrame:
    return rows_of({"municipality": municipality, "value": 2.5, "n": low, "n_most": high})


EDITIONS = pytest.mark.parametrize("edition", [RAAHE, Edition(STUDY)], ids=["place", "project"])


@EDITIONS
def test_exact_numbers_of_a_place_are_refused(edition: Edition) -> None:
    exact = rows_of({"municipality": "raahe", "value": 2.5, "n": 217})
    with pytest.raises(
        DisclosureError, match=r"not told as bands of people: n\. Nothing"
    ) as caught:
        release(exact, edition, EXACT)
    assert "217" not in str(caught.value)
    assert len(release(exact.assign(municipality=ALL), Edition(STUDY), EXACT).table) == 1
    assert len(release(exact.assign(origin="published"), edition, EXACT).table) == 1


def test_exact_numbers_without_a_place_are_those_of_the_editions_place() -> None:
    table = Table(name="any", frame=Frame(ITEM, N, ORIGIN), estimate=lambda _: None)
    rows = pd.DataFrame({"item": ["a"], "n": [21], "origin": "synthetic"})
    with pytest.raises(DisclosureError, match="computed from coarse numbers"):
        release(rows, RAAHE, table)
    assert len(release(rows, Edition(STUDY), table).table) == 1


@EDITIONS
@pytest.mark.parametrize(("low", "high"), [(6, 6), (6, 10), (5, 8), (0, 9), (3, 4), (5, 4)])
def test_bands_off_the_grid_are_refused(edition: Edition, low: int, high: int) -> None:
    """A band that begins elsewhere depends on the data, and tells of it."""
    with pytest.raises(DisclosureError, match="not told as bands of people: n"):
        release(of_place(low, high), edition, BANDED)


@EDITIONS
@pytest.mark.parametrize(("low", "high"), [(5, 9), (10, 14), (5, 14)])
def test_bands_of_the_grid_pass(edition: Edition, low: int, high: int) -> None:
    released = release(of_place(low, high), edition, BANDED)
    assert len(released.table) == 1
    assert released.is_coarse
    assert not released.has_withheld


def test_a_blank_row_keeps_the_place_in_the_table() -> None:
    blank = rows_of(BLANK | {"municipality": "sievi"})
    released = release(pd.concat([of_place(5, 9), blank]), Edition(STUDY), BANDED)
    assert released.table["municipality"].to_list() == ["raahe", "sievi"]
    assert released.has_withheld
    assert released.hidden == 0


def test_coarse_numbers_are_bands_and_have_few_decimals(coarse: CoarseNumbers) -> None:
    at = coarse.means["mean"].first_valid_index()
    finer, narrower = coarse.means.copy(), coarse.means.copy()
    finer.loc[at, "mean"] += 0.04
    narrower.loc[at, "n"] += 1
    with pytest.raises(ValueError, match="coarse means have 1 decimals"):
        replace(coarse, means=finer)
    with pytest.raises(ValueError, match="numbers of people are bands, and 'n' has others"):
        replace(coarse, means=narrower)
    with pytest.raises(ValueError, match="coarse numbers have the columns"):
        replace(coarse, means=coarse.means.assign(sd=1.0))


def test_the_projects_spread_is_rounded(coarse: CoarseNumbers) -> None:
    """It stands behind every interval of a place, which gives it back."""
    spreads = coarse.spreads
    assert set(spreads["sd_step"]) <= {0.1, 0.2, 0.5}
    in_steps = spreads["sd"] / spreads["sd_step"]
    assert np.allclose(in_steps, in_steps.round())
    assert (spreads["linked"] == spreads["linked"].round(1)).all()
    means = coarse.project["mean"].dropna()
    assert (means == means.round(STUDY.disclosure.decimals)).all()


# Places stand in every figure of places


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_place_stands_where_places_do(responses: pd.DataFrame, language: str) -> None:
    edition = open_edition(STUDY.key, ALL, language, "example")
    material = make_material(edition, responses, NUMBERS.empty(), STATEMENTS.empty())
    released = release_table(MUNICIPALITIES, material)
    symbol = edition.say.text("withheld.symbol")
    caption = MUNICIPALITIES.caption(released)
    assert MUNICIPALITIES.plot is not None
    drawn = MUNICIPALITIES.plot(released, caption).figure
    assert isinstance(drawn, Drawn)
    texts = [text.get_text() for text in drawn.findobj(Text) if isinstance(text, Text)]
    table = show_table(released, whole=True).plain
    assert set(released.table["municipality"]) == {*STUDY.municipalities, ALL}
    withheld = released.table.loc[released.table["estimate"].isna(), "municipality"]
    assert "haapavesi" in set(withheld)
    for place in STUDY.municipalities:
        label = STUDY.municipalities[place].name[language]
        assert label in texts
        assert label in table
        assert (f"{label}: {symbol}" in caption.description) == (place in set(withheld))
    assert texts.count(symbol) == len(withheld)
    assert table.count(symbol) >= len(withheld)
    assert caption.foot.count(edition.say.text("withheld.sentence", minimum="5")) == 1


# Everything follows from the coarse numbers


def material_of_place(study: Study, place: str, responses: pd.DataFrame) -> Material:
    edition = Edition(study, place, "en")
    return make_material(edition, responses, NUMBERS.empty(), STATEMENTS.empty())


def tables_of_places(study: Study, responses: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    """Every table of every place, as it is saved, with the words around it."""
    for place in study.municipalities:
        material = material_of_place(study, place, responses)
        for table in (*list_figures(study), *list_tables(study)):
            yield place, table.name, written(release_table(table, material))
    project = material_of_place(study, ALL, responses)
    for panel in list_panels(study):
        yield ALL, panel.name, written(release_table(municipalities_of(panel), project))


def written(released: Released) -> str:
    return str(released.table.to_csv()) + show_table(released, whole=True).plain


def same(one: CoarseNumbers, other: CoarseNumbers) -> bool:
    frames = ("means", "counts", "project", "spreads")
    return all(getattr(one, name).equals(getattr(other, name)) for name in frames)


def exchange(responses: pd.DataFrame, chance: Random) -> pd.DataFrame:
    """Two people's ratings of one place for two of another with the same sum, wave by wave.

    Which answers occur at a place stays, too: what insiders know decides how exact a mean is.
    """
    changed = responses.copy()
    free = changed["respondent_id"].isna() & (changed["question"] == "ladder")
    for wave in changed["wave"].unique():
        pairs: dict[int, list[tuple[str, list[int], list[int]]]] = {}
        for place in PLACES:
            rows = changed[free & (changed["wave"] == wave) & (changed["municipality"] == place)]
            order = chance.sample(list(rows.index), len(rows))
            for first, second in zip(order[::2], order[1::2], strict=False):
                answers = changed.loc[[first, second], "response"].to_list()
                pairs.setdefault(sum(answers), []).append((place, [first, second], answers))
        for found in pairs.values():
            for (here, rows, answers), (there, others, given_) in pairwise(found):
                if here != there and sorted(answers) != sorted(given_):
                    tried = changed.copy()
                    tried.loc[rows, "response"], tried.loc[others, "response"] = given_, answers
                    if occurring(tried) == occurring(changed):
                        changed = tried
                        break
    return changed


def occurring(responses: pd.DataFrame) -> dict[object, set[int]]:
    """Which ratings somebody of a place and wave gave: each is known to an insider."""
    rated = responses[responses["question"] == "ladder"]
    return {key: set(rows["response"]) for key, rows in rated.groupby(["municipality", "wave"])}


def shuffle(responses: pd.DataFrame, chance: Random) -> pd.DataFrame:
    """Who gave which answer, among people without a code of one place and wave."""
    changed = responses.copy()
    free = changed[changed["respondent_id"].isna()]
    for _, rows in free.groupby(["municipality", "wave", "question", "item"], observed=True):
        answers = rows["response"].to_list()
        chance.shuffle(answers)
        changed.loc[rows.index, "response"] = answers
    return changed


@pytest.mark.slow
@settings(max_examples=6)
@given(st.integers(0, 10**6), st.integers(8, 14))
def test_of_two_surveys_with_the_same_coarse_numbers_places_are_told_the_same(
    seed: int, forms: int
) -> None:
    """Others answers by others, and every table of a place is the same to the byte."""
    instrument = Instrument((LADDER, HOBBY, ROLE, PLANS), places=PLACES)
    study, chance = instrument.study(FOLDER), Random(seed)
    one = answer(instrument, seed, forms)
    other = exchange(shuffle(one, chance), chance)
    assume(not one["response"].equals(other["response"]))
    assert same(make_coarse(one, study), make_coarse(other, study)), "by how it was changed"
    assert list(tables_of_places(study, one)) == list(tables_of_places(study, other))


@pytest.mark.slow
def test_another_mean_of_a_place_is_another_table() -> None:
    """What the law before compares does depend on the answers."""
    instrument = Instrument((LADDER,), places=PLACES)
    study, one = instrument.study(FOLDER), answer(instrument, 1, 12)
    other = one.assign(response=one["response"].mask(one["municipality"] == "north", 3))
    other.loc[(one["municipality"] == "north") & (one["form"] % 2 == 0), "response"] = 2
    assert list(tables_of_places(study, one)) != list(tables_of_places(study, other))


# What may be told at all

SIZES = st.lists(st.integers(0, 9), min_size=2, max_size=5)


def make_survey(sizes: list[int], chance: Random, ends: tuple[int, int]) -> pd.DataFrame:
    """Ratings from 1 to 5 at both waves, of places of these sizes, between two ends."""
    places = [f"place_{k}" for k in range(len(sizes))]
    instrument = Instrument((LADDER,), places=tuple(places))
    rows = answer(instrument, chance.randrange(10**6), max(*sizes, 1))
    number = rows.groupby(["municipality", "wave"]).cumcount()
    kept = rows[number < rows["municipality"].map(dict(zip(places, sizes, strict=True)))]
    drawn = [chance.randint(*ends) for _ in range(len(kept))]
    return kept.assign(response=pd.array(drawn, dtype="Int64"))


def study_of(sizes: list[int]) -> Study:
    places = tuple(f"place_{k}" for k in range(len(sizes)))
    return Instrument((LADDER,), places=places).study(FOLDER)


def people_left(told: pd.DataFrame, total: int) -> dict[str, tuple[int, int]]:
    """Fewest and most people of each place told of, as the project's number leaves them.

    A place that nothing is told of may be of any size, as far as a reader knows.
    """
    low = told["n"].fillna(0).to_numpy(dtype="int64")
    high = told["n_most"].fillna(total).to_numpy(dtype="int64")
    least = np.maximum(low, total - (high.sum() - high))
    most = np.minimum(high, total - (low.sum() - low))
    ends = zip(told["municipality"], least, most, strict=True)
    return {place: (int(first), int(last)) for place, first, last in ends}


def list_sets(people: tuple[int, int], mean: float, step: float) -> list[tuple[int, ...]]:
    """All sets of answers from 1 to 5 whose mean is rounded to this."""
    return [
        answers
        for n in range(people[0], people[1] + 1)
        for answers in combinations_with_replacement(range(1, 6), n)
        if abs(sum(answers) / n - mean) < step / 2 + 1e-9
    ]


def check_open(responses: pd.DataFrame, study: Study) -> int:
    """Every mean that is told fits 20 sets of answers, 10 for whoever knows one of them."""
    coarse, told = make_coarse(responses, study), 0
    for wave, rows in coarse.means.groupby("wave"):
        own = responses[responses["wave"] == wave]
        left = people_left(rows, len(own))
        for row in rows.dropna(subset="mean").itertuples():
            assert left[row.municipality][1] - left[row.municipality][0] >= 4
            assert row.step in (0.1, 0.2, 0.5)
            fitting = {len(of_all) for of_all in list_sets((row.n, row.n + 8), row.mean, row.step)}
            assert len(fitting) == 9  # a mean of no number of people that it may be of is told
            sets = list_sets(left[row.municipality], row.mean, row.step)
            assert len(sets) >= 20, (row, len(sets))
            for known in own.loc[own["municipality"] == row.municipality, "response"].unique():
                assert sum(known in answers for answers in sets) >= 10, (row, known)
            told += 1
    return told


@settings(max_examples=25)
@given(SIZES, st.integers(0, 10**6), st.sampled_from([(1, 5), (1, 2), (4, 5), (5, 5)]))
def test_no_mean_is_told_that_few_sets_of_answers_fit(
    sizes: list[int], seed: int, ends: tuple[int, int]
) -> None:
    responses = make_survey(sizes, Random(seed), ends)
    assume(len(responses))
    check_open(responses, study_of(sizes))


def test_means_at_the_end_of_the_scale_are_not_told() -> None:
    """All of one place answer 5: their mean would say so of each."""
    sizes = [9, 8, 8]
    responses = make_survey(sizes, Random(1), (2, 4))
    same_ = responses.assign(
        response=responses["response"].mask(responses["municipality"] == "place_0", 5)
    )
    assert check_open(responses, study_of(sizes)) == 6
    assert check_open(same_, study_of(sizes)) == 4


def test_half_a_step_about_the_end_of_the_scale_is_not_told() -> None:
    """Of thirty all but one answer 1: 1.0 would say of nearly everyone what they answered."""
    sizes = [30, 30]
    responses = make_survey(sizes, Random(1), (2, 4))
    own = responses["municipality"] == "place_0"
    lone = responses.assign(response=responses["response"].mask(own, 1))
    lone.loc[lone[own].groupby("wave").head(1).index, "response"] = 2
    means = make_coarse(lone, study_of(sizes)).means.set_index("municipality")["mean"]
    assert means["place_0"].isna().all()
    assert means["place_1"].notna().all()


def test_what_somebody_knows_of_herself_counts() -> None:
    """Eight answer 4 and one answers 1: she would know nearly everyone's answer."""
    sizes = [9, 8, 7]
    responses = make_survey(sizes, Random(1), (2, 4))
    own = responses["municipality"] == "place_0"
    lone = responses.assign(response=responses["response"].mask(own, 5))
    lone.loc[lone[own].groupby("wave").head(1).index, "response"] = 1
    check_open(lone, study_of(sizes))


def test_sets_of_answers_are_counted_for_as_many_people_as_the_total_leaves() -> None:
    """8 of 12, told as 5 to 14, are 8 to 12 beside "under 5": fewer sets fit than of the band."""
    responses = make_survey([8, 4], Random(1), (2, 4))
    own = responses["municipality"] == "place_0"
    lone = responses.assign(response=responses["response"].mask(own, 5))
    lone.loc[lone[own].groupby("wave").head(1).index, "response"] = 1
    mean, known = (4.45 - 1, 4.55 - 1), (0, 4)  # seven 5 and a 1, from nought
    assert is_open(5, (5, 14), mean, known)
    assert not is_open(5, (8, 12), mean, known)
    means = make_coarse(lone, study_of([8, 4])).means
    assert set(means.dropna(subset="mean")["step"]) <= {0.5}, "no more exact than half a step"


@pytest.mark.parametrize("sizes", [[8, 4], [6, 9], [9, 3, 0], [7, 2, 4]])
def test_the_projects_number_leaves_five_whole_numbers_of_a_place(sizes: list[int]) -> None:
    """8 and 4 of 12: a band of 5 to 9 beside nothing told would be 8 or 9."""
    responses = make_survey(sizes, Random(2), (1, 5))
    check_open(responses, study_of(sizes))
    coarse = make_coarse(responses, study_of(sizes))
    small = np.array(sizes) < 5
    for _, rows in coarse.means.groupby("wave"):
        low = rows["n"].fillna(0).to_numpy(dtype="int64")
        high = np.where(small, 4, rows["n_most"].fillna(sum(sizes)).to_numpy(dtype="int64"))
        least = np.maximum(low, sum(sizes) - (high.sum() - high))
        most = np.minimum(high, sum(sizes) - (low.sum() - low))
        told = rows["n"].notna().to_numpy()
        assert (most - least + 1 >= 5)[told].all(), "for who knows which places are small"


def test_places_of_too_few_people_are_told_nothing_of() -> None:
    responses = make_survey([4, 0, 9, 9, 9], Random(3), (1, 5))
    means = make_coarse(responses, study_of([4, 0, 9, 9, 9])).means
    nothing = means[["n", "n_most", "mean"]].isna()
    assert (nothing.all(axis=1) == nothing.any(axis=1)).all()
    assert set(means.loc[nothing["n"], "municipality"]) == {"place_0", "place_1"}
    assert set(means["municipality"]) == {f"place_{k}" for k in range(5)}


def list_ways(rows: pd.DataFrame) -> int:
    """Ways in which the people of a place can have answered a question with one answer."""
    ends = rows[["count", "count_most"]].fillna({"count": 0, "count_most": rows["n_most"].max()})
    ranges = [range(int(low), int(high) + 1) for low, high in ends.itertuples(index=False)]
    asked = range(int(rows["n"].max()), int(rows["n_most"].max()) + 1)
    return sum(sum(way) in asked for way in product(*ranges))


@settings(max_examples=25)
@given(st.lists(st.integers(0, 14), min_size=3, max_size=6), st.integers(0, 10**6))
def test_no_choice_is_told_that_few_ways_fit(sizes: list[int], seed: int) -> None:
    check_ways(sizes, seed, ("pupil", "worker", "other"))


def test_a_choice_of_two_answers_by_nine_people_is_not_told() -> None:
    """5 to 9 people, under 5 of one answer and 5 to 9 of the other: 15 ways, too few."""
    told = check_ways([9, 8, 14, 14, 13, 8], 7, ("pupil", "worker"))
    assert 0 < told < 12


def check_ways(sizes: list[int], seed: int, answers: tuple[str, ...]) -> int:
    """How many places and waves are told of; of each, 20 ways fit."""
    places = tuple(f"place_{k}" for k in range(len(sizes)))
    instrument = Instrument((Question("role", "choice", answers),), places=places)
    rows = answer(instrument, seed, max(*sizes, 1))
    number = rows.groupby(["municipality", "wave"]).cumcount()
    kept = rows[number < rows["municipality"].map(dict(zip(places, sizes, strict=True)))]
    if kept.empty:
        return 0
    counts = make_coarse(kept, instrument.study(FOLDER)).counts
    told = counts[counts.groupby(["municipality", "wave"])["n"].transform("count") > 0]
    groups = [group for _, group in told.groupby(["municipality", "wave"])]
    assert all(list_ways(group) >= 20 for group in groups)
    return len(groups)


# What is left to tell on the example


def test_most_of_the_examples_numbers_of_places_are_told(coarse: CoarseNumbers) -> None:
    """To whole per cents: 102 of 156 means, and 171 of 276 shares."""
    means, shares = coarse.means["mean"].notna(), coarse.counts["n"].notna()
    assert (len(means), len(shares)) == (156, 276)
    assert round(means.mean(), 2) >= 0.62
    assert round(shares.mean(), 2) >= 0.62
    assert (means.sum() + shares.sum()) / (len(means) + len(shares)) >= 0.62


def test_the_examples_means_are_told_to_within_two_steps(coarse: CoarseNumbers) -> None:
    spreads, widths = read_spreads(coarse), []
    for row in coarse.means.itertuples():
        scale = STUDY.columns[row.question].scale
        assert scale is not None
        spread = spreads.get((row.question, row.item))
        level = level_of_place(row.mean, row.step, row.n, spread, scale)
        whole = scale.ends[1] - scale.ends[0]
        widths.append(whole if pd.isna(row.mean) else level.ci_high - level.ci_low)
    assert np.mean(widths) <= 2.2
