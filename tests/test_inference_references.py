"""Numbers computed elsewhere; each quotes its source. R means R 4.2.2."""

from math import isnan

import numpy as np
import pytest

from analysis.statistics.inference.ordinal import cumulative_link_model
from analysis.statistics.inference.overlapping import partially_overlapping_t
from analysis.statistics.inference.paired import difference_of_paired_proportions, mcnemar
from analysis.statistics.inference.pooling import partial_pooling
from analysis.statistics.inference.proportions import difference_of_proportions
from analysis.statistics.inference.ranks import brunner_munzel, cliffs_delta, hodges_lehmann
from analysis.statistics.inference.reliability import cronbach_alpha
from analysis.statistics.inference.wilcoxon import wilcoxon_rank_sum, wilcoxon_signed_rank

# Hollander and Wolfe, depression scores of nine patients; R wilcox.test, example.
X = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30]
Y = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
# Hollander and Wolfe, permeability of membranes; R wilcox.test, example.
A = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
B = [1.15, 0.88, 0.90, 0.74, 1.21]
# R ordinal, data wine: ratings by temperature and contact, nine judges, two bottles each.
WINE = {
    (0, 0): ("212323121", "323232122"),
    (0, 1): ("313343223", "432232232"),
    (1, 0): ("425332233", "435234332"),
    (1, 1): ("554535234", "544334344"),
}


def test_paired_shift_is_r_wilcox_tests() -> None:
    found = hodges_lehmann(X, Y, paired=True)
    assert found.statistic == 40
    assert round(found.p_value, 5) == 0.03906
    assert round(found.estimate, 2) == 0.46
    assert (round(found.ci_low, 3), round(found.ci_high, 3)) == (0.010, 0.786)


def test_shift_of_two_groups_is_r_wilcox_tests() -> None:
    found = hodges_lehmann(A, B)
    assert found.statistic == 35
    assert round(found.p_value, 4) == 0.2544
    assert round(found.estimate, 3) == 0.305
    assert (round(found.ci_low, 2), round(found.ci_high, 2)) == (-0.15, 0.76)


def test_brunner_munzel_is_r_lawstats() -> None:
    """lawstat::brunner.munzel.test, example on pain scores (Brunner and Munzel 2000)."""
    x = [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1]
    y = [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4]
    found = brunner_munzel(x, y)
    assert found.statistic == pytest.approx(3.1374674823, abs=1e-10)
    assert found.p_value == pytest.approx(0.0057862087, abs=1e-10)
    # The same output prints the effect .788961 and its interval [.5952169, .9827052].
    assert found.estimate == pytest.approx(0.788961, abs=1e-6)
    assert (found.ci_low, found.ci_high) == pytest.approx((0.5952169, 0.9827052), abs=1e-7)


def test_cliffs_delta_is_r_effsizes() -> None:
    found = cliffs_delta([10, 10, 20, 20, 20, 30, 30, 30, 40, 50], [10, 20, 30, 40, 40, 50])
    assert found.estimate == -0.25
    assert (found.ci_low, found.ci_high) == pytest.approx((-0.7265846, 0.3890062), abs=1e-7)


def test_score_interval_is_r_propcis() -> None:
    found = difference_of_proportions(7, 34, 1, 34, method="miettinen_nurminen")
    assert (found.ci_low, found.ci_high) == pytest.approx((0.0270416, 0.3452912), abs=1e-7)


def test_mcnemar_is_statsmodels_and_rs() -> None:
    """[[101, 121], [59, 33]]: exact p = .000004; chi-squared with correction 20.67222."""
    assert round(mcnemar(121, 59, method="exact").p_value, 6) == 0.000004
    assert round(mcnemar(121, 59, method="chi_squared").statistic, 5) == 20.67222


def test_tangos_interval_and_mid_p_are_fagerlands() -> None:
    """Fagerland, Lydersen and Laake (2014), Statistics in Medicine 33: airway data 1, 1, 7, 12."""
    found = difference_of_paired_proportions(1, 1, 7, 12)
    assert (round(found.ci_low, 3), round(found.ci_high, 3)) == (-0.517, -0.026)
    assert round(found.p_value, 3) == 0.039


def test_partially_overlapping_t_is_r_partiallyoverlappings() -> None:
    """Partiallyoverlapping::Partover.test, documented example."""
    found = partially_overlapping_t(
        [20, 21, 16, 18, 14, 12, 14, 17],
        [10, 16, 18, 16, 15, 14, 13, 10],
        [14, 15, 18, 20, 11, 19, 14, 15],
        [15, 10, 15, 17, 13, 19, 12, 13],
    )
    assert (found.estimate, round(found.statistic, 6), found.df) == (2.0, 2.420745, 18.5)
    assert round(found.p_value, 6) == 0.025968
    assert (round(found.ci_low, 5), round(found.ci_high, 5)) == (0.26759, 3.73241)


