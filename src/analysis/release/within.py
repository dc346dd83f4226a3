"""What the project's answers, as they are told, leave of the answers of each place."""

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

import numpy as np

from analysis.release.attack.engine import fitting_sets
from analysis.release.attack.facts import Quantity, Steps
from analysis.release.attack.listing import AnswerSets
from analysis.release.attack.moments import Check
from analysis.release.sums import Cell
from analysis.release.untold import are_tellable

NEAR = 1e-9
"""Rounding of floating point."""


class PlacesKnown(NamedTuple):
    """What is told of places' answers to one item at one wave.

    Attributes
    ----------
    bounds : numpy.ndarray
        What that leaves of the project's: least and most of `AnswerSets.numbers`, shape
        (2, 3 + points).
    cells : sequence of Cell
        Of each place.
    """

    bounds: np.ndarray
    cells: Sequence[Cell] = ()


def find_open_within(cells: Sequence[Cell], project: AnswerSets) -> np.ndarray:
    """Of which places enough sets of answers fit, given those that fit the project.

    Parameters
    ----------
    cells : sequence of Cell
        What is told of each place.
    project : AnswerSets
        That fit everyone's own row and what is told of places; one at least.

    Returns
    -------
    numpy.ndarray
        Of bool, shape (places,).

    Notes
    -----
    A place's sum of squares and counts of each point are at most what the project's most leave
    beside the least of all other places. A place that this does not narrow is not looked at.
    """
    hulls = np.array([cell.hull for cell in cells])
    least = hulls[:, 0]
    most = project.hull[1] - (least.sum(axis=0) - least)
    is_narrowed = (hulls[:, 1] > most + NEAR).any(axis=1)
    return np.array([not narrowed or _is_open(cell, np.minimum(hull[1], own))
                     for cell, hull, own, narrowed
                     in zip(cells, hulls, most, is_narrowed, strict=True)])  # fmt: skip


def _is_open(cell: Cell, most: np.ndarray) -> bool:
    """Whether enough sets of a place fit within most people, sum, squares and counts."""
    checks = () if cell.mean is None else (Check(Quantity.MEAN, *cell.mean),)
    steps = Steps.of(tuple(map(float, range(cell.points))))
    low = (float(cell.people[0]), *[0.0] * (len(most) - 1))
    high = (float(cell.people[1]), inf, *(float(end) for end in most[2:]))
    sets = fitting_sets(steps, low, high, checks, ())
    if sets is None:
        return True
    # Of so few people that nothing is known of, all sets fit.
    return len(sets) == sets.unrestricted or are_tellable(sets, sets, cell.given)
