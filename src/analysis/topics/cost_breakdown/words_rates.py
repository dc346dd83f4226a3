"""Rates and ranges, each written in its own unit."""

from collections.abc import Callable, Mapping

import pandas as pd

from analysis.release.rules import Released
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


def rate_texts(released: Released, column: str) -> list[str]:
    """A column of rates of several units; empty where there is none."""
    say, table = Wording(released.edition.language), released.table
    pairs = zip(table["item"], table[column], strict=True)
    return ["" if pd.isna(value) else FORM[item](say, value) for item, value in pairs]


def tried(released: Released) -> list[str]:
    """The range that was tried of each assumption."""
    say = Wording(released.edition.language)
    ends = zip(rate_texts(released, "value_low"), rate_texts(released, "value_high"), strict=True)
    return [say.interval(low, high) for low, high in ends]
