"""Means and intervals of numbers, whose levels are too many to list, leave open their answers."""

from itertools import combinations_with_replacement

import numpy as np
import pytest
from asked import release_all
from instruments import Instrument, Question, answer

from analysis.release.listed import tell_interval
from analysis.release.many_levels import leave_enough_near
from analysis.statistics.inference import critical_t, mean
from analysis.study.scale import scale_of_numbers

HOURS = scale_of_numbers(0, 100, "high")
CHANCE = np.random.default_rng(5)
ORDINARY = np.rint(CHANCE.normal(60, 15, 15)).tolist()


def is_listed(numbers: list[int]) -> bool:
    answers = np.array(numbers, dtype="float64")
    level = mean(answers)
    ends = max(level.ci_low, 0.0), min(level.ci_high, 100.0)
    return tell_interval(answers, ends, HOURS.points, 1).is_listed


@pytest.mark.parametrize(
    "numbers", [[0] * 19 + [71], [0] * 4 + [71], [100] * 19 + [23], [0] * 38 + [71, 65]]
)
def test_numbers_of_whom_nearly_all_are_at_an_end_are_not_told(numbers: list[int]) -> None:
    assert is_listed(numbers)


@pytest.mark.parametrize("numbers", [ORDINARY, [0] * 20 + ORDINARY, [0] * 60 + ORDINARY * 3])
def test_numbers_of_people_who_differ_are_told(numbers: list[int]) -> None:
    assert not is_listed(numbers)


def sets_told_alike(numbers: tuple[int, ...], top: int) -> list[tuple[int, ...]]:
    """All sets of as many whole numbers with the same rounded mean and half of an interval."""

    def tell(answers: tuple[int, ...]) -> tuple[float, float]:
        half = critical_t(len(answers) - 1) * np.std(answers, ddof=1) / len(answers) ** 0.5
        return float(np.mean(answers)), float(half)

    own = tell(numbers)

    def is_alike(other: tuple[int, ...]) -> bool:
        return all(abs(a - b) <= 0.05 + 1e-9 for a, b in zip(tell(other), own, strict=True))

    return [*filter(is_alike, combinations_with_replacement(range(top + 1), len(numbers)))]


@pytest.mark.parametrize("numbers", [(0, 0, 0, 61), (10, 11, 12, 60), (8, 20, 33, 47)])
def test_no_more_sets_are_found_than_fit_by_brute_force(numbers: tuple[int, ...]) -> None:
    sets = sets_told_alike(numbers, 64)
    few = len(sets) < 20 or any(sum(known in one for one in sets) < 10 for known in numbers)
    is_open = leave_enough_near(np.array(numbers), 64, 0.1, has_interval=True)
    assert numbers in sets
    assert not (few and is_open)


def test_a_number_that_one_person_has_is_in_no_table_of_the_project() -> None:
    hours = Question("hours", "number", (), (0, 100))
    instrument = Instrument((hours,), places=("north", "south", "east"))
    rows = answer(instrument, 4, 12, coded=False)
    assert len(release_all(instrument, rows, ("means",))["survey_change_means"].table) == 1
    before = rows["wave"] == "before"
    rows.loc[before, "response"] = [0] * (before.sum() - 1) + [71]
    told = release_all(instrument, rows)
    assert all(table.table.empty for name, table in told.items() if "item" in table.table)
