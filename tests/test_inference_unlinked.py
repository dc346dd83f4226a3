"""Means, weights, and differences under an assumed correlation."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import ttest_1samp, ttest_ind

from analysis.statistics.inference.means import mean
from analysis.statistics.inference.ordinal import cumulative_link_model
from analysis.statistics.inference.proportions import difference_of_proportions
from analysis.statistics.inference.unlinked import (
    difference_of_means_if_linked,
    difference_of_proportions_if_linked,
)

RATINGS = st.lists(st.integers(1, 5), min_size=3, max_size=40)


@given(RATINGS)
def test_a_mean_has_scipys_interval(ratings: list[int]) -> None:
    assume(len(set(ratings)) > 1)
    expected = ttest_1samp(ratings, 0).confidence_interval(0.95)
    found = mean(ratings)
    assert found.estimate == pytest.approx(np.mean(ratings))
    assert (found.ci_low, found.ci_high) == pytest.approx((expected.low, expected.high))


@given(RATINGS, RATINGS, st.floats(0, 0.9))
def test_without_pairs_unlinked_means_are_welchs(
    a: list[int], b: list[int], correlation: float
) -> None:
    assume(len(set(a)) > 1 and len(set(b)) > 1)
    found = difference_of_means_if_linked(a, b, 0, correlation)
    welch = ttest_ind(a, b, equal_var=False)
    expected = welch.confidence_interval(0.95)
    assert found.p_value == pytest.approx(welch.pvalue)
    assert (found.ci_low, found.ci_high) == pytest.approx((expected.low, expected.high))


@given(RATINGS, RATINGS, st.floats(0, 0.9), st.floats(0, 0.9))
def test_more_correlation_means_a_narrower_interval(
    a: list[int], b: list[int], one: float, other: float
) -> None:
    assume(len(set(a)) > 1 and len(set(b)) > 1)
    pairs, (low, high) = min(len(a), len(b)), sorted((one, other))
    wide, narrow = (difference_of_means_if_linked(a, b, pairs, r) for r in (low, high))
    assert narrow.ci_high - narrow.ci_low <= wide.ci_high - wide.ci_low + 1e-9
    assert narrow.estimate == wide.estimate


@given(st.integers(2, 60), st.integers(2, 60), st.data())
def test_without_correlation_unlinked_shares_are_newcombes(
    n_a: int, n_b: int, data: st.DataObject
) -> None:
    a, b = data.draw(st.integers(0, n_a)), data.draw(st.integers(0, n_b))
    found = difference_of_proportions_if_linked(a, n_a, b, n_b, min(n_a, n_b), 0.0)
    newcombe = difference_of_proportions(a, n_a, b, n_b)
    assert (found.ci_low, found.ci_high) == pytest.approx((newcombe.ci_low, newcombe.ci_high))


def test_more_pairs_than_people_are_refused() -> None:
    with pytest.raises(ValueError, match="pairs"):
        difference_of_proportions_if_linked(1, 5, 2, 6, 6, 0.5)
    with pytest.raises(ValueError, match="pairs"):
        difference_of_means_if_linked([1, 2], [1, 3, 4], 3, 0.5)


@pytest.mark.parametrize("grouped", [False, True])
def test_weights_stand_for_repeated_rows(grouped: bool) -> None:
    chance = np.random.default_rng(3)
    rating, end, place = (chance.integers(low, high, 40) for low, high in ((1, 5), (0, 2), (0, 4)))
    count = chance.integers(1, 4, 40)
    groups = [str(p) for p in place] if grouped else None
    weighted = cumulative_link_model(
        [int(r) for r in rating], {"end": [float(e) for e in end]}, groups=groups,
        weights=[float(c) for c in count],
    )  # fmt: skip
    repeated = cumulative_link_model(
        [int(r) for r in np.repeat(rating, count)],
        {"end": [float(e) for e in np.repeat(end, count)]},
        groups=[str(p) for p in np.repeat(place, count)] if grouped else None,
    )
    one, other = weighted.effects["end"], repeated.effects["end"]
    assert one.estimate == pytest.approx(other.estimate, abs=1e-4)
    assert one.ci_low == pytest.approx(other.ci_low, abs=1e-3)
    assert one.n == other.n == count.sum()
