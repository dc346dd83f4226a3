"""Unknown whole numbers between bounds, and sums of them that are known: what follows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf

import numpy as np

TOLERANCE = 1e-6
"""Of a bound that is a whole number but for the rounding of floating point."""
MOST_SWEEPS = 100
NOTHING = -1


class ContradictionError(ValueError):
    """No numbers fit all that is told; something was misread, or does not belong together."""


@dataclass(frozen=True)
class Row:
    """A sum of multiples of unknowns between two bounds, and why it holds."""

    columns: tuple[int, ...]
    factors: tuple[float, ...]
    low: float
    high: float
    reason: object


@dataclass
class System:
    """Unknown whole numbers from 0 up, narrowed by sums that are known.

    Attributes
    ----------
    low, high : numpy.ndarray
        Bounds of each unknown.
    why_low, why_high : numpy.ndarray
    rows : list of Row
    """

    low: np.ndarray
    high: np.ndarray
    why_low: np.ndarray
    why_high: np.ndarray
    """The row by which each bound was reached last."""
    rows: list[Row] = field(default_factory=list)

    @classmethod
    def of(cls, count: int) -> "System":
        """Unknowns of which nothing is known."""
        why = np.full((2, count), NOTHING)
        return cls(np.zeros(count), np.full(count, inf), why[0], why[1])

    def add(
        self,
        columns: Sequence[int],
        factors: Sequence[float],
        low: float,
        high: float,
        reason: object,
    ) -> None:
        """Add a sum that is known to lie between two bounds."""
        self.rows.append(Row(tuple(columns), tuple(factors), low, high, reason))

    def is_pinned(self) -> np.ndarray:
        """Which unknowns are known exactly."""
        return np.asarray(self.low == self.high)

    def narrow(self, first: int, low: np.ndarray, high: np.ndarray, reason: object) -> None:
        """Narrow neighbouring unknowns by what was found otherwise than by a sum."""
        for at, (least, most) in enumerate(zip(low, high, strict=True), start=first):
            if least > self.low[at] or most < self.high[at]:
                self.add([at], [1.0], float(least), float(most), reason)
            for ends, end, is_news, why in (
                (self.low, least, least > self.low[at], self.why_low),
                (self.high, most, most < self.high[at], self.why_high),
            ):
                if is_news:
                    ends[at], why[at] = end, len(self.rows) - 1
                if self.low[at] > self.high[at]:
                    self.contradict(reason)

    def contradict(self, reason: object) -> None:
        """Say that nothing fits.

        Raises
        ------
        ContradictionError
        """
        source = getattr(reason, "source", None)  # of a fact, where it stands
        place = f"{source.file} [{source.where}]" if source else str(reason)
        raise ContradictionError(f"no numbers fit: {place}")

    def propagate(self) -> None:
        """Narrow every bound by every sum until nothing changes.

        Raises
        ------
        ContradictionError
            If nothing fits.
        """
        if not self.rows:
            return
        matrix = _Matrix(self.rows)
        for _ in range(MOST_SWEEPS):
            if not self._sweep(matrix):
                return

    def _sweep(self, matrix: "_Matrix") -> bool:
        """Narrow by each row once; whether any bound moved."""
        least, most = matrix.residuals(self.low, self.high)
        positive = matrix.factor > 0
        low = np.where(positive, matrix.row_low - most, matrix.row_high - least)
        high = np.where(positive, matrix.row_high - least, matrix.row_low - most)
        with np.errstate(invalid="ignore"):
            low, high = low / matrix.factor, high / matrix.factor
        low, high = np.ceil(low - TOLERANCE), np.floor(high + TOLERANCE)
        return self._take(matrix, low, high)

    def _take(self, matrix: "_Matrix", low: np.ndarray, high: np.ndarray) -> bool:
        new_low, new_high = self.low.copy(), self.high.copy()
        np.maximum.at(new_low, matrix.column, low)
        np.minimum.at(new_high, matrix.column, high)
        for new, before, bound, why in (
            (new_low, self.low, low, self.why_low),
            (new_high, self.high, high, self.why_high),
        ):
            moved = (bound == new[matrix.column]) & (new != before)[matrix.column]
            why[matrix.column[moved]] = matrix.row[moved]
        changed = bool((new_low != self.low).any() or (new_high != self.high).any())
        self.low, self.high = new_low, new_high
        if (crossed := np.flatnonzero(new_low > new_high)).size:
            self.contradict(self.rows[max(self.why_low[crossed[0]], 0)].reason)
        return changed


class _Matrix:
    """The rows' entries beside each other, for one pass over all."""

    def __init__(self, rows: Sequence[Row]) -> None:
        lengths = [len(row.columns) for row in rows]
        self.row = np.repeat(np.arange(len(rows)), lengths)
        self.column = np.array([c for row in rows for c in row.columns], dtype="int64")
        self.factor = np.array([f for row in rows for f in row.factors])
        self.row_low = np.array([row.low for row in rows])[self.row]
        self.row_high = np.array([row.high for row in rows])[self.row]
        self.count = len(rows)

    def residuals(self, low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Least and most that the other entries of each entry's row add up to."""
        at_low, at_high = self.factor * low[self.column], self.factor * high[self.column]
        return (
            self._others(np.minimum(at_low, at_high), -inf),
            self._others(np.maximum(at_low, at_high), inf),
        )

    def _others(self, parts: np.ndarray, infinite: float) -> np.ndarray:
        endless = np.isinf(parts)
        finite = np.where(endless, 0.0, parts)
        total = np.bincount(self.row, finite, self.count)[self.row] - finite
        open_ends = np.bincount(self.row, endless, self.count)[self.row] - endless
        return np.asarray(np.where(open_ends > 0, infinite, total))
