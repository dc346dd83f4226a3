"""Laws of the methods for partly paired and ordinal answers."""

from collections.abc import Callable
from math import isclose, isnan, nan

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import ttest_ind, ttest_rel
from statsmodels.stats.multitest import multipletests

from analysis.statistics.inference.estimate import Estimate
from analysis.statistics.inference.multiplicity import benjamini_hochberg, holm
from analysis.statistics.inference.ordinal import cumulative_link_model
from analysis.statistics.inference.overlapping import (
    difference_of_overlapping_proportions,
    partially_overlapping_t,
    partially_overlapping_z,
)
from analysis.statistics.inference.paired import difference_of_paired_proportions, mcnemar
from analysis.statistics.inference.pooling import partial_pooling
from analysis.statistics.inference.power import detectable_difference
from analysis.statistics.inference.proportions import difference_of_proportions
from analysis.statistics.inference.ranks import brunner_munzel, cliffs_delta, hodges_lehmann
from analysis.statistics.inference.several import joint_test
from analysis.statistics.inference.wilcoxon import wilcoxon_rank_sum, wilcoxon_signed_rank

ratings = st.lists(st.integers(1, 5), min_size=2, max_size=25)
flags = st.lists(st.integers(0, 1), min_size=1, max_size=25)
pairs = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), max_size=20)
flag_pairs = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), max_size=20)
Split = tuple[list[int], list[int]]


def split(both: list[tuple[int, int]]) -> Split:
    return [a for a, _ in both], [b for _, b in both]


def is_mirrored(there: Estimate, back: Estimate) -> bool:
    same = [(there.estimate, -back.estimate), (there.ci_low, -back.ci_high),
            (there.ci_high, -back.ci_low), (there.p_value, back.p_value)]  # fmt: skip
    return all(isclose(a, b, abs_tol=1e-9) or (isnan(a) and isnan(b)) for a, b in same)


@given(ratings, ratings, pairs, st.booleans())
def test_swapping_the_times_flips_the_sign_of_a_mean(
    a: list[int], b: list[int], both: list[tuple[int, int]], equal: bool
) -> None:
    first, second = split(both)
    there = partially_overlapping_t(a, b, first, second, equal)
    back = partially_overlapping_t(b, a, second, first, equal)
    assert is_mirrored(there, back)
    assert there.n == len(a) + len(b) + len(both)


@given(flags, flags, flag_pairs)
def test_swapping_the_times_flips_the_sign_of_a_share(
    a: list[int], b: list[int], both: list[tuple[int, int]]
) -> None:
    first, second = split(both)
    for method in (partially_overlapping_z, difference_of_overlapping_proportions):
        there, back = method(a, b, first, second), method(b, a, second, first)
        assert is_mirrored(there, back)
        if not isnan(there.ci_low):
            assert -1 <= there.ci_low <= there.estimate + 1e-12
            assert there.estimate - 1e-12 <= there.ci_high <= 1


@given(ratings, ratings, pairs, st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(
    a: list[int], b: list[int], both: list[tuple[int, int]], chance: object
) -> None:
    mixed, paired = list(a), list(both)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    chance.shuffle(paired)  # type: ignore[attr-defined]
    one = partially_overlapping_t(a, b, *split(both))
    other = partially_overlapping_t(mixed, b, *split(paired))
    assert isclose(one.estimate, other.estimate, abs_tol=1e-9)
    assert isclose(one.ci_low, other.ci_low, abs_tol=1e-9) or isnan(one.ci_low)


@given(ratings, ratings)
def test_without_pairs_it_is_the_usual_t_test(a: list[int], b: list[int]) -> None:
    assume(len(set(a)) > 1 and len(set(b)) > 1)
    for equal in (True, False):
        found = partially_overlapping_t(a, b, [], [], equal)
        known = ttest_ind(a, b, equal_var=equal)
        assert isclose(found.p_value, known.pvalue, abs_tol=1e-9)
        low, high = known.confidence_interval()
        assert (found.ci_low, found.ci_high) == pytest.approx((low, high), abs=1e-9)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=3, max_size=25))
def test_with_pairs_alone_it_is_the_paired_t_test(both: list[tuple[int, int]]) -> None:
    first, second = split(both)
    assume(len(set(first)) > 1 and len(set(second)) > 1)
    assume(len({a - b for a, b in both}) > 1)
    found = partially_overlapping_t([], [], first, second, equal_variances=False)
    assert isclose(found.p_value, ttest_rel(first, second).pvalue, abs_tol=1e-7)


