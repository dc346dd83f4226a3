"""How much answers vary within places, from coarse numbers alone."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.topics.survey_change.place_spread import PlaceMeans, Spread, spread_within

MEANS = st.floats(1, 5)


def places_of(means: list[tuple[float, float]], n: int = 10) -> list[PlaceMeans]:
    return [PlaceMeans(str(at), (n,) * 4, *of_place, 0.0) for at, of_place in enumerate(means)]


def test_what_places_differ_by_is_taken_off() -> None:
    """Four places of 50 people each wave, as one-way analysis of variance has them."""
    chance = np.random.default_rng(5)
    shifts = np.array([-0.9, -0.2, 0.3, 0.8])
    waves = [shifts[:, None] + chance.normal(3, 1, (4, 50)) for _ in range(2)]
    sd = sqrt(np.mean([wave.var(ddof=1) for wave in waves]))
    own = sqrt(np.mean([wave.var(axis=1, ddof=1) for wave in waves]))
    means = [(float(a), float(b)) for a, b in zip(*(w.mean(axis=1) for w in waves), strict=True)]
    within = spread_within(Spread(sd, 0.0, 398.0), places_of(means, 50))
    assert within.sd == pytest.approx(own, rel=0.01)
    assert sd > 1.1 * own


@given(st.lists(st.tuples(MEANS, MEANS), min_size=3, max_size=8), st.floats(0.1, 2))
def test_it_is_at_most_the_projects_and_at_least_half_its_variance(
    means: list[tuple[float, float]], sd: float
) -> None:
    within = spread_within(Spread(sd, 0.3, 50.0, 0.1), places_of(means))
    assert sqrt(0.5) * sd - 1e-9 <= within.sd <= sd + 1e-9
    assert (within.linked, within.df, within.step) == (0.3, 50.0, 0.1)


def test_of_two_places_nothing_is_taken_off() -> None:
    spread = Spread(1.0, 0.0, 50.0)
    assert spread_within(spread, [*places_of([(1, 1), (5, 5)]), PlaceMeans("c")]) == spread
