"""What of places has to be told less exactly, since totals would give it away."""

from collections.abc import Iterable, Iterator
from itertools import combinations

import numpy as np

from analysis.release.bands import band_of
from analysis.study.study import DisclosureRule

FEWEST = 5
"""Whole numbers that have to remain possible for a number that is told as a band."""
WIDENINGS = (1, 2)
"""How many bands are put together, one after another, before places are withheld."""
UNBOUNDED = 10**9
MOST_SETS_OF = 6
"""Columns of which every set is looked at."""


def choose_bands(
    counts: np.ndarray, rule: DisclosureRule, rows: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Bands of places' people from which no total of the project gives a number away.

    Parameters
    ----------
    counts : numpy.ndarray
        Exact numbers of people, shape (places, columns). Each column's sum is known: it is the
        project's.
    rule : DisclosureRule
    rows : numpy.ndarray, optional
        Where the columns are exclusive answers: fewest and most people of each place, as they
        are told, shape (places, 2).

    Returns
    -------
    low, high : numpy.ndarray
        Ends of the bands, shape (places, columns); of what is withheld 0 and `UNBOUNDED`.

    Notes
    -----
    First all bands are widened. If that does not do, or says too much to whoever knows when it is
    done, columns are withheld that give a number away. If other columns still do, places are, the
    smallest first; at last those too of which fewer than the minimum is told, since two of them
    may be all that a total leaves.
    """
    totals = counts.sum(axis=0)
    for widen in WIDENINGS:
        low, high = _bands(counts, rule, widen)
        is_pinned = are_pinned(counts, rule, widen)
        if is_safe(low, high, totals, rule, rows) and not is_pinned.any():
            return low, high
    is_pinned |= ~_are_open(low, high, totals, rule, rows).all(axis=0)
    low[:, is_pinned], high[:, is_pinned] = 0, UNBOUNDED
    if is_safe(low, high, totals, rule, rows):
        return low, high
    for least in (rule.minimum_n, 0):
        for place in np.argsort(counts.max(axis=1), kind="stable"):
            is_given_away = ~_are_open(low, high, totals, rule, rows).all(axis=0)
            withheld = is_given_away & (counts[place] >= least)
            low[place, withheld], high[place, withheld] = 0, UNBOUNDED
            if is_safe(low, high, totals, rule, rows):
                return low, high
    return np.zeros_like(low), np.full_like(high, UNBOUNDED)


def is_safe(
    low: np.ndarray,
    high: np.ndarray,
    totals: np.ndarray,
    rule: DisclosureRule,
    rows: np.ndarray | None = None,
) -> bool:
    """Whether every number stays as open as its band, whatever follows from the totals.

    Parameters
    ----------
    low, high, totals, rule, rows
        As in `choose_bands`.

    Returns
    -------
    bool
    """
    return bool(_are_open(low, high, totals, rule, rows).all())


def are_pinned(counts: np.ndarray, rule: DisclosureRule, widen: int) -> np.ndarray:
    """In which columns two bands put together say too much to whoever knows why they are.

    Parameters
    ----------
    counts, rule
        As in `choose_bands`.
    widen : int
        How many bands are put together; of one, nothing follows.

    Returns
    -------
    numpy.ndarray
        Of bool, shape (columns,).

    Notes
    -----
    Single bands were not told, as with them all numbers together would be within `FEWEST` of the
    lower ends of their bands, or of the upper ones. Of five places with 100 people and 15 to 24
    each, either all have 20, or one has 24 and the others 19.
    """
    if widen == 1:
        return np.full(counts.shape[1], False)
    return np.array([_is_pinned(column, rule) for column in counts.T], dtype="bool")


def _is_pinned(column: np.ndarray, rule: DisclosureRule) -> bool:
    """Whether too few numbers are left of a column's bands, two put together."""
    low, high = _bands(column[:, None], rule, 2)
    width, told = rule.band, int((column >= rule.minimum_n).sum())
    open_ = int((high - low).sum()) - told * width  # by which single bands can be exceeded
    enough = min(FEWEST, width)
    values: set[int] = set()
    for upper in range(told + 1):  # places that are in the upper one of their two bands
        above = int(column.sum() - low.sum()) - upper * width
        if 0 <= above <= open_ and not enough - 1 <= above <= open_ - enough + 1:
            least, most = max(0, above - open_ + width - 1), min(width - 1, above)
            starts = [0] * (upper < told) + [width] * (upper > 0)
            values.update(start + part for start in starts for part in range(least, most + 1))
    return 0 < len(values) < enough


def leaves_enough(least: np.ndarray, most: np.ndarray, rule: DisclosureRule) -> np.ndarray:
    """Of which numbers between these ends enough whole numbers are possible, of their shape."""
    is_small = (least == 0) & (most < rule.minimum_n)  # fewer than the minimum is told of it
    open_: np.ndarray = is_small | (most - least + 1 >= min(FEWEST, rule.band))
    return open_


def narrow(
    low: np.ndarray, high: np.ndarray, totals: np.ndarray, rows: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """What all sums together leave of the ends.

    Parameters
    ----------
    low, high : numpy.ndarray
        Shape (places, columns).
    totals : numpy.ndarray
        Of each column, shape (columns,).
    rows : numpy.ndarray, optional
        Fewest and most of each place's sum, shape (places, 2).

    Returns
    -------
    low, high : numpy.ndarray

    Notes
    -----
    By Hoffman's theorem on circulations numbers fit if and only if they do so in every set of
    columns: what places have in it, at least and at most, adds up to no more and no less than its
    total. All sets are looked at of up to `MOST_SETS_OF` columns; of more, those of up to two
    columns, and of all but up to two.

    References
    ----------
    Hoffman, A. J. (1960). Some recent applications of the theory of linear inequalities to
    extremal combinatorial analysis. Proceedings of Symposia in Applied Mathematics 10, 113-127.
    """
    low, high = low.astype("int64"), np.minimum(high, totals).astype("int64")
    least, most = low.copy(), high.copy()
    for inside in _sets_of_columns(low.shape[1], are_joint=rows is not None):
        outside = ~inside
        in_low, in_high = (end[:, inside].sum(axis=1, keepdims=True) for end in (low, high))
        out_low, out_high = (end[:, outside].sum(axis=1, keepdims=True) for end in (low, high))
        fewest, largest = in_low, in_high
        if rows is not None:
            first, last = rows[:, :1], rows[:, 1:]
            fewest = np.maximum(in_low, first - out_high)
            largest = np.minimum(in_high, last - out_low)
        total = totals[inside].sum()
        # What a place has in these columns, as the others' numbers leave it.
        reached, allowed = total - (largest.sum() - largest), total - (fewest.sum() - fewest)
        _raise(least, inside, reached - (in_high - high[:, inside]))
        _lower(most, inside, allowed - (in_low - low[:, inside]))
        if rows is not None:
            _raise(least, outside, first - allowed - (out_high - high[:, outside]))
            _lower(most, outside, last - reached - (out_low - low[:, outside]))
    return least, most


def _raise(least: np.ndarray, columns: np.ndarray, to: np.ndarray) -> None:
    least[:, columns] = np.maximum(least[:, columns], to)


def _lower(most: np.ndarray, columns: np.ndarray, to: np.ndarray) -> None:
    most[:, columns] = np.minimum(most[:, columns], to)


def _sets_of_columns(count: int, *, are_joint: bool) -> Iterator[np.ndarray]:
    """Which columns are looked at together; each by itself where nothing joins them."""
    sizes: Iterable[int] = range(count + 1)
    if not are_joint:
        sizes = (1,)
    elif count > MOST_SETS_OF:
        sizes = (0, 1, 2, count - 2, count - 1, count)
    for size in sizes:
        for chosen in combinations(range(count), size):
            yield np.isin(np.arange(count), chosen)


def _are_open(
    low: np.ndarray,
    high: np.ndarray,
    totals: np.ndarray,
    rule: DisclosureRule,
    rows: np.ndarray | None,
) -> np.ndarray:
    """Of which numbers enough whole numbers remain possible, shape (places, columns)."""
    return leaves_enough(*narrow(low, high, totals, rows), rule)


def _bands(counts: np.ndarray, rule: DisclosureRule, widen: int) -> tuple[np.ndarray, np.ndarray]:
    found = [band_of(int(count), rule, widen) for count in counts.ravel()]
    ends = np.array(found or np.empty((0, 2)), dtype="int64").reshape(*counts.shape, 2)
    return ends[..., 0], ends[..., 1]
