"""What a table tells of the change from one group of people to another."""

from math import inf
from typing import NamedTuple

Bounds = tuple[float, float]
ANY: Bounds = (-inf, inf)


class ToldRanks(NamedTuple):
    """Bounds of what is told of the probability that an answer of the second group is the higher.

    Attributes
    ----------
    chance : tuple of float
        The probability, half of it where answers are the same.
    low, high : tuple of float
        Ends of its 95 % interval (Brunner and Munzel).
    """

    chance: Bounds = ANY
    low: Bounds = ANY
    high: Bounds = ANY


UNTOLD = ToldRanks()
"""Where none of it is told."""


class ToldChange(NamedTuple):
    """Bounds of what is told of a change, in the scale's unit.

    Attributes
    ----------
    estimate : tuple of float
        Difference of the second group's mean and the first's.
    low, high : tuple of float
        Ends of its 95 % interval, of Welch's variance.
    p_value : tuple of float
    higher : ToldRanks
        Of the probability that an answer of the second group is the higher.
    spread : tuple of float
        Pooled standard deviation of both, as the least change that would have shown tells it.
    pairs : int or None
        People who are in both groups; None where that is not known.
    """

    estimate: Bounds = ANY
    low: Bounds = ANY
    high: Bounds = ANY
    p_value: Bounds = ANY
    higher: ToldRanks = UNTOLD
    spread: Bounds = ANY
    pairs: int | None = None
