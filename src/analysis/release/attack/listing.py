"""All sets of answers that fit what is known of a group."""

from collections.abc import Sequence

import numpy as np

from analysis.release.attack.moments import Moments

MOST_SETS = 200_000
"""Sets that are looked at together; a group that more would fit is not listed."""
Masks = tuple[tuple[tuple[int, ...], float, float], ...]
"""Which points are counted together, and the bounds of their number."""


def list_sets(
    offsets: Sequence[int], moments: Moments, low: np.ndarray, high: np.ndarray, masks: Masks = ()
) -> np.ndarray | None:
    """Every set of answers, as a count of each point, that fits.

    Parameters
    ----------
    offsets : sequence of int
        The scale's points in steps above the lowest, in order.
    moments : Moments
        Sizes and sums that fit.
    low, high : numpy.ndarray
        Bounds of each point's count.
    masks : tuple
        Bounds of counts of several points together.

    Returns
    -------
    numpy.ndarray or None
        Shape (sets, points); None where there are too many to list.

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
    return np.unique(_apply(masks, chosen[fits]), axis=0)


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


def count_for_insider(sets: np.ndarray, points: Sequence[int]) -> int:
    """Fewest sets that are left to somebody who knows one answer of the group.

    Parameters
    ----------
    sets : numpy.ndarray
        From `list_sets`.
    points : sequence of int
        Which points somebody may have answered; points in no set do not count.

    Returns
    -------
    int
        All sets where nobody of the group can be an insider.
    """
    left = [int((sets[:, point] > 0).sum()) for point in points]
    return min((count for count in left if count), default=len(sets))


def differences(total: np.ndarray, part: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of a group and a part of it, the sets that go together, and those of the rest.

    Parameters
    ----------
    total, part : numpy.ndarray
        Sets that fit each, shape (sets, points).

    Returns
    -------
    tuple of numpy.ndarray
        Sets of the group, of the part and of the rest.
    """
    fits = np.ones((len(total), len(part)), dtype="bool")
    for point in range(total.shape[1]):
        fits &= total[:, None, point] >= part[None, :, point]
    # A set as one number, its digits the counts: differences of sets are those of the numbers.
    places = (int(total.max(initial=0)) + 1) ** np.arange(total.shape[1], dtype="object")
    if places[-1] * places[1] >= np.iinfo("int64").max:
        pairs = np.argwhere(fits)
        rest = np.unique(total[pairs[:, 0]] - part[pairs[:, 1]], axis=0)
    else:
        codes = [sets @ places.astype("int64") for sets in (total, part)]
        found = np.unique((codes[0][:, None] - codes[1][None, :])[fits])
        rest = found[:, None] // places.astype("int64") % int(places[1])
    return total[fits.any(axis=1)], part[fits.any(axis=0)], rest
