"""What the number of linked people tells of places' people at the two waves they are linked of."""

from itertools import product

import numpy as np

from analysis.release.bands import band_of
from analysis.release.gate import UNBOUNDED, WIDENINGS, leaves_enough
from analysis.study.study import DisclosureRule

WEIGHTS = np.array(list(product((-1, 0, 1), repeat=3)))
"""Of people at either wave and linked people, in the sums over places that are looked at."""


def narrow_linked(
    low: np.ndarray, high: np.ndarray, totals: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """What the project's people and linked people leave of places' people.

    Parameters
    ----------
    low, high : numpy.ndarray
        Fewest and most people of each place at either wave, shape (places, 2).
    totals : numpy.ndarray
        Of the project: people at either wave and linked people, shape (3,).

    Returns
    -------
    least, most : numpy.ndarray
        Shape (places, 2).

    Notes
    -----
    In a place no more people are linked than came at either wave. The bounds are those of linear
    programming, by its dual: of each weighted sum of the three numbers, a place has what the
    others leave of the total, and the rest of the sum is bounded by the place's own bands. As the
    edges of what bands allow are sums of unit vectors, weights of -1, 0 and 1 are all that matter.
    """
    corners = _corners(low, np.minimum(high, totals[:2]))
    sums = corners @ WEIGHTS.T
    first, last = sums.min(axis=1), sums.max(axis=1)
    reached = WEIGHTS @ totals - (last.sum(axis=0) - last)
    allowed = WEIGHTS @ totals - (first.sum(axis=0) - first)
    least, most = np.empty_like(low), np.empty_like(high)
    for wave in range(2):
        rest = sums - corners[:, :, wave, None]
        least[:, wave] = (reached - rest.max(axis=1)).max(axis=1)
        most[:, wave] = (allowed - rest.min(axis=1)).min(axis=1)
    return least, most


def _corners(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Ends of all that is possible in each place: people at either wave, linked people.

    Shape (places, 32, 3). Most people are linked where everyone is, so that corners lie at the
    ends of a wave's band, and where it meets the ends of the other's.
    """
    ends = np.stack([low, high, low[:, ::-1], high[:, ::-1]])
    ends = np.clip(ends, low, high)
    waves = np.array(list(product(range(len(ends)), repeat=2)))
    people = np.stack([ends[waves[:, wave], :, wave] for wave in range(2)], axis=-1)
    nobody, everyone = np.zeros_like(people[..., :1]), people.min(axis=-1, keepdims=True)
    both = [np.concatenate([people, linked], axis=-1) for linked in (nobody, everyone)]
    return np.concatenate(both).swapaxes(0, 1)


def leave_open(
    low: np.ndarray, high: np.ndarray, counts: np.ndarray, linked: int, rule: DisclosureRule
) -> tuple[np.ndarray, np.ndarray]:
    """Bands of which the number of linked people leaves enough whole numbers, too.

    Parameters
    ----------
    low, high : numpy.ndarray
        As `choose_bands` gives them for each wave, shape (places, 2).
    counts : numpy.ndarray
        Exact numbers of people, shape (places, 2).
    linked : int
        People of the project who came at both waves.
    rule : DisclosureRule

    Returns
    -------
    low, high : numpy.ndarray

    Notes
    -----
    A band that is narrowed is widened; if that does not do, it is withheld, the smallest number
    first, and then others beside it.
    """
    totals = np.array([*counts.sum(axis=0), linked])
    is_open = leaves_enough(*narrow_linked(low, high, totals), rule)
    is_told = low >= rule.minimum_n
    for widen in WIDENINGS[1:]:
        wider = np.array([band_of(int(count), rule, widen) for count in counts.ravel()])
        is_wider = is_told & ~is_open
        ends = (np.where(is_wider, wider[:, side].reshape(counts.shape), end)
                for side, end in enumerate((low, high)))  # fmt: skip
        first, last = ends
        if leaves_enough(*narrow_linked(first, last, totals), rule).all():
            return first, last
    low, high = low.copy(), high.copy()
    while not is_open.all() and (high != UNBOUNDED).any():
        candidates = (is_told & ~is_open, is_told, high != UNBOUNDED)
        chosen = next(cells for cells in candidates if cells.any())
        at = np.unravel_index(np.where(chosen, counts, UNBOUNDED).argmin(), counts.shape)
        low[at], high[at], is_told[at] = 0, UNBOUNDED, False
        is_open = leaves_enough(*narrow_linked(low, high, totals), rule)
    return low, high
