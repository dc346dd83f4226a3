"""Honest ways of computing and printing: declared they raise no alarm, undeclared they excuse."""

import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest
from honest_tables import WAYS, draw_truth, honest_audit, honest_rows, with_another_digit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.inputs.printed.audit_file import Audit, build_audit
from analysis.study.declaration import LANGUAGES, StudyError
from analysis.topics.publication_audit.audit import audit_figures
from analysis.topics.publication_audit.checks import estimate_checks
from analysis.topics.publication_audit.outcome import Outcome

FULLY = {"rounding": "half", "weighted": "no", "items": 1, "statistic": "mean",
         "divisor": "n-1"}  # fmt: skip


def audit_of(rows: Iterable[dict[str, Any]], *checks: dict[str, Any]) -> Audit:
    """The audit of made-up figures."""
    blank = {"value": float("nan"), "unit": "count", "bound": "", "n": pd.NA, "date": pd.NaT,
             "document": "report", "heading": "", "origin": "published"}  # fmt: skip
    filled = [{**blank, "value": float(row["printed"].replace(" ", "").replace(",", ".")), **row}
              for row in rows]  # fmt: skip
    table = pd.DataFrame(filled)
    table = table.astype({"value": "float64", "n": "Int64", "date": "datetime64[s]"})
    return build_audit({"checks": [*checks]}, table, Path("audit.toml"))


def outcome_of(audit: Audit, figure: str, check: str) -> Outcome:
    (found,) = [o for o in audit_figures(audit) if (o.figure, o.check) == (figure, check)]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("declared", [True, False])
def test_no_honest_way_is_called_inconsistent(way: str, declared: bool) -> None:
    """Some tables of each; benchmarks/audit.py does 4 000."""
    chance = Random(2020)
    for _ in range(25):
        rows = honest_rows(draw_truth(chance.randint), way, declared=declared)
        found = audit_figures(honest_audit(rows))
        assert [o for o in found if o.verdict == "inconsistent"] == []


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False), st.booleans())
def test_no_honest_way_is_ever_called_inconsistent(
    way: str, chance: Random, declared: bool
) -> None:
    rows = honest_rows(draw_truth(chance.randint), way, declared=declared)
    assert not [o for o in audit_figures(honest_audit(rows)) if o.verdict == "inconsistent"]


@pytest.mark.slow
@pytest.mark.parametrize("way", ["half-even", "truncated", "thousands"])
def test_changed_digits_are_found_once_the_way_is_declared(way: str) -> None:
    chance = Random(20230930)
    tables = [
        with_another_digit(honest_rows(draw_truth(chance.randint), way, declared=True), chance)
        for _ in range(40)
    ]
    found = sum(any(o.verdict == "inconsistent" for o in audit_figures(honest_audit(rows)))
                for rows in tables)  # fmt: skip
    assert found >= 0.85 * len(tables)


@pytest.mark.parametrize(
    ("row", "ways"),
    [
        # 13 of 47 is 27,66 %: cut off 27,6, which is no rounded share of 47.
        ({"printed": "27,6", "unit": "pct", "n": 47}, (("down",), ("weighted",))),
        ({"printed": "31", "unit": "pct", "n": 31}, (("weighted",),)),
        # 3,19 times 20 is no whole number, but 3,19166... times 240 is: twelve questions.
        ({"printed": "3,19", "unit": "rating", "n": 20},
         (("weighted",), ("items",), ("median",))),
    ],
)  # fmt: skip
def test_what_is_undeclared_and_may_be_innocent_is_open_with_its_reasons(
    row: dict[str, Any], ways: tuple[tuple[str, ...], ...]
) -> None:
    found = outcome_of(audit_of([{"id": "x", **row}]), "x", "n")
    assert (found.verdict, found.innocent) == ("uninformative", ways)
    declared = outcome_of(audit_of([{"id": "x", **row, **FULLY}]), "x", "n")
    assert (declared.verdict, declared.innocent) == ("inconsistent", ())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "Luvut sopivat, jos desimaalit on katkaistu eikä pyöristetty tai vastaukset on "
               "painotettu."),
        ("sv", "De går ihop om decimalerna har huggits av i stället för att avrundas eller svaren "
               "har vägts."),
        ("en", "They fit if digits were cut off instead of rounded or answers were weighted."),
    ],
)  # fmt: skip
def test_innocent_reasons_are_told_in_words(language: str, words: str) -> None:
    audit = audit_of([{"id": "x", "printed": "27,6", "unit": "pct", "n": 47}])
    (row,) = estimate_checks(audit, audit_figures(audit), language).to_dict("records")
    assert str(row["explanation"]).endswith(words)
    assert row["implied"] == "", "no other number is suggested for what may be right"


