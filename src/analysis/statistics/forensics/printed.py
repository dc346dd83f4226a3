"""A printed number and the true values that it may stand for."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import ceil, floor

UNITS = re.compile(r"[\s€%]|(?<=\d)\s*h$")
"""What may stand around the digits: spaces of every kind and units."""


@dataclass(frozen=True)
class Interval:
    """Numbers from `low` to `high`, both included; None for no limit."""

    low: Fraction | None = None
    high: Fraction | None = None

    def holds(self, value: Fraction) -> bool:
        """Whether a number lies in it."""
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)

    def meets(self, other: "Interval") -> bool:
        """Whether the two have a number in common."""
        starts = [x for x in (self.low, other.low) if x is not None]
        ends = [x for x in (self.high, other.high) if x is not None]
        return not starts or not ends or max(starts) <= min(ends)


SHORT_OF_NEXT = Fraction(1, 10**9)
"""How much of a last digit a number that was cut off stays below the next in print, at least."""
HALF, DOWN = "half", "down"
"""How a number was shortened: to the nearest last digit, or by leaving digits out."""


@dataclass(frozen=True)
class Printed:
    """A number as it is printed.

    Attributes
    ----------
    value : Decimal
    unit : Decimal
        What its last printed digit counts: 0.01 for "2.50", 1 for "12 000".
    rounding : str
        `HALF` or `DOWN`.
    """

    value: Decimal
    unit: Decimal
    rounding: str = HALF

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """Lowest and highest true value that print like this.

        Halves may have been rounded either way. Digits that were left out lie away from zero,
        of nought on either side; below zero they may also have been left out towards the lower
        number.
        """
        value, unit = Fraction(self.value), Fraction(self.unit)
        if self.rounding == HALF:
            return value - unit / 2, value + unit / 2
        return value if value > 0 else value - unit, value + unit

    @property
    def ends_within(self) -> tuple[Fraction, Fraction]:
        """The same for exact arithmetic, where the next number in print is not among them.

        Linear programs take `ends`: they cannot tell so narrow a gap from rounding error.
        """
        low, high = self.ends
        if self.rounding == HALF:
            return low, high
        gap = Fraction(self.unit) * SHORT_OF_NEXT
        return low if self.value > 0 else low + gap, high - gap

    @property
    def interval(self) -> Interval:
        """True values that print like this."""
        return Interval(*self.ends)

    def like(self, value: Fraction) -> str:
        """Another number with as many decimals, halves rounded away from zero."""
        units = value / Fraction(self.unit)
        more = Fraction(1, 2) if self.rounding == HALF else 0
        rounded = Decimal(floor(abs(units) + more)) * self.unit
        return f"{-rounded if units < 0 and rounded else rounded:f}"

    def __str__(self) -> str:
        """The digits, with a decimal point."""
        return f"{self.value:f}"


def read_printed(number: str | int | Decimal | Printed) -> Printed:
    """Read a number as print has it.

    Parameters
    ----------
    number : str, int, Decimal or Printed
        Such as ``"2,50"``, ``"8 503,38 €"``, ``"79.66"``; one that is read already stays as it
        is. A float is refused: it does not know how many decimals were printed.

    Raises
    ------
    TypeError
        If it is a float.
    ValueError
        If the text is not one number.

    Examples
    --------
    >>> read_printed("2,50").unit
    Decimal('0.01')
    """
    if isinstance(number, Printed):
        return number
    if isinstance(number, float):
        raise TypeError(f"give {number} as the string that is printed: trailing zeros count")
    text = UNITS.sub("", str(number)).replace("\N{MINUS SIGN}", "-").replace(",", ".")
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise ValueError(f"'{number}' is not a printed number, such as \"2,50\"")
    # The exponent of a finite number is an int; -0 in print is nought.
    return Printed(value + 0 if value else abs(value), Decimal(1).scaleb(value.as_tuple().exponent))  # type: ignore[arg-type]


def whole_numbers(low: Fraction, high: Fraction) -> range:
    """The whole numbers from `low` to `high`, both included."""
    return range(ceil(low), floor(high) + 1)


def positive(name: str, value: int, least: int = 1) -> None:
    """Refuse a number of people or items that cannot be.

    Raises
    ------
    ValueError
        If `value` is no whole number or is less than `least`.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise ValueError(f"{name} must be a whole number of at least {least}, not {value!r}")


def nearest_first(texts: set[str], printed: Printed) -> tuple[str, ...]:
    """Numbers in print by their distance from what is printed, itself left out."""
    others = {t for t in texts if Decimal(t) != printed.value}
    return tuple(sorted(others, key=lambda t: (abs(Decimal(t) - printed.value), Decimal(t))))
