"""Sets of answers that fit, against counting them one by one."""

from itertools import combinations_with_replacement, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.release.fits import count_grouped_sets, count_sets, count_splits, is_open


@given(
    st.integers(2, 6),
    st.integers(1, 6),
    st.integers(0, 2),
    st.integers(0, 40),
    st.one_of(st.none(), st.integers(0, 5)),
)
def test_sets_are_counted_as_if_listed(
    points: int, least: int, more: int, tenth: int, known: int | None
) -> None:
    mean = (tenth / 10 - 0.05, tenth / 10 + 0.05)
    if known is not None:
        known = min(known, points - 1)
    listed = [
        answers
        for n in range(least, least + more + 1)
        for answers in combinations_with_replacement(range(points), n)
        if mean[0] < round(sum(answers) / n, 9) < mean[1] and (known is None or known in answers)
    ]
    assert count_sets(points, (least, least + more), mean, known) == len(listed)


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4)), min_size=1, max_size=4),
    st.integers(0, 8),
    st.integers(0, 5),
)
def test_splits_are_counted_as_if_listed(
    answers: list[tuple[int, int]], least: int, more: int
) -> None:
    low = np.array([a for a, _ in answers])
    high = np.array([a + b for a, b in answers])
    ranges = [range(a, b + 1) for a, b in zip(low, high, strict=True)]
    listed = [s for s in product(*ranges) if least <= sum(s) <= least + more]
    assert count_splits((least, least + more), low, high) == len(listed)


def test_everyone_at_the_end_of_the_scale_is_known() -> None:
    """A mean of 1.0 of 5 to 9 people on a scale from 1 to 5: everyone answered 1."""
    assert count_sets(5, (5, 9), (-0.05, 0.05)) == 5


def test_a_mean_that_only_one_number_of_people_can_have_tells_it() -> None:
    """15 points of 7 people are 2.14; of 5, 6, 8 or 9 people no mean is. Public sevens are none."""
    mean = (2.135, 2.145)
    assert count_sets(11, (5, 9), mean) >= 20
    assert not is_open(11, (5, 9), mean, ())
    assert is_open(11, (7, 7), mean, ())


def test_large_groups_fit_many_sets() -> None:
    assert count_sets(5, (900, 904), (1.95, 2.05)) == 1_000


@given(st.lists(st.integers(0, 5), min_size=3, max_size=3), st.integers(0, 20), st.integers(0, 10))
def test_sets_of_grouped_points_are_counted_as_if_listed(
    counts: list[int], tenth: int, spread: int
) -> None:
    """Points 0 and 1, 2, and 3 and 4 together, as ratings are shown."""
    groups = list(zip(((0, 1), (2,), (3, 4)), counts, strict=True))
    mean, sd = (tenth / 5 - 0.25, tenth / 5 + 0.25), (spread / 5 - 0.3, spread / 5 + 0.3)
    listed = 0
    for low in range(counts[0] + 1):
        for high in range(counts[2] + 1):
            answers = np.repeat(range(5), [low, counts[0] - low, counts[1], high, counts[2] - high])
            if len(answers) and mean[0] <= answers.mean() <= mean[1]:
                deviation = answers.std(ddof=1) if len(answers) > 1 else 0.0
                listed += sd[0] <= deviation <= sd[1]
    if sum(counts):
        found = count_grouped_sets(
            groups, lambda m, s: mean[0] <= m <= mean[1] and sd[0] <= s <= sd[1]
        )
        assert found == listed


def test_sets_of_grouped_points_are_counted_for_whoever_knows_an_answer() -> None:
    """Of two people on 0 or 1 and one on 2: 0 0 2, 0 1 2 and 1 1 2, of which two have a 0."""
    groups = [((0, 1), 2), ((2,), 1)]
    counts = [count_grouped_sets(groups, lambda *_: True, known) for known in (None, 0, 1, 2)]
    assert counts == [3, 2, 2, 3]
