"""Numbers computed outside this project: R package scrutiny, and the cited papers' rules."""

from decimal import ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from itertools import combinations_with_replacement

import pytest

from analysis.statistics.forensics import closure, debit, grim, grimmer
from analysis.statistics.forensics.grim import grim_percent, implied_sample_sizes


def test_grim_means_of_28() -> None:
    means = [f"5.{d}" for d in range(19, 31)]
    assert [m for m in means if grim(m, 28).consistent] == ["5.21", "5.25", "5.29"]


def test_grim_percentages_of_50() -> None:
    assert [p for p in range(6, 17) if grim_percent(str(p), 50).consistent] == [*range(6, 17, 2)]


@pytest.mark.parametrize(
    ("mean", "sd", "n", "possible"),
    [
        ("7.22", "5.30", 38, False),
        ("4.74", "6.55", 31, True),
        ("5.23", "2.55", 35, False),
        ("2.57", "2.57", 30, True),
        ("6.77", "2.18", 33, False),
        ("7.3", "3.14", 25, True),
    ],
)
def test_grimmer(mean: str, sd: str, n: int, possible: bool) -> None:
    assert grimmer(mean, sd, n).consistent == possible


@pytest.mark.parametrize(
    ("mean", "sd", "possible"),
    [(".53", ".50", True), (".44", ".50", True), (".77", ".42", True), (".19", ".35", False)],
)
def test_debit_of_1683(mean: str, sd: str, possible: bool) -> None:
    assert debit(mean, sd, 1683).consistent == possible


def test_the_wish_for_change_is_of_47_people_if_the_shares_were_made_to_add_up() -> None:
    assert implied_sample_sizes(["31,9", "48,9", "19,2"], 60) == []
    assert implied_sample_sizes(["31,9", "48,9", "19,2"], 60, forced=True) == [47]


def test_closure_lists_the_one_set_of_answers() -> None:
    assert closure("1.5", "0.71", 2, 1, 5).sets == ((1, 1, 0, 0, 0),)


@pytest.mark.parametrize("n", [2, 3, 4, 5])
@pytest.mark.parametrize("rounding", [ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN])
def test_every_set_of_few_answers_is_possible_and_listed(n: int, rounding: str) -> None:
    cent = Decimal("0.01")
    for answers in combinations_with_replacement(range(6), n):
        total = sum(answers)
        variance = Decimal(sum((n * x - total) ** 2 for x in answers)) / (n * n * (n - 1))
        mean = str((Decimal(total) / n).quantize(cent, rounding))
        sd = str(variance.sqrt().quantize(cent, rounding))
        assert grimmer(mean, sd, n).consistent
        assert tuple(answers.count(k) for k in range(6)) in closure(mean, sd, n, 0, 5).sets
