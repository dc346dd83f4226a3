"""A scale that answers are given on: its points, and which of its ends is the better."""

from dataclasses import dataclass
from math import floor, log10

BETTER = ("high", "low", "neither")
"""Which answers of a scale are the better ones."""
UNITS = ("steps", "points", "number")
"""What a change is counted in: steps of a scale, points of an index, or what a number counts."""
FEWEST_POINTS, MOST_POINTS = 2, 11
RATING, STEPS = "rating", "steps of the scale"
"""Units of levels on a scale, and of changes of them."""
DIGITS = {"steps": 3, "points": 3, "number": 4}
"""Significant digits of its range that means are written with; the ends of a number are what may
be said, which most people are far from."""
TICKS = 4
"""Parts that a range of numbers is divided in on an axis."""


@dataclass(frozen=True)
class Scale:
    """A scale: its points in order, and which end is the better.

    Attributes
    ----------
    labels : str
        Where the study has the words of its points; empty if they have none.
    points : tuple of float
    better : str
        One of `BETTER`.
    unit : str
        One of `UNITS`.
    end_words : str
        Of a mean of answers, where the study has the words of the answers at its ends.
    """

    labels: str
    points: tuple[float, ...]
    better: str
    unit: str = "steps"
    end_words: str = ""

    @property
    def ends(self) -> tuple[float, float]:
        """The smallest and the largest point."""
        return float(self.points[0]), float(self.points[-1])

    @property
    def is_judged(self) -> bool:
        """Whether a change on it is for the better or for the worse."""
        return self.better != "neither"

    @property
    def gain(self) -> int:
        """Sign of a change for the better; upwards, where neither end is the better."""
        return -1 if self.better == "low" else 1

    def decimals(self, most: int) -> int:
        """Decimals that a mean on it is written with; below 0 to tens, hundreds and so on.

        Examples
        --------
        >>> scale_of_numbers(0, 20_000, "high").decimals(1)
        -1
        """
        low, high = self.ends
        return min(most, DIGITS[self.unit] - 1 - floor(log10(high - low)))


def scale_of_numbers(
    low: float, high: float, better: str, unit: str = "number", end_words: str = ""
) -> Scale:
    """A scale without words of its points: its ends, and points between them for an axis."""
    points = tuple(low + (high - low) * step / TICKS for step in range(TICKS + 1))
    return Scale("", points, better, unit, end_words)
