"""Levels that answers lie on: points of a scale, or the numbers that an index can be."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.release.fits import is_open
from analysis.release.listed import steps_of
from analysis.release.many_levels import level_step
from analysis.study.scale import Scale

FEWEST_ABOVE = 12
"""Levels that few people's answers add up to, above the lowest or below the highest one, in at
least 30 ways: of so many levels that they are not counted."""
Ends = tuple[float, float]


@dataclass(frozen=True)
class Levels:
    """The levels of answers to one item, counted from the lowest.

    Attributes
    ----------
    ends : tuple of float
        The lowest and the highest that can be answered.
    step : float
        From one to the next.
    are_counted : bool
        Whether they are few enough.
    count : int
        Of them; where not all are counted, of those that are.
    """

    ends: Ends
    step: float
    are_counted: bool
    count: int

    @classmethod
    def of(cls, answers: np.ndarray, scale: Scale) -> "Levels":
        """Those of everyone's answers on a scale."""
        steps = steps_of(answers, scale.points)
        if steps is not None:
            return cls(scale.ends, steps.unit, are_counted=True, count=len(steps.offsets))
        step = level_step(answers, scale.points)
        count = round((scale.ends[1] - scale.ends[0]) / step) + 1
        return cls(scale.ends, step, are_counted=False, count=count)

    def steps_above(self, answers: np.ndarray) -> np.ndarray:
        """How many steps answers are above the lowest level."""
        return np.rint((answers - self.ends[0]) / self.step).astype("int64")

    def window(self, ends: Ends) -> Ends:
        """Ends of a mean, in steps above the lowest level."""
        low, high = ((end - self.ends[0]) / self.step for end in ends)
        return low, high

    def leave_open(
        self, people: tuple[int, int], ends: Ends, finer: Sequence[Ends], answers: np.ndarray
    ) -> bool:
        """Whether enough sets of answers have such a mean, of which no finer one is told.

        Parameters
        ----------
        people : tuple of int
            Fewest and most people who may have answered.
        ends : tuple of float
            Of the mean.
        finer : sequence of tuple
            Ends of the more exact means of which one is told instead where it may be.
        answers : numpy.ndarray
            That were given.
        """
        mean, *parts = map(self.window, (ends, *finer))
        given = np.unique(self.steps_above(answers)).tolist()
        if self.are_counted:
            return is_open(self.count, people, mean, given, parts)
        return self._are_many(people, mean, given)

    def _are_many(self, people: tuple[int, int], mean: Ends, given: Sequence[int]) -> bool:
        """Whether the fewest people's answers are far from the ends, whichever of them is known.

        And whether more than one number of people can have the mean.
        """
        n, top = people[0], self.count - 1
        sizes = range(people[0], people[1] + 1)
        fitting = sum(np.floor(mean[1] * size) >= np.ceil(mean[0] * size) for size in sizes)
        is_band = fitting > 1 or people[0] == people[1]
        above = n * mean[0] - max(0, *given)
        below = n * (top - mean[1]) - max(0, *(top - answer for answer in given))
        return bool(is_band and min(above, below) >= FEWEST_ABOVE)