@pytest.fixture(scope="module")
def wine() -> dict[str, list[int]]:
    bottles = [
        (int(rating), warm, contact, judge)
        for (warm, contact), rows in WINE.items()
        for row in rows
        for judge, rating in enumerate(row)
    ]
    return dict(zip(("rating", "warm", "contact", "judge"), map(list, zip(*bottles, strict=True)),
                    strict=True))  # fmt: skip


def test_the_cumulative_link_model_is_r_ordinals(wine: dict[str, list[int]]) -> None:
    fit = cumulative_link_model(wine["rating"], {"warm": wine["warm"], "contact": wine["contact"]})
    assert fit.effects["warm"].estimate == pytest.approx(2.503102, abs=5e-6)
    assert fit.effects["contact"].estimate == pytest.approx(1.527798, abs=5e-6)
    assert fit.log_likelihood == pytest.approx(-86.49192, abs=5e-6)
    assert isnan(fit.variance)


def test_the_mixed_cumulative_link_model_is_r_ordinals(wine: dict[str, list[int]]) -> None:
    """ordinal::clmm with the Laplace approximation, which stops at a gradient of 1e-4."""
    predictors = {"warm": wine["warm"], "contact": wine["contact"]}
    fit = cumulative_link_model(wine["rating"], predictors, wine["judge"])
    assert fit.effects["warm"].estimate == pytest.approx(3.062997, abs=2e-5)
    assert fit.effects["contact"].estimate == pytest.approx(1.834885, abs=2e-5)
    assert fit.variance == pytest.approx(1.279461, abs=5e-5)
    assert fit.log_likelihood == pytest.approx(-81.56541, abs=5e-6)


def test_rank_tests_with_ties_are_full_enumerations() -> None:
    """scipy.stats: PermutationMethod over all arrangements (scipy 1.16)."""
    assert wilcoxon_rank_sum([3, 3, 4, 5, 2, 3], [2, 1, 3, 2]).p_value == pytest.approx(
        enumerate_rank_sum([3, 3, 4, 5, 2, 3], [2, 1, 3, 2])
    )
    assert wilcoxon_signed_rank([3, 3, 4, 5, 2, 3], [2, 1, 3, 2, 2, 5]).p_value == pytest.approx(
        enumerate_signed_rank([3, 3, 4, 5, 2, 3], [2, 1, 3, 2, 2, 5])
    )


def enumerate_rank_sum(x: list[int], y: list[int]) -> float:
    from scipy.stats import PermutationMethod, mannwhitneyu

    every = PermutationMethod(n_resamples=10**6)
    return float(mannwhitneyu(x, y, use_continuity=False, method=every).pvalue)


def enumerate_signed_rank(x: list[int], y: list[int]) -> float:
    from scipy.stats import PermutationMethod, wilcoxon

    every = PermutationMethod(n_resamples=10**6)
    return float(wilcoxon(x, y, method=every).pvalue)


@pytest.mark.parametrize("grouped", [False, True])
@pytest.mark.parametrize(
    ("start", "end"),
    [([1, 1, 2, 2], [3, 3, 4, 4]), ([4, 4, 5, 3], [2, 1, 2, 3]), ([1, 1, 1, 1], [1, 2, 3, 3])],
)
def test_where_answers_do_not_overlap_there_is_no_odds_ratio(
    start: list[int], end: list[int], grouped: bool
) -> None:
    """Agresti (2010), section 3.4.5: the estimate is infinite; Wald's p would be near 1."""
    wave = {"end": [0.0] * len(start) + [1.0] * len(end)}
    groups = [k % 2 for k in range(8)] if grouped else None
    effect = cumulative_link_model([*start, *end], wave, groups).effects["end"]
    assert all(isnan(x) for x in (effect.estimate, effect.ci_low, effect.ci_high, effect.p_value))
    both = [*start, 1, 5, *end, 1, 5]
    told = cumulative_link_model(both, {"end": [0.0] * 6 + [1.0] * 6}).effects["end"]
    assert not isnan(told.estimate), "answers that overlap have one"


