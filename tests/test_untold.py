"""That a number is told, or told less exactly, must not say more than the number.

Every set of answers of a group is put through the rule, and those of which the same is told are
what remains to a reader who knows the rule.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import isnan

import numpy as np
import pytest

from analysis.release.fits import is_open
from analysis.release.gate import UNBOUNDED, choose_bands
from analysis.release.listed import tell_interval
from analysis.release.rounding import round_evenly
from analysis.release.sums import Cell
from analysis.statistics.inference import mean
from analysis.study.study import DisclosureRule
from analysis.topics.survey_change.intervals import on_scale

Counts = tuple[int, ...]
EXACT, WIDE = 0.1, 0.5


def all_counts(people: int, points: int) -> Iterator[Counts]:
    """Every set of so many answers, as how many gave each."""
    if points == 1:
        yield (people,)
        return
    for first in range(people + 1):
        yield from ((first, *rest) for rest in all_counts(people - first, points - 1))


def check_alike(told: Iterable[tuple[object, Counts]]) -> int:
    """What is told at all leaves 20 sets, and 10 to whoever gave one of the answers."""
    alike = defaultdict(list)
    for key, counts in told:
        if key is not None:
            alike[key].append(counts)
    for key, sets in alike.items():
        with_answer = (np.array(sets) > 0).sum(axis=0)
        assert len(sets) >= 20, (key, sets)
        assert with_answer[with_answer > 0].min() >= 10, (key, sets)
    return len(alike)


def tell_mean(counts: Counts, people: tuple[int, int]) -> tuple[float, float] | None:
    """The most exact mean of a place that may be told by itself, and what it is rounded to."""
    exact = float(np.arange(len(counts)) @ counts) / sum(counts)
    given = np.flatnonzero(counts).tolist()
    for step in (EXACT, WIDE):
        middle = round_evenly(exact, step)
        ends = middle - step / 2, middle + step / 2
        parts = [] if step == EXACT else [
            (ends[0] + EXACT * part, ends[0] + EXACT * (part + 1)) for part in range(5)
        ]  # fmt: skip
        if is_open(len(counts), people, ends, given, parts):
            return middle, step
    return None


@pytest.mark.parametrize(
    ("points", "fewest"), [(2, 15), (3, 10), (4, 10), (4, 20), (5, 5), (5, 10), (5, 15)]
)
def test_that_a_mean_of_a_place_is_told_or_is_rounded_tells_no_answers(
    points: int, fewest: int
) -> None:
    """Of 15 to 19 people on five points, a 1.5 to half steps said that one of them said 5."""
    people = fewest, fewest + 4
    sets = (counts for n in range(people[0], people[1] + 1) for counts in all_counts(n, points))
    assert check_alike((tell_mean(counts, people), counts) for counts in sets)


@pytest.mark.parametrize(
    ("points", "people"),
    [(3, 60), (4, 20), *(pytest.param(*of, marks=pytest.mark.slow) for of in ((3, 45), (5, 14)))],
)
def test_that_an_interval_is_told_or_is_rounded_tells_no_answers(points: int, people: int) -> None:
    """Of 60 people on three points, a mean of 1.8 with 1.5 to 2.5 had two sets of answers.

    Of 20 on four, half of the sets of a mean of 3.5 are of the ties 3.45 and 3.55.
    """
    scale = tuple(float(point) for point in range(1, points + 1))

    def tell(counts: Counts) -> object:
        answers = np.repeat(scale, counts)
        if len(np.unique(answers)) == 1:
            return None  # of which everyone says the same, nothing is told
        level = on_scale(mean(answers), (scale[0], scale[-1]))
        told = tell_interval(answers, (level.ci_low, level.ci_high), scale, 1)
        ends = np.array([level.estimate, told.low, told.high])
        return None if told.is_listed else (*round_evenly(ends, EXACT).tolist(), isnan(told.step))

    assert check_alike((tell(counts), counts) for counts in all_counts(people, points))


def test_which_way_a_tie_went_is_known() -> None:
    """Of 20 people on four points 3.5 is told of the sum 70 alone: 69 and 71 are even tenths."""
    at_both_ends = Cell(4, (20, 20), (2.45, 2.55), (2, 3))
    around = Cell(4, (20, 20), (2.44, 2.56), (2, 3))
    assert not at_both_ends.is_open
    assert around.is_open


@pytest.mark.parametrize(("places", "total"), [(3, 24), (3, 30), (3, 45), (4, 41)])
def test_that_bands_are_wide_or_withheld_tells_no_number(places: int, total: int) -> None:
    """Of two places with 30 people, 15-24 and the symbol were said of 15 and 15 alone."""
    rule = DisclosureRule(minimum_n=5, minimum_count=3)
    alike = defaultdict(list)
    for people in all_counts(total, places):
        low, high = choose_bands(np.array(people)[:, None], rule)
        is_told = (low >= 5) & (high != UNBOUNDED)
        alike[tuple(np.where(is_told, [low, high], -1).ravel().tolist())].append(people)
    for told, possible in alike.items():
        numbers = [set(of_place) for of_place in zip(*possible, strict=True)]
        assert all(len(of) >= 5 for of in numbers if max(of) >= 5), (told, possible)


@pytest.mark.parametrize("people", [(198, 202), (250, 254)])
def test_means_of_more_people_than_are_counted_are_told_to_a_tenth(people: tuple[int, int]) -> None:
    parts = [(1.25 + EXACT * part, 1.35 + EXACT * part) for part in range(5)]
    assert all(is_open(5, people, part, range(5)) for part in parts)
    assert not is_open(5, people, (1.25, 1.75), range(5), parts)
