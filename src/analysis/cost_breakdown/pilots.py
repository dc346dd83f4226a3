"""A cost sheet summed up by municipality: money, hours, meetings and people."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pandas as pd

from analysis.codebook import normal
from analysis.cost_breakdown.pricing import price_entries
from analysis.numbers import OWN_DOCUMENT, origin_of
from analysis.study import ALL, Costing

VARIABLE = "variable"
"""What the column ``cost_part`` says of costs that grow with the participants."""
WORK = ("paid_work", "volunteer_work")
"""Kinds of cost that are counted in hours."""


def sum_pilots(costs: pd.DataFrame, costing: Costing) -> pd.DataFrame:
    """Costs, participants, hours and meetings of each municipality and of the project.

    Parameters
    ----------
    costs : pandas.DataFrame
        From `read_inputs`, with at least one row.
    costing : Costing

    Returns
    -------
    pandas.DataFrame
        A row a municipality, in the sheet's order, and last the project
        (``"all"``), as the index: ``cost_eur, variable_eur, n, hours,
        meetings``, all exact `decimal.Decimal`; ``variable_eur`` is the part of
        the cost that is marked as such. What is counted once a pilot (people,
        meetings) is counted once; it is missing where the sheet does not tell it
        of all pilots.
    """
    priced = price_entries(costs, costing)
    by = priced["municipality"]
    is_work = priced["cost_kind"].isin(WORK)
    table = pd.DataFrame(
        {
            "cost_eur": priced.groupby(by, sort=False)["cost_eur"].sum(),
            "variable_eur": _variable(priced).groupby(by, sort=False).sum(),
            "n": _once_a_pilot(priced, "participants"),
            "hours": priced["hours"].where(is_work, Decimal(0)).groupby(by, sort=False).sum(),
            "meetings": _once_a_pilot(priced, "meetings"),
        },
        index=pd.Index(by.unique(), name="municipality"),
        dtype="object",
    )
    table.loc[ALL] = [_total(table[column]) for column in table.columns]
    return table


def per_unit(totals: pd.DataFrame, unit: str = "n", *, of: str = "cost_eur") -> pd.Series:
    """Cost per participant, hour or meeting, unrounded; missing where there is none of it."""
    quotients = [
        cost / count if pd.notna(count) and count else None
        for cost, count in zip(totals[of], totals[unit], strict=True)
    ]
    return pd.Series(quotients, index=totals.index, dtype="object")


def with_source(table: pd.DataFrame, costs: pd.DataFrame) -> pd.DataFrame:
    """Estimates with the document and origin of the cost sheet they are computed from."""
    origin = origin_of(costs)
    return table.assign(document=OWN_DOCUMENT[origin], origin=origin)


def require_rates(costing: Costing | None) -> Costing:
    """The study's rates.

    Raises
    ------
    ValueError
        If the study declares none.
    """
    if costing is None:
        raise ValueError("a cost sheet needs the study's rates: [costing] of study.toml")
    return costing


def _variable(priced: pd.DataFrame) -> pd.Series:
    """Each entry's cost if it is marked as variable, else 0."""
    if "cost_part" not in priced.columns:
        return pd.Series([Decimal(0)] * len(priced), index=priced.index, dtype="object")
    return priced["cost_eur"].where(priced["cost_part"] == VARIABLE, Decimal(0))


def _once_a_pilot(costs: pd.DataFrame, column: str) -> pd.Series:
    """Sums over a municipality's pilots of what stands in any of a pilot's rows."""
    if column not in costs.columns:
        return pd.Series(dtype="object")
    counts: dict[str, dict[str, Any]] = {}
    columns = (costs[name].tolist() for name in ("municipality", "pilot", column))
    for place, pilot, count in zip(*columns, strict=True):
        told = counts.setdefault(place, {})
        if _is_missing(told.setdefault(normal(pilot), count)):
            told[normal(pilot)] = count
    return pd.Series(
        {place: _total(told.values()) for place, told in counts.items()}, dtype="object"
    )


def _total(values: Iterable[Any]) -> Decimal | None:
    """The sum, or nothing if one of the numbers is missing."""
    total = Decimal(0)
    for value in values:
        if _is_missing(value):
            return None
        total += value
    return total


def _is_missing(value: Any) -> bool:
    """Whether a cell of exact numbers is empty: what is no number differs from itself."""
    return value is None or value != value
