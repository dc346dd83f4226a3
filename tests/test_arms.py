"""What is told of a trial leaves open the answers of its groups."""

from collections.abc import Sequence
from itertools import combinations_with_replacement, product
from math import sqrt

import numpy as np
import pytest
from asked import release_all
from instruments import Instrument, Question, answer
from scipy.special import stdtrit

from analysis.release.arms import Arm, leave_open
from analysis.release.rounding import bounds_of_rounded, round_evenly

Arms = Sequence[Sequence[Sequence[int]]]
SMALL: dict[str, Arms] = {
    "few points": [[[0, 1, 1, 2, 2], [1, 1, 2, 2, 2]], [[0, 0, 1, 1, 2], [0, 1, 1, 1, 2]]],
    "answers at the ends": [[[0, 0, 0, 4, 4], [0, 0, 4, 4, 4]], [[0, 0, 4, 4, 4], [0, 0, 0, 4, 4]]],
}


def welch(start: Sequence[int], end: Sequence[int]) -> tuple[float, float, float]:
    """Change, its variance, and the sum whose inverse its degrees of freedom are."""
    parts = [(float(np.var(wave, ddof=1)) / len(wave), len(wave) - 1) for wave in (start, end)]
    inverse = sum(part**2 / free for part, free in parts)
    return float(np.mean(end) - np.mean(start)), sum(part for part, _ in parts), inverse


def tell(first: tuple[float, ...], second: tuple[float, ...]) -> tuple[float, ...]:
    """Both changes, their difference and its interval, to a tenth."""
    variance = first[1] + second[1]
    half = 0.0
    if variance > 0:
        half = float(stdtrit(variance**2 / (first[2] + second[2]), 0.975)) * sqrt(variance)
    difference = first[0] - second[0]
    numbers = (first[0], second[0], difference, difference - half, difference + half)
    return tuple(round_evenly(number, 0.1) for number in numbers)


def judge(arms: Arms, top: int) -> bool:
    told = tell(*(welch(*arm) for arm in arms))
    half = [(told[4] - told[3]) / 2 + end for end in (-0.05, 0.05)]
    found = [Arm(np.array(arm[0]), np.array(arm[1]), bounds_of_rounded(change, 0.1))
             for arm, change in zip(arms, told[:2], strict=True)]  # fmt: skip
    return leave_open(found, (half[0], half[1]), top)


@pytest.mark.parametrize(("name", "top"), [("few points", 2), ("answers at the ends", 4)])
def test_a_trial_of_few_people_that_lists_answers_is_not_told(name: str, top: int) -> None:
    assert not judge(SMALL[name], top)


def test_of_few_points_few_sets_fit_by_brute_force() -> None:
    arms = SMALL["few points"]
    told = tell(*(welch(*arm) for arm in arms))
    sets = [*combinations_with_replacement(range(3), 5)]
    of_pairs = {pair: welch(*pair) for pair in product(sets, sets)}
    kinds = {(round(c, 9), round(v, 9), round(q, 9)): (c, v, q) for c, v, q in of_pairs.values()}
    fitting = {pair[0] for pair, own in of_pairs.items()
               if any(tell(own, other) == told for other in kinds.values())}  # fmt: skip
    assert tuple(arms[0][0]) in fitting
    assert len(fitting) < 20


def test_a_trial_of_more_people_who_differ_is_told() -> None:
    chance = np.random.default_rng(4)
    arms = [[chance.integers(0, 5, 12).tolist() for _ in range(2)] for _ in range(2)]
    assert judge(arms, 4)


@pytest.mark.parametrize(("points", "is_told"), [(2, False), (5, True)])
def test_a_trial_is_told_of_a_scale_with_enough_points(points: int, is_told: bool) -> None:
    rated = Question("rated", "scale", (), (1, points))
    trial = {"by": "arm", "group": "tried", "against": "waited", "question": "rated"}
    instrument = Instrument(
        (rated,), background={"arm": ("tried", "waited")}, survey={"trials": {"activity": trial}}
    )
    rows = answer(instrument, 6, 14, coded=False)
    name = "survey_change_trial_activity"
    assert (len(release_all(instrument, rows, ("trial",))[name].table) > 0) == is_told
