"""What the sum of all answers tells of places' means, all of them together."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from analysis.release.fits import ENOUGH, ENOUGH_FOR_INSIDER, MOST_COUNTED, count_sums

MOST_ROUNDS = 20
PARTS = 10
"""Of a step of the scale, that means are told to."""
NEAR = 1e-9
"""Rounding of floating point."""


@dataclass(eq=False)
class Cell:
    """What is told of a place's answers to one item, as points of the scale from 0.

    Attributes
    ----------
    points : int
        Of the scale.
    people : tuple of int
        Fewest and most people who may have answered.
    mean : tuple of float or None
        Ends of the mean, both of which it may reach; None where nothing is told of it.
    given : tuple of int
        Answers that were given: each is known to whoever gave it.
    takes_ties : bool
        Whether a mean at one of the ends is rounded so, which whoever knows the rule knows.
    """

    points: int
    people: tuple[int, int]
    mean: tuple[float, float] | None
    given: tuple[int, ...] = ()
    takes_ties: bool = False
    fits: np.ndarray | None = field(init=False, default=None)
    """Which numbers of people (rows) and sums (columns) fit; None of too many people to list."""
    is_tie: np.ndarray | None = field(init=False, default=None)
    """Which of them have a mean at one of its ends, and are not rounded so."""

    def __post_init__(self) -> None:
        if self.people[1] <= MOST_COUNTED:
            n = np.arange(self.people[0], self.people[1] + 1)[:, None]
            s = np.arange((self.points - 1) * self.people[1] + 1)
            self.fits = s <= (self.points - 1) * n
            if self.mean is not None:
                low, high = np.ceil(self.mean[0] * n - NEAR), np.floor(self.mean[1] * n + NEAR)
                self.fits &= (low <= s) & (s <= high)
                if not self.takes_ties:
                    middle = sum(self.mean) / 2 * n
                    self.is_tie = np.abs(np.abs(s - middle) - (self.mean[1] * n - middle)) < NEAR

    @property
    def ends(self) -> np.ndarray:
        """Least and most of what adds up, as of `_totals`, shape (2, sums)."""
        if self.fits is None or not self.fits.any():  # nothing fits a headcount that is wrong
            n = np.array(self.people)
            mean = self.mean or (0.0, float(self.points - 1))
            first, last = np.floor(mean[0] * n), np.ceil(mean[1] * n)
        else:
            rows = np.flatnonzero(self.fits.any(axis=1))
            n, fits = self.people[0] + rows, self.fits[rows]
            first, last = fits.argmax(axis=1), fits.shape[1] - 1 - fits[:, ::-1].argmax(axis=1)
        least, most = (_totals(self.points, n, total) for total in (first, last))
        return np.array([least.min(axis=0), most.max(axis=0)])

    def narrow(self, low: np.ndarray, high: np.ndarray) -> None:
        """Leave out what is not between bounds, as of `ends`."""
        if self.fits is not None:
            n, s = np.ogrid[: self.fits.shape[0], : self.fits.shape[1]]
            n = n + self.people[0]
            from_n = n * _slopes(self.points)
            first = ((low[1:] + from_n) / PARTS).max(axis=1, keepdims=True)
            last = ((high[1:] + from_n) / PARTS).min(axis=1, keepdims=True)
            is_between = (first - NEAR <= s) & (s <= last + NEAR)
            self.fits = self.fits & is_between & (low[0] <= n) & (n <= high[0])

    @property
    def hull(self) -> np.ndarray:
        """Least and most of people, sum, sum of squares and each answer's count.

        Shape (2, 3 + points), as of `AnswerSets.numbers`.
        """
        point, top = np.arange(self.points), self.points - 1
        if self.fits is None or not self.fits.any():
            most = self.people[1] * np.array([1, top, top**2, *np.ones(self.points)])
            return np.array([np.zeros_like(most), most])
        n, s = (at[:, None] for at in np.nonzero(self.fits))
        n = n + self.people[0]
        # The others' answers add up to the rest, at no point below 0 or above the last.
        most = np.minimum(n, s // np.maximum(point, 1))
        most[:, 0] = n[:, 0]
        below = np.minimum(n, (top * n - s) // np.maximum(top - point, 1))
        below[:, top] = n[:, 0]
        least = np.zeros_like(most)
        least[:, top] = np.maximum(s - n * (top - 1), 0)[:, 0]
        least[:, 0] = np.maximum(n - s, 0)[:, 0]
        # Squares are least where all are next to the mean, and most where all are at the ends.
        low, high = s // np.maximum(n, 1), s // top
        next_to = n * low**2 + (s - n * low) * (2 * low + 1)
        at_ends = high * top**2 + (s - high * top) ** 2
        first = np.hstack([n, s, next_to, least]).min(axis=0)
        last = np.hstack([n, s, at_ends, np.minimum(most, below)]).max(axis=0)
        return np.array([first, last])

    @property
    def is_open(self) -> bool:
        """Whether enough sets of answers fit, for outsiders and for whoever gave one of them.

        And of a band of people, more than one number. Sets with an answer that few have do not
        count (`tellable_answers`).
        """
        if self.fits is None:
            return True
        left = frozenset(range(self.points))
        fits = self.fits if self.is_tie is None else self.fits & ~self.is_tie
        while rare := {a for a in left if not self._is_enough(fits, left, a)}:
            left -= rare
        return left.issuperset(self.given) and self._is_band and self._is_enough(fits, left)

    @property
    def _is_band(self) -> bool:
        """Whether not all numbers of people but one are left out."""
        if self.fits is None or self.people[0] == self.people[1]:
            return True
        return int(self.fits.any(axis=1).sum()) != 1

    def _is_enough(
        self, fits: np.ndarray, answers: frozenset[int], known: int | None = None
    ) -> bool:
        """Whether enough sets of some answers fit, or all that there are, or none."""
        ways = self._count(answers, known, fits)
        enough = ENOUGH if known is None else ENOUGH_FOR_INSIDER
        if ways >= enough or (known is not None and not ways):
            return True
        return ways >= self._count(frozenset(range(self.points)), known, np.ones_like(fits))

    def _count(self, answers: frozenset[int], known: int | None, fits: np.ndarray) -> int:
        """Sets of some answers that fit, those with an answer that is known."""
        n, s = np.nonzero(fits)
        others, given = (0, 0) if known is None else (1, known)
        n, s = n + self.people[0] - others, s - given
        is_possible = (n >= 0) & (s >= 0)
        sums = count_sums(self.points, answers)
        return int(sums[n[is_possible], s[is_possible]].sum())


def _slopes(points: int) -> np.ndarray:
    return np.arange(PARTS * (points - 1) + 1)


def _totals(points: int, people: np.ndarray, total: np.ndarray) -> np.ndarray:
    """What adds up over places, shape (n, sums), in whole numbers.

    People; the sum of their answers; and by how much it is above what they would have answered if
    each had given the same, for every tenth of the scale. A mean that is told to a tenth leaves
    hardly any of the latter open, whatever number of people it is of. The last of them is how far
    the sum stays below the most possible: a scale turned round tells neither more nor less.
    """
    above = PARTS * total[:, None] - people[:, None] * _slopes(points)
    return np.hstack([people[:, None], above])


def find_open(cells: Sequence[Cell], people: int, total: int) -> np.ndarray:
    """Of which places enough sets of answers fit, given how many answered and what they add up to.

    And which do not have one number of people left that alone fits.

    Parameters
    ----------
    cells : sequence of Cell
        Of all places; what does not fit the sums is left out of them.
    people, total : int
        Of the project; its answers as points from 0.

    Returns
    -------
    numpy.ndarray
        Of bool, shape (places,).
    """
    if cells:
        _narrow_cells(cells, people, total)
    return np.array([cell.is_open for cell in cells], dtype="bool")


def _narrow_cells(cells: Sequence[Cell], people: int, total: int) -> None:
    """Leave out of places what does not fit the project's people and the sum of their answers."""
    totals = _totals(cells[0].points, np.array([people]), np.array([total]))[0]
    ends = np.array([cell.ends for cell in cells])
    for _ in range(MOST_ROUNDS):
        low, high = ends[:, 0], ends[:, 1]
        least = np.maximum(low, totals - (high.sum(axis=0) - high))
        most = np.minimum(high, totals - (low.sum(axis=0) - low))
        is_moved = ((least > low) | (most < high)).any(axis=1).tolist()
        moved = [at for at, cell in enumerate(cells) if is_moved[at] and cell.fits is not None]
        if not moved:
            break
        for at in moved:
            cells[at].narrow(least[at], most[at])
            ends[at] = cells[at].ends
