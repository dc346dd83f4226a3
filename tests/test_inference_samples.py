"""What the methods do with few, incomplete and all too even answers."""

from collections.abc import Callable
from math import inf, isnan, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics.inference.estimate import Estimate
from analysis.statistics.inference.ordinal import OrdinalFit, cumulative_link_model
from analysis.statistics.inference.overlapping import (
    difference_of_overlapping_proportions,
    partially_overlapping_t,
    partially_overlapping_z,
)
from analysis.statistics.inference.paired import difference_of_paired_proportions
from analysis.statistics.inference.ranks import brunner_munzel, cliffs_delta, hodges_lehmann
from analysis.statistics.inference.unlinked import difference_of_means_if_linked
from analysis.statistics.inference.wilcoxon import wilcoxon_rank_sum, wilcoxon_signed_rank

Method = Callable[[list[float], list[float]], Estimate | OrdinalFit]
METHODS_OF_TWO: dict[str, Method] = {
    "overlapping_t": lambda a, b: partially_overlapping_t(a, b, [], []),
    "paired_t": lambda a, b: partially_overlapping_t([], [], a, b),
    "overlapping_z": lambda a, b: partially_overlapping_z(a, b, [], []),
    "overlapping_shares": lambda a, b: difference_of_overlapping_proportions(a, b, [], []),
    "if_linked": lambda a, b: difference_of_means_if_linked(a, b, 2, 0.5),
    "hodges_lehmann": hodges_lehmann,
    "walsh": lambda a, b: hodges_lehmann(a, b, paired=True),
    "cliffs_delta": cliffs_delta,
    "brunner_munzel": brunner_munzel,
    "signed_rank": wilcoxon_signed_rank,
    "rank_sum": wilcoxon_rank_sum,
    "ordinal": lambda a, b: cumulative_link_model(a, {"x": b}),
}
PAIRED = ("paired_t", "walsh", "signed_rank", "ordinal")
YES_AND_NO = [0.0, 1.0, 1.0, 0.0, 1.0, 0.0, 1.0]


@pytest.mark.parametrize("hole", [nan, inf])
@pytest.mark.parametrize("method", METHODS_OF_TWO)
def test_a_missing_value_is_refused_and_no_number_comes_of_it(method: str, hole: float) -> None:
    for a, b in (([hole, *YES_AND_NO[1:]], YES_AND_NO), (YES_AND_NO, [*YES_AND_NO[1:], hole])):
        with pytest.raises(ValueError, match=r"missing or infinite|must be 0 or 1"):
            METHODS_OF_TWO[method](a, b)


@pytest.mark.parametrize("method", PAIRED)
def test_pairs_need_as_many_of_one_as_of_the_other(method: str) -> None:
    for b in (YES_AND_NO[:-1], YES_AND_NO[:1]):
        with pytest.raises(ValueError, match=r"paired values|answers and"):
            METHODS_OF_TWO[method](YES_AND_NO, b)


@given(
    st.lists(st.floats(1, 5, allow_nan=False), min_size=3, max_size=60),
    st.sampled_from([1.0, 0.1, -0.3, 1 / 3]),
)
def test_where_everyone_linked_moves_alike_nothing_is_certain(
    first: list[float], step: float
) -> None:
    """Rounding leaves an error near 0, and no such error may pass for an estimate of one."""
    second = [value + step for value in first]
    found = partially_overlapping_t([], [], second, first, equal_variances=False)
    assert found.estimate == pytest.approx(step)
    assert isnan(found.p_value)
    assert isnan(found.ci_low)


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 6])
def test_a_median_shift_has_an_interval_from_six_pairs_on(n: int) -> None:
    """Of n signs the least likely has a chance of 2^-n; R warns below six."""
    values = [1.5, 2.25, 3.0, 4.5, 6.0, 7.75][:n]
    found = hodges_lehmann(values, [0.0] * n, paired=True)
    assert isnan(found.ci_low) == isnan(found.ci_high) == (n < 6)


def test_a_median_shift_of_nothing_is_refused() -> None:
    for a, b in (([], []), ([1.0], []), ([], [1.0])):
        with pytest.raises(ValueError, match="no values"):
            hodges_lehmann(a, b)


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=1, max_size=20))
def test_where_everyone_is_linked_the_interval_is_tangos(both: list[tuple[int, int]]) -> None:
    first, second = [a for a, _ in both], [b for _, b in both]
    found = difference_of_overlapping_proportions([], [], first, second)
    counts = [sum(pair == told for pair in both) for told in ((1, 1), (1, 0), (0, 1), (0, 0))]
    assert found == difference_of_paired_proportions(*counts)


@pytest.mark.parametrize("people", [3, 6, 20])
def test_answers_that_all_stay_leave_an_interval_of_some_width(people: int) -> None:
    stay = [1] * people + [0] * people
    found = difference_of_overlapping_proportions([1], [0, 1], stay, stay)
    assert found.ci_high - found.ci_low > 1 / people / 2


def test_without_spread_of_the_groups_the_model_is_the_one_without_them() -> None:
    """At the border R's ``clmm`` has the errors of ``clm``."""
    answers = [1, 2, 3, 4, 2, 3] * 6
    x = [0, 1, 0, 1, 1, 0] * 6
    groups = [place for place in "abcdef" for _ in range(6)]
    mixed = cumulative_link_model(answers, {"x": x}, groups)
    plain = cumulative_link_model(answers, {"x": x})
    assert mixed.variance == 0.0
    assert mixed.effects == plain.effects
