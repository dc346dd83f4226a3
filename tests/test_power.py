"""The smallest changes that would have been found, by R's numbers and by scipy's distribution."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import nct, t

from analysis.statistics.inference import detectable_difference, detectable_effect


def test_what_could_have_been_shown_shrinks_with_pairs_and_people() -> None:
    """51 and 32 people, 80 % power: d = 0.64 (G*Power, two-sided, two groups)."""
    apart = detectable_difference(1.0, 51, 32)
    assert apart == pytest.approx(0.64, abs=0.005)
    assert detectable_difference(1.0, 51, 32, 28, 0.6) < 0.8 * apart
    assert detectable_difference(1.0, 102, 64) < apart
    assert detectable_difference(2.0, 51, 32) == pytest.approx(2 * apart)


@pytest.mark.parametrize(("n", "df", "error", "power", "effect"), [
    (22.02110, 42.0422, sqrt(2), 0.9, 1.0),
    (33.36713, 32.36713, 1.0, 0.8, 0.5),
])  # fmt: skip
def test_power_is_that_of_a_noncentral_t(
    n: float, df: float, error: float, power: float, effect: float
) -> None:
    """R's ``power.t.test(power = .9, delta = 1)``, and of pairs with 0.8 and 0.5."""
    assert detectable_effect(error / sqrt(n), df, power=power) == pytest.approx(effect, abs=2e-5)


@given(df=st.floats(1, 1e4), tests=st.integers(1, 60), power=st.floats(0.1, 0.99))
def test_the_smallest_effect_is_found_as_often_as_it_says(
    df: float, tests: int, power: float
) -> None:
    """By scipy's own distribution, on the side of the effect."""
    critical = t.ppf(1 - 0.025 / tests, df)
    effect = detectable_effect(2.0, df, power=power, tests=tests) / 2
    assert nct.sf(critical, df, effect) == pytest.approx(power, abs=1e-4)
