"""What each entry of a cost sheet costs, to the cent."""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

import pandas as pd

from analysis.study.costing import Costing

CENT = Decimal("0.01")


class _Entry(NamedTuple):
    """What the price of an entry rests on."""

    cost_kind: str
    monthly_pay_eur: Decimal | None
    hourly_pay_eur: Decimal
    hours: Decimal
    on_cost_pct: Decimal | None
    unit_price_eur: Decimal
    quantity: Decimal


class _Rates(NamedTuple):
    """The study's rates, the volunteer hour raised by the index."""

    hours_a_month: Decimal
    on_cost_pct: Decimal
    volunteer_hour_eur: Decimal


def require_rates(costing: Costing | None) -> Costing:
    """The study's rates; a ValueError if it declares none."""
    if costing is None:
        raise ValueError("a cost sheet needs the study's rates: [costing] of study.toml")
    return costing


def price_entries(costs: pd.DataFrame, costing: Costing | None) -> pd.DataFrame:
    """The same rows with ``cost_eur``: what each entry costs, to the cent (`decimal.Decimal`).

    Paid work is hours times the pay of an hour, with the employer's on-costs;
    a monthly pay is divided by the declared hours of a month. Volunteer work
    is hours times the declared value, raised by the index. All else is unit
    price times quantity. Halves of a cent are rounded up, an entry at a time,
    so that every sum of entries is exact.

    Parameters
    ----------
    costs : pandas.DataFrame
        A row an entry, numbers as `decimal.Decimal`; an entry of paid work without on-costs has
        the declared rate.
    costing : Costing or None
        The study's rates, without which there is a ValueError.
    """
    costing = require_rates(costing)
    # Out of lists: the tornado prices the sheet some thirty times, and rows of a frame are slow.
    nothing = [None] * len(costs)
    columns = [costs[name].tolist() if name in costs else nothing for name in _Entry._fields]
    rates = _Rates(
        costing.hours_a_month,
        costing.on_cost_pct,
        costing.volunteer_hour_eur * costing.index_target / costing.index_base,
    )
    priced = [_price(_Entry(*cells), rates) for cells in zip(*columns, strict=True)]
    return costs.assign(cost_eur=pd.Series(priced, index=costs.index, dtype="object"))


def price_overhead(priced: pd.DataFrame, costing: Costing) -> pd.Series:
    """The project's overhead on each priced entry: a flat rate on paid work, to the cent."""
    rate = costing.overhead_pct / 100
    pairs = zip(priced["cost_kind"], priced["cost_eur"], strict=True)
    overhead = [to_cent(cost * rate) if kind == "paid_work" else Decimal(0) for kind, cost in pairs]
    return pd.Series(overhead, index=priced.index, dtype="object")


def to_cent(amount: Decimal) -> Decimal:
    """An amount in whole cents, halves up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def _price(entry: _Entry, rates: _Rates) -> Decimal:
    match entry.cost_kind:
        case "paid_work":
            monthly, on_cost_pct = entry.monthly_pay_eur, entry.on_cost_pct
            hourly = entry.hourly_pay_eur if monthly is None else monthly / rates.hours_a_month
            rate = rates.on_cost_pct if on_cost_pct is None else on_cost_pct
            cost = entry.hours * hourly * (1 + rate / 100)
        case "volunteer_work":
            cost = entry.hours * rates.volunteer_hour_eur
        case "purchase" | "travel" | "premises":
            cost = entry.unit_price_eur * entry.quantity
        case kind:
            raise ValueError(f"unknown kind of cost '{kind}'")
    return to_cent(Decimal(cost))
