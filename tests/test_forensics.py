from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics.forensics.headcounts import headcounts_from_shares


def test_the_pilots_headcounts_are_the_only_ones_that_fit() -> None:
    """Final publication: 107 participants; 5, 12, 28, 6, 7 and 42 %."""
    counts = headcounts_from_shares([5, 12, 28, 6, 7, 42], 107)
    assert counts.low == counts.high == (5, 13, 30, 6, 8, 45)


def test_shares_that_nothing_fits_are_inconsistent() -> None:
    assert not headcounts_from_shares([50, 30], 10).consistent
    assert not headcounts_from_shares([33, 67], 10).consistent


def test_what_is_left_open_is_said() -> None:
    counts = headcounts_from_shares([50, 50], 201)
    assert counts.low == (100, 100)
    assert counts.high == (101, 101)


@given(
    st.lists(st.integers(0, 60), min_size=2, max_size=8).filter(any),
    st.integers(0, 2),
    st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]),
)
def test_true_counts_always_fit_their_own_shares(
    counts: list[int], decimals: int, rounding: str
) -> None:
    total = sum(counts)
    unit = Decimal(1).scaleb(-decimals)
    shares = [float((Decimal(100 * c) / total).quantize(unit, rounding)) for c in counts]
    found = headcounts_from_shares(shares, total, decimals)
    assert found.consistent
    assert all(a <= c <= b for a, c, b in zip(found.low, counts, found.high, strict=True))


@pytest.mark.parametrize("shares", [[5, 12, 28, 6, 7, 42], [42, 7, 6, 28, 12, 5]])
def test_the_order_of_the_parts_does_not_matter(shares: list[float]) -> None:
    counts = headcounts_from_shares(shares, 107)
    assert dict(zip(shares, counts.low, strict=True)) == {5: 5, 12: 13, 28: 30, 6: 6, 7: 8, 42: 45}
