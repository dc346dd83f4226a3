"""Means and intervals of the project: none is told that lists the answers behind it."""

from dataclasses import replace
from math import isnan, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.release import listed, wave_sets
from analysis.release.attack.breaks import find_breaks
from analysis.release.attack.facts import (
    PROJECT,
    Evidence,
    Fact,
    Group,
    Pooled,
    Quantity,
    Source,
    Steps,
)
from analysis.release.attack.limits import Kind
from analysis.release.attack.listing import AnswerSets
from analysis.release.attack.moments import end_of_interval
from analysis.release.attack.pooled import fit_together, spread_window
from analysis.release.listed import Told, tell_interval
from analysis.release.rounding import round_evenly
from analysis.release.spreads import Spread, tell_spread
from analysis.statistics.inference.student import quantile_t

FIVE = (1.0, 2.0, 3.0, 4.0, 5.0)
NEAR_THE_END = [1] * 25 + [2] * 4 + [3] * 2 + [4]
"""Of 32 people, whose interval begins at 1.08: just beside the scale's end when it is rounded."""


def interval(answers: np.ndarray, points: tuple[float, ...]) -> list[float]:
    n, mean = len(answers), float(answers.mean())
    reach = quantile_t(0.975, n - 1) * float(answers.std(ddof=1)) / n**0.5
    return [max(mean - reach, points[0]), min(mean + reach, points[-1])]


def tell(numbers: list[int], points: tuple[float, ...] = FIVE) -> Told:
    answers = np.array(numbers, dtype="float64")
    low, high = interval(answers, points)
    return tell_interval(answers, (low, high), points, 1)


def evidence(answers: np.ndarray, told: Told, points: tuple[float, ...]) -> Evidence:
    """What is printed: the number of people, the mean, and the interval as it is told."""
    group, source = Group(PROJECT, "end", "q"), Source("table.csv")
    mean = round_evenly(float(answers.mean()), 0.1)
    facts = [Fact(group, Quantity.SIZE, len(answers), len(answers), source),
             Fact(group, Quantity.MEAN, mean - 0.05, mean + 0.05, source)]  # fmt: skip
    for quantity, end, sign in ((Quantity.T_LOW, told.low, 1), (Quantity.T_HIGH, told.high, -1)):
        bounds = sorted((end, end + sign * told.step))
        if isnan(told.step):
            rounded = round_evenly(end, 0.1)
            bounds = [rounded - 0.05, rounded + 0.05]
        known = end_of_interval(quantity, (bounds[0], bounds[1]), (points[0], points[-1]))
        facts.append(Fact(group, quantity, *known, source))
    occurring = {group: tuple(np.unique(answers).tolist())}
    return Evidence(tuple(facts), scales={"q": points}, occurring=occurring)


def test_an_interval_that_would_list_the_answers_is_rounded_outwards() -> None:
    told = tell(NEAR_THE_END)
    assert (told.low, told.high, told.step, told.is_listed) == (1.0, 2.0, 0.5, False)


def test_an_interval_of_answers_that_differ_stays_as_it_is() -> None:
    answers = [1, 2, 2, 3, 3, 3, 4, 4, 5, 5] * 4
    told = tell(answers)
    assert isnan(told.step)
    assert not told.is_listed
    assert [told.low, told.high] == interval(np.array(answers, dtype="float64"), FIVE)


@pytest.mark.parametrize("numbers", [[1] * 30 + [2], [5] * 19 + [4]])
def test_a_mean_that_lists_the_answers_by_itself_is_not_told(numbers: list[int]) -> None:
    assert tell(numbers).is_listed


def test_a_mean_without_an_interval_is_counted_by_itself() -> None:
    for numbers, is_listed in (([1] * 30 + [2], True), ([1, 2, 3, 4, 5] * 6, False)):
        told = tell_interval(np.array(numbers, dtype="float64"), (nan, nan), FIVE, 1)
        assert told.is_listed == is_listed


def test_yes_and_no_are_listed_by_their_mean() -> None:
    assert tell([1] * 20 + [2] * 20, (1.0, 2.0)).is_listed


def test_the_levels_of_an_index_are_counted_too() -> None:
    thirds = [1.0] * 20 + [4 / 3]
    points = (1.0, 2.0, 3.0, 4.0, 5.0)
    answers = np.array(thirds)
    low, high = interval(answers, points)
    assert tell_interval(answers, (low, high), points, 1).is_listed
    many = np.linspace(1, 5, 97)
    told = tell_interval(many, (2.7, 3.3), points, 1)
    assert isnan(told.step)
    assert (told.low, told.high, told.is_listed) == (2.7, 3.3, False)


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(st.integers(2, 11), st.lists(st.integers(0, 10), min_size=5, max_size=60))
def test_the_attacker_finds_nothing_in_what_is_told(size: int, drawn: list[int]) -> None:
    points = tuple(float(point) for point in range(1, size + 1))
    answers = 1.0 + np.minimum(np.array(drawn), size - 1) ** 2 // (size - 1)
    low, high = interval(answers, points)
    told = tell_interval(answers, (low, high), points, 1)
    if len(set(answers.tolist())) > 1 and not told.is_listed:
        assert told.low <= low + 1e-9
        assert told.high >= high - 1e-9
        assert find_breaks(evidence(answers, told, points)) == []


