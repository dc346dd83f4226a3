"""Rates and the ranges that are tried of them, each in its own unit."""

from collections.abc import Callable, Mapping

import pandas as pd

from analysis.drawing.words.cells import NOTHING
from analysis.drawing.words.labels import in_words
from analysis.release.columns import Column
from analysis.release.estimates import Estimates
from analysis.study.wording import Wording

FORM: Mapping[str, Callable[[Wording, float], str]] = {
    "hours_a_month": lambda say, v: say.number(v),
    "volunteer_hour_eur": lambda say, v: say.euros(v),
    "index_base": lambda say, v: say.number(v, 3),
    "index_target": lambda say, v: say.number(v, 3),
    "on_cost_pct": lambda say, v: say.percent(v, 2),
    "overhead_pct": lambda say, v: say.percent(v),
    "hours": lambda say, v: say.percent(100 * v),
    "participants": lambda say, v: say.number(v, signed=True),
}
"""How a value of each rate or range is written."""


def in_own_unit(estimates: Estimates, name: str) -> list[str]:
    """A column of values of several units."""
    pairs = zip(estimates.table["item"], estimates.table[name], strict=True)
    return [
        NOTHING if pd.isna(value) else FORM[item](estimates.say, value) for item, value in pairs
    ]


VALUE = Column("value", "float64", "Value, in the item's own unit", cells=in_own_unit)  # fmt: skip
VALUE_LOW = Column(
    "value_low", "float64", "Lower end of the range that is tried", cells=in_own_unit
)
VALUE_HIGH = Column(
    "value_high", "float64", "Upper end of the range that is tried", cells=in_own_unit
)
LABELS = in_words(
    {
        "hours_a_month": "cost_range.hours_a_month",
        "volunteer_hour_eur": "cost_range.volunteer_hour_eur",
        "index_base": "cost_range.index_base",
        "index_target": "cost_range.index_target",
        "on_cost_pct": "cost_range.on_cost_pct",
        "overhead_pct": "cost_range.overhead_pct",
        "hours": "cost_range.hours",
        "participants": "cost_range.participants",
    }
)
