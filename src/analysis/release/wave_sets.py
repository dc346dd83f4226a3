"""Sets of answers that fit what is told of two waves."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np

from analysis.release.attack.changes import FEWEST_PAIRS
from analysis.release.attack.facts import Steps
from analysis.release.attack.listing import AnswerSets
from analysis.release.attack.pooled import fit_together
from analysis.release.attack.told_change import ToldChange
from analysis.release.listed import Told, count_groups, leave_enough, list_within, steps_of
from analysis.release.rounding import bounds_of_chance, bounds_of_rounded, round_chance

P_STEP = 0.001
"""What p-values are rounded to, at most."""
FOLLOWED, ELSEWHERE = 4, 3
"""Sets are counted as if any correlation could stand behind a change of people who are in both
waves. Where fewer people than this are outside a wave's two commonest answers, those correlations
that answers can have leave as few as a third of the sets: so many times more must fit."""


@dataclass(frozen=True, eq=False)
class WaveSets:
    """Answers of two waves, and the sets of answers that fit what is told of each."""

    answers: Sequence[np.ndarray]
    steps: Sequence[Steps | None]
    sets: Sequence[AnswerSets | None]

    @classmethod
    def of(
        cls,
        answers: Sequence[np.ndarray],
        told: Sequence[Told],
        points: tuple[float, ...],
        groups: Collection[Sequence[float]],
        bounds: Sequence[np.ndarray | None],
    ) -> "WaveSets":
        """Sets that fit each wave by itself, as of `tell_spread`."""
        steps = [steps_of(wave, points) for wave in answers]
        waves = [*zip(told, answers, steps, strict=True)]
        counts = [count_groups(*wave[1:], groups) for wave in waves]
        alone = [list_within(*wave, None, of) for wave, of in zip(waves, counts, strict=True)]
        if not cls(answers, steps, alone)._leave_enough(alone):
            counts = [(), ()]  # none are told
        known = zip(waves, bounds, counts, strict=True)
        return cls(answers, steps, [list_within(*wave, ends, of) for wave, ends, of in known])

    def are_open(self, spread: tuple[float, float], change: ToldChange | None) -> bool:
        """Whether enough sets of both are left by their spread and change."""
        units = [scale.unit if scale else nan for scale in self.steps]
        follows = change is not None and (change.pairs or 0) >= FEWEST_PAIRS
        times = FOLLOWED if follows and any(map(_are_alike, self.answers)) else 1

        def is_enough(*sets: AnswerSets) -> bool:
            return self._leave_enough(sets, times)

        return all(
            self._leave_enough(fit_together(self.sets, units, spread, told, is_enough), times)
            for told in _as_told(change)
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
