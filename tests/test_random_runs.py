"""Runs of random studies: nothing of them breaks, and something does without each protection."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from math import nan, sqrt
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from attack_truth import find_misses
from instruments import Question
from random_runs import RandomRun, attack_run, draw_run, read_run, save_tables
from shared_work import deriving_once

from analysis.release import fits, gate, levels, listed, rules, sums, untold, wave_sets, within
from analysis.release.attack.breaks import find_breaks
from analysis.release.attack.limits import Kind
from analysis.release.attack.listing import AnswerSets
from analysis.release.attack.told_change import ToldChange, ToldRanks
from analysis.release.ledger import Ledger, Release, find_conflicts
from analysis.release.listed import Told, list_within
from analysis.release.spreads import Spread
from analysis.report.attack.evidence import limits_of, read_evidence
from analysis.topics.survey_change import (
    coarse,
    coarse_means,
    coarse_people,
    distribution,
    project_answers,
    spread,
    told_levels,
)

pytestmark = pytest.mark.slow

SEEDS = (
    *(*range(12), *range(100, 130), 700232, 700697, 700962),
    *(900028, 911056, 920234, 920030, 920076, 940027, 950012, 951131, 960131, 986178, 3015137),
)
"""Of those after 700697, a mean and interval near an end of the scale would leave 11 sets; counts
of grouped ratings, 9 to somebody who knows one of the answers; places' means beside the project's
mean and spread, 19, and beside its mean and interval, 19; the change beside everything, 2 or, of a
place, 19; of a contrast, four numbers of another answer; p as it is printed, 16; the project's
squares less those of other places, 11; counts of grouped ratings of a wave that too many sets
fit without them, 3; such counts beside places' means, 12; and, of a place, the project's squares
and counts as the change of both waves leaves them, 15."""


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_breaks_in_a_random_study_and_nothing_false_is_derived(
    seed: int, tmp_path: Path
) -> None:
    run = draw_run(seed)
    evidence = read_run(run, tmp_path / "run")
    with deriving_once() as derive:
        found = find_breaks(evidence, limits_of(run.study), exactly=False)
        misses, compared = find_misses(derive(evidence, exactly=False), run.truth)
    assert [(broken.kind, broken.group, broken.low, broken.high) for broken in found] == []
    assert misses == []
    assert compared > 20


@pytest.mark.parametrize("seed", [0, 3, 7, 12])
def test_nothing_breaks_of_what_one_wave_alone_asks(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its figure of levels tells the project's numbers and the places'."""
    declare = Question.declare
    monkeypatch.setattr(Question, "declare", lambda own: declare(own) | {"optional": True})
    run = draw_run(seed)
    rows, name = run.responses, ("rating", "chosen")[seed % 2]
    is_early = (rows["wave"] == "start") & (rows["question"] == name)
    run = replace(run, responses=rows[~is_early])
    evidence = read_run(run, tmp_path / "run")
    assert any("levels" in path.name for path in tmp_path.rglob("*.csv"))
    with deriving_once() as derive:
        assert find_breaks(evidence, limits_of(run.study), exactly=False) == []
        assert find_misses(derive(evidence, exactly=False), run.truth)[0] == []


def replacing(place: Any, name: str, value: Any) -> Callable[[pytest.MonkeyPatch], None]:
    def cut(monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(place, name, value)

    return cut


def unlisted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told_levels, "tell_interval", lambda _, ends, *__: Told(*ends))


def any_bands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "is_safe", lambda *_: True)
    # Linked people are held against the same totals.
    monkeypatch.setattr(coarse_people, "leave_open", lambda low, high, *_: (low, high))


def to_tenths(monkeypatch: pytest.MonkeyPatch) -> None:
    """Means of few people that are told to fifths keep some studies by themselves."""
    monkeypatch.setattr(coarse_means, "finest_step", lambda *_: 0.1)


def let_close(monkeypatch: pytest.MonkeyPatch) -> None:
    """What places' means of both waves leave in the end is looked at once more."""
    monkeypatch.setattr(coarse, "withhold_closing", lambda means, _, __, ___, known: (means, known))


def any_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    to_tenths(monkeypatch)
    monkeypatch.setattr(levels, "is_open", lambda *_: True)
    monkeypatch.setattr(sums.Cell, "is_open", True)


def ask_no_more_of_linked(monkeypatch: pytest.MonkeyPatch) -> None:
    """That more is asked of changes with linked people keeps some studies by itself."""
    monkeypatch.setattr(wave_sets, "FOLLOWED", 1)


def any_spread(monkeypatch: pytest.MonkeyPatch) -> None:
    def exact(waves: Any, *_: object) -> Spread:
        squares = sum(((wave - wave.mean()) ** 2).sum() for wave in waves)
        return Spread(sqrt(squares / (sum(map(len, waves)) - 2)), nan)

    monkeypatch.setattr(spread, "tell_spread", exact)
    ask_no_more_of_linked(monkeypatch)


def unbounded(told: Told, answers: Any, steps: Any, _: Any = None, masks: Any = ()) -> Any:
    return list_within(told, answers, steps, None, masks)


def listed_before(told: Told, _: Any, __: Any, bounds: Any = None, masks: Any = ()) -> Any:
    return told.sets.within(bounds, masks) if told.sets else None


def any_places(monkeypatch: pytest.MonkeyPatch) -> None:
    to_tenths(monkeypatch)
    monkeypatch.setattr(wave_sets, "list_within", unbounded)
    ask_no_more_of_linked(monkeypatch)


