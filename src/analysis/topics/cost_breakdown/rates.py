"""The rates that hours are priced with, and the ranges that are tried, each with its source."""

from decimal import Decimal

import pandas as pd

from analysis.drawing.words.columns import DOCUMENT_SHOWN, ITEM, ORIGIN
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Table
from analysis.study.costing import Costing
from analysis.study.declaration import LANGUAGES
from analysis.study.origin import PUBLISHED
from analysis.topics.cost_breakdown.assumptions import LABELS, VALUE, VALUE_HIGH, VALUE_LOW

YEAR_OF = {
    "volunteer_hour_eur": "volunteer_base_year",
    "index_base": "volunteer_base_year",
    "index_target": "target_year",
    "on_cost_pct": "target_year",
}
"""Rates that are of a year; the others hold for the whole project."""
RATES = Table(
    name="rates",
    frame=Frame(
        ITEM,
        VALUE,
        VALUE_LOW,
        VALUE_HIGH,
        Column("year", "str", "Calendar year that the rate is of"),
        DOCUMENT_SHOWN,
        *(
            Column(f'basis_{language}', "str", "What the range rests on", language=language)
            for language in LANGUAGES
        ),
        ORIGIN,
        counts_people=False,
    ),
    estimate=lambda material: tabulate_rates(material.costing),
    items=LABELS,
    caption_key="table.rates",
)  # fmt: skip


def tabulate_rates(costing: Costing | None) -> pd.DataFrame:
    """Every declared rate and every range that is tried, for readers to judge.

    Parameters
    ----------
    costing : Costing or None
        Without rates there are no rows.

    Returns
    -------
    pandas.DataFrame
        A row a rate or range: ``item, value, value_low, value_high`` (each in
        the item's own unit)``, year, document, basis_fi, basis_sv, basis_en,
        origin``. Hours and participants are a factor and a number added; their
        value is what the sheet has.
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
