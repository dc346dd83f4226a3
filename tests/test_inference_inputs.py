"""What the methods make of any unit, many people, counts that are none, and tables."""

from collections.abc import Callable
from fractions import Fraction
from math import comb, inf, isnan, nan

import numpy as np
import pytest
from test_inference_references import WINE

from analysis.statistics.inference import (
    Estimate,
    brunner_munzel,
    chance_of_at_least,
    cliffs_delta,
    correlation_of_pairs,
    cronbach_alpha,
    cumulative_link_model,
    detectable_effect,
    difference_of_means_if_linked,
    difference_of_paired_proportions,
    equivalence_p,
    heterogeneity_p,
    joint_test,
    mcnemar,
    mean,
    partial_pooling,
    partially_overlapping_t,
    partially_overlapping_z,
    proportion,
    wilcoxon_signed_rank,
)

BOTTLES = [
    (int(rating), warm, contact, judge)
    for (warm, contact), rows in WINE.items()
    for row in rows
    for judge, rating in enumerate(row)
]
RATING, WARM, CONTACT, JUDGE = (list(column) for column in zip(*BOTTLES, strict=True))
UNITS = [(1, 0), (1000, 0), (0.001, 0), (1, 2000), (10_000, 1e6)]
"""What a predictor is multiplied by, and what is added."""


@pytest.mark.parametrize(("times", "more"), UNITS)
@pytest.mark.parametrize(
    ("judges", "warm", "contact", "likelihood"),
    [(None, 2.503102, 1.527798, -86.49192), (JUDGE, 3.062997, 1.834885, -81.56541)],
)
def test_a_link_model_does_not_depend_on_the_predictors_unit(
    judges: list[int] | None, warm: float, contact: float, likelihood: float,
    times: float, more: float,
) -> None:  # fmt: skip
    """R ordinal::clm and clmm of the wine data; another unit divides the effect and no more."""
    predictors = {"warm": [times * x + more for x in WARM], "contact": CONTACT}
    fit = cumulative_link_model(RATING, predictors, judges)
    assert times * fit.effects["warm"].estimate == pytest.approx(warm, abs=1e-4)
    assert fit.effects["contact"].estimate == pytest.approx(contact, abs=1e-4)
    assert fit.log_likelihood == pytest.approx(likelihood, abs=1e-5)


def test_thresholds_are_those_of_the_predictors_as_they_are() -> None:
    """R ordinal::clm, wine: -1.3444, 1.2508, 3.4669, 5.0064 (Christensen 2019, section 3)."""
    found = cumulative_link_model(RATING, {"warm": WARM, "contact": CONTACT}).thresholds
    assert found == pytest.approx((-1.3444, 1.2508, 3.4669, 5.0064), abs=5e-5)
    alone = cumulative_link_model(RATING, {}).thresholds
    shares = np.cumsum(np.bincount(RATING)[1:])[:-1] / len(RATING)
    assert alone == pytest.approx(np.log(shares / (1 - shares)), abs=1e-4)


def test_a_predictor_that_tells_nothing_new_has_no_effect_of_its_own() -> None:
    """R ordinal::clm drops such columns: NA, with the others as without it."""
    others = {"twice": [2 * w for w in WARM], "same": [3.0] * len(WARM)}
    fit = cumulative_link_model(RATING, {"warm": WARM, **others, "contact": CONTACT})
    assert fit.effects["warm"].estimate == pytest.approx(2.503102, abs=1e-4)
    assert fit.effects["contact"].estimate == pytest.approx(1.527798, abs=1e-4)
    assert all(isnan(fit.effects[name].estimate) for name in others)


@pytest.mark.parametrize("step", [0.001, 1, 1000])
def test_answers_that_do_not_overlap_have_no_effect_in_any_unit(step: float) -> None:
    x = [step * k for k in (0, 0, 1, 1, 2, 2)]
    effect = cumulative_link_model([1, 1, 2, 2, 3, 3], {"x": x}).effects["x"]
    assert isnan(effect.estimate)


