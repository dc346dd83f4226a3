"""What is told of a change does not list the answers at its ends, and the attacker reads it."""

from math import inf, isnan

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.release import spreads
from analysis.release.attack.changes import fit_change
from analysis.release.attack.facts import Steps
from analysis.release.attack.listing import AnswerSets
from analysis.release.attack.ranks import compare_ranks, fit_ranks
from analysis.release.attack.told_change import ANY, UNTOLD, ToldChange, ToldRanks
from analysis.release.listed import Told, tell_interval
from analysis.release.rounding import bounds_of_chance, round_chance
from analysis.release.spreads import tell_change
from analysis.statistics.inference import brunner_munzel, mean, partially_overlapping_t
from analysis.statistics.inference.estimate import Estimate

FIVE = (1.0, 2.0, 3.0, 4.0, 5.0)
ANSWERS = st.lists(st.integers(1, 5), max_size=12)


def estimate(start: np.ndarray, end: np.ndarray, pairs: int) -> Estimate:
    """The change; the last of both waves are the same people."""
    cut = (len(start) - pairs, len(end) - pairs)
    return partially_overlapping_t(
        end[: cut[1]], start[: cut[0]], end[cut[1] :], start[cut[0] :], equal_variances=False
    )


def levels(*waves: np.ndarray) -> list[Told]:
    found = []
    for wave in waves:
        level = mean(wave)
        found.append(tell_interval(wave, (level.ci_low, level.ci_high), FIVE, 1))
    return found


def listed(answers: np.ndarray) -> AnswerSets:
    """The one set of answers that was given."""
    counts = [[int((answers == point).sum()) for point in FIVE]]
    return AnswerSets(Steps.of(FIVE).offsets, np.array(counts))


def fits(start: np.ndarray, end: np.ndarray, told: ToldChange) -> bool:
    """Whether the answers that were given fit what is told."""
    first, second = fit_change(listed(start), listed(end), 1.0, (0.0, inf), told)
    assert first.tolist() == second.tolist()
    return bool(first[0])


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), max_size=12), ANSWERS, ANSWERS)
def test_the_answers_that_were_given_fit_what_is_told(
    both: list[tuple[int, int]], start_only: list[int], end_only: list[int]
) -> None:
    start = np.array([*start_only, *(pair[0] for pair in both)], dtype="float64")
    end = np.array([*end_only, *(pair[1] for pair in both)], dtype="float64")
    assume(min(len(start), len(end)) > 1)
    change = estimate(start, end, len(both))
    assume(not isnan(change.ci_low))
    half = 0.05
    told = ToldChange(
        (change.estimate - half, change.estimate + half),
        (change.ci_low - half, change.ci_low + half),
        (change.ci_high - half, change.ci_high + half),
        bounds_of_chance(float(round_chance(np.array([change.p_value]))[0])),
        pairs=len(both),
    )
    assert fits(start, end, told)
    moved = told._replace(estimate=(change.estimate + half, change.estimate + 3 * half))
    assert not fits(start, end, moved)
    longer = change.ci_high - change.ci_low + 2 * half
    if len(both) == 0:  # no correlation makes the interval longer
        wide = told._replace(high=(change.ci_low + longer, change.ci_low + longer + half))
        assert not fits(start, end, wide)


@given(st.floats(0, 1))
def test_a_p_value_is_among_those_that_are_printed_like_it(p_value: float) -> None:
    low, high = bounds_of_chance(float(round_chance(np.array([p_value]))[0]))
    assert low - 1e-9 <= p_value <= high + 1e-9
    assert high - low < 0.011


def test_of_a_change_that_would_list_answers_less_is_told() -> None:
    """Two waves of few answers on few points, and of many: which is told of how many sets fit."""
    many = np.tile(FIVE, 12)
    told = tell_change(estimate(many, many[::2], 0), (many, many[::2]), levels(many, many[::2]),
                       0, FIVE, 1)  # fmt: skip
    assert told is not None
    assert told.higher != UNTOLD
    assert told.spread != ANY
    start = np.array([1.0] * 18 + [2.0] * 9 + [3.0] * 3 + [4.0] * 4)
    end = np.array([1.0] * 12 + [2.0] * 9 + [3.0, 4.0])
    few = tell_change(estimate(start, end, 0), (start, end), levels(start, end), 0, FIVE, 1)
    assert few is None or few.higher == UNTOLD


def test_the_interval_of_a_better_answer_is_counted_too(monkeypatch: pytest.MonkeyPatch) -> None:
    many = np.tile(FIVE, 12)
    waves = many, many[::2]
    none_fits = ToldRanks(low=(2.0, 3.0))
    monkeypatch.setattr(spreads, "_told_ranks", lambda _: none_fits)
    told = tell_change(estimate(*waves, 0), waves, levels(*waves), 0, FIVE, 1)
    assert told is not None
    assert told.higher == UNTOLD


@pytest.mark.parametrize("pairs", [0, 3])
def test_the_least_visible_change_tells_the_spread_where_few_are_linked(pairs: int) -> None:
    start, end = np.tile(FIVE, 10), np.tile(FIVE, 8)[1:]
    told = tell_change(estimate(start, end, pairs), (start, end), levels(start, end), pairs,
                       FIVE, 1)  # fmt: skip
    assert told is not None
    assert told.spread == ((0.0, inf) if pairs else pytest.approx((1.35, 1.45)))


@given(ANSWERS.filter(lambda told: len(told) > 1), ANSWERS.filter(lambda told: len(told) > 1))
def test_ranks_are_compared_as_by_brunner_and_munzel(start: list[int], end: list[int]) -> None:
    test = brunner_munzel(start, end)
    first, second = (listed(np.array(wave)).counts for wave in (start, end))
    found = [float(numbers[0]) for numbers in compare_ranks(first, second)]
    expected = [test.estimate, test.ci_low, test.ci_high]
    assert found == pytest.approx(expected, nan_ok=True)
    assert fit_ranks(first, second, UNTOLD).all()
    if not isnan(test.p_value):
        told = ToldRanks(*((one - 0.005, one + 0.005) for one in found))
        assert fit_ranks(first, second, told).all()
        assert not fit_ranks(first, second, told._replace(low=(2.0, 3.0))).any()


def test_the_change_of_very_many_people_is_told_as_it_is() -> None:
    """Pairs of people, or of sets of answers, would not fit into memory."""
    start, end = np.tile(FIVE, 20_000), np.tile(FIVE, 20_000)[3:]
    told = tell_change(estimate(start, end, 0), (start, end), levels(start, end), 0, FIVE, 1)
    assert told is not None
    assert told.higher != UNTOLD
    assert told.spread != ANY
