"""Printed numbers that follow from others: means of totals, filters, products, changes."""

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
class Implied:
    """Whether a printed number can be what others imply.

    Attributes
    ----------
    consistent : bool
    implied : Interval
        What it can be by the others.
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
) -> Implied:
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
    return _compare(printed, low, high)


def sum_of_products_reading(
    printed: Printed, pairs: Sequence[tuple[Interval, Interval]]
) -> Implied:
    """Compare a printed total with the sum of products, such as unit costs times people.

    Parameters
    ----------
    printed : Printed
    pairs : sequence of pair of Interval
        The two factors of each product; none is negative.

    Examples
    --------
    >>> from analysis.statistics.forensics.printed import read_printed
    >>> pairs = [(read_printed("2.50").interval, Interval(Fraction(4), Fraction(4)))]
    >>> sum_of_products_reading(read_printed("10.00"), pairs).consistent
    True
    """
    low = sum((Fraction(max(a.low or 0, 0) * max(b.low or 0, 0)) for a, b in pairs), Fraction(0))
    high = sum((Fraction((a.high or 0) * (b.high or 0)) for a, b in pairs), Fraction(0))
    return _compare(printed, low, high)


def change_reading(printed: Printed, before: Interval, after: Interval) -> Implied:
    """Compare a printed change in per cent with the two numbers that it is between.

    Parameters
    ----------
    printed : Printed
        100 for what has doubled, -50 for what has halved.
    before, after : Interval
        Neither is negative; what may have been nought before implies no change in per cent.
    """
    first_low, first_high = before.low or Fraction(0), before.high or Fraction(0)
    if first_low <= 0:
        return Implied(True, Interval())
    low = 100 * (max(after.low or Fraction(0), Fraction(0)) / first_high - 1)
    high = 100 * ((after.high or Fraction(0)) / first_low - 1)
    return _compare(printed, low, high)


def _compare(printed: Printed, low: Fraction, high: Fraction) -> Implied:
    implied = Interval(low, high)
    return Implied(printed.interval.meets(implied), implied)