@given(st.integers(1, 40), st.integers(1, 40), st.data())
def test_the_score_interval_is_possible_and_agrees_with_its_test(
    n_a: int, n_b: int, data: st.DataObject
) -> None:
    assume(n_a + n_b > 2)
    count_a, count_b = data.draw(st.integers(0, n_a)), data.draw(st.integers(0, n_b))
    found = difference_of_proportions(count_a, n_a, count_b, n_b, method="miettinen_nurminen")
    assert -1 <= found.ci_low <= found.estimate <= found.ci_high <= 1
    back = difference_of_proportions(count_b, n_b, count_a, n_a, method="miettinen_nurminen")
    assert isclose(found.ci_low, -back.ci_high, abs_tol=1e-7)
    if abs(found.p_value - 0.05) > 1e-6:
        assert (found.p_value > 0.05) == (found.ci_low < 0 < found.ci_high)


def brute_force_score_limits(count_a: int, n_a: int, count_b: int, n_b: int) -> tuple[float, float]:
    """Differences that the score test keeps, the restricted likelihood maximised on a grid."""
    inside = []
    for delta in np.linspace(-0.999, 0.999, 1999):
        p = np.linspace(max(0.0, delta), min(1.0, 1 + delta), 4001)[1:-1]
        q = p - delta
        with np.errstate(divide="ignore"):
            likelihood = (count_a * np.log(p) + (n_a - count_a) * np.log1p(-p)
                          + count_b * np.log(q) + (n_b - count_b) * np.log1p(-q))  # fmt: skip
        best = p[likelihood.argmax()]
        total = n_a + n_b
        variance = (best * (1 - best) / n_a + (best - delta) * (1 - best + delta) / n_b) * (
            total / (total - 1))  # fmt: skip
        if (count_a / n_a - count_b / n_b - delta) ** 2 <= 1.959964**2 * variance:
            inside.append(delta)
    return min(inside), max(inside)


@pytest.mark.parametrize("table", [(0, 10, 0, 20), (10, 10, 3, 20), (5, 56, 0, 29), (2, 7, 6, 7)])
def test_the_score_interval_is_what_a_search_finds(table: tuple[int, int, int, int]) -> None:
    found = difference_of_proportions(*table, method="miettinen_nurminen")
    low, high = brute_force_score_limits(*table)
    assert (found.ci_low, found.ci_high) == pytest.approx((low, high), abs=3e-3)


@given(st.tuples(*[st.integers(0, 15)] * 4))
def test_the_paired_score_interval_flips_and_is_possible(table: tuple[int, int, int, int]) -> None:
    both, only_a, only_b, neither = table
    assume(sum(table) > 0)
    there = difference_of_paired_proportions(both, only_a, only_b, neither)
    back = difference_of_paired_proportions(both, only_b, only_a, neither)
    assert is_mirrored(there, back)
    assert -1 <= there.ci_low <= there.estimate + 1e-9
    assert (
        mcnemar(only_a, only_b).p_value <= mcnemar(only_a, only_b, method="exact").p_value + 1e-12
    )


@given(ratings, ratings)
def test_rank_methods_flip_and_stay_on_their_scales(a: list[int], b: list[int]) -> None:
    assert is_mirrored(cliffs_delta(a, b), cliffs_delta(b, a))
    there, back = hodges_lehmann(a, b), hodges_lehmann(b, a)
    assert is_mirrored(there, back)
    assert isnan(there.ci_low) or there.ci_low <= there.estimate <= there.ci_high
    one, other = brunner_munzel(a, b), brunner_munzel(b, a)
    assert isclose(one.estimate, 1 - other.estimate, abs_tol=1e-12)
    assert isclose(2 * one.estimate - 1, cliffs_delta(b, a).estimate, abs_tol=1e-12)
    assert isclose(wilcoxon_rank_sum(a, b).estimate, other.estimate, abs_tol=1e-12)


@given(pairs.filter(bool))
def test_the_signed_rank_test_flips(both: list[tuple[int, int]]) -> None:
    first, second = split(both)
    there, back = wilcoxon_signed_rank(first, second), wilcoxon_signed_rank(second, first)
    assert isclose(there.estimate, -back.estimate, abs_tol=1e-12)
    assert isclose(there.p_value, back.p_value, abs_tol=1e-12)
    assert 0 < there.p_value <= 1


