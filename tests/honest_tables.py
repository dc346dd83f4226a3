"""Tables printed from random true data by honest rounding, and the checks that they allow."""

from decimal import ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd

from analysis.inputs.audit_file import FIGURE_COLUMNS, Audit, build_audit

Row = dict[str, Any]
ROUNDINGS = (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN)
DECLARED: dict[str, Any] = {
    "checks": [
        {"kind": "sum", "total": "people.all", "parts": "people_in.*"},
        {"kind": "sum", "total": "cost.all", "parts": "cost_in.*"},
        {"kind": "share", "shares": "people_share.*", "whole": "people.all", "complete": True},
        {"kind": "share", "shares": "people_share.*", "parts": "people_in.*",
         "whole": "people.all", "complete": True},
        {"kind": "share", "shares": "cost_share.*", "whole": "cost.all", "complete": True},
        {"kind": "share", "shares": "cost_share.*", "parts": "cost_in.*", "whole": "cost.all"},
        {"kind": "share", "shares": "answer.*", "complete": True},
        {"kind": "filter", "followed": "after.*", "through": ["answer.a", "answer.b"]},
        {"kind": "mean", "mean": "ratio_mean", "total": "cost.all", "over": "people.all",
         "ratios": "ratio.*"},
        {"kind": "product", "product": "cost_share.*", "times": "ratio.*",
         "heads": ["people_share.*", "people.all"], "over": "cost.all"},
        {"kind": "list", "figures": "municipalities", "listed": "people_in.*", "complete": True},
        {"kind": "at_most", "lower": "people_in.*", "upper": "people.all"},
        {"kind": "scale", "figures": "rating", "low": 1, "high": 5},
    ]
}  # fmt: skip


def honest_rows(chance: Random) -> list[Row]:
    """Figures of one random project, each rounded in print in one of the usual ways."""
    heads = [chance.randint(1, 60) for _ in range(chance.randint(2, 6))]
    cents = [chance.randint(100, 300_000) for _ in heads]
    people, cost = sum(heads), Fraction(sum(cents), 100)
    coarse = chance.choice([0, 2])
    rows = [_row("people.all", people, 0, "count"), _row("municipalities", len(heads), 0, "count")]
    rows.append(_row("cost.all", cost, coarse, "eur", chance=chance))
    ratios = []
    share_decimals = chance.randint(0, 2)
    for i, (k, c) in enumerate(zip(heads, cents, strict=True)):
        part = Fraction(c, 100)
        ratios.append(part / k)
        rows += [
            _row(f"people_in.{i}", k, 0, "count"),
            _row(f"cost_in.{i}", part, coarse, "eur", chance=chance),
            _row(f"people_share.{i}", Fraction(100 * k, people), share_decimals, "pct", chance),
            _row(f"cost_share.{i}", 100 * part / cost, share_decimals, "pct", chance),
            _row(f"ratio.{i}", part / k, 2, "eur", chance),
        ]
    means = [cost / people, sum(ratios, Fraction(0)) / len(ratios)]
    rows.append(_row("ratio_mean", chance.choice(means), 2, "eur", chance))
    return rows + _answers(chance)


def honest_audit(rows: list[Row]) -> Audit:
    """The rows with the checks of `DECLARED`, as if read from files."""
    table = pd.DataFrame(rows, columns=list(FIGURE_COLUMNS))
    table = table.astype({"value": "float64", "n": "Int64", "date": "datetime64[s]"})
    return build_audit(DECLARED, table, Path("audit.toml"))


def with_another_digit(rows: list[Row], chance: Random) -> list[Row]:
    """The same rows with one digit of one printed figure replaced by another."""
    place = chance.randrange(len(rows))
    text = rows[place]["printed"]
    digit = chance.choice([i for i, sign in enumerate(text) if sign.isdigit()])
    other = chance.choice([d for d in "0123456789" if d != text[digit]])
    changed = text[:digit] + other + text[digit + 1 :]
    row = {**rows[place], "printed": changed, "value": float(changed.replace(",", "."))}
    return [*rows[:place], row, *rows[place + 1 :]]


def _answers(chance: Random) -> list[Row]:
    """A question, the question that it filters, and a mean rating."""
    counts = [chance.randint(1, 40) for _ in range(3)]
    n, decimals = sum(counts), chance.randint(0, 1)
    followed = chance.randint(1, counts[0] + counts[1])
    chosen = chance.randint(0, followed)
    ratings = [chance.randint(1, 5) for _ in range(n)]
    rows = [
        _row(f"answer.{name}", Fraction(100 * k, n), decimals, "pct", chance, n)
        for name, k in zip("abc", counts, strict=True)
    ]
    rows.append(
        _row("after.x", Fraction(100 * chosen, followed), decimals, "pct", chance, followed)
    )
    return [*rows, _row("rating", Fraction(sum(ratings), n), chance.randint(1, 2), "rating",
                        chance, n)]  # fmt: skip


def _row(
    name: str, value: Fraction | int, decimals: int, unit: str,
    chance: Random | None = None, n: int | None = None,
) -> Row:  # fmt: skip
    rounding = chance.choice(ROUNDINGS) if chance else ROUND_HALF_UP
    exact = Fraction(value)
    # Fractions of a unit are compared exactly, so that halves are halves.
    scaled = exact * 10**decimals
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    tail = Decimal(0 if not rest else 5 if 2 * rest == scaled.denominator else
                   1 if 2 * rest < scaled.denominator else 9) / 10  # fmt: skip
    units = (whole + tail).quantize(Decimal(1), rounding)
    printed = f"{units.scaleb(-decimals):f}".replace(".", ",")
    return {"id": name, "printed": printed, "value": float(printed.replace(",", ".")),
            "unit": unit, "bound": "", "n": n, "date": pd.NaT, "document": "report",
            "heading": "", "origin": "published"}  # fmt: skip
