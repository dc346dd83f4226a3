"""Rounding that knows no direction: of a scale turned round it gives the mirror image."""

from math import ceil, floor
from typing import TypeVar

import numpy as np

Numbers = TypeVar("Numbers", float, np.ndarray)
WIDE_STEP = 0.5
"""What is rounded to where a mean or an interval would tell too much to the study's decimals."""
RANKS_STEP = 0.1
"""What ends of an interval of the probability of a higher answer are rounded to, outwards: with
more, they would be one more equation for the answers behind it."""
NEAR = 1e-6
NOISE_DECIMALS = 6
"""Of steps, beyond which floats tell nothing: 23.499999999999996 tenths are a tie as well."""


def round_evenly(values: Numbers, step: float) -> Numbers:
    """To the nearest multiple of a step; of a tie to the even one.

    Parameters
    ----------
    values : float or numpy.ndarray
    step : float
        A whole number of which is one: 0.1, 0.5.

    Returns
    -------
    float or numpy.ndarray
        As given.

    Notes
    -----
    What is computed as 2.35 on a scale is 3.65 on the scale turned round, and either may come out
    a hair too small. They are ties all the same, and the even tenths, 2.4 and 3.6, are mirror
    images wherever the sum of the scale's ends is a whole number of double steps.

    Examples
    --------
    >>> round_evenly(2.35, 0.1), round_evenly(6 - 2.35, 0.1), round_evenly(1.25, 0.5)
    (2.4, 3.6, 1.0)
    """
    a_whole = round(1 / step)
    steps = np.rint(np.round(values * a_whole, NOISE_DECIMALS))
    return steps / a_whole if isinstance(values, np.ndarray) else float(steps) / a_whole


def finest_step(decimals: int, fewest: int) -> float:
    """How exactly the mean of some people may be told, so that it does not tell how many they are.

    Parameters
    ----------
    decimals : int
        To which means are told.
    fewest : int
        Lower end of the band of people.

    Returns
    -------
    float
        In steps of the scale.

    Notes
    -----
    Means of n people on whole steps lie 1 / n apart. To a tenth, most are means of some numbers of
    people and not of others (2.3 is none of five), and several items of the same people leave one
    number. What is rounded to at least 1 / n is a mean of any n people.

    Examples
    --------
    >>> finest_step(1, 10), finest_step(1, 5), finest_step(1, 3)
    (0.1, 0.2, 0.5)
    """
    exact = 10.0**-decimals
    fitting = (times * exact for times in (1, 2, 5) if times * exact * fewest > 1 - NEAR)
    return next(fitting, max(exact, WIDE_STEP))


def has_mirror(value: float, step: float, ends: tuple[float, float]) -> bool:
    """Whether `round_evenly` makes the mirror image of a number the mirror image of what it makes.

    Of a tie, where a scale's ends add up to whole double steps alone: 2.5, to fifths from 1 to 4,
    is between 2.4 and 2.6, and so is its mirror image.
    """
    steps, doubles = value / step, sum(ends) / (2 * step)
    return abs(steps % 1 - 0.5) > NEAR or abs(doubles - round(doubles)) < NEAR


def bounds_of_rounded(number: float, step: float) -> tuple[float, float]:
    """What a number was before `round_evenly` made it what it makes of the one given.

    Examples
    --------
    >>> bounds_of_rounded(1.8, 0.5)
    (1.75, 2.25)
    """
    middle = round_evenly(number, step)
    return middle - step / 2, middle + step / 2


def round_outwards(low: float, high: float, step: float) -> tuple[float, float]:
    """An interval's ends to multiples of a step, so that it covers what it covered.

    Parameters
    ----------
    low, high : float
    step : float
        A whole number of which is one.

    Returns
    -------
    tuple of float

    Examples
    --------
    >>> round_outwards(1.08, 1.43, 0.5)
    (1.0, 1.5)
    """
    a_whole = round(1 / step)
    steps = (round(end * a_whole, NOISE_DECIMALS) for end in (low, high))
    return floor(next(steps)) / a_whole, ceil(next(steps)) / a_whole


def round_chance(values: np.ndarray) -> np.ndarray:
    """P-values as they are printed: more decimals would tell the error of what is tested.

    Parameters
    ----------
    values : numpy.ndarray

    Returns
    -------
    numpy.ndarray
        To two decimals; to three below 1 %, and just below 5 %, where two would turn what is
        clear into what is not.

    Examples
    --------
    >>> round_chance(np.array([0.0034, 0.0344, 0.0461, 0.234])).tolist()
    [0.003, 0.03, 0.046, 0.23]
    """
    is_fine = (values < 0.01) | ((values >= 0.045) & (values < 0.05))
    return np.where(is_fine, round_evenly(values, 0.001), round_evenly(values, 0.01))


def bounds_of_chance(printed: float) -> tuple[float, float]:
    """What a p-value was before `round_chance`; 0.01 and 0.05 may have been rounded either way.

    Parameters
    ----------
    printed : float

    Returns
    -------
    tuple of float

    Examples
    --------
    >>> [[round(end, 4) for end in bounds_of_chance(printed)] for printed in (0.23, 0.003)]
    [[0.225, 0.235], [0.0025, 0.0035]]
    """
    fine, coarse = 0.0005, 0.005
    is_fine = printed < 2 * coarse - fine or abs(round(printed, 2) - printed) > fine / 2
    half = fine if is_fine else coarse
    return printed - half, printed + half
