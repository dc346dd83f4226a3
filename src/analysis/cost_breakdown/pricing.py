"""What each entry of a cost sheet costs, to the cent."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

from analysis.study import Costing

CENT = Decimal("0.01")
PRICED = ("cost_kind", "monthly_pay_eur", "hourly_pay_eur", "hours", "on_cost_pct",
          "unit_price_eur", "quantity")  # fmt: skip
"""What `_price` looks at."""


def price_entries(costs: pd.DataFrame, costing: Costing) -> pd.DataFrame:
    """What each entry of a cost sheet costs, to the cent.

    Paid work is hours times the pay of an hour, with the employer's on-costs;
    a monthly pay is divided by the declared hours of a month. Volunteer work
    is hours times the declared value, raised by the index. All else is unit
    price times quantity. Halves of a cent are rounded up, an entry at a time,
    so that every sum of entries is exact.

    Parameters
    ----------
    costs : pandas.DataFrame
        From `read_folder`: a row an entry, numbers as `decimal.Decimal`.
        An entry of paid work without on-costs has the declared rate.
    costing : Costing
        The study's rates.

    Returns
    -------
    pandas.DataFrame
        The same rows with ``cost_eur`` (`decimal.Decimal`).
    """
    # Row by row out of lists: the tornado prices the sheet some thirty times.
    columns = [name for name in PRICED if name in costs.columns]
    cells = zip(*(costs[name].tolist() for name in columns), strict=True)
    rows = (dict(zip(columns, row, strict=True)) for row in cells)
    priced = [_price(row, costing) for row in rows]
    return costs.assign(cost_eur=pd.Series(priced, index=costs.index, dtype="object"))


def price_overhead(priced: pd.DataFrame, costing: Costing) -> pd.Series:
    """The project's overhead on each entry: a flat rate on paid work, to the cent.

    Parameters
    ----------
    priced : pandas.DataFrame
        From `price_entries`.
    costing : Costing
        With the flat rate.

    Returns
    -------
    pandas.Series
        Euros (`decimal.Decimal`) of `priced`'s index; 0 on all but paid work.
    """
    rate = costing.overhead_pct / 100
    pairs = zip(priced["cost_kind"], priced["cost_eur"], strict=True)
    overhead = [to_cent(cost * rate) if kind == "paid_work" else Decimal(0) for kind, cost in pairs]
    return pd.Series(overhead, index=priced.index, dtype="object")


def to_cent(amount: Decimal) -> Decimal:
    """An amount in whole cents, halves up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def _price(row: dict[str, Any], costing: Costing) -> Decimal:
    match row["cost_kind"]:
        case "paid_work":
            monthly, on_cost_pct = row["monthly_pay_eur"], row["on_cost_pct"]
            hourly = row["hourly_pay_eur"] if monthly is None else monthly / costing.hours_a_month
            rate = costing.on_cost_pct if on_cost_pct is None else on_cost_pct
            cost = row["hours"] * hourly * (1 + rate / 100)
        case "volunteer_work":
            raised = costing.volunteer_hour_eur * costing.index_target / costing.index_base
            cost = row["hours"] * raised
        case "purchase" | "travel" | "premises":
            cost = row["unit_price_eur"] * row["quantity"]
        case kind:
            raise ValueError(f"unknown kind of cost '{kind}'")
    return to_cent(Decimal(cost))
