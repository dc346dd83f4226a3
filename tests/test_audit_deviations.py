"""Honest deviations, scores and small changes: none is held against a table."""

from random import Random
from statistics import pstdev, stdev

import pytest
from test_audit_ways import FULLY, audit_of, outcome_of

from analysis.statistics.forensics import debit, grimmer
from analysis.statistics.forensics.printed import DOWN, Printed, read_printed

UNDECLARED = {key: value for key, value in FULLY.items() if key != "divisor"}


def draw_ratings(chance: Random) -> list[int]:
    return [chance.randint(1, 5) for _ in range(chance.randint(2, 60))]


def rating(answers: list[int], deviation: float, **declared: object) -> dict[str, object]:
    return {"id": "x", "unit": "rating", "n": len(answers), "sd": f"{deviation:.3f}",
            "printed": f"{sum(answers) / len(answers):.3f}", **declared}  # fmt: skip


def test_a_deviation_of_divisor_n_is_possible_if_it_is_declared() -> None:
    """pstdev of the standard library; ties of rounding in its third decimal are not met here."""
    chance = Random(8)
    for _ in range(400):
        answers = draw_ratings(chance)
        row = rating(answers, pstdev(answers), **UNDECLARED, divisor="n")
        assert outcome_of(audit_of([row]), "x", "sd").verdict != "inconsistent"


def test_where_the_divisor_is_not_declared_n_excuses_a_deviation() -> None:
    chance, excused = Random(9), 0
    for _ in range(200):
        answers = draw_ratings(chance)
        found = outcome_of(audit_of([rating(answers, pstdev(answers), **UNDECLARED)]), "x", "sd")
        assert found.verdict != "inconsistent"
        excused += ("population",) in found.innocent
        found = outcome_of(audit_of([rating(answers, stdev(answers), **FULLY)]), "x", "sd")
        assert found.verdict == "consistent"
    assert excused > 50


def test_a_deviation_of_neither_divisor_is_still_found() -> None:
    row = rating([1, 2, 3, 4, 5, 5, 3, 2], 1.5, **UNDECLARED)
    assert outcome_of(audit_of([row]), "x", "sd").verdict == "inconsistent"


@pytest.mark.parametrize("n", [2, 3, 7, 40])
def test_zeros_and_ones_have_either_deviation(n: int) -> None:
    for k in range(n + 1):
        mean, answers = f"{k / n:.3f}", [1] * k + [0] * (n - k)
        assert debit(mean, f"{stdev(answers):.3f}", n).consistent
        assert debit(mean, f"{pstdev(answers):.3f}", n, ddof=0).consistent
        assert grimmer(mean, f"{pstdev(answers):.3f}", n, ddof=0).consistent


@pytest.mark.parametrize("unit", ["score", "points"])
def test_a_mean_of_scores_may_be_cut_off_too(unit: str) -> None:
    """A mean of whole scores has decimals, which may have been left out as any others."""
    chance = Random(4)
    for _ in range(200):
        scores = [sum(chance.randint(0, 3) for _ in range(6)) for _ in range(chance.randint(5, 60))]
        row = {"id": "x", "unit": unit, "n": len(scores), **FULLY, "rounding": "down",
               "printed": f"{10 * sum(scores) // len(scores) / 10:.1f}",
               "sd": f"{int(100 * stdev(scores)) / 100:.2f}"}  # fmt: skip
        assert outcome_of(audit_of([row]), "x", "sd").verdict != "inconsistent"


def test_a_mean_of_scores_is_not_taken_as_exact() -> None:
    """From 7.96 to 8.95 it is 12.4 %, and from 8.0 to 9.0 exactly it would be 12.5."""
    rows = [{"id": "before", "unit": "score", "printed": "8,0", **FULLY},
            {"id": "after", "unit": "score", "printed": "9,0", **FULLY},
            {"id": "change", "unit": "pct", "printed": "12,4", **FULLY}]  # fmt: skip
    check = {"kind": "change", "change": "change", "before": "before", "after": "after"}
    assert outcome_of(audit_of(rows, check), "change", "change").verdict == "consistent"


def test_nought_may_be_cut_off_from_either_side() -> None:
    """A fall of 0.4 % printed without decimals and cut off is nought."""
    nought = read_printed("0")
    assert [*Printed(nought.value, nought.unit, DOWN).ends] == [-1, 1]
    cut = {**FULLY, "rounding": "down"}
    rows = [{"id": "before", "printed": "1000", **cut}, {"id": "after", "printed": "996", **cut},
            {"id": "change", "unit": "pct", "printed": "0", **cut}]  # fmt: skip
    check = {"kind": "change", "change": "change", "before": "before", "after": "after"}
    assert outcome_of(audit_of(rows, check), "change", "change").verdict == "consistent"