def test_without_the_rule_the_attacker_lists_the_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listed, "leave_enough", lambda *_, **__: True)
    told = tell(NEAR_THE_END)
    found = find_breaks(evidence(np.array(NEAR_THE_END, dtype="float64"), told, FIVE))
    assert [broken.kind.value for broken in found] == ["sets"]


# The spread of both waves, which stands behind every interval of a place


def tell_both(start: list[int], end: list[int]) -> tuple[Spread, list[Told]]:
    waves = [np.array(numbers, dtype="float64") for numbers in (start, end)]
    told = [tell(numbers) for numbers in (start, end)]
    return tell_spread(waves, told, FIVE), told


def both(spread: Spread, told: list[Told], start: list[int], end: list[int]) -> Evidence:
    """What is printed of two waves: each by itself, and the spread of both together."""
    parts = []
    for wave, numbers, one in zip(("start", "end"), (start, end), told, strict=True):
        of_wave = evidence(np.array(numbers, dtype="float64"), one, FIVE)
        facts = tuple(replace(f, group=f.group._replace(wave=wave)) for f in of_wave.facts)
        occurring = {Group(PROJECT, wave, "q"): tuple(sorted({*map(float, numbers)}))}
        parts.append(Evidence(facts, scales=of_wave.scales, occurring=occurring))
    groups = Group(PROJECT, "start", "q"), Group(PROJECT, "end", "q")
    pooled = Pooled(groups, *spread_window(*spread), Source("places.csv"))
    return parts[0] + parts[1] + Evidence((), pooled=(pooled,))


SPREAD_OUT = [1, 2, 2, 3, 3, 3, 4, 4, 5, 5] * 3


def test_a_spread_is_told_to_a_tenth_and_at_least_to_one() -> None:
    spread, _ = tell_both(SPREAD_OUT, SPREAD_OUT)
    assert spread == Spread(1.3, 0.1)
    assert spread_window(*spread) == pytest.approx((1.25, 1.35))
    assert spread_window(0.1, 0.1) == pytest.approx((0.0, 0.15))


def test_of_answers_that_may_not_be_told_no_spread_is_either() -> None:
    assert isnan(tell_both([1] * 30 + [2], SPREAD_OUT)[0].sd)
    assert isnan(tell_both([3] * 30, [3] * 30)[0].sd)


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(*[st.lists(st.sampled_from([1, 1, 1, 2, 2, 3, 4, 5]), min_size=8, max_size=60)] * 2)
def test_a_spread_lists_no_answers_beside_both_waves(start: list[int], end: list[int]) -> None:
    spread, told = tell_both(start, end)
    if not isnan(spread.sd) and min(len({*start}), len({*end})) > 1:
        assert find_breaks(both(spread, told, start, end)) == []


def test_a_spread_that_would_list_answers_is_rounded_up_to_fifths(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    start = [1] * 16 + [2] * 4 + [3] + [4] * 2 + [5] * 7
    end = [1] * 7 + [2] * 4 + [3] * 4 + [4] * 3 + [5] * 5
    spread, told = tell_both(start, end)
    monkeypatch.setattr(wave_sets, "leave_enough", lambda *_: True)
    finer, _ = tell_both(start, end)
    assert (spread.step, finer.step) == (0.2, 0.1)
    assert find_breaks(both(spread, told, start, end)) == []
    found = find_breaks(both(finer, told, start, end))
    assert {broken.kind for broken in found} & {Kind.SETS, Kind.INSIDER}


def test_sets_are_kept_that_one_of_the_others_fits_with() -> None:
    """Two people on 1 to 5 each: of 2 sets and 1, one pair has a standard deviation below 1."""
    steps = Steps.of(FIVE)
    one = AnswerSets(steps.offsets, np.array([[0, 1, 0, 1, 0], [1, 0, 0, 0, 1]]))
    other = AnswerSets(steps.offsets, np.array([[0, 0, 2, 0, 0]]))
    left = fit_together([one, other], [1.0, 1.0], (0.0, 1.0))
    assert [of.counts.tolist() for of in left if of] == [[[0, 1, 0, 1, 0]], [[0, 0, 2, 0, 0]]]
    assert fit_together([None, other], [1.0, 1.0], (0.0, 0.1)) == [None, other]
