"""Change of all who started: by hand, by law, and in simulated studies that people leave."""

import numpy as np
import pytest
from scipy.stats import norm

from analysis.statistics.inference import (
    change_if_leaving_depends_on_start,
    partially_overlapping_t,
    tipping_point,
)

SKEWED = (0.45, 0.35, 0.12, 0.05, 0.03)


def test_the_line_of_the_linked_is_read_at_the_mean_of_all_who_started() -> None:
    """The normal equations, solved by numpy; HC3 by its definition, a person left out at a time."""
    x, y, left = [2, 3, 4, 4, 5], [3, 3, 4, 5, 5], [1, 2]
    found = change_if_leaving_depends_on_start(left, x, y)
    start = np.mean([*x, *left])
    slope, height = np.polyfit(x, y, 1)
    assert found.estimate == pytest.approx(height + slope * start - start)
    assert found.n == 7
    design = np.column_stack([np.ones(5), x])
    inverse = np.linalg.inv(design.T @ design)
    residual = np.array(y) - design @ (height, slope)
    hat = np.diag(design @ inverse @ design.T)
    meat = design.T @ np.diag((residual / (1 - hat)) ** 2) @ design
    at = np.array([1, start])
    of_line = at @ inverse @ meat @ inverse @ at
    noise = residual @ residual / 3 * inverse[1, 1]
    of_start = max((slope - 1) ** 2 - noise, 0) * np.var([*x, *left], ddof=1) / 7
    assert found.estimate / found.statistic == pytest.approx((of_line + of_start) ** 0.5)


def test_turning_the_scale_turns_the_change() -> None:
    x, y, left = np.array([2, 3, 4, 4, 5]), np.array([3, 3, 4, 5, 5]), np.array([1, 2])
    one = change_if_leaving_depends_on_start(left, x, y)
    other = change_if_leaving_depends_on_start(6 - left, 6 - x, 6 - y)
    assert other.estimate == pytest.approx(-one.estimate)
    assert other.p_value == pytest.approx(one.p_value)


@pytest.mark.parametrize(
    ("start", "end"),
    [([], []), ([1, 2, 3], [1, 3, 2]), ([2, 2, 2, 2, 2], [1, 2, 3, 2, 1]),
     ([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]), ([1, 1, 1, 1, 5], [1, 2, 1, 2, 5])],
)  # fmt: skip
def test_what_so_few_do_not_tell_has_no_interval(start: list[float], end: list[float]) -> None:
    """Too few, no start that varies, nobody off the line, one person who makes the line."""
    found = change_if_leaving_depends_on_start([3, 4], start, end)
    assert np.isnan([found.ci_low, found.ci_high, found.p_value]).all()


def test_the_tipping_point_makes_the_change_vanish() -> None:
    x, y, left = [2, 3, 4, 4, 5], [3, 3, 4, 5, 5], [1, 2]
    found = change_if_leaving_depends_on_start(left, x, y)
    tip = tipping_point(found, len(left))
    slope, height = np.polyfit(x, y, 1)
    unseen = height + slope * np.array(left) - tip
    assert np.mean([*y, *unseen]) == pytest.approx(np.mean([*x, *left]))
    assert np.isnan(tipping_point(found, 0))


@pytest.mark.slow
@pytest.mark.parametrize("logit", [0, 2])
@pytest.mark.parametrize("n", [51, 200])
def test_where_the_worse_off_leave_the_interval_holds_the_truth(n: int, logit: int) -> None:
    """Nobody changes on average; the plain difference is significant in 25 and 80 % of studies."""
    chance = np.random.default_rng(20)
    cuts, levels = norm.ppf(np.cumsum(SKEWED)[:-1]), np.arange(5)
    mean = levels @ SKEWED
    sd = (levels**2 @ SKEWED - mean**2) ** 0.5
    holds, significant, trials = 0, 0, 600
    for _ in range(trials):
        behind = chance.multivariate_normal([0, 0], [[1, 0.6], [0.6, 1]], n)
        start, end = np.searchsorted(cuts, behind).T.astype(float)
        stays = chance.random(n) < 1 / (1 + np.exp(logit * (start - mean) / sd - 0.3))
        found = change_if_leaving_depends_on_start(start[~stays], start[stays], end[stays])
        raw = partially_overlapping_t([], start[~stays], end[stays], start[stays])
        holds += found.ci_low <= 0 <= found.ci_high
        significant += raw.p_value < 0.05
    assert 0.92 <= holds / trials <= 0.985
    expected = {51: 0.25, 200: 0.8}[n] if logit else 0.05
    assert significant / trials == pytest.approx(expected, abs=0.03)
