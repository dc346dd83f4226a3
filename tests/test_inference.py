from math import isclose, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t
from statsmodels.stats.proportion import proportion_confint

from analysis.statistics.inference.bounds import widest_difference_of_means
from analysis.statistics.inference.proportions import difference_of_proportions, proportion

SIZES = st.integers(1, 200)


@st.composite
def tables(draw: st.DrawFn) -> tuple[int, int, int, int]:
    n_a, n_b = draw(SIZES), draw(SIZES)
    return draw(st.integers(0, n_a)), n_a, draw(st.integers(0, n_b)), n_b


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3 (Wilson)
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_intervals_are_newcombes(count: int, n: int, low: float, high: float) -> None:
    found = proportion(count, n)
    assert (round(found.ci_low, 4), round(found.ci_high, 4)) == (low, high)


@pytest.mark.parametrize("n", [1, 7, 40, 2000])
def test_wilson_intervals_are_those_of_the_kept_library(n: int) -> None:
    for count in np.linspace(0, n, 14):
        ours = proportion(count, n)
        theirs = proportion_confint(count, n, method="wilson")
        assert [ours.ci_low, ours.ci_high] == pytest.approx(theirs, abs=1e-14)


@pytest.mark.parametrize(
    ("table", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
    ],
)
def test_newcombe_intervals_are_the_papers(
    table: tuple[int, int, int, int], low: float, high: float
) -> None:
    found = difference_of_proportions(*table)
    assert (round(found.ci_low, 4), round(found.ci_high, 4)) == (low, high)


@given(tables())
def test_swapping_the_groups_flips_the_sign(table: tuple[int, int, int, int]) -> None:
    count_a, n_a, count_b, n_b = table
    there = difference_of_proportions(count_a, n_a, count_b, n_b)
    back = difference_of_proportions(count_b, n_b, count_a, n_a)
    assert isclose(there.estimate, -back.estimate, abs_tol=1e-12)
    assert isclose(there.ci_low, -back.ci_high, abs_tol=1e-12)


@given(tables())
def test_an_interval_holds_its_estimate_and_stays_possible(
    table: tuple[int, int, int, int],
) -> None:
    found = difference_of_proportions(*table)
    assert -1 - 1e-12 <= found.ci_low <= found.estimate + 1e-12
    assert found.estimate - 1e-12 <= found.ci_high <= 1 + 1e-12


@given(st.lists(st.integers(1, 5), min_size=5, max_size=60),
       st.lists(st.integers(1, 5), min_size=5, max_size=60))  # fmt: skip
def test_the_widest_interval_holds_that_of_any_answers_that_print_the_means(
    start: list[int], end: list[int]
) -> None:
    """Answers are made up, their means printed with a decimal, and Welch's interval compared."""
    printed = [round(sum(x) / len(x), 1) for x in (start, end)]
    widest = widest_difference_of_means(
        printed[1], len(end), printed[0], len(start), scale=(1, 5), rounding=0.05
    )
    low, high = welch_interval(end, start)
    assert widest.ci_low <= low + 1e-9
    assert high - 1e-9 <= widest.ci_high


def welch_interval(a: list[int], b: list[int]) -> tuple[float, float]:
    """Welch's interval, worked out apart from the code under test."""
    means, parts = [], []
    for x in (a, b):
        mean = sum(x) / len(x)
        means.append(mean)
        parts.append(sum((v - mean) ** 2 for v in x) / (len(x) - 1) / len(x))
    error = sum(parts)
    if error == 0:
        return means[0] - means[1], means[0] - means[1]
    freedom = error**2 / (parts[0] ** 2 / (len(a) - 1) + parts[1] ** 2 / (len(b) - 1))
    half = t.ppf(0.975, freedom) * sqrt(error)
    return means[0] - means[1] - half, means[0] - means[1] + half


def test_impossible_input_is_refused() -> None:
    with pytest.raises(ValueError, match="count is 5 of 4"):
        proportion(5, 4)
    with pytest.raises(ValueError, match="0 of 0"):
        proportion(0, 0)
    with pytest.raises(ValueError, match="must be 'newcombe'"):
        difference_of_proportions(1, 2, 1, 2, method="wald")
    with pytest.raises(ValueError, match="on the scale 1 to 5"):
        widest_difference_of_means(5.2, 10, 3.0, 10, scale=(1, 5))
    with pytest.raises(ValueError, match="at least 2"):
        widest_difference_of_means(3.2, 1, 3.0, 10, scale=(1, 5))
