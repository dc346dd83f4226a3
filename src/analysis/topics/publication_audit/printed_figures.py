"""Printed figures as the checks take them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from analysis.inputs.printed.printing import MEDIAN, OF_POPULATION, THOUSANDS, YES
from analysis.statistics.forensics.printed import DOWN, Interval, Printed, read_printed

WHOLE_UNITS = frozenset({"count", "points", "score", "year", "date"})
"""Units of numbers that are whole and printed in full."""
HUNDREDTHS = frozenset({"pct", "index"})
"""Units of numbers that stand for a hundredth of themselves in a product."""
AMOUNTS = frozenset({"eur", "hours"})
"""Units of numbers that may be printed in thousands."""
THOUSAND = 1000
IN_THOUSANDS = "in_thousands"
"""Printed without the last three digits ("385" for 385 000), which no column needs to declare."""


@dataclass(frozen=True)
class PrintedFigure:
    """A printed figure: its id, its text as printed, and the number if it is one.

    ``unit`` and ``bound`` are as in the published tables: ``bound`` says of a number in words
    whether the truth is under, over or about it. ``n`` are the people whom it is of. ``sd``,
    ``items``, ``weighted``, ``rounding``, ``statistic`` and ``divisor`` are what is declared of
    it; None or empty where nobody has.
    """

    name: str
    text: str
    number: Printed | None
    unit: str
    bound: str = ""
    n: int | None = None
    sd: Printed | None = None
    items: int | None = None
    weighted: str = ""
    rounding: str = ""
    statistic: str = ""
    divisor: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it counts something; a mean of points, which has decimals, does not."""
        return self.unit in WHOLE_UNITS and (self.number is None or self.number.unit >= 1)

    @property
    def is_exact(self) -> bool:
        """Whether print gives a number and not a bound in words."""
        return self.number is not None and self.bound not in ("under", "over", "about")

    @property
    def is_weighted(self) -> bool:
        """Whether it is of answers that do not count alike."""
        return self.weighted == YES

    @property
    def is_median(self) -> bool:
        """Whether it is a median and no mean."""
        return self.statistic == MEDIAN

    @property
    def ddof(self) -> int:
        """What its standard deviation's divisor is below n."""
        return 0 if self.divisor == OF_POPULATION else 1

    @property
    def is_full_amount(self) -> bool:
        """Whether it is an amount printed without decimals."""
        return self.number is not None and self.unit in AMOUNTS and self.number.unit >= 1

    @property
    def is_in_thousands(self) -> bool:
        """Whether it ends in three noughts, as a number rounded to full thousands does."""
        return self.number is not None and self.number.value % THOUSAND == 0

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
        is_in_full = self.is_whole and self.number.unit <= 1
        return Interval(value, value) if is_in_full else self.number.interval

    def shortened(self, rounding: str) -> "PrintedFigure":
        """The same figure if it was shortened in this way; what cannot have been stays."""
        number, sd = self.number, self.sd
        if number and rounding == DOWN:
            sd = replace(sd, rounding=DOWN) if sd else None
            number = number if self.is_whole else replace(number, rounding=DOWN)
        can_be = self.is_full_amount or (self.unit == "count" and self.is_in_thousands)
        if number and rounding == THOUSANDS and can_be and self.is_in_thousands:
            number = replace(number, unit=max(number.unit, Decimal(THOUSAND)))
        if number and rounding == IN_THOUSANDS and self.is_full_amount:
            number = replace(number, value=number.value * THOUSAND, unit=number.unit * THOUSAND)
        return replace(self, number=number, sd=sd, rounding=rounding)


Figures = Mapping[str, PrintedFigure]


def build_figures(table: pd.DataFrame) -> dict[str, PrintedFigure]:
    """Figures by their ids, from a table of a row a figure.

    Amounts that are declared in thousands are read as printed in full ("385 000") unless most
    of their document's are not ("385").
    """
    figures = {row.id: _build(row) for row in table.itertuples()}
    by_document: dict[str, list[str]] = {}
    for row in table.itertuples():
        if row.rounding == THOUSANDS:
            by_document.setdefault(row.document, []).append(row.id)
    for names in by_document.values():
        amounts = [figures[name] for name in names if figures[name].is_full_amount]
        in_noughts = [a.is_in_thousands for a in amounts if a.number and a.number.value]
        is_in_full = 2 * sum(in_noughts) >= len(in_noughts)
        way = THOUSANDS if is_in_full else IN_THOUSANDS
        figures |= {name: figures[name].shortened(way) for name in names}
    return figures


def _build(row: "pd.core.frame.Pandas") -> PrintedFigure:
    figure = PrintedFigure(
        row.id, row.printed, _number(row), row.unit, row.bound,
        n=None if pd.isna(row.n) else int(row.n),
        sd=read_printed(row.sd) if row.sd else None,
        items=None if pd.isna(row.items) else int(row.items),
        weighted=row.weighted, rounding=row.rounding, statistic=row.statistic,
        divisor=row.divisor,
    )  # fmt: skip
    return figure.shortened(DOWN) if figure.rounding == DOWN else figure


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
