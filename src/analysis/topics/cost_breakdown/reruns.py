"""A cost sheet with one thing changed, to be computed anew."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pandas as pd

from analysis.study.costing import Costing


def vary(
    costs: pd.DataFrame, costing: Costing, item: str, value: Decimal
) -> tuple[pd.DataFrame, Costing]:
    """A cost sheet and rates with one thing changed.

    ``item`` is a rate (``on_cost_pct``, ``volunteer_hour_eur``, ``index_target``); or all
    ``hours`` are multiplied by the value; or the value is added to each pilot's ``participants``,
    of whom one is left.
    """
    match item:
        case "volunteer_hour_eur" | "index_target":
            rate: Any = {item: value}
            return costs, costing.model_copy(update=rate)
        case "on_cost_pct":
            changed = costs[item].where(costs["cost_kind"] != "paid_work", value)
        case "hours":
            changed = _change(costs[item], lambda hours: hours * value)
        case "participants":
            changed = _change(costs[item], lambda people: max(people + value, Decimal(1)))
        case _:
            raise ValueError(f"nothing is known of a change of '{item}'")
    return costs.assign(**{item: changed}), costing


def _change(cells: pd.Series, change: Callable[[Decimal], Decimal]) -> pd.Series:
    changed = [None if cell is None else change(cell) for cell in cells]
    return pd.Series(changed, cells.index, dtype="object")
