"""Tables printed from random true data in honest ways, and the checks that they allow."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
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
WAYS = ("half-even", "half-up", "truncated", "weighted", "thousands", "items", "median")
"""Honest ways of computing and printing, besides halves rounded one way after another."""
ONE_ROUNDING = {"half-even": (ROUND_HALF_EVEN,), "half-up": (ROUND_HALF_UP,),
                "truncated": (ROUND_DOWN,)}  # fmt: skip
ITEMS = 12
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
        {"kind": "filter", "followed": "after.*", "through": ["answer.a", "answer.b"],
         "shares": ["answer.a", "answer.b", "answer.c"]},
        {"kind": "mean", "mean": "ratio_mean", "total": "cost.all", "over": "people.all",
         "ratios": "ratio.*"},
        {"kind": "product", "product": "cost_share.*", "times": "ratio.*",
         "heads": ["people_share.*", "people.all"], "over": "cost.all"},
        {"kind": "sum_of_products", "total": "cost.all", "times": "ratio.*",
         "counts": "people_in.*"},
        {"kind": "sum_of_products", "total": "cost.all", "times": "ratio.*",
         "shares": "people_share.*", "whole": "people.all"},
        {"kind": "change", "change": "cost_change", "before": "cost_before", "after": "cost.all"},
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
    before : int
        Cents that the project before cost.
    weights : tuple of int
        What an answer counts, one respondent after another, where answers are weighted.
    moves : int
        How many times a rating was raised by one and another lowered: how much they differ.
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
    before: int
    weights: tuple[int, int, int]
    moves: int


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
        before=integer(100, 900_000),
        weights=(integer(40, 250), integer(40, 250), integer(40, 250)),
        moves=integer(0, 60),
    )


def honest_rows(truth: Truth, way: str = "", *, declared: bool = False) -> list[Row]:
    """What the project's report prints.

    Parameters
    ----------
    truth : Truth
    way : str
        One of `WAYS`; empty for halves rounded one way after another.
    declared : bool
        Whether the report says how it computed and rounded.
    """
    if way == "thousands":
        truth = replace(truth, cents=tuple(1000 * c for c in truth.cents),
                        before=1000 * truth.before, decimals=(-3, *truth.decimals[1:]))  # fmt: skip
    figures = [*_pilots(truth), *_answers(truth, way)]
    roundings = cycle(ONE_ROUNDING.get(way) or [ROUNDINGS[place] for place in truth.roundings])
    rows = [_row(*figure, rounding) for figure, rounding in zip(figures, roundings, strict=False)]
    rows[-1]["sd"] = _deviation(truth, way, ONE_ROUNDING.get(way, ROUNDINGS)[0])
    return [{**row, **_declaration(row, way)} for row in rows] if declared else rows


def honest_audit(rows: list[Row]) -> Audit:
    """The rows with the checks of `DECLARED`, as if read from files."""
    table = pd.DataFrame(rows, columns=list(FIGURE_COLUMNS))
    table = table.astype({"value": "float64", "n": "Int64", "date": "datetime64[s]"})
    return build_audit(DECLARED, table, Path("audit.toml"))


def with_another_digit(rows: list[Row], chance: Random) -> list[Row]:
    """The same rows with one digit of one printed figure replaced by another."""
    place = chance.randrange(len(rows))
    row = rows[place]
    if row["sd"] and chance.random() < 1 / 2:
        changed: Row = {"sd": _with_another_digit(row["sd"], chance)}
    else:
        text = _with_another_digit(row["printed"], chance)
        changed = {"printed": text, "value": float(text.replace(",", "."))}
    return [*rows[:place], {**row, **changed}, *rows[place + 1 :]]


def _with_another_digit(text: str, chance: Random) -> str:
    digit = chance.choice([i for i, sign in enumerate(text) if sign.isdigit()])
    other = chance.choice([d for d in "0123456789" if d != text[digit]])
    return text[:digit] + other + text[digit + 1 :]


def _declaration(row: Row, way: str) -> Row:
    """What a report that prints in this way would say of a figure."""
    is_answer = row["n"] is not None
    is_rounded = way == "thousands" and row["unit"] == "eur" and "," not in row["printed"]
    return {
        "rounding": "down" if way == "truncated" else "thousands" if is_rounded else "half",
        "weighted": "yes" if way == "weighted" and is_answer else "no",
        "items": ITEMS if way == "items" and row["unit"] == "rating" else 1,
        "statistic": "median" if way == "median" and row["unit"] == "rating" else "mean",
        "divisor": "n-1",
    }


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
    before = Fraction(truth.before, 100)
    yield "cost_before", before, coarse, "eur", None
    yield "cost_change", 100 * (cost / before - 1), share, "pct", None


def _answers(truth: Truth, way: str) -> Iterator[Figure]:
    """A question, the question that it filters, and a rating."""
    n, (_, _, answer, rating) = sum(truth.answers), truth.decimals
    first, second, third = truth.weights if way == "weighted" else (1, 1, 1)
    weighed = [w * k for w, k in zip((first, second, third), truth.answers, strict=True)]
    for name, k in zip("abc", weighed, strict=True):
        yield f"answer.{name}", Fraction(100 * k, sum(weighed)), answer, "pct", n
    chosen, others = first * truth.chosen, second * (truth.followed - truth.chosen)
    yield "after.x", Fraction(100 * chosen, chosen + others), answer, "pct", truth.followed
    ratings, weights = _ratings(truth, way)
    middle = _mean(ratings, weights) if way != "median" else _grouped_median(ratings)
    yield "rating", middle, rating, "rating", n


def _ratings(truth: Truth, way: str) -> tuple[list[Fraction], list[int]]:
    """Everyone's rating, a mean over items where there are several, and what it counts."""
    items, n = ITEMS if way == "items" else 1, sum(truth.answers)
    low, high = items, 5 * items
    total = min(high * n, max(low * n, truth.ratings * items - truth.moves % items))
    each, rest = divmod(total, n)
    sums = [each + (i < rest) for i in range(n)]
    for move in range(truth.moves):
        up, down = move % n, (7 * move + 3) % n
        if up != down and sums[up] < high and sums[down] > low:
            sums[up], sums[down] = sums[up] + 1, sums[down] - 1
    weights = [truth.weights[i % 3] if way == "weighted" else 1 for i in range(n)]
    return [Fraction(s, items) for s in sums], weights


