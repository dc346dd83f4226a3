"""What a method may be given: numbers, and pairs of them."""

from collections.abc import Sequence

import numpy as np

Numbers = Sequence[float] | np.ndarray
ROUNDING = 1e-12
"""A variance below this part of the values' own square is left over from rounding."""


def as_sample(values: Numbers, name: str) -> np.ndarray:
    """Values as an array of floats.

    Parameters
    ----------
    values : sequence of float
        May be empty.
    name : str
        What the caller calls them, for the message.

    Raises
    ------
    ValueError
        If one of them is missing or infinite: whether to leave it out is the
        caller's to decide.
    """
    sample = np.asarray(values, dtype=float)
    unusable = np.flatnonzero(~np.isfinite(sample))
    if len(unusable):
        places = ", ".join(str(place + 1) for place in unusable[:5])
        raise ValueError(
            f"{name} has {len(unusable)} values that are missing or infinite "
            f"(first at {places}); leave them out first"
        )
    return sample


def as_pairs(a: Numbers, b: Numbers) -> tuple[np.ndarray, np.ndarray]:
    """Values of the same people at two times, in the same order.

    Raises
    ------
    ValueError
        As `as_sample`, and if there are not as many of one as of the other.
    """
    first, second = as_sample(a, "the first of the pairs"), as_sample(b, "the second of the pairs")
    if len(first) != len(second):
        raise ValueError(
            f"there are {len(first)} and {len(second)} paired values; every pair needs both"
        )
    return first, second


def has_spread(variance: float, values: np.ndarray) -> bool:
    """Whether a variance is more than what rounding leaves of equal values."""
    largest = float(np.abs(values).max(initial=0.0))
    return variance > ROUNDING * largest**2
