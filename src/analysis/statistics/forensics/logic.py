"""Printed numbers that follow from others: means of totals, filters, products."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from analysis.statistics.forensics.printed import Interval, Printed


@dataclass(frozen=True)
class Mean:
    """Which mean of several ratios a printed one can be.

    Attributes
    ----------
    of_totals : Interval
        Total over total: every unit counts alike.
    of_ratios : Interval
        Sum of the ratios over their number: every ratio counts alike.
    is_of_totals, is_of_ratios : bool
        Whether the printed mean can be it.
    """

    of_totals: Interval
    of_ratios: Interval
    is_of_totals: bool
    is_of_ratios: bool

    @property
    def consistent(self) -> bool:
        """Whether the printed mean can be either."""
        return self.is_of_totals or self.is_of_ratios


@dataclass(frozen=True)
class Filtered:
    """Whether a filter lets through as many people as answered after it.

    Attributes
    ----------
    consistent : bool
    most : int
        Most people whom the printed shares let through.
    least_n : int or None
        Fewest people before the filter from whom so many could come; None if
        nobody is let through.
    """

    consistent: bool
    most: int
    least_n: int | None


@dataclass(frozen=True)
class Product:
    """Whether a printed number can be the product of others.

    Attributes
    ----------
    consistent : bool
    implied : Interval
        What the product can be.
    """

    consistent: bool
    implied: Interval


def mean_reading(mean: Printed, total: Printed, people: Printed, ratios: Sequence[Printed]) -> Mean:
    """Tell the ratio of totals from the mean of ratios.

    Parameters
    ----------
    mean : Printed
    total, people : Printed
        Numerator and denominator over all, such as euros and participants.
        Denominators are whole numbers and taken as exact.
    ratios : sequence of Printed
        The ratios of the parts.
    """
    low, high = total.ends
    count = Fraction(people.value)
    of_totals = Interval(low / count, high / count)
    ends = [ratio.ends for ratio in ratios]
    of_ratios = Interval(*(sum(side) / len(ratios) for side in zip(*ends, strict=True)))
    printed = mean.interval
    return Mean(of_totals, of_ratios, printed.meets(of_totals), printed.meets(of_ratios))


def filtered(followed: int, shares: Sequence[Printed], n: int) -> Filtered:
    """More people cannot answer a question than its filter lets through.

    Parameters
    ----------
    followed : int
        People who answered the question.
    shares : sequence of Printed
        Percentages of those who are let through, of the question before.
    n : int
        People who answered the question before.
    """
    share = min(sum((s.ends[1] for s in shares), Fraction(0)) / 100, Fraction(1))
    most = floor(share * n)
    return Filtered(followed <= most, most, ceil(followed / share) if share else None)


def product_reading(
    printed: Printed, times: Sequence[Interval], over: Sequence[Interval] = ()
) -> Product:
    """Compare a printed number with a product of others that are not negative.

    Parameters
    ----------
    printed : Printed
    times, over : sequence of Interval
        Factors and divisors; one whose ends agree is exact.
    """
    low, high = Fraction(1), Fraction(1)
    for factor in times:
        low, high = low * (factor.low or 0), high * (factor.high or 0)
    for divisor in over:
        low, high = low / Fraction(divisor.high or 0), high / Fraction(divisor.low or 0)
    implied = Interval(low, high)
    return Product(printed.interval.meets(implied), implied)
