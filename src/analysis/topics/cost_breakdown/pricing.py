"""What each entry of a cost sheet costs, to the cent."""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

import pandas as pd

from analysis.study.costing import Costing
from analysis.study.declaration import COST_KINDS

CENT = Decimal("0.01")


class _Entry(NamedTuple):
    """What the price of an entry rests on."""

    cost_kind: str
    monthly_pay_eur: Decimal | None
    hourly_pay_eur: Decimal | None
    hours: Decimal | None
    on_cost_pct: Decimal | None
    unit_price_eur: Decimal
    quantity: Decimal | None


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
    price times quantity, and so is work of which the sheet tells no hours or no pay;
    without a quantity, the price is the amount. Halves of a cent are rounded up, an entry at a
    time, so that every sum of entries is exact.

    Parameters
    ----------
    costs : pandas.DataFrame
        A row an entry, numbers as `decimal.Decimal`; an entry of paid work without on-costs has
        the declared rate.
    costing : Costing or None
        The study's rates, without which there is a ValueError where work is priced by hours.
    """
    # Out of lists: the tornado prices the sheet some thirty times, and rows of a frame are slow.
    nothing = [None] * len(costs)
    columns = [costs[name].tolist() if name in costs else nothing for name in _Entry._fields]
    entries = [_Entry(*cells) for cells in zip(*columns, strict=True)]
    rates = None
    if costing is not None or any(_is_by_hours(entry) for entry in entries):
        rates = _rates(require_rates(costing))
    priced = [_price(entry, rates) for entry in entries]
    return costs.assign(cost_eur=pd.Series(priced, index=costs.index, dtype="object"))


def is_paid_by_hours(priced: pd.DataFrame) -> pd.Series:
    """Whether each priced entry is paid work of hours that cost something.

    Others say nothing of anyone's pay, and a place that has no such entry hides nobody's: where a
    sheet lists work of no hours, all hours and all pay are those of the other places.
    """
    pairs = zip(priced["cost_kind"], priced["hours"], priced["cost_eur"], strict=True)
    paid = [kind == "paid_work" and pd.notna(hours) and hours > 0 and cost > 0
            for kind, hours, cost in pairs]  # fmt: skip
    return pd.Series(paid, index=priced.index, dtype="bool")


def price_overhead(priced: pd.DataFrame, costing: Costing) -> pd.Series:
    """The project's overhead on each priced entry: a flat rate on paid work, to the cent."""
    rate = costing.overhead_pct / 100
    pairs = zip(priced["cost_kind"], priced["cost_eur"], strict=True)
    overhead = [to_cent(cost * rate) if kind == "paid_work" else Decimal(0) for kind, cost in pairs]
    return pd.Series(overhead, index=priced.index, dtype="object")


def to_cent(amount: Decimal) -> Decimal:
    """An amount in whole cents, halves up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def _rates(costing: Costing) -> _Rates:
    volunteer_hour_eur = costing.volunteer_hour_eur * costing.index_target / costing.index_base
    return _Rates(costing.hours_a_month, costing.on_cost_pct, volunteer_hour_eur)


def _is_by_hours(entry: _Entry) -> bool:
    """Whether hours say what an entry costs: of paid work, with a pay."""
    is_paid = entry.monthly_pay_eur is not None or entry.hourly_pay_eur is not None
    is_work = entry.cost_kind == "volunteer_work" or (entry.cost_kind == "paid_work" and is_paid)
    return is_work and entry.hours is not None


def _price(entry: _Entry, rates: _Rates | None) -> Decimal:
    if entry.cost_kind not in COST_KINDS:
        raise ValueError(f"unknown kind of cost '{entry.cost_kind}'")
    hours, hourly, monthly = entry.hours, entry.hourly_pay_eur, entry.monthly_pay_eur
    if hours is None or rates is None or not _is_by_hours(entry):
        return to_cent(entry.unit_price_eur * (1 if entry.quantity is None else entry.quantity))
    if entry.cost_kind == "volunteer_work":
        return to_cent(hours * rates.volunteer_hour_eur)
    if monthly is not None:
        hourly = monthly / rates.hours_a_month
    rate = rates.on_cost_pct if entry.on_cost_pct is None else entry.on_cost_pct
    return to_cent(hours * Decimal(hourly or 0) * (1 + rate / 100))
