"""Numbers of people in bands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.release.bands import Band, band_of, bands_of, is_band
from analysis.study.study import DisclosureRule

RULE = DisclosureRule(minimum_n=5, minimum_count=3)
RULES = st.builds(
    DisclosureRule,
    minimum_n=st.integers(1, 20),
    minimum_count=st.integers(1, 10),
    band=st.integers(1, 20),
)


@pytest.mark.parametrize(
    ("count", "widen", "band"),
    [(0, 1, (0, 4)), (4, 1, (0, 4)), (5, 1, (5, 9)), (9, 1, (5, 9)), (10, 1, (10, 14)),
     (23, 1, (20, 24)), (4, 2, (0, 4)), (9, 2, (5, 14)), (15, 2, (15, 24))],
)  # fmt: skip
def test_bands_are_of_five_from_the_minimum_up(
    count: int, widen: int, band: tuple[int, int]
) -> None:
    assert band_of(count, RULE, widen) == Band(*band)


@given(st.integers(0, 500), st.integers(0, 500), RULES, st.integers(1, 3))
def test_a_band_holds_its_count_and_no_two_overlap(
    one: int, other: int, rule: DisclosureRule, widen: int
) -> None:
    first, second = band_of(one, rule, widen), band_of(other, rule, widen)
    assert first.low <= one <= first.high
    assert first == second or first.high < second.low or second.high < first.low
    assert is_band(first, rule)
    assert bands_of([one, other], rule)[0].tolist() == list(band_of(one, rule))


@pytest.mark.parametrize("band", [(6, 10), (5, 8), (0, 9), (5, 5), (7, 7), (4, 8)])
def test_what_is_not_on_the_grid_is_no_band(band: tuple[int, int]) -> None:
    assert not is_band(Band(*band), RULE)


def test_fewer_than_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        band_of(-1, RULE)
