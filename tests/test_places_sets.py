"""How many sets of answers fit what is told of a place."""

from itertools import combinations_with_replacement, product
from pathlib import Path
from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from instruments import Instrument, Question, answer

from analysis.release.fits import is_open
from analysis.study.study import Study
from analysis.study.study_file import read_study
from analysis.topics.survey_change.coarse import make_coarse

FOLDER = Path("/nowhere/made_up")
STUDY = read_study("yhdessa_osallisuutta")
LADDER = Question("ladder", "scale", (), (1, 5), "high")


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
