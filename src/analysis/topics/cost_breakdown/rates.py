"""The rates that hours are priced with, and the ranges that are tried, each with its source."""

from collections.abc import Callable, Mapping
from decimal import Decimal

import pandas as pd

from analysis.drawing.words.cells import NOTHING
from analysis.drawing.words.columns import DOCUMENT_SHOWN, ITEM, ORIGIN
from analysis.drawing.words.labels import in_words
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Estimates, Table
from analysis.study.costing import Costing
from analysis.study.declaration import LANGUAGES
from analysis.study.origin import PUBLISHED
from analysis.study.wording import Wording
from analysis.topics.cost_breakdown.needs import needs_hours

ASSUMPTIONS: Mapping[str, tuple[str, Callable[[Wording, float], str]]] = {
    "hours_a_month": ("cost_range.hours_a_month", Wording.number),
    "volunteer_hour_eur": ("cost_range.volunteer_hour_eur", Wording.euros),
    "index_base": ("cost_range.index_base", lambda say, index: say.number(index, 3)),
    "index_target": ("cost_range.index_target", lambda say, index: say.number(index, 3)),
    "on_cost_pct": ("cost_range.on_cost_pct", lambda say, pct: say.percent(pct, 2)),
    "overhead_pct": ("cost_range.overhead_pct", Wording.percent),
    "hours": ("cost_range.hours", lambda say, factor: say.percent(100 * factor)),
    "participants": ("cost_range.participants", lambda say, n: say.number(n, signed=True)),
}
"""Key of the name of each rate or range, and how a value of it is written."""
LABELS = in_words({item: key for item, (key, _) in ASSUMPTIONS.items()})


def in_own_unit(estimates: Estimates, name: str) -> list[str]:
    """A column of values of several units."""
    pairs = zip(estimates.table["item"], estimates.table[name], strict=True)
    return [
        NOTHING if pd.isna(value) else ASSUMPTIONS[item][1](estimates.say, value)
        for item, value in pairs
    ]


VALUE = Column("value", "float64", "Value, in the item's own unit", cells=in_own_unit)
VALUE_LOW = Column(
    "value_low", "float64", "Lower end of the range that is tried", cells=in_own_unit
)
VALUE_HIGH = Column(
    "value_high", "float64", "Upper end of the range that is tried", cells=in_own_unit
)
YEAR_OF = {
    "volunteer_hour_eur": "volunteer_base_year",
    "index_base": "volunteer_base_year",
    "index_target": "target_year",
    "on_cost_pct": "target_year",
}
"""Rates that are of a year; the others hold for the whole project."""
BASIS = "What the range rests on"
RATES = Table(
    name="rates",
    frame=Frame(
        ITEM,
        VALUE,
        VALUE_LOW,
        VALUE_HIGH,
        Column("year", "str", "Calendar year that the rate is of"),
        DOCUMENT_SHOWN,
        *(Column(f"basis_{key}", "str", BASIS, language=key) for key in LANGUAGES),
        ORIGIN,
        counts_people=False,
    ),
    estimate=lambda material: tabulate_rates(material.costing),
    items=LABELS,
    caption_key="table.rates",
    needs=needs_hours,
)


def tabulate_rates(costing: Costing | None) -> pd.DataFrame:
    """Every declared rate and every range that is tried, for readers to judge: a row each.

    Values are in the item's own unit. Hours and participants are a factor and a number added;
    their value is what the sheet has. Without rates there are no rows.
    """
    if costing is None:
        return RATES.frame.empty()
    declared = dict(costing)
    rates = [name for name, value in declared.items() if isinstance(value, Decimal)]
    rows = []
    for item in dict.fromkeys((*rates, *costing.ranges)):
        low, high = costing.ranges.get(item, (float("nan"), float("nan")))
        row = {
            "item": item,
            "value": float(declared.get(item, "nan")),
            "value_low": float(low),
            "value_high": float(high),
            "year": str(declared.get(YEAR_OF.get(item, ""), "")),
            "document": costing.sources.get(item, ""),
        }
        basis = costing.basis.get(item, {})
        rows.append(row | {f"basis_{key}": basis.get(key, "") for key in LANGUAGES})
    return pd.DataFrame(rows).assign(origin=PUBLISHED)[RATES.frame.names]
