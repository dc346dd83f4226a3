"""Sets of answers that fit what is told of two waves."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from math import inf, nan

import numpy as np

from analysis.release.attack.changes import FEWEST_PAIRS
from analysis.release.attack.facts import Steps
from analysis.release.attack.listing import AnswerSets
from analysis.release.attack.pooled import fit_together
from analysis.release.attack.told_change import ToldChange
from analysis.release.listed import Told, count_groups, leave_enough, list_within, steps_of
from analysis.release.rounding import bounds_of_chance, bounds_of_rounded, round_chance
from analysis.release.within import PlacesKnown, find_open_within

P_STEP = 0.001
"""What p-values are rounded to, at most."""
FOLLOWED, ELSEWHERE = 4, 3
"""Sets are counted as if any correlation could stand behind a change of people who are in both
waves. Where fewer people than this are outside a wave's two commonest answers, those correlations
that answers can have leave as few as a third of the sets: so many times more must fit."""


@dataclass(frozen=True, eq=False)
class Beside:
    """What is told beside the answers of one of two waves: of the other, and of the change.

    Attributes
    ----------
    other : AnswerSets or None
        That fit what is told of the other wave; None of too many to list.
    units : tuple of float
        One step of the first and of the second wave's scale.
    at : int
        Which of the two waves the answers are of.
    change : ToldChange
    """

    other: AnswerSets | None
    units: tuple[float, float]
    at: int
    change: ToldChange

    def leave(
        self, own: AnswerSets, is_enough: Callable[[AnswerSets], bool]
    ) -> Iterator[AnswerSets]:
        """Of sets of answers those that one of the other wave's fits, for each way p may be told.

        Of those that are enough, the rest is not looked for.
        """
        both = (own, self.other) if self.at == 0 else (self.other, own)
        for told in _as_told(self.change):
            left = fit_together(
                both, self.units, (0.0, inf), told, lambda *found: is_enough(found[self.at])
            )[self.at]
            yield own if left is None else left


@dataclass(frozen=True, eq=False)
class WaveSets:
    """Answers of two waves, and the sets of answers that fit what is told of each.

    Attributes
    ----------
    answers : sequence of numpy.ndarray
    steps : sequence of Steps or None
    sets : sequence of AnswerSets or None
    places : sequence of PlacesKnown or None
        What is told of places at each.
    """

    answers: Sequence[np.ndarray]
    steps: Sequence[Steps | None]
    sets: Sequence[AnswerSets | None]
    places: Sequence[PlacesKnown | None] = (None, None)

    @classmethod
    def of(
        cls,
        answers: Sequence[np.ndarray],
        told: Sequence[Told],
        points: tuple[float, ...],
        groups: Collection[Sequence[float]],
        places: Sequence[PlacesKnown | None] = (None, None),
    ) -> "WaveSets":
        """Sets that fit each wave by itself, as of `tell_spread`."""
        steps = [steps_of(wave, points) for wave in answers]
        waves = [*zip(told, answers, steps, strict=True)]
        counts = [count_groups(*wave[1:], groups) for wave in waves]
        alone = [list_within(*wave, None, of) for wave, of in zip(waves, counts, strict=True)]
        if not cls(answers, steps, alone)._leave_enough(alone):
            counts = [(), ()]  # none are told
        bounds = [known.bounds if known else None for known in places]
        within = zip(waves, bounds, counts, strict=True)
        sets = [list_within(*wave, ends, of) for wave, ends, of in within]
        return cls(answers, steps, sets, places)

    def beside(self, at: int, change: ToldChange) -> Beside:
        """What is told beside the answers of one of the waves."""
        units = tuple(scale.unit if scale else nan for scale in self.steps)
        return Beside(self.sets[1 - at], (units[0], units[1]), at, change)

    def are_open(self, spread: tuple[float, float], change: ToldChange | None) -> bool:
        """Whether enough sets of both are left by their spread and change."""
        units = [scale.unit if scale else nan for scale in self.steps]
        follows = change is not None and (change.pairs or 0) >= FEWEST_PAIRS
        times = FOLLOWED if follows and any(map(_are_alike, self.answers)) else 1

        before = self._find_open(self.sets)

        def is_enough(*sets: AnswerSets | None) -> bool:
            still = self._leave_enough(sets, times)
            return still and bool((self._find_open(sets) >= before).all())

        return all(
            is_enough(*fit_together(self.sets, units, spread, told, is_enough))
            for told in _as_told(change)
        )

    def _find_open(self, sets: Sequence[AnswerSets | None]) -> np.ndarray:
        """Of which places, of one wave after the other, enough sets of answers are left."""
        return np.concatenate(
            [
                find_open_within(known.cells, of)
                if of is not None and len(of)
                else np.full(len(known.cells), of is None)
                for known, of in zip(self.places, sets, strict=True)
                if known is not None and len(known.cells)
            ]
            or [np.zeros(0, "bool")]
        )

    def _leave_enough(self, sets: Sequence[AnswerSets | None], times: int = 1) -> bool:
        return all(
            scale is None or leave_enough(of, wave, scale, times)
            for of, wave, scale in zip(sets, self.answers, self.steps, strict=True)
        )


def _are_alike(answers: np.ndarray) -> bool:
    """Whether nearly everyone gave one of two answers."""
    people = np.sort(np.unique(answers, return_counts=True)[1])
    return bool(people[:-2].sum() < ELSEWHERE)


def _as_told(change: ToldChange | None) -> Iterator[ToldChange | None]:
    """A change with its p-value as it is printed, and to three decimals."""
    if change is None:
        yield None
        return
    exact = change.p_value[0]
    for bounds in (_printed(exact), bounds_of_rounded(exact, P_STEP)):
        yield change._replace(p_value=bounds)


def _printed(p_value: float) -> tuple[float, float]:
    return bounds_of_chance(float(round_chance(np.array([p_value]))[0]))
