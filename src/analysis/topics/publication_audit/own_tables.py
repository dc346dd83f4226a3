"""The same audit of the tables that a run publishes: what their columns say of each other."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from analysis.study.origin import PUBLISHED

TOLERANCE = 1e-6
"""Tables are saved with ten digits."""
INTERVALS = (("ci_low", "estimate", "ci_high"), ("start_low", "start", "start_high"),
             ("end_low", "end", "end_high"), ("stayed_low", "stayed", "stayed_high"),
             ("started_low", "started", "started_high"),
             ("pooled_low", "pooled", "pooled_high"))  # fmt: skip
ORDERED = (("attended", "n"), ("n_pairs", "n_start"), ("n_pairs", "n_end"),
           ("planned_low", "planned_high"), ("p_value", "p_adjusted"))  # fmt: skip
WITHIN = {"p_value": 1.0, "p_adjusted": 1.0, "share_pct": 100.0,
          "participants_pct": 100.0, "total_cost_pct": 100.0, "estimate_pct": 100.0}  # fmt: skip
COMPUTED: Mapping[tuple[str, ...], Callable[..., pd.Series]] = {
    ("estimate", "attended", "n"): lambda attended, n: (attended / n).clip(upper=1.0),
    ("estimate", "start", "end"): lambda start, end: end - start,
    ("share", "estimate", "n"): lambda estimate, n: estimate / n,
    ("ratio", "estimate_eur", "others_eur"): lambda estimate, others: estimate / others,
    ("reached_pct", "reached", "planned_high"): lambda reached, plan: 100 * reached / plan,
}
"""Columns that follow from others: the column, then those that it is computed from."""
ROUNDED: Mapping[tuple[str, ...], float] = {("estimate", "start", "end"): 0.15}
"""How far a run's own numbers may lie apart, each of which is rounded to a tenth when released."""
OF_PEOPLE = (("share", "n_group"), ("share_against", "n_against"))
"""Percentages of whole answers, and the people who gave them."""


@dataclass(frozen=True)
class Misfit:
    """Numbers of one row that cannot all be true; the header is row 1, as in a spreadsheet."""

    row: int
    columns: tuple[str, ...]


def audit_own_table(table: pd.DataFrame) -> list[Misfit]:
    """Hold the columns of a published table against each other.

    Intervals hold their estimates, parts are no more than their wholes, shares
    lie on their scale, computed columns follow from those beside them (where these are
    told by bands, halfway between what the bands allow), and a percentage times its n is
    a whole number of answers (GRIM; of a run's own numbers only, since printed ones are
    rounded). What is missing in a row is not checked.

    Parameters
    ----------
    table : pandas.DataFrame
        As saved beside a figure.
    """
    return [
        Misfit(int(place) + 2, columns)
        for columns, is_wrong in _breaches(table.reset_index(drop=True))
        for place in np.flatnonzero(is_wrong)
    ]


def _breaches(table: pd.DataFrame) -> Iterator[tuple[tuple[str, ...], pd.Series]]:
    """Columns of each rule that the table has, and the rows that break it."""
    for low, middle, high in _intervals(table):
        if {low, middle, high} <= set(table.columns):
            a, b, c = (_numbers(table, name) for name in (low, middle, high))
            yield (low, middle, high), (a > b + TOLERANCE) | (b > c + TOLERANCE)
    for less, more in ORDERED:
        if {less, more} <= set(table.columns):
            yield (less, more), _numbers(table, less) > _numbers(table, more) + TOLERANCE
    for name, most in WITHIN.items():
        if name in table.columns:
            values = _numbers(table, name)
            yield (name,), (values < -TOLERANCE) | (values > most + TOLERANCE)
    for columns, compute in COMPUTED.items():
        if set(columns) <= set(table.columns):
            result = _numbers(table, columns[0])
            possible = product(*(_ends(table, name) for name in columns[1:]))
            values = pd.concat([compute(*parts) for parts in possible], axis=1)
            rounded = np.where(_is_own(table), ROUNDED.get(columns, 0.0), 0.0)
            apart = ((values.min(axis=1) + values.max(axis=1)) / 2 - result).abs()
            yield columns, apart > rounded + TOLERANCE * (1 + result.abs())
    if {"share_pct", "estimate_eur"} <= set(table.columns):
        wrong = (_shares_pct(table) - _numbers(table, "share_pct")).abs() > 100 * TOLERANCE
        yield ("share_pct", "estimate_eur"), wrong
    for value, n in OF_PEOPLE:
        if {value, n, "origin"} <= set(table.columns):
            answers = _numbers(table, value) * _numbers(table, n)
            is_part = (answers - answers.round()).abs() > TOLERANCE * (1 + answers.abs())
            yield (value, n), is_part & _is_own(table)


def _is_own(table: pd.DataFrame) -> pd.Series:
    """Which rows are a run's own; of a table that does not say, none."""
    if "origin" not in table.columns:
        return pd.Series(False, index=table.index)
    return table["origin"] != PUBLISHED


def _shares_pct(table: pd.DataFrame) -> pd.Series:
    """Shares of what the rows add up to, those of each municipality by themselves."""
    amounts = _numbers(table, "estimate_eur")
    if "municipality" not in table.columns:
        return 100 * amounts / amounts.sum()
    return 100 * amounts / amounts.groupby(table["municipality"]).transform("sum")


def _intervals(table: pd.DataFrame) -> tuple[tuple[str, str, str], ...]:
    """The intervals; that of a count stands on its share, not on the count."""
    if {"estimate", "share", "ci_low", "n"} <= set(table.columns):
        return ("ci_low", "share", "ci_high"), *INTERVALS[1:]
    return INTERVALS


def _ends(table: pd.DataFrame, column: str) -> list[pd.Series]:
    """Numbers, or the ends of the bands that they are told by."""
    return [_numbers(table, name) for name in (column, f"{column}_most") if name in table.columns]


def _numbers(table: pd.DataFrame, column: str) -> pd.Series:
    return table[column].astype("float64")