def test_an_answer_that_stands_no_times_is_left_out() -> None:
    weights = [float(rating != 1) for rating in RATING]
    left = [row for row in BOTTLES if row[0] != 1]
    there = cumulative_link_model(RATING, {"warm": WARM}, JUDGE, weights)
    gone = cumulative_link_model(
        [row[0] for row in left], {"warm": [row[1] for row in left]}, [row[3] for row in left]
    )
    assert there == gone


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: cumulative_link_model([1, 2], {}, weights=[1, -1]), "weight is negative"),
        (lambda: cumulative_link_model([1, 2], {}, [None, "a"]), "group is missing"),
        (lambda: cumulative_link_model([1, 2], {}, [nan, 1.0]), "group is missing"),
        (lambda: mean([[1, 2], [3, 4]]), "2 dimensions"),  # type: ignore[list-item]
        (lambda: mcnemar(2.5, 1), "only_a is 2.5"),  # type: ignore[arg-type]
        (lambda: mcnemar(nan, 1), "only_a is nan"),  # type: ignore[arg-type]
        (lambda: difference_of_paired_proportions(1, 2, 3, nan), "neither is nan"),  # type: ignore[arg-type]
        (lambda: difference_of_paired_proportions(0, 0, 0, 0), "no people"),
        (lambda: proportion(0, inf), "of inf"),  # type: ignore[arg-type]
        (lambda: wilcoxon_signed_rank([], []), "no pairs"),
        (lambda: cronbach_alpha([1, 2, 3]), "two items"),  # type: ignore[list-item]
        (lambda: joint_test([[1, 0, 1]] * 4, [[1, 0]] * 3, [], []), "2 to 3 items"),
        (lambda: joint_test([[1]], [[0]], [], [], resamples=0), "0 permutations"),
        (lambda: heterogeneity_p([1, 2, 3], [0.5]), "3 estimates and 1 errors"),
        (lambda: heterogeneity_p([1, 2], [0.5, -1]), "negative"),
        (lambda: partial_pooling([1, 2], [1, 1], [9, 9], [10, 10], spread=0), "above 0"),
        (lambda: partial_pooling([1, 2], [1, 1], [9], [10, 10], spread=1), "1 df"),
        (lambda: equivalence_p(Estimate(0, -1, 1, 1, "", 9, df=8), -0.5), "above 0"),
        (lambda: chance_of_at_least(Estimate(0, -1, 1, 1, "", 9, df=8), 0), "above or below 0"),
        (lambda: detectable_effect(1, 10, power=80), "power 80"),
        (lambda: detectable_effect(1, 0.5), "df 0.5"),
        (lambda: detectable_effect(1, 10, power=0.01), "power between level / tests and 1"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(call: Callable[[], object], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        call()


@pytest.mark.parametrize("counts", [(600, 500), (2000, 2000), (30, 40)])
def test_mcnemars_mid_p_is_that_of_whole_numbers(counts: tuple[int, int]) -> None:
    """Fagerland and others (2013), formula of the mid-p, in fractions."""
    n, fewer = sum(counts), min(counts)
    at = Fraction(comb(n, fewer), 2**n)
    below = Fraction(sum(comb(n, k) for k in range(fewer)), 2**n)
    expected = 1 - at / 2 if counts[0] == counts[1] else 2 * below + at
    assert mcnemar(*counts).p_value == pytest.approx(float(expected), rel=1e-9)


def test_counts_may_be_written_as_floats_and_bools() -> None:
    assert mcnemar(3.0, np.int64(1)) == mcnemar(3, 1)  # type: ignore[arg-type]
    assert mcnemar(True, False) == mcnemar(1, 0)
    told = difference_of_paired_proportions(3.0, 1.0, 2.0, 0.0)  # type: ignore[arg-type]
    assert told == difference_of_paired_proportions(3, 1, 2, 0)


def test_chi_squared_of_nobody_who_changed_is_no_number() -> None:
    """R: mcnemar.test(matrix(c(5, 0, 0, 5), 2)) prints NaN and NA."""
    found = mcnemar(0, 0, method="chi_squared")
    assert isnan(found.statistic)
    assert isnan(found.p_value)


@pytest.mark.parametrize("offset", [0.0, 1e4, 1e7, -1e9])
def test_a_mean_far_from_0_has_an_interval(offset: float) -> None:
    """R: t.test(1:3), 95 percent confidence interval -0.4841377 4.4841377."""
    found = mean([offset + k for k in (1, 2, 3)])
    ends = found.ci_low - offset, found.ci_high - offset
    assert ends == pytest.approx((-0.4841377, 4.4841377), abs=1e-5)


@pytest.mark.parametrize("offset", [1e4, 1e7])
def test_differences_far_from_0_are_those_near_it(offset: float) -> None:
    a, b = np.array([1.0, 2, 2, 4, 3]), np.array([2.0, 2, 3, 5, 3])
    near, far = (partially_overlapping_t(a[:2] + x, [], a + x, b + x) for x in (0, offset))
    assert (far.ci_low, far.p_value) == pytest.approx((near.ci_low, near.p_value), abs=1e-6)
    near, far = (difference_of_means_if_linked(a + x, b + x, 3, 0.5) for x in (0, offset))
    assert (far.ci_low, far.p_value) == pytest.approx((near.ci_low, near.p_value), abs=1e-6)
    assert correlation_of_pairs(a + offset, b + offset) == pytest.approx(np.corrcoef(a, b)[0, 1])


@pytest.mark.parametrize("offset", [0.0, 1e4, 1e7])
@pytest.mark.parametrize("step", [0.1, 1 / 3, 1.0])
def test_equal_steps_far_from_0_are_no_estimate_of_an_error(offset: float, step: float) -> None:
    first = offset + np.array([1.0, 2, 2.5, 4, 4.1, 5])
    assert isnan(partially_overlapping_t([], [], first + step, first).p_value)
    assert isnan(mean([offset + step] * 7).ci_low)


@pytest.mark.parametrize("unit", [1e-6, 1, 1e6])
def test_alpha_does_not_depend_on_the_unit(unit: float) -> None:
    """pingouin 0.7.0, as in test_inference_references."""
    rows = ["2331", "4453", "3244", "5554", "1212", "4345", "2233", "3423", "5445", "2121"]
    found = cronbach_alpha([[unit * int(answer) for answer in row] for row in rows])
    assert found.estimate == pytest.approx(0.8950955943474647)


@pytest.mark.parametrize(
    ("a", "b", "first", "second"),
    [
        ([0, 0, 0], [0, 0], [0, 0], [0, 0]),
        ([1, 1, 1], [0, 0, 0], [], []),
        ([], [], [1, 1, 0, 0, 1], [1, 1, 0, 0, 1]),
    ],
)
def test_no_interval_of_shares_is_without_width(
    a: list[int], b: list[int], first: list[int], second: list[int]
) -> None:
    found = partially_overlapping_z(a, b, first, second)
    assert isnan(found.ci_low)
    assert isnan(found.ci_high)


def test_a_few_who_differ_among_many_are_not_taken_for_rounding() -> None:
    many = np.zeros(1_000_000)
    some = many.copy()
    some[:2] = 1
    found = partially_overlapping_z(some, many, [], [])
    assert found.p_value == pytest.approx(0.1573, abs=1e-4)  # z = sqrt(2)
    assert not isnan(brunner_munzel(some, many).p_value)


def test_without_overlap_deltas_interval_is_no_number() -> None:
    """Three answers each: the exact p is .1, so an interval that leaves out 0 would be false."""
    assert isnan(cliffs_delta([4, 5, 6], [1, 2, 3]).ci_low)


@pytest.mark.parametrize("spread", [0.2, 0.5, 2.0])
def test_groups_that_differ_more_than_was_thought_have_the_posteriors_mean(spread: float) -> None:
    """The same integral over all standard deviations between groups, by scipy's quadrature."""
    from scipy.integrate import quad

    y = np.array([1.571, -3.131, -0.430, 0.278, -2.498, 1.713, 2.111])
    s = np.array([0.621, 0.158, 0.686, 0.766, 0.944, 0.420, 0.420])

    def chance(tau: float) -> tuple[float, float]:
        w = 1 / (s**2 + tau**2)
        m = float(w @ y / w.sum())
        log = (np.log(w) - w * (y - m) ** 2).sum() - np.log(w.sum()) - (tau / spread) ** 2
        return float(np.exp(log / 2)), m + tau**2 * w[0] * (y[0] - m)

    whole, mean_of_first = (
        quad(part, 0, 20, points=[0.5, 1, 2, 4], limit=500)[0]
        for part in (lambda t: chance(t)[0], lambda t: chance(t)[0] * chance(t)[1])
    )
    found = partial_pooling(list(y), list(s), [1e6] * 7, [9] * 7, spread=spread)[0]
    assert found.estimate == pytest.approx(mean_of_first / whole, abs=1e-4)


def test_where_groups_differ_much_the_fit_does_not_stop_short() -> None:
    """By Nelder and Mead's method, without derivatives, from the fit itself nothing is gained."""
    from scipy.optimize import minimize

    from analysis.statistics.inference.link_likelihood import log_likelihood, space
    from analysis.statistics.inference.ordinal import _design, _tabulate

    chance = np.random.default_rng(12)
    for _ in range(8):
        group, x = chance.integers(0, 5, 40), chance.integers(0, 2, 40).astype(float)
        latent = x + chance.normal(0, 4, 5)[group] + chance.logistic(0, 1, 40)
        rating = np.digitize(latent, [-1.5, -0.3, 0.8, 2])
        fit = cumulative_link_model(list(rating), {"x": list(x)}, list(group))
        answers = _design(*_tabulate(list(rating), {"x": list(x)}, list(group), None)).answers
        slope = fit.effects["x"].estimate
        thresholds = np.array(fit.thresholds) - slope * x.mean()
        at = [*space(thresholds), slope, np.log(max(fit.variance, 0.01)) / 2]
        better = minimize(lambda p, a=answers: -log_likelihood(p, a), at, method="Nelder-Mead")
        assert fit.log_likelihood >= -better.fun - 1e-3
