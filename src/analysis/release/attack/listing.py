"""All sets of answers that fit what is known of a group."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import comb

import numpy as np

from analysis.release.attack.moments import Moments

MOST_SETS = 200_000
"""Sets that are looked at together; a group that more would fit is not listed."""
Masks = tuple[tuple[tuple[int, ...], float, float], ...]
"""Which points are counted together, and the bounds of their number."""


@dataclass(frozen=True, eq=False)
class AnswerSets:
    """Sets of answers that fit a group, and what they have in common.

    Attributes
    ----------
    offsets : tuple of int
        The scale's points in steps above the lowest.
    counts : numpy.ndarray
        A count of each point, shape (sets, points); no set twice.
    """

    offsets: tuple[int, ...]
    counts: np.ndarray

    def __len__(self) -> int:
        return len(self.counts)

    @property
    def numbers(self) -> np.ndarray:
        """Size, sum, sum of squares and each point's count of every set."""
        powers = np.array(self.offsets)[:, None] ** np.arange(3)
        return np.hstack([self.counts @ powers, self.counts]).astype("float64")

    @cached_property
    def hull(self) -> tuple[np.ndarray, np.ndarray]:
        """Least and most of each of the `numbers`."""
        numbers = self.numbers
        return numbers.min(axis=0), numbers.max(axis=0)

    @cached_property
    def unrestricted(self) -> int:
        """How many sets there are of the sizes that fit, nothing of answers known."""
        more = len(self.offsets) - 1
        return sum(comb(int(n) + more, more) for n in np.unique(self.counts.sum(axis=1)))

    @cached_property
    def with_point(self) -> tuple[int, ...]:
        """How many sets have each point at all."""
        return tuple(int(count) for count in (self.counts > 0).sum(axis=0))

    def left_to_insider(self, points: Iterable[int]) -> int:
        """Fewest sets that are left to somebody who knows one answer of the group.

        Parameters
        ----------
        points : iterable of int
            Which points somebody may have answered; points in no set do not count.

        Returns
        -------
        int
            All sets where nobody of the group can be an insider.
        """
        left = (self.with_point[point] for point in points)
        return min((count for count in left if count), default=len(self))

    def common(self, other: "AnswerSets") -> "AnswerSets":
        """The sets that are in both."""
        if self is other:
            return self
        known = set(map(bytes, other.counts))
        return self.chosen([bytes(row) in known for row in self.counts])

    def within(self, bounds: np.ndarray | None, masks: Masks) -> "AnswerSets":
        """The sets whose `numbers` are within bounds, and whose counts of several points are."""
        kept = self
        if bounds is not None:
            numbers = self.numbers
            kept = self.chosen(((bounds[0] <= numbers) & (numbers <= bounds[1])).all(axis=1))
        return AnswerSets(self.offsets, _apply(masks, kept.counts))

    def chosen(self, rows: np.ndarray | list[bool]) -> "AnswerSets":
        """Some of the sets."""
        return AnswerSets(self.offsets, self.counts[rows])


def list_sets(
    offsets: tuple[int, ...],
    moments: Moments,
    low: np.ndarray,
    high: np.ndarray,
    masks: Masks = (),
) -> AnswerSets | None:
    """Every set of answers, as a count of each point, that fits.

    Parameters
    ----------
    offsets : tuple of int
        The scale's points in steps above the lowest, in order.
    moments : Moments
        Sizes and sums that fit.
    low, high : numpy.ndarray
        Bounds of each point's count.
    masks : tuple
        Bounds of counts of several points together.

    Returns
    -------
    AnswerSets or None
        None where there are too many to list.

    Notes
    -----
    Counts are tried from the highest point down. What is left of size, sum and sum of
    squares must be within reach of the lower points: with r people whose answers add up to
    s on 0..k, the squares lie between s² / r and k s.
    """
    chosen = np.zeros((len(moments.size), len(offsets)), dtype="int64")
    left = np.array([moments.size, moments.total, moments.squares_low, moments.squares_high])
    for point in reversed(range(len(offsets))):
        chosen, left = _prune(chosen, left, offsets[point])
        most = _most(left, offsets[point], high[point])
        below = offsets[point - 1] if point else None
        least = np.maximum(_least(left, offsets[point], below), low[point])
        repeats = np.maximum(most - least + 1, 0).astype("int64")
        if repeats.sum() > MOST_SETS:
            return None
        taken = _ranges(least.astype("int64"), repeats)
        chosen, left = np.repeat(chosen, repeats, axis=0), np.repeat(left, repeats, axis=1)
        chosen[:, point] = taken
        step = offsets[point]
        left = left - np.array([taken, step * taken, step**2 * taken, step**2 * taken])
    fits = (left[0] == 0) & (left[1] == 0) & (left[2] <= 0) & (left[3] >= 0)
    return AnswerSets(offsets, _apply(masks, chosen[fits]))  # each is reached one way