def test_two_ways_at_once_are_named_together() -> None:
    """Weighted shares, cut off: 33 + 33 + 32 cannot be rounded ones of anything."""
    rows = [{"id": f"s.{x}", "printed": p, "unit": "pct", "n": 10}
            for x, p in zip("abc", ["33", "33", "32"], strict=True)]  # fmt: skip
    audit = audit_of(rows, {"kind": "share", "shares": "s.*", "complete": True})
    assert outcome_of(audit, "s.a", "share").innocent == (("down", "weighted"),)


def test_shares_of_a_printed_whole_are_not_excused_as_weighted() -> None:
    rows: list[dict[str, Any]] = [
            {"id": "all", "printed": "10"},
            {"id": "s.a", "printed": "33", "unit": "pct", "n": 10},
            {"id": "s.b", "printed": "67", "unit": "pct", "n": 10}]  # fmt: skip
    audit = audit_of(rows, {"kind": "share", "shares": "s.*", "whole": "all", "complete": True})
    assert "inconsistent" in {o.verdict for o in audit_figures(audit) if o.check == "share"}


def thousands(amounts: list[str], rounding: str) -> Audit:
    names = ["total", *(f"part.{i}" for i in range(1, len(amounts)))]
    rows = [{"id": name, "printed": amount, "unit": "eur", "rounding": rounding}
            for name, amount in zip(names, amounts, strict=True)]  # fmt: skip
    return audit_of(rows, {"kind": "sum", "total": "total", "parts": "part.*"})


def test_amounts_in_full_thousands_need_not_add_up() -> None:
    """1 400 + 1 400 are printed as 1 000 and 1 000, and their sum as 3 000."""
    amounts = ["3 000", "1 000", "1 000"]
    assert outcome_of(thousands(amounts, "thousands"), "total", "sum").verdict == "consistent"
    assert outcome_of(thousands(amounts, "half"), "total", "sum").verdict == "inconsistent"
    open_one = outcome_of(thousands(amounts, ""), "total", "sum")
    assert (open_one.verdict, open_one.innocent) == ("uninformative", (("thousands",),))
    assert outcome_of(thousands(["5 000", "1 000", "1 000"], ""), "total", "sum").verdict == (
        "inconsistent"
    )


def test_an_amount_that_is_no_full_thousand_among_thousands_is_told() -> None:
    found = outcome_of(thousands(["3 000", "1 000", "1 700"], "thousands"), "part.2", "n")
    assert (found.verdict, [str(x) for x in found.implied]) == ("inconsistent", ["2000"])


def test_amounts_printed_in_thousands_stand_for_thousands() -> None:
    """9 thousand for 107 people are 84,11 a head, give or take 4,67."""
    rows: list[dict[str, Any]] = [
            {"id": "cost", "printed": "9", "unit": "eur", "rounding": "thousands"},
            {"id": "heads", "printed": "107"},
            {"id": "unit_cost", "printed": "79,47", "unit": "eur", "rounding": "half"}]  # fmt: skip
    check = {"kind": "product", "product": "unit_cost", "times": "cost", "over": "heads"}
    assert outcome_of(audit_of(rows, check), "unit_cost", "product").verdict == "consistent"
    rows[0]["rounding"] = ""
    excused = outcome_of(audit_of(rows, check), "unit_cost", "product")
    assert excused.innocent == (("in_thousands",),)


@pytest.mark.parametrize(
    ("printed", "verdict", "reason"),
    [
        ("25", "consistent", "audit.change_fits"),
        ("24,9", "inconsistent", "audit.change_differs"),
        ("10", "uninformative", "audit.change_points"),
    ],
)
def test_a_change_in_per_cent_is_worked_out_again(printed: str, verdict: str, reason: str) -> None:
    rows = [{"id": "before", "printed": "40,00", "unit": "pct", **FULLY},
            {"id": "after", "printed": "50,00", "unit": "pct", **FULLY},
            {"id": "change", "printed": printed, "unit": "pct", **FULLY}]  # fmt: skip
    check = {"kind": "change", "change": "change", "before": "before", "after": "after"}
    found = outcome_of(audit_of(rows, check), "change", "change")
    assert (found.verdict, found.reason) == (verdict, reason)


def test_a_fall_may_be_printed_without_its_sign() -> None:
    rows = [{"id": "before", "printed": "200", "unit": "eur", **FULLY},
            {"id": "after", "printed": "150", "unit": "eur", **FULLY},
            {"id": "change", "printed": "25", "unit": "pct", **FULLY}]  # fmt: skip
    check = {"kind": "change", "change": "change", "before": "before", "after": "after"}
    found = outcome_of(audit_of(rows, check), "change", "change")
    assert (found.verdict, found.reason) == ("uninformative", "audit.change_unsigned")
    rows[2]["printed"] = "-25"
    assert outcome_of(audit_of(rows, check), "change", "change").verdict == "consistent"


