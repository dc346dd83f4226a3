"""The scale of a picture's panel, which a column of its table tells."""

from dataclasses import dataclass

import numpy as np

FEWEST = 4
"""Marks that tell a scale: through fewer, some line always runs."""
FEWEST_EXACT = 3
"""Different numbers among as many marks that tell a scale where they lie just on it: an interval's
ends of two rows can be equal, and the marks of theirs are then not those of other columns."""
DRAWN_TO = 0.03
"""Points on paper that marks lie off their numbers: coordinates are rounded to a hundredth, and a
scale that is read from some of them is off by more where it is carried farther."""
STEEPEST = 1e6


@dataclass(frozen=True)
class Scale:
    """A panel's scale.

    Attributes
    ----------
    zero, unit : float
        Where 0 lies, and how long one unit is, in points.
    edges : tuple of float
        The outermost marks.
    """

    zero: float
    unit: float
    edges: tuple[float, float]

    def numbers(self, points: np.ndarray) -> np.ndarray:
        """What marks stand for."""
        numbers: np.ndarray = (points - self.zero) / self.unit
        return numbers

    def within(self, numbers: np.ndarray) -> np.ndarray:
        """Numbers as they are drawn: those beyond the axis stand at its edge."""
        low, high = sorted(self.numbers(np.array(self.edges)))
        return numbers.clip(low, high)


def fit_scale(
    points: np.ndarray, column: np.ndarray, half: float, edges: tuple[float, float]
) -> tuple[float, Scale] | None:
    """A line through marks and numbers; marks at the edge may be of numbers beyond the axis."""
    known = column[~np.isnan(column)]
    if len(points) != len(known):
        return None
    inside = (edges[0] < points) & (points < edges[1])
    lines = (_line(points[of], known[of], half, edges) for of in (inside | True, inside))
    return min(filter(None, lines), key=lambda line: line[0], default=None)


def _line(
    points: np.ndarray, known: np.ndarray, half: float, edges: tuple[float, float]
) -> tuple[float, Scale] | None:
    """A line through marks and numbers, where all lie on it to what rounding leaves open.

    Where few of the numbers differ, they must lie just on it. Of numbers that are told apart the
    marks are apart as well.
    """
    different = len(np.unique(known))
    if len(known) < FEWEST or different < FEWEST_EXACT:
        return None
    if len(np.unique(points)) < different:
        return None
    unit, zero = np.polyfit(known, points, 1)
    if abs(unit) < 1 / STEEPEST:
        return None
    off = float(np.abs(points - zero - unit * known).max())
    rounding = 2 * half * abs(unit) if different >= FEWEST else 0.0
    if off > max(DRAWN_TO, rounding):
        return None
    return off, Scale(float(zero), float(unit), edges)
