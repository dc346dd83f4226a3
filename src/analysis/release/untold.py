"""Which sets of answers remain to a reader who knows by which rule numbers are told."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from analysis.release.attack.facts import Steps
from analysis.release.attack.listing import AnswerSets
from analysis.release.fits import ENOUGH, ENOUGH_FOR_INSIDER
from analysis.release.rounding import round_evenly
from analysis.statistics.inference import critical_t

LEFT = 20
"""Sets that have to remain to whoever knows the rule: fewer count as given away (`Limits`)."""
LEFT_TO_INSIDER = 10
"""Sets that have to remain to whoever also knows one of the answers."""


def tellable_sets(sets: AnswerSets, alike: AnswerSets, times: int = 1) -> AnswerSets:
    """The sets of which a summary is told that all of them fit.

    Parameters
    ----------
    sets : AnswerSets
        That fit the summary, whichever way a tie is rounded.
    alike : AnswerSets
        Of them, those that remain to whoever knows how they are rounded.
    times : int
        How many times as many sets have to fit.

    Returns
    -------
    AnswerSets
        None where the summary is told of no set.

    Notes
    -----
    Were it told unless somebody gave an answer that few of the sets have, it would say that nobody
    did. So the sets with such an answer are taken out until each answer is in enough of the rest.
    """
    left, counts, fewest = alike, sets.with_point, times * ENOUGH_FOR_INSIDER
    while rare := [at for at, count in enumerate(counts) if 0 < count < fewest]:
        left = left.chosen((left.counts[:, rare] == 0).all(axis=1))
        counts, fewest = left.with_point, times * LEFT_TO_INSIDER
    is_told = len(sets) >= times * ENOUGH and len(left) >= times * LEFT
    return left if is_told else left.chosen(np.full(len(left), False))


def are_tellable(
    sets: AnswerSets, alike: AnswerSets, known: Collection[int], times: int = 1
) -> bool:
    """Whether a summary may be told of a group that gave these answers (`tellable_sets`)."""
    left = tellable_sets(sets, alike, times)
    return len(left) > 0 and all(left.with_point[point] for point in known)


@dataclass(frozen=True)
class Printing:
    """How means and their t intervals are printed.

    Attributes
    ----------
    steps : Steps
        What can be answered.
    step : float
        What they are rounded to.
    reach : tuple of float
        Where intervals are cut off.
    """

    steps: Steps
    step: float
    reach: tuple[float, float]

    def print_all(self, sets: AnswerSets) -> np.ndarray:
        """Mean and both ends of each set, shape (sets, 3)."""
        n, total, squares = sets.numbers[:, :3].T
        spread = np.sqrt(np.maximum(squares - total**2 / n, 0.0) / (n - 1))
        people, of_people = np.unique(n, return_inverse=True)
        factors = np.array([critical_t(size - 1) / sqrt(size) for size in people.tolist()])
        half = factors[of_people] * spread if len(n) else spread
        mean, unit = self.steps.lowest + self.steps.unit * total / n, self.steps.unit
        ends = (np.clip(mean + unit * side, *self.reach) for side in (-half, half))
        return round_evenly(np.column_stack([mean, *ends]), self.step)

    def alike(self, sets: AnswerSets, printed: Sequence[float]) -> AnswerSets:
        """Sets of which these numbers are printed: the mean, or the mean and both ends."""
        found = self.print_all(sets)[:, : len(printed)]
        return sets.chosen((np.abs(found - np.array(printed)) < self.step / 2).all(axis=1))

    def leave_out_told(
        self, sets: AnswerSets, list_exact: Callable[[Sequence[float]], AnswerSets | None]
    ) -> AnswerSets:
        """Sets whose interval is told no more exactly than to half steps.

        Parameters
        ----------
        sets : AnswerSets
            With a mean and an interval to half steps that are told alike.
        list_exact : callable
            Sets that fit a mean and an interval as they are printed; None of too many to list.

        Returns
        -------
        AnswerSets
        """
        printed = self.print_all(sets)
        is_told = np.full(len(sets), False)
        for numbers in np.unique(printed, axis=0):
            here = (printed == numbers).all(axis=1)
            if (exact := list_exact(numbers.tolist())) is not None:
                told = tellable_sets(exact, self.alike(exact, numbers.tolist()))
                untold = np.array(told.with_point) == 0
                here &= (sets.counts[:, untold] == 0).all(axis=1)
            is_told |= here
        return sets.chosen(~is_told)
