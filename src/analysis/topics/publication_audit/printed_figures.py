"""Printed figures as the checks take them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from analysis.statistics.forensics.printed import Interval, Printed, read_printed

WHOLE_UNITS = frozenset({"count", "points", "score", "year", "date"})
"""Units of numbers that are whole and printed in full."""
HUNDREDTHS = frozenset({"pct", "index"})
"""Units of numbers that stand for a hundredth of themselves in a product."""


@dataclass(frozen=True)
class PrintedFigure:
    """A printed figure: its id, its text as printed, and the number if it is one.

    ``unit`` and ``bound`` are as in the published tables: ``bound`` says of a number in words
    whether the truth is under, over or about it. ``n`` are the people whom it is of.
    """

    name: str
    text: str
    number: Printed | None
    unit: str
    bound: str = ""
    n: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it counts something."""
        return self.unit in WHOLE_UNITS

    @property
    def is_exact(self) -> bool:
        """Whether print gives a number and not a bound in words."""
        return self.number is not None and self.bound not in ("under", "over", "about")

    @property
    def shown(self) -> Decimal | str:
        """Its number, also where print has words or a pair ("1–3"); years and dates as printed."""
        if self.unit in ("date", "year") or self.number is None:
            return self.text
        return self.number.value

    @property
    def interval(self) -> Interval:
        """Values that may be behind it."""
        if self.number is None or self.bound == "about":
            return Interval()
        value = Fraction(self.number.value)
        if self.bound == "under":
            return Interval(None, value)
        if self.bound == "over":
            return Interval(value, None)
        return Interval(value, value) if self.is_whole else self.number.interval


Figures = Mapping[str, PrintedFigure]


def build_figures(table: pd.DataFrame) -> dict[str, PrintedFigure]:
    """Figures by their ids, from a table of a row a figure."""
    figures = {}
    for row in table.itertuples():
        n = None if pd.isna(row.n) else int(row.n)
        figures[row.id] = PrintedFigure(row.id, row.printed, _number(row), row.unit, row.bound, n)
    return figures


def _number(row: "pd.core.frame.Pandas") -> Printed | None:
    """What is printed, or the value where it is printed as a word, a pair or a date."""
    if not pd.isna(row.date):
        return Printed(Decimal(row.date.toordinal()), Decimal(1))
    if pd.isna(row.value):
        return None
    value = Decimal(repr(float(row.value)))
    try:
        return read_printed(row.printed)
    except ValueError:
        return read_printed(str(value.to_integral_value() if value % 1 == 0 else value))
