"""People who are seen at both waves: which of their answers go together can be in so many ways."""

from collections.abc import Iterator
from functools import cache
from itertools import permutations, product

import numpy as np
import pytest

from analysis.release import wave_sets
from analysis.release.attack.changes import fit_change
from analysis.release.attack.listing import AnswerSets
from analysis.release.attack.told_change import ToldChange
from analysis.release.rounding import WIDE_STEP, round_outwards
from analysis.release.spreads import tell_change
from analysis.release.wave_sets import WaveSets
from analysis.statistics.inference import critical_t, partially_overlapping_t
from analysis.statistics.inference.overlapping import overlapping_error
from analysis.statistics.inference.student import two_sided_p
from analysis.topics.survey_change.clear import change_of_all_who_started
from analysis.topics.survey_change.linking import Overlap
from analysis.topics.survey_change.told_levels import tell_level
from analysis.topics.survey_change.widened import tell_started

THREE = (1.0, 2.0, 3.0)
START, END = [20, 7, 5], [20, 14, 0]
"""How many gave each answer; at the end nearly all of them one of two."""
FIRST, LAST = [1.0, 3.0, 2.0], [2.0, 1.0, 2.0]
"""Answers of the three who are seen at both waves."""


def people() -> Overlap:
    alone = []
    for counts, followed in ((START, FIRST), (END, LAST)):
        answers = np.repeat(THREE, counts).tolist()
        for answer in followed:
            answers.remove(answer)
        alone.append(np.array(answers))
    return Overlap(alone[0], alone[1], np.array(FIRST), np.array(LAST))


def tell() -> tuple[WaveSets, ToldChange | None]:
    answers = people()
    waves = answers.start, answers.end
    told = [tell_level(wave, THREE, 1) for wave in waves]
    change = partially_overlapping_t(
        answers.end_only, answers.start_only, answers.end_paired, answers.start_paired,
        equal_variances=False,
    )  # fmt: skip
    found = tell_change(change, waves, told, len(FIRST), THREE, 1)
    return WaveSets.of(waves, told, THREE, (), (None, None)), found


def parts_of(counts: tuple[int, ...], size: int) -> list[tuple[int, ...]]:
    """All counts of so many of these people."""
    ways = product(*(range(count + 1) for count in counts))
    return [way for way in ways if sum(way) == size]


@cache
def correlations(first: tuple[int, ...], second: tuple[int, ...]) -> list[float]:
    """Of three people among the first and the second, of all that they can have answered."""
    found = set()
    for few, others in product(parts_of(first, len(FIRST)), parts_of(second, len(FIRST))):
        x, y = np.repeat(THREE, few), np.repeat(THREE, others)
        has_spread = x.std() > 0 and y.std() > 0
        orders = permutations(y.tolist())
        found |= {round(float(np.corrcoef(x, z)[0, 1]), 9) if has_spread else 0.0 for z in orders}
    return sorted(found)


def fits(first: np.ndarray, second: np.ndarray, change: ToldChange) -> bool:
    """Whether people who answered so can have the interval and p that are told."""
    x, y = np.repeat(THREE, first), np.repeat(THREE, second)
    difference = float(y.mean() - x.mean())
    for r in correlations(tuple(first.tolist()), tuple(second.tolist())):
        error, df = overlapping_error(y, x, r, len(FIRST), equal_variances=False)
        half = critical_t(df) * error
        told = ((difference - half, change.low), (difference + half, change.high),
                (two_sided_p(difference / error, df), change.p_value))  # fmt: skip
        if all(low - 1e-7 <= number <= high + 1e-7 for number, (low, high) in told):
            return True
    return False


def pairs_that_fit(sets: WaveSets, change: ToldChange) -> Iterator[tuple[bytes, bytes]]:
    first, second = sets.sets
    assert first is not None
    assert second is not None
    for start in first.counts:
        one = AnswerSets(first.offsets, start[None, :])
        _, others = fit_change(one, second, 1.0, (0.0, np.inf), change)
        for end in second.counts[others]:
            if fits(start, end, change):
                yield start.tobytes(), end.tobytes()


def test_correlations_that_answers_can_have_would_list_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """If any could stand behind it, 25 and 22 sets of answers would fit the change."""
    assert tell()[1] is None
    monkeypatch.setattr(wave_sets, "FOLLOWED", 1)
    sets, change = tell()
    assert change is not None
    change = next(told for told in wave_sets._as_told(change) if told is not None)
    starts, ends = zip(*pairs_that_fit(sets, change), strict=True)
    assert (len(set(starts)), len(set(ends))) == (8, 6)


def test_of_who_started_the_interval_is_told_to_half_steps() -> None:
    chance = np.random.default_rng(1)
    start, noise = chance.integers(1, 6, 40).astype("float64"), chance.integers(-1, 2, 40)
    end = np.clip(start + noise, 1, 5)
    answers = Overlap(chance.integers(1, 6, 21).astype("float64"), end[:22], start, end)
    told, exact = tell_started(answers, 1), change_of_all_who_started(answers)
    assert told.estimate == round(exact.estimate, 1)
    assert (told.ci_low, told.ci_high) == round_outwards(exact.ci_low, exact.ci_high, WIDE_STEP)
    assert {told.ci_low % 0.5, told.ci_high % 0.5} == {0.0}