@given(st.lists(st.floats(0, 1) | st.just(nan), max_size=12))
def test_adjusted_p_values_keep_their_order_and_pass_over_what_was_not_tested(
    p_values: list[float],
) -> None:
    tested = [p for p in p_values if not isnan(p)]
    for adjust in (holm, benjamini_hochberg):
        adjusted = adjust(p_values)
        assert [isnan(p) for p in adjusted] == [isnan(p) for p in p_values]
        assert all(a >= p - 1e-12 for a, p in zip(adjusted, p_values, strict=True) if not isnan(p))
        ranked = [a for _, a in sorted((p, a) for p, a in zip(p_values, adjusted, strict=True)
                                       if not isnan(p))]  # fmt: skip
        assert ranked == sorted(ranked)
    for adjust, method in ((holm, "holm"), (benjamini_hochberg, "fdr_bh")) if tested else ():
        known = multipletests(tested, method=method)[1]
        assert [p for p in adjust(p_values) if not isnan(p)] == pytest.approx(list(known))


@given(st.lists(st.tuples(st.floats(-2, 2), st.floats(0.05, 2)), min_size=2, max_size=8))
def test_pooled_estimates_lie_between_their_own_and_the_common_mean(
    groups: list[tuple[float, float]],
) -> None:
    estimates, errors = [e for e, _ in groups], [s for _, s in groups]
    some = [5] * len(groups)
    pooled = partial_pooling(estimates, errors, some, some, spread=0.3)
    for found in pooled:
        low, high = min(estimates) - 1e-9, max(estimates) + 1e-9
        assert low <= found.estimate <= high
        assert found.ci_low <= found.estimate <= found.ci_high
    partly = partial_pooling([1.0, nan, 2.0], [1.0, 1.0, 1.0], [5] * 3, [5] * 3, spread=0.3)
    assert [isnan(p.estimate) for p in partly] == [False, True, False]


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 8), st.integers(2, 8), st.integers(0, 6), st.data())
def test_the_joint_test_is_the_same_for_either_order_of_the_times(
    n_a: int, n_b: int, n_both: int, data: st.DataObject
) -> None:
    def draw(people: int) -> np.ndarray:
        rows = st.lists(st.integers(0, 1), min_size=3, max_size=3)
        drawn = data.draw(st.lists(rows, min_size=people, max_size=people))
        return np.array(drawn, dtype=float).reshape(people, 3)

    a, b, first, second = draw(n_a), draw(n_b), draw(n_both), draw(n_both)
    there = joint_test(a, b, first, second, resamples=99)
    back = joint_test(b, a, second, first, resamples=99)
    assert isclose(there.statistic, back.statistic, abs_tol=1e-9)
    assert there == joint_test(a, b, first, second, resamples=99)
    assert 0 < there.p_value <= 1


def test_the_joint_test_keeps_its_level() -> None:
    """Answers drawn alike at both times: p below 5 % in about one of twenty."""
    chance = np.random.default_rng(4)
    found = []
    for _ in range(200):
        people = chance.random((40, 1))
        answers = chance.random((40, 4)) < 0.2 + 0.5 * people
        again = chance.random((15, 4)) < 0.2 + 0.5 * people[:15]
        found.append(joint_test(answers[15:30], answers[30:], answers[:15], again,
                                resamples=199).p_value)  # fmt: skip
    assert 0.02 <= np.mean(np.array(found) <= 0.05) <= 0.09


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: partially_overlapping_t([1], [2, 3], [], []), "at least 2"),
        (lambda: partially_overlapping_t([1, 2], [2, 3], [1], []), "every pair needs both"),
        (lambda: partially_overlapping_z([0, 2], [1], [], []), "must be 0 or 1"),
        (lambda: difference_of_paired_proportions(1, -1, 0, 0), "only_a is -1"),
        (lambda: mcnemar(1, 2, method="asymptotic"), "must be 'mid_p'"),
        (lambda: mcnemar(-1, 2), "only_a is -1"),
        (lambda: cliffs_delta([1], [2, 3]), "at least 2"),
        (lambda: brunner_munzel([1], [2, 3]), "at least 2"),
        (lambda: wilcoxon_rank_sum([], [1]), "at least 1"),
        (lambda: cumulative_link_model([2, 2], {"x": [0, 1]}), "all answers are the same"),
        (lambda: detectable_difference(1.0, 1, 9), "at least 2"),
        (lambda: hodges_lehmann([0.0] * 3000, [0.0] * 3000), "too many differences"),
        (lambda: joint_test([[1]], np.empty((0, 1)), np.empty((0, 1)), np.empty((0, 1))),
         "without any answers"),
    ],
)  # fmt: skip
def test_impossible_input_is_refused(call: Callable[[], object], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        call()