def _mean(ratings: list[Fraction], weights: list[int]) -> Fraction:
    return sum((w * x for w, x in zip(weights, ratings, strict=True)), Fraction(0)) / sum(weights)


def _grouped_median(ratings: list[Fraction]) -> Fraction:
    """The median where a rating of 3 stands for 2.5 to 3.5."""
    ordered = sorted(ratings)
    middle = ordered[(len(ordered) - 1) // 2]
    below, at = sum(x < middle for x in ordered), ordered.count(middle)
    return middle - Fraction(1, 2) + (Fraction(len(ordered), 2) - below) / at


def _deviation(truth: Truth, way: str, rounding: str) -> str:
    """The ratings' standard deviation as printed; empty for one person."""
    ratings, weights = _ratings(truth, way)
    mean, n = _mean(ratings, weights), len(ratings)
    squares = _mean([(x - mean) ** 2 for x in ratings], weights)
    variance = squares * n / (n - 1) if n > 1 else Fraction(0)
    root = (Decimal(variance.numerator) / variance.denominator).sqrt()
    return str(root.quantize(Decimal("0.01"), rounding)).replace(".", ",") if n > 1 else ""


def _row(name: str, exact: Fraction, decimals: int, unit: str, n: int | None, rounding: str) -> Row:
    # Fractions of a unit are compared exactly, so that halves are halves.
    scaled = exact * Fraction(10) ** decimals
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    tail = Decimal(0 if not rest else 5 if 2 * rest == scaled.denominator else
                   1 if 2 * rest < scaled.denominator else 9) / 10  # fmt: skip
    units = (whole + tail).quantize(Decimal(1), rounding)
    printed = f"{units.scaleb(-decimals):f}".replace(".", ",")
    return {"id": name, "printed": printed, "value": float(printed.replace(",", ".")),
            "unit": unit, "bound": "", "n": n, "date": pd.NaT, "document": "report",
            "heading": "", "origin": "published", "sd": "", "items": pd.NA, "weighted": "",
            "rounding": "", "statistic": "", "divisor": ""}  # fmt: skip