def _most(left: np.ndarray, step: int, high: float) -> np.ndarray:
    """Most people who can have answered a point, given what is left."""
    most = np.minimum(left[0], high)
    if step:
        most = np.minimum(most, np.floor(left[1] / step))
        most = np.minimum(most, np.floor(left[3] / step**2))
    return np.asarray(most)


def _least(left: np.ndarray, step: int, below: int | None) -> np.ndarray:
    """Fewest people who must have answered a point, as the points below cannot make up the rest."""
    if below is None:
        return np.asarray(left[0])
    return np.asarray(np.ceil((left[1] - below * left[0]) / (step - below) - 1e-9))


def _prune(chosen: np.ndarray, left: np.ndarray, step: int) -> tuple[np.ndarray, np.ndarray]:
    """Leave out what the points from `step` down cannot make up."""
    people, total, least, most = left
    fits = (people >= 0) & (total >= 0) & (total <= step * people) & (least <= step * total)
    fits &= total**2 <= most * people
    return chosen[fits], left[:, fits]


def _ranges(first: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Whole numbers from each of `first` on, so many of each, behind each other."""
    starts = np.repeat(np.cumsum(lengths) - lengths, lengths)
    return np.asarray(np.arange(lengths.sum()) - starts + np.repeat(first, lengths))


def _apply(masks: Masks, sets: np.ndarray) -> np.ndarray:
    for points, low, high in masks:
        counted = sets[:, list(points)].sum(axis=1)
        sets = sets[(counted >= low) & (counted <= high)]
    return sets


def differences(total: AnswerSets, part: AnswerSets) -> tuple[AnswerSets, AnswerSets, AnswerSets]:
    """Of a group and a part of it, the sets that go together, and those of the rest.

    Parameters
    ----------
    total, part : AnswerSets
        That fit each.

    Returns
    -------
    tuple of AnswerSets
        Of the group, of the part and of the rest.
    """
    a, b = total.counts, part.counts
    fits = np.ones((len(a), len(b)), dtype="bool")
    for point in range(a.shape[1]):
        fits &= a[:, None, point] >= b[None, :, point]
    rest = AnswerSets(total.offsets, _subtract(a, b, fits))
    together = np.asarray(fits.any(axis=1)), np.asarray(fits.any(axis=0))
    return total.chosen(together[0]), part.chosen(together[1]), rest


def _subtract(a: np.ndarray, b: np.ndarray, fits: np.ndarray) -> np.ndarray:
    """The differences of the pairs that fit, none twice."""
    base = int(a.max(initial=0)) + 1
    if base ** a.shape[1] >= np.iinfo("int64").max:
        pairs = np.argwhere(fits)
        return np.unique(a[pairs[:, 0]] - b[pairs[:, 1]], axis=0)
    # A set as one number, its digits the counts: differences of sets are those of the numbers.
    places = base ** np.arange(a.shape[1])
    found = np.unique(((a @ places)[:, None] - (b @ places)[None, :])[fits])
    return np.asarray(found[:, None] // places % base)
