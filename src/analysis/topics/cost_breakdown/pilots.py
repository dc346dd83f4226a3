"""A cost sheet summed up by municipality: money, hours, meetings and people."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from analysis.study.costing import Costing
from analysis.study.declaration import ALL
from analysis.study.spelling import normal
from analysis.topics.cost_breakdown.pricing import price_entries

VARIABLE = "variable"
"""What the column ``cost_part`` says of costs that grow with the participants."""
COLUMNS = ("cost_eur", "variable_eur", "n", "hours", "meetings")
WORK = ("paid_work", "volunteer_work")
"""Kinds of cost that are counted in hours."""


def sum_pilots(
    costs: pd.DataFrame, costing: Costing | None, columns: Sequence[str] = COLUMNS
) -> pd.DataFrame:
    """Costs, participants, hours and meetings of each municipality and of the project.

    Parameters
    ----------
    costs : pandas.DataFrame
        From `read_inputs`, with at least one row.
    costing : Costing or None
    columns : sequence of str
        Those of `COLUMNS` that are needed; ``variable_eur`` is the part of the cost that is marked
        as such.

    Returns
    -------
    pandas.DataFrame
        A row a municipality, in the sheet's order, and last the project (``"all"``), as the
        index; all exact `decimal.Decimal`. What is counted once a pilot (people, meetings) is
        counted once; it is missing where the sheet does not tell it of all pilots, and so are hours
        where it does not tell them of all work.
    """
    counts_alone = set(columns) <= {"n", "meetings"}
    priced = costs if counts_alone else price_entries(costs, costing)
    by = priced["municipality"]
    table = pd.DataFrame(
        {column: _sum(priced, column) for column in columns},
        index=pd.Index(by.unique(), name="municipality"),
        dtype="object",
    )
    table.loc[ALL] = [_total(table[column]) for column in table.columns]
    return table


def counts_participants(costs: pd.DataFrame) -> bool:
    """Whether a cost sheet has entries, and tells how many took part in each pilot."""
    if costs.empty:
        return False
    return bool(pd.notna(sum_pilots(costs, None, ["n"]).loc[ALL, "n"]))


def per_unit(totals: pd.DataFrame, unit: str = "n", *, of: str = "cost_eur") -> pd.Series:
    """Cost per participant, hour or meeting, unrounded; missing where there is none of it."""
    quotients = [
        cost / count if pd.notna(count) and count else None
        for cost, count in zip(totals[of], totals[unit], strict=True)
    ]
    return pd.Series(quotients, index=totals.index, dtype="object")


def _sum(priced: pd.DataFrame, column: str) -> pd.Series:
    """A column of `sum_pilots`, by municipality."""
    nothing = Decimal(0)
    match column:
        case "n":
            return _once_a_pilot(priced, "participants")
        case "meetings":
            return _once_a_pilot(priced, "meetings")
        case "variable_eur":
            part = priced.get("cost_part", pd.Series("", index=priced.index))
            summed = priced["cost_eur"].where(part == VARIABLE, nothing)
        case "hours":
            is_work = priced["cost_kind"].isin(WORK)
            summed = priced["hours"].where(is_work, nothing)
            return summed.groupby(priced["municipality"], sort=False).agg(_total)
        case _:
            summed = priced[column]
    return summed.groupby(priced["municipality"], sort=False).sum()


def _once_a_pilot(costs: pd.DataFrame, column: str) -> pd.Series:
    """Sums over a municipality's pilots of what stands in any of a pilot's rows."""
    if column not in costs.columns:
        return pd.Series(dtype="object")
    counts: dict[str, dict[str, Any]] = {}
    columns = (costs[name].tolist() for name in ("municipality", "pilot", column))
    for place, pilot, count in zip(*columns, strict=True):
        counted = counts.setdefault(place, {})
        if _is_missing(counted.setdefault(normal(pilot), count)):
            counted[normal(pilot)] = count
    return pd.Series(
        {place: _total(pilots.values()) for place, pilots in counts.items()}, dtype="object"
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