@pytest.mark.parametrize(
    ("start_only", "end_only", "start", "end", "estimate", "interval", "p"),
    [
        ([5, 2, 5, 3, 4, 3, 3, 4, 4], [], [4, 3, 2], [1, 3, 1],
         1.833333, (-0.777543, 4.444210), 0.103440),
        ([1, 1, 3, 3, 2, 3, 2, 1], [], [4, 2, 1], [1, 2, 1],
         0.757576, (-0.531591, 2.046743), 0.183827),
        ([2, 2, 3, 2, 2, 4, 2, 2, 2, 2, 1, 2, 2, 3, 1, 1, 2, 1, 2, 2, 2, 3, 4, 1, 5, 3, 3, 2],
         [1] * 11, [2, 1, 1, 2, 3, 3, 2, 1, 2, 2, 3, 4, 4, 3, 1, 2, 2, 1], [1] * 18,
         1.217391, (0.927688, 1.507094), 9.7568e-10),
    ],
)  # fmt: skip
def test_welchs_partially_overlapping_t_is_r_partiallyoverlappings(
    start_only: list[int], end_only: list[int], start: list[int], end: list[int],
    estimate: float, interval: tuple[float, float], p: float,
) -> None:  # fmt: skip
    """R Partiallyoverlapping, Derrick and others' (2017) T2; interval and p hold its df."""
    found = partially_overlapping_t(start_only, end_only, start, end, equal_variances=False)
    assert found.estimate == pytest.approx(estimate, abs=1e-6)
    assert (found.ci_low, found.ci_high) == pytest.approx(interval, abs=1e-6)
    assert found.p_value == pytest.approx(p, rel=1e-4)


@pytest.mark.parametrize(
    ("counts", "interval", "p"),
    [
        ((7, 11, 2, 0), (0.105790, 0.689641), 0.012940),
        ((24, 0, 1, 1), (-0.188927, 0.095218), 0.5),
        ((7, 0, 32, 1), (-0.895000, -0.642281), None),
    ],
)
def test_tangos_interval_is_that_of_a_numeric_maximum_likelihood(
    counts: tuple[int, int, int, int], interval: tuple[float, float], p: float | None
) -> None:
    """R, restricted likelihood maximised numerically: both, first only, second only, neither."""
    both, first_only, second_only, neither = counts
    found = difference_of_paired_proportions(both, first_only, second_only, neither)
    assert (found.ci_low, found.ci_high) == pytest.approx(interval, abs=1e-5)
    if p is not None:
        assert found.p_value == pytest.approx(p, abs=1e-5)


@pytest.mark.parametrize(
    ("start", "end", "effect", "error"),
    [
        ([4, 3, 2, 5, 2, 5, 3, 4, 3, 3, 4, 4], [1, 3, 1], -3.464141, 1.589863),
        ([1, 2, 3, 2, 2, 2], [2, 4, 1, 1, 1, 2], -0.950834, 1.152622),
    ],
)
def test_the_effect_of_the_end_is_r_ordinals(
    start: list[int], end: list[int], effect: float, error: float
) -> None:
    """R ordinal::clm, rating ~ end."""
    is_end = [0.0] * len(start) + [1.0] * len(end)
    fit = cumulative_link_model([*start, *end], {"end": is_end}).effects["end"]
    assert fit.estimate == pytest.approx(effect, abs=1e-5)
    assert (fit.ci_high - fit.ci_low) / (2 * 1.959964) == pytest.approx(error, abs=1e-5)


def test_pooling_meets_the_eight_schools() -> None:
    """Rubin (1981), table 1: effects of coaching and their standard errors in eight schools.

    Gelman and others, Bayesian Data Analysis, 3rd ed., table 5.3, of 200 draws: posterior
    medians from 5 to 10, 2.5 % quantiles from -11 to -1 and 97.5 % ones from 17 to 33, under a
    flat prior of tau, which so wide a half-normal one comes near.
    """
    effects, errors = [28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18]
    pooled = partial_pooling(effects, errors, [1e6] * 8, [1] * 8, spread=100.0)
    middle = [found.estimate for found in pooled]
    assert 4.5 < min(middle) < 6.5
    assert 9 < max(middle) < 12
    assert np.argsort(middle)[-2:].tolist() == [6, 0]
    assert all(-12.5 < found.ci_low < 0 and 15.5 < found.ci_high < 34 for found in pooled)


def test_alpha_is_pingouins() -> None:
    """pingouin 0.7.0, cronbach_alpha of these made-up answers: 0.8950956, [0.724, 0.971]."""
    rows = ["2331", "4453", "3244", "5554", "1212", "4345", "2233", "3423", "5445", "2121"]
    found = cronbach_alpha([[int(answer) for answer in row] for row in rows])
    assert found.estimate == pytest.approx(0.8950955943474647)
    assert (round(found.ci_low, 3), round(found.ci_high, 3)) == (0.724, 0.971)
    assert isnan(cronbach_alpha([[1, 3], [2, 2], [3, 1]]).estimate)
    with pytest.raises(ValueError, match="three people and two items"):
        cronbach_alpha([[1, 2], [2, float("nan")], [3, 3]])
