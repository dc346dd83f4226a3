"""Small phrases that captions and charts share."""

from typing import Any

import pandas as pd

from analysis.wording import Wording


def headcount(say: Wording, n: Any) -> str:
    """Number of participants in words; says so where none can be computed."""
    return say.text("not_printed") if pd.isna(n) else say.counted("participants", int(n))


def ratio(say: Wording, value: float) -> str:
    """A ratio with two significant digits, roughly."""
    return say.number(value, 1 if value >= 1 else 2)


def lower_first(label: str) -> str:
    """A label inside a sentence."""
    return label[:1].lower() + label[1:]
