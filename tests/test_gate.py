"""Laws of the gate: bands hold the truth, and no total takes away what they leave open."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from analysis.release.gate import UNBOUNDED, choose_bands, is_safe, narrow
from analysis.study.study import DisclosureRule

RULE = DisclosureRule(minimum_n=5, minimum_count=3)


@st.composite
def tables(draw: st.DrawFn, places: int = 12, columns: int = 5) -> np.ndarray:
    """People by place and answer, few enough for totals to tell something."""
    shape = draw(st.integers(2, places)), draw(st.integers(1, columns))
    most = draw(st.sampled_from([4, 6, 12, 30]))
    cells = st.integers(0, most)
    counts = draw(st.lists(cells, min_size=shape[0] * shape[1], max_size=shape[0] * shape[1]))
    return np.array(counts).reshape(shape)


def bands_by_row(counts: np.ndarray, rule: DisclosureRule = RULE) -> np.ndarray:
    """What is told of those who were asked, where each of them chose one answer."""
    return np.hstack(choose_bands(counts.sum(axis=1, keepdims=True), rule))


def program(
    low: np.ndarray, high: np.ndarray, totals: np.ndarray, rows: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray]:
    """Fewest and most people of every cell that fit all that is told, by integer programming."""
    places, columns = low.shape
    by_place = np.kron(np.eye(places), np.ones(columns))
    told = {} if rows is None else {
        "A_ub": np.vstack([by_place, -by_place]),
        "b_ub": np.concatenate([np.minimum(rows[:, 1], totals.sum()), -rows[:, 0]]),
    }  # fmt: skip

    def end(cell: int, sign: int) -> int:
        found = linprog(
            sign * np.eye(low.size)[cell],
            A_eq=np.kron(np.ones(places), np.eye(columns)),
            b_eq=totals,
            bounds=np.column_stack([low.ravel(), np.minimum(high, totals).ravel()]),
            integrality=1,
            **told,
        )
        assert found.status == 0, "what is told must be possible"
        return round(sign * float(found.fun))

    ends = [[end(cell, sign) for cell in range(low.size)] for sign in (1, -1)]
    least, most = (np.array(side).reshape(low.shape) for side in ends)
    return least, most


def is_open(least: np.ndarray, most: np.ndarray, rule: DisclosureRule = RULE) -> np.ndarray:
    """Five whole numbers remain, or no more than that it is under the minimum is known."""
    is_under = (least == 0) & (most < rule.minimum_n)
    found: np.ndarray = is_under | (most - least + 1 >= min(5, rule.band))
    return found


@given(tables(), st.data())
def test_what_sums_leave_holds_the_truth(counts: np.ndarray, data: st.DataObject) -> None:
    slack = st.lists(st.integers(0, 9), min_size=counts.size, max_size=counts.size)
    below, above = (np.array(data.draw(slack)).reshape(counts.shape) for _ in range(2))
    low, high = np.maximum(counts - below, 0), counts + above
    asked = counts.sum(axis=1)
    rows = np.column_stack([np.maximum(asked - below[:, 0], 0), asked + above[:, 0]])
    for of_places in (None, rows):
        least, most = narrow(low, high, counts.sum(axis=0), of_places)
        assert (low <= least).all()
        assert (least <= counts).all()
        assert (counts <= most).all()
        assert (most <= high).all()


@given(counts=tables(), is_one=st.booleans(), band=st.sampled_from([3, 5, 10]))
def test_bands_hold_the_truth_and_totals_leave_them_open(
    counts: np.ndarray, *, is_one: bool, band: int
) -> None:
    rule = RULE.model_copy(update={"band": band})
    rows = bands_by_row(counts, rule) if is_one else None
    low, high = choose_bands(counts, rule, rows)
    assert (low <= counts).all()
    assert (counts <= high).all()
    assert is_open(*narrow(low, high, counts.sum(axis=0), rows), rule).all()


@pytest.mark.slow
@settings(max_examples=40)
@given(counts=tables(places=5, columns=3), is_one=st.booleans())
def test_integer_programming_finds_no_more_than_the_gate(
    counts: np.ndarray, *, is_one: bool
) -> None:
    """All that is told at once, which bounds one after another might miss."""
    rows = bands_by_row(counts) if is_one else None
    low, high = choose_bands(counts, RULE, rows)
    least, most = program(low, high, counts.sum(axis=0), rows)
    assert (least <= counts).all()
    assert (counts <= most).all()
    assert is_open(least, most).all()
    found = narrow(low, high, counts.sum(axis=0), rows)
    assert np.array_equal(found, (least, most))


@settings(max_examples=40)
@given(tables(places=5, columns=3))
def test_of_one_sum_a_number_bounds_are_exact(counts: np.ndarray) -> None:
    low, high = choose_bands(counts, RULE)
    totals = counts.sum(axis=0)
    for found, expected in zip(
        narrow(low, high, totals), program(low, high, totals, None), strict=True
    ):
        assert (found == expected).all()


def test_a_total_that_leaves_two_numbers_widens_the_band_or_withholds() -> None:
    """8 and 4 of 12: beside "under 5", 5 to 9 people would be 8 or 9."""
    plain = np.array([[5], [0]]), np.array([[9], [4]])
    assert not is_safe(*plain, np.array([12]), RULE)
    for counts, told in [([8, 4], (5, 14)), ([8, 4, 11], (5, 9)), ([8, 0], (0, UNBOUNDED))]:
        low, high = choose_bands(np.array(counts)[:, None], RULE)
        assert (low[0, 0], high[0, 0]) == told


@pytest.mark.parametrize("few", [[4, 4], [4, 4, 4], [3, 4]])
def test_places_of_under_five_do_not_add_up_to_a_known_number(few: list[int]) -> None:
    """4 and 4 of 8: "under 5" of both would tell of each that it is four."""
    counts = np.array(few)[:, None]
    low, high = choose_bands(counts, RULE)
    assert (high == UNBOUNDED).any()
    assert is_open(*narrow(low, high, counts.sum(axis=0))).all()


def test_a_column_that_gives_nothing_away_is_told_beside_one_that_does() -> None:
    counts = np.array([[4, 12], [4, 13], [1, 6]])
    low, high = choose_bands(counts, RULE)
    assert (high[:, 0] == UNBOUNDED).any()
    assert (high[:, 1] != UNBOUNDED).all()
    assert (low[:, 1] >= RULE.minimum_n).all()
