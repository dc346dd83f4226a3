"""What is told of places leaves of the whole project's answers."""

from collections.abc import Collection, Sequence

import numpy as np

from analysis.release.attack.listing import AnswerSets
from analysis.release.listed import count_groups, leave_enough, list_within, steps_of
from analysis.release.sums import Cell
from analysis.release.wave_sets import Beside
from analysis.release.within import find_open_within
from analysis.study.scale import Scale
from analysis.topics.survey_change.told_levels import tell_level

COUNTS = 3
"""Where counts of each point begin in `AnswerSets.numbers`."""


class ProjectAnswers:
    """The whole project's answers to one item at one wave, and what is told of them.

    Parameters
    ----------
    answers : numpy.ndarray
        Of everyone, on levels that can be counted.
    scale : Scale
    decimals : int
        That means are told to.
    groups : collection of sequence of float
        Points whose people are counted together, and told where that lists no answers.
    beside : Beside, optional
        What is told of the other wave, and of the change.
    """

    def __init__(
        self,
        answers: np.ndarray,
        scale: Scale,
        decimals: int,
        groups: Collection[Sequence[float]] = (),
        beside: Beside | None = None,
    ) -> None:
        self.answers, self.beside = answers, beside
        self.steps = steps_of(answers, scale.points)
        self.told = tell_level(answers, scale.points, decimals)
        counts = count_groups(answers, self.steps, groups)
        alone = list_within(self.told, answers, self.steps, None, counts)
        is_told = self.steps is not None and leave_enough(alone, answers, self.steps)
        self.counts = counts if is_told else ()

    def bounds(self, cells: Sequence[Cell]) -> np.ndarray:
        """Least and most of all places together, as of `AnswerSets.numbers`.

        Parameters
        ----------
        cells : sequence of Cell
            What is told of each place.

        Returns
        -------
        numpy.ndarray
            Shape (2, 3 + points).
        """
        bounds = np.sum([cell.hull for cell in cells], axis=0)
        people = len(self.answers)
        bounds[:, 0] = people
        bounds[1, COUNTS:] = np.minimum(bounds[1, COUNTS:], people)
        return np.asarray(bounds)

    def are_open(self, bounds: np.ndarray) -> bool:
        """Whether enough sets of answers fit their own row and what is told of places.

        Parameters
        ----------
        bounds : numpy.ndarray
            As of `bounds`.

        Returns
        -------
        bool
            True where no row is told, or too many sets fit both to be listed.
        """
        sets = list_within(self.told, self.answers, self.steps, bounds, self.counts)
        return self.steps is None or leave_enough(sets, self.answers, self.steps)

    def find_open(self, cells: Sequence[Cell], bounds: np.ndarray) -> np.ndarray:
        """Of which places enough sets of answers fit beside their row (`find_open_within`).

        And beside the row of their change.
        """
        sets = list_within(self.told, self.answers, self.steps, bounds, self.counts)
        if sets is None or not len(sets):
            return np.full(len(cells), True)
        found = find_open_within(cells, sets)

        def are_open(some: AnswerSets) -> bool:
            return len(some) > 0 and bool((find_open_within(cells, some) >= found).all())

        for left in self.beside.leave(sets, are_open) if self.beside else ():
            found = found & find_open_within(cells, left) if len(left) else found
        return found