def know_no_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """That it counts, too, what is known of the rule keeps some studies by itself."""

    def is_open(points: int, people: Any, mean: Any, known: Iterable[int], _: Any = ()) -> bool:
        left = [fits.count_sets(points, people, mean, answer) for answer in known]
        every = fits.count_sets(points, people, mean)
        return every >= fits.ENOUGH and min(left) >= fits.ENOUGH_FOR_INSIDER

    def is_cell_open(cell: sums.Cell) -> bool:
        if cell.fits is None:
            return True
        enough = partial(cell._is_enough, cell.fits, frozenset(range(cell.points)))
        return cell._is_band and enough() and all(map(enough, cell.given))

    def are_tellable(sets: AnswerSets, _: Any, known: Any, times: int = 1) -> bool:
        enough = len(sets) >= times * untold.ENOUGH
        return enough and sets.left_to_insider(known) >= times * untold.ENOUGH_FOR_INSIDER

    monkeypatch.setattr(levels, "is_open", is_open)
    monkeypatch.setattr(sums.Cell, "is_open", property(is_cell_open))
    for module in (listed, within):
        monkeypatch.setattr(module, "are_tellable", are_tellable)
    monkeypatch.setattr(gate, "are_pinned", lambda counts, *_: np.full(counts.shape[1], False))


def any_project_row(monkeypatch: pytest.MonkeyPatch) -> None:
    let_close(monkeypatch)
    monkeypatch.setattr(project_answers.ProjectAnswers, "are_open", lambda *_: True)
    # That more sets are asked for than count as given away keeps this study by itself.
    for module in (fits, sums, untold):
        monkeypatch.setattr(module, "ENOUGH", 20)
        monkeypatch.setattr(module, "ENOUGH_FOR_INSIDER", 10)
    ask_no_more_of_linked(monkeypatch)
    know_no_rule(monkeypatch)


def any_place_within(monkeypatch: pytest.MonkeyPatch) -> None:
    to_tenths(monkeypatch)
    monkeypatch.setattr(
        project_answers, "find_open_within", lambda cells, _: np.full(len(cells), True)
    )
    know_no_rule(monkeypatch)


def any_place_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    to_tenths(monkeypatch)
    let_close(monkeypatch)
    monkeypatch.setattr(coarse, "list_beside", lambda *_: {})


def any_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    to_tenths(monkeypatch)
    monkeypatch.setattr(sums.Cell, "narrow", lambda *_: None)


CUTS: dict[str, tuple[Callable[[pytest.MonkeyPatch], None], int, int]] = {
    "bands are widened": (any_bands, 0, 2),
    "few sets of answers": (any_sets, 10, 8),
    "the project's sum": (any_sum, 2, 2),
    "the project's ratings": (unlisted, 1, 8),
    "the project's ratings near an end of the scale": (unlisted, 700962, 8),
    "the spread behind places' intervals": (any_spread, 900033, 8),
    "the spread beside places' means": (
        any_places,
        911056,
        8,
    ),
    "grouped ratings of a wave of many sets": (
        replacing(wave_sets, "list_within", listed_before),
        960131,
        8,
    ),
    "the project's row beside places' means": (
        any_project_row,
        920234,
        8,
    ),
    "places beside the project's row": (
        any_place_within,
        951131,
        8,
    ),
    "places beside the change of both waves": (
        any_place_beside,
        3015137,
        8,
    ),
    "places of both waves beside the change": (
        let_close,
        3050005,
        8,
    ),
    "the change of both waves": (
        replacing(told_levels, "tell_change", lambda *_: ToldChange(higher=ToldRanks((0, 1)))),
        930005,
        8,
    ),
    "the project's grouped ratings": (
        replacing(distribution, "are_derivable", lambda *_: {}),
        5,
        8,
    ),
    "rounding": (replacing(rules, "decimals_of", lambda *_: None), 0, 8),
    "few linked people": (replacing(rules, "LINKED_TIMES", 0), 1, 8),
}
"""Each protection; a seed of a study that breaks without it, and how many of its places."""


@pytest.mark.parametrize("cut", CUTS)
def test_a_study_breaks_without_a_protection(
    cut: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove, seed, places = CUTS[cut]
    remove(monkeypatch)
    found = attack_run(draw_few(seed, places), tmp_path / "run", exactly=False)
    assert {broken.kind for broken in found} - {Kind.MISREAD}


def draw_few(seed: int, places: int) -> RandomRun:
    run = draw_run(seed)
    for place in list(run.study.municipalities)[places:]:
        run = run.without(place)
    return run


def conflicts(before: RandomRun, after: RandomRun, folder: Path) -> set[Kind]:
    """What follows from a release only together with the one before."""
    old, new = (
        read_evidence(save_tables(run, folder / name), run.study)
        for name, run in (("old", before), ("new", after))
    )
    ledger = Ledger((Release("first", "2026-06-01", old),))
    return {broken.kind for broken in find_conflicts(ledger, new, limits_of(after.study))}


@pytest.mark.parametrize("seed", range(1))
def test_a_release_without_a_place_is_refused(seed: int, tmp_path: Path) -> None:
    run = draw_few(seed, 4)
    assert Kind.SIZE in conflicts(run, run.without(list(run.study.municipalities)[-1]), tmp_path)


@pytest.mark.parametrize("seed", range(1))
def test_a_release_with_a_few_more_forms_is_refused(seed: int, tmp_path: Path) -> None:
    run = draw_few(seed, 4)
    assert conflicts(run.without_forms(3), run, tmp_path) == {Kind.MISREAD}
