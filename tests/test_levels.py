"""Means of places on other levels than a scale's points: of indices, and of numbers."""

from itertools import combinations_with_replacement
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from instruments import Instrument, Question, answer

from analysis.release.levels import Levels
from analysis.release.listed import steps_of
from analysis.study.scale import scale_of_numbers
from analysis.topics.survey_change.coarse import make_coarse
from analysis.topics.survey_change.indices import add_indices

MOOD = Question("mood", "scale", ("calm", "trust"), (1, 5))
INDEX = {"of": "mood", "rule": "sum", "minimum_answered": 2, "better": "high"}
PLACES = ("north", "south", "east", "west")
SUMS = range(2, 11)


def told_of_north(sums: list[int]) -> pd.Series:
    """What is told of the index of nine people, whose answers add up so."""
    survey = {"indices": {"total": INDEX}}
    instrument = Instrument((MOOD,), places=PLACES, survey=survey)
    rows = answer(instrument, 3, 9, coded=False)
    is_north = (rows["municipality"] == "north") & (rows["wave"] == "before")
    calm = [number // 2 for number in sums]
    given = [one for first, both in zip(calm, sums, strict=True) for one in (first, both - first)]
    rows.loc[is_north, "response"] = given
    study = instrument.study(Path("/nowhere/levels"))
    means = make_coarse(add_indices(rows, study), study).means
    is_told = (means["municipality"] == "north") & (means["wave"] == "before")
    return means[is_told & (means["question"] == "total")].iloc[0]


def fitting_sets(mean: float, step: float, low: int, high: int) -> list[tuple[int, ...]]:
    return [
        sums
        for n in range(low, high + 1)
        for sums in combinations_with_replacement(SUMS, n)
        if abs(sum(sums) / n - mean) <= step / 2 + 1e-9
    ]


def test_a_places_mean_of_an_index_that_lists_its_answers_is_not_told() -> None:
    assert len(fitting_sets(2.1, 0.1, 5, 9)) == 3
    assert pd.isna(told_of_north([2] * 8 + [3])["mean"])


@pytest.mark.parametrize("sums", [[2, 3, 4, 4, 5, 6, 7, 7, 9], [5, 5, 6, 6, 6, 7, 7, 8, 8]])
def test_a_mean_of_an_index_that_is_told_leaves_open_people_and_answers(sums: list[int]) -> None:
    told = told_of_north(sums)
    sets = fitting_sets(told["mean"], told["step"], told["n"], told["n_most"])
    assert len(sets) >= 20
    assert len({*map(len, sets)}) > 1
    assert all(sum(known in of_all for of_all in sets) >= 10 for known in sums)


def test_means_of_numbers_that_may_be_large_are_told_where_they_are_not_small() -> None:
    hours = scale_of_numbers(0, 500, "high")
    few = np.array([0.0, 0, 0, 1, 0, 0])
    levels = Levels.of(np.array([*few, 120.0, 300]), hours)
    assert (levels.step, levels.count, levels.are_counted) == (1.0, 501, False)
    assert not levels.leave_open((5, 9), (0.15, 0.25), (), few)
    many = np.array([20.0, 31, 44, 52, 60, 90])
    assert levels.leave_open((5, 9), (49.45, 49.55), (), many)
    # Whoever gave the largest would know that all others are near the end.
    assert not levels.leave_open((5, 9), (40.15, 40.25), (), np.array([240.0, 0, 0, 1, 0, 0]))
    steps = steps_of(few, hours.points)
    assert steps is not None
    assert (steps.unit, len(steps.offsets)) == (1.0, 60)


def test_a_mean_that_one_number_of_people_has_is_not_told() -> None:
    levels = Levels((0.0, 1000.0), 5.0, are_counted=False, count=201)
    given = np.array([200.0, 255, 300, 330, 410, 450, 455])
    assert given.mean() == pytest.approx(2400 / 7)  # of five to nine people, only seven have it
    assert not levels.leave_open((5, 9), (342.85, 342.95), (), given)
    assert levels.leave_open((5, 9), (344.95, 345.05), (), given + 15 / 7)
