"""Chance that is the same on every machine, and shares that are met exactly.

Only arithmetic on `random.Random.random` is used: its stream is the same in all
versions of Python, which is not promised of other generators.
"""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

Kind = TypeVar("Kind")
SPREAD = 1.7320508075688772  # square root of 3


def bell(chance: Random) -> float:
    """A bell-shaped number around 0, its standard deviation about 1."""
    return SPREAD * (chance.random() + chance.random() + chance.random() + chance.random() - 2)


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """Whole numbers in proportion to weights that add up to a total (method of Hamilton).

    Examples
    --------
    >>> apportion(10, [1, 1, 1])
    [4, 3, 3]
    """
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    shares = [int(x) for x in exact]
    by_rest = sorted(range(len(exact)), key=lambda k: shares[k] - exact[k])
    for k in by_rest[: total - sum(shares)]:
        shares[k] += 1
    return shares


def draw(chance: Random, weights: Mapping[Kind, float]) -> Kind:
    """One of several kinds, with the probability of its weight."""
    left = chance.random() * sum(weights.values())
    for kind, weight in weights.items():
        left -= weight
        if left < 0:
            return kind
    return kind


def highest(inclinations: Sequence[float], count: int) -> set[int]:
    """Positions of the highest numbers."""
    ranked = sorted(range(len(inclinations)), key=lambda k: -inclinations[k])
    return set(ranked[:count])


def ratings_of_mean(n: int, mean: float) -> list[int]:
    """Sorted ratings 1-5 around a mean, their sum the nearest to ``n * mean``.

    Examples
    --------
    >>> sum(ratings_of_mean(51, 2.9))
    148
    """
    weights = [max(0.03, 1.6 - abs(k - mean)) for k in range(1, 6)]
    counts = dict(enumerate(apportion(n, weights), start=1))
    missing = round(n * mean) - sum(k * c for k, c in counts.items())
    step = 1 if missing > 0 else -1
    for _ in range(abs(missing)):
        movable = [k for k in counts if counts[k] and 1 <= k + step <= 5]
        source = max(movable, key=lambda k: counts[k])
        counts[source] -= 1
        counts[source + step] += 1
    return [k for k, c in counts.items() for _ in range(c)]
