"""What a method may be given: numbers, and pairs of them."""

from collections.abc import Sequence

import numpy as np

Numbers = Sequence[float] | np.ndarray
ROUNDING = 1e-12
"""A variance below this part of the values' squared distances is left over from rounding."""
LAST_DIGITS = 1e-14
"""How much of a value its last digits are, as sums and differences leave them."""


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
        caller's to decide. If they are a table and not one column of it.
    """
    sample = np.asarray(values, dtype=float)
    if sample.ndim != 1:
        raise ValueError(f"{name} has {sample.ndim} dimensions; give one column of values")
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


def as_count(value: float, name: str) -> int:
    """A number of people as an int; 3.0 is one, too.

    Raises
    ------
    ValueError
        If it is negative, missing or not whole.
    """
    if not (value >= 0 and float(value).is_integer()):
        raise ValueError(f"{name} is {value}; it must be a whole number of people, 0 or more")
    return int(value)


def has_spread(variance: float, values: np.ndarray) -> bool:
    """Whether a variance is more than what rounding leaves of equal values.

    Values far from 0 with small distances between them (1 000 001, 1 000 002, ...) have one.
    """
    if not len(values):
        return False
    largest = float(np.abs(values).max())
    distance = float(np.ptp(values))
    floor = max(distance * ROUNDING, largest * LAST_DIGITS) * max(distance, largest * LAST_DIGITS)
    return variance > floor