def test_a_deviation_of_shares_is_one_of_zeros_and_ones() -> None:
    """The example of DEBIT: 0.19 with 0.35 of 1683 is impossible; in per cent it is the same."""
    for mean, sd, unit in [("0.19", "0.35", "ratio"), ("19", "35", "pct")]:
        row = {"id": "x", "printed": mean, "sd": sd, "unit": unit, "n": 1683, **FULLY}
        assert outcome_of(audit_of([row]), "x", "sd").verdict == "inconsistent"
    row = {"id": "x", "printed": "44", "sd": "50", "unit": "pct", "n": 1683, **FULLY}
    assert outcome_of(audit_of([row]), "x", "sd").verdict == "consistent"


def test_a_deviation_that_may_be_of_several_questions_is_open() -> None:
    row = {"id": "x", "printed": "3.44", "sd": "2.47", "unit": "rating", "n": 18}
    found = outcome_of(audit_of([row]), "x", "sd")
    assert (found.verdict, ("items",) in found.innocent) == ("uninformative", True)
    assert outcome_of(audit_of([row | FULLY]), "x", "sd").verdict == "inconsistent"


FAULTY = """
[[printing]]
figures = "x"
rounding = "up"
colour = 1
[[printing]]
figures = "nobody"
items = 0
weighted = "maybe"
"""


def test_every_fault_of_what_is_declared_is_listed() -> None:
    figures = audit_of([{"id": "x", "printed": "3"}]).figures
    with pytest.raises(StudyError) as error:
        build_audit(tomllib.loads(FAULTY), figures, Path("audit.toml"))
    for words in ["unknown 'rounding' 'up'", "unknown key 'colour'", "called 'nobody'",
                  "'items' must be", "'weighted' 'maybe'"]:  # fmt: skip
        assert words in str(error.value)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"sd": "wide"}, "x: 'sd' must be a printed number"),
        ({"statistic": "mode"}, "x: unknown 'statistic'"),
        ({"items": 0}, "x: 'items' must be at least 1"),
    ],
)
def test_cells_that_cannot_be_read_are_named(row: dict[str, Any], words: str) -> None:
    with pytest.raises(StudyError, match=words):
        audit_of([{"id": "x", "printed": "3", **row}])


def test_a_cell_is_not_overruled() -> None:
    figures = audit_of([{"id": "x", "printed": "3", "weighted": "yes"}]).figures
    declared = {"printing": [{"figures": "x", "weighted": False}]}
    with pytest.raises(StudyError, match="'weighted' of x is declared twice"):
        build_audit(declared, figures, Path("audit.toml"))


@pytest.mark.parametrize(
    ("check", "words"),
    [
        ({"times": ["a", "b"], "counts": ["c"]}, "'times' and 'counts' must be as many"),
        ({"times": ["a", "b"], "shares": ["c", "d"]}, "needs 'counts', or 'shares' with 'whole'"),
    ],
)
def test_products_need_their_people(check: dict[str, Any], words: str) -> None:
    rows = [{"id": name, "printed": "3"} for name in "abcd"] + [{"id": "sum", "printed": "9"}]
    with pytest.raises(StudyError, match=words):
        audit_of(rows, {"kind": "sum_of_products", "total": "sum", **check})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_explanation_can_be_told(language: str) -> None:
    """Each reason of many tables, with every placeholder filled."""
    chance = Random(5)
    for way in WAYS:
        rows = with_another_digit(honest_rows(draw_truth(chance.randint), way), chance)
        audit = honest_audit(rows)
        found = estimate_checks(audit, audit_figures(audit), language)
        assert not json.dumps(list(found["explanation"])).count("{")


def test_a_name_stands_for_one_figure() -> None:
    with pytest.raises(StudyError, match="two figures are called 'x'"):
        audit_of([{"id": "x", "printed": "3"}, {"id": "x", "printed": "4"}])


def test_weighted_shares_are_of_no_printed_whole() -> None:
    """33 and 67 % of 10 people: no headcounts, but weights can give them."""
    rows: list[dict[str, Any]] = [{"id": "all", "printed": "10"}]
    rows += [{"id": f"s.{i}", "printed": share, "unit": "pct", "n": 10, **FULLY, "weighted": "yes"}
             for i, share in enumerate(["33", "67"])]  # fmt: skip
    audit = audit_of(rows, {"kind": "share", "shares": "s.*", "whole": "all", "complete": True})
    assert "inconsistent" not in {o.verdict for o in audit_figures(audit)}
