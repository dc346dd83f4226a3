"""Tables printed from random true data by honest rounding, and the checks that they allow."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd

from analysis.inputs.printed.audit_file import FIGURE_COLUMNS, Audit, build_audit

Row = dict[str, Any]
Figure = tuple[str, Fraction, int, str, int | None]
"""Its id, true value, printed decimals, unit and n."""
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


@dataclass(frozen=True)
class Truth:
    """A made-up project as it was, and how its report rounds.

    Attributes
    ----------
    heads, cents : tuple of int
        People and cost of each pilot.
    answers : tuple of int
        How many chose each of three answers; the first two lead to a follow-up.
    followed, chosen : int
        Who answered the follow-up, and who of them chose its answer.
    ratings : int
        Sum of the ratings (1-5) of everyone who answered.
    decimals : tuple of int
        Printed decimals of costs, shares, answers and the rating.
    is_of_totals : bool
        Whether the report's mean is the ratio of totals, or the mean of ratios.
    roundings : tuple of int
        Places in `ROUNDINGS`: how halves are rounded, one figure after another.
    """

    heads: tuple[int, ...]
    cents: tuple[int, ...]
    answers: tuple[int, ...]
    followed: int
    chosen: int
    ratings: int
    decimals: tuple[int, int, int, int]
    is_of_totals: bool
    roundings: tuple[int, int, int]


def draw_truth(integer: Callable[[int, int], int]) -> Truth:
    """A project of integers that ``integer(low, high)`` draws: a `Random`, or Hypothesis."""
    pilots = range(integer(2, 6))
    answers = tuple(integer(1, 40) for _ in "abc")
    n, followed = sum(answers), integer(1, answers[0] + answers[1])
    return Truth(
        heads=tuple(integer(1, 60) for _ in pilots),
        cents=tuple(integer(100, 300_000) for _ in pilots),
        answers=answers,
        followed=followed,
        chosen=integer(0, followed),
        ratings=integer(n, 5 * n),
        decimals=(2 * integer(0, 1), integer(0, 2), integer(0, 1), integer(1, 2)),
        is_of_totals=bool(integer(0, 1)),
        roundings=(integer(0, 2), integer(0, 2), integer(0, 2)),
    )


def honest_rows(truth: Truth) -> list[Row]:
    """What the project's report prints, honestly rounded."""
    figures = [*_pilots(truth), *_answers(truth)]
    roundings = cycle(ROUNDINGS[place] for place in truth.roundings)
    return [_row(*figure, rounding) for figure, rounding in zip(figures, roundings, strict=False)]


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


def _pilots(truth: Truth) -> Iterator[Figure]:
    """People and costs in all and by pilot, their shares and the cost of one."""
    people, cost = sum(truth.heads), Fraction(sum(truth.cents), 100)
    coarse, share, _, _ = truth.decimals
    yield "people.all", Fraction(people), 0, "count", None
    yield "municipalities", Fraction(len(truth.heads)), 0, "count", None
    yield "cost.all", cost, coarse, "eur", None
    parts = [Fraction(cents, 100) for cents in truth.cents]
    ratios = [part / k for part, k in zip(parts, truth.heads, strict=True)]
    for i, (k, part, ratio) in enumerate(zip(truth.heads, parts, ratios, strict=True)):
        yield f"people_in.{i}", Fraction(k), 0, "count", None
        yield f"cost_in.{i}", part, coarse, "eur", None
        yield f"people_share.{i}", Fraction(100 * k, people), share, "pct", None
        yield f"cost_share.{i}", 100 * part / cost, share, "pct", None
        yield f"ratio.{i}", ratio, 2, "eur", None
    mean = cost / people if truth.is_of_totals else sum(ratios, Fraction(0)) / len(ratios)
    yield "ratio_mean", mean, 2, "eur", None


def _answers(truth: Truth) -> Iterator[Figure]:
    """A question, the question that it filters, and a mean rating."""
    n, (_, _, answer, rating) = sum(truth.answers), truth.decimals
    for name, k in zip("abc", truth.answers, strict=True):
        yield f"answer.{name}", Fraction(100 * k, n), answer, "pct", n
    chosen = Fraction(100 * truth.chosen, truth.followed)
    yield "after.x", chosen, answer, "pct", truth.followed
    yield "rating", Fraction(truth.ratings, n), rating, "rating", n


def _row(name: str, exact: Fraction, decimals: int, unit: str, n: int | None, rounding: str) -> Row:
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
