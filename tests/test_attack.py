"""The attacker of statistical disclosure: what follows from published numbers."""

from collections.abc import Iterable
from math import inf
from time import perf_counter

import numpy as np
import pytest
from random_studies import RandomStudy, group_of, print_coarsely, print_exactly, random_study

from analysis.release.attack.breaks import find_breaks
from analysis.release.attack.degrees import degrees_of_freedom, linked_people
from analysis.release.attack.engine import Knowledge, derive, fitting_sets
from analysis.release.attack.facts import (
    PROJECT,
    Evidence,
    Fact,
    Group,
    Partition,
    Quantity,
    Source,
    Steps,
    rest_of,
)
from analysis.release.attack.limits import Break, Kind, Limits
from analysis.release.attack.relations import join_releases, relate
from analysis.release.attack.system import ContradictionError, System
from analysis.release.bands import band_of
from analysis.statistics.inference import partially_overlapping_t
from analysis.study.study import DisclosureRule

RULE = DisclosureRule(minimum_n=5, minimum_count=3)
HERE = Source("table.csv")
PLACES = ("raahe", "haapavesi", "siikajoki", "pyhajoki", "kalajoki", "oulainen")


def size(group: Group, low: float, high: float | None = None) -> Fact:
    return Fact(group, Quantity.SIZE, low, low if high is None else high, HERE)


def band(group: Group, people: int) -> Fact:
    return size(group, *band_of(people, RULE))


def count(group: Group, answer: float, low: float, high: float | None = None) -> Fact:
    return Fact(group, Quantity.COUNT, low, low if high is None else high, HERE, (answer,))


def mean(group: Group, value: float, rounding: float) -> Fact:
    return Fact(group, Quantity.MEAN, value - rounding, value + rounding, HERE)


def kinds(found: Iterable[Break]) -> set[tuple[Kind, str]]:
    return {(broken.kind, broken.group.place) for broken in found}


def table_of(cells: Iterable[str], told: Iterable[Fact]) -> Evidence:
    groups = {place: Group(place, "start", "level") for place in cells}
    whole = Partition(Group(PROJECT, "start", "level"), tuple(groups.values()))
    return Evidence(tuple(told), (whole,), scales={"level": (1.0, 2.0, 3.0)})


CASE_A = dict(
    zip(
        PLACES,
        ((12, 18, 15), (9, 11, 3), (8, 10, 9), (7, 9, 8), (10, 14, 12), (8, 9, 11)),
        strict=True,
    )
)


def totals_of_case_a() -> list[Fact]:
    project = Group(PROJECT, "start", "level")
    columns = np.array(list(CASE_A.values())).sum(axis=0)
    return [size(project, 183)] + [count(project, i + 1.0, n) for i, n in enumerate(columns)]


def test_case_a_as_printed_gives_the_three_back_by_its_row() -> None:
    told = totals_of_case_a()
    for place, cells in CASE_A.items():
        group = Group(place, "start", "level")
        told += [size(group, sum(cells))]
        told += [count(group, i + 1.0, n) for i, n in enumerate(cells) if n >= 5]
    (broken,) = find_breaks(table_of(CASE_A, told))
    assert (broken.kind, broken.group.place, broken.answer) == (Kind.COUNT, "haapavesi", 3.0)
    assert (broken.low, broken.high) == (3, 3)
    assert {step.kind for step in broken.steps} >= {"fact"}


def test_case_a_suppressed_in_two_rows_is_broken_by_integer_programming_alone() -> None:
    """Four blanks in a square leave few whole numbers, which sums one at a time do not see."""
    told = totals_of_case_a()
    hidden = {("haapavesi", 2), ("haapavesi", 0), ("pyhajoki", 0), ("pyhajoki", 2)}
    for place, cells in CASE_A.items():
        group = Group(place, "start", "level")
        told += [size(group, sum(cells))]
        told += [count(group, i + 1.0, n) for i, n in enumerate(cells) if (place, i) not in hidden]
    knowledge = derive(table_of(CASE_A, told))
    at = knowledge.model.unknown(Group("haapavesi", "start", "level"), Quantity.COUNT, 3.0)
    assert knowledge.model.system.low[at] <= 3 <= knowledge.model.system.high[at] <= 11


def test_case_a_in_bands_gives_nothing_away() -> None:
    told = totals_of_case_a()
    for place, cells in CASE_A.items():
        group = Group(place, "start", "level")
        told += [band(group, sum(cells))]
        told += [count(group, i + 1.0, *band_of(n, RULE)) for i, n in enumerate(cells)]
    assert find_breaks(table_of(CASE_A, told)) == []


CASE_B = dict(
    zip(
        PLACES,
        ((45, 3.21), (23, 2.87), (27, 3.44), (5, 1.80), (36, 3.05), (28, 3.52)),
        strict=True,
    )
)
INDEX = tuple(np.round(np.arange(1, 5.001, 0.05), 2))
"""Means of case B are of no whole numbers: they are of an index in steps of a twentieth."""


def case_b(told: Iterable[Fact]) -> Evidence:
    groups = tuple(Group(place, "start", "index") for place in CASE_B)
    whole = Partition(Group(PROJECT, "start", "index"), groups)
    return Evidence(tuple(told), (whole,), scales={"index": INDEX})


def test_case_b_as_printed_gives_the_five_back() -> None:
    project = Group(PROJECT, "start", "index")
    told = [size(project, 164), mean(project, 3.175, 0.0005)]
    for place, (n, value) in CASE_B.items():
        if n > 5:
            told += [size(Group(place, "start", "index"), n)]
            told += [mean(Group(place, "start", "index"), value, 0.005)]
    found = find_breaks(case_b(told))
    assert (Kind.SIZE, "pyhajoki") in kinds(found)
    assert [(b.low, b.high) for b in found if b.kind is Kind.SIZE] == [(5, 5)]


def test_case_b_in_bands_gives_nothing_away() -> None:
    project = Group(PROJECT, "start", "index")
    told = [size(project, 164), mean(project, 3.2, 0.05)]
    for place, (n, value) in CASE_B.items():
        told += [band(Group(place, "start", "index"), n)]
        if n > 5:
            told += [mean(Group(place, "start", "index"), round(value, 1), 0.05)]
    assert find_breaks(case_b(told)) == []


START = Group("raahe", "start", "safety")
LINKED = START._replace(part="linked")
LEAVERS = rest_of(START, "linked")
SCALES = {"safety": (1.0, 2.0, 3.0, 4.0, 5.0)}


def case_c(told: Iterable[Fact]) -> Evidence:
    return Evidence(tuple(told), (Partition(START, (LINKED, LEAVERS)),), scales=SCALES)


def test_case_c_as_printed_tells_what_the_three_who_left_answered() -> None:
    told = [size(START, 23), mean(START, 2.87, 0.005), size(LINKED, 20), mean(LINKED, 3.1, 0.005)]
    evidence = case_c(told)
    assert derive(evidence).sets[LEAVERS].counts.tolist() == [[2, 1, 0, 0, 0]]
    found = find_breaks(evidence)
    leavers = [broken for broken in found if broken.group == LEAVERS]
    assert {broken.kind for broken in leavers} == {Kind.SIZE, Kind.SETS}
    sets = next(broken for broken in leavers if broken.kind is Kind.SETS)
    assert (sets.low, sets.high) == (1, 1)
    told_of = {step.group for step in sets.steps if step.kind == "fact"}
    assert {START, LINKED} <= told_of  # the chain begins with what is printed


def test_case_c_in_bands_gives_nothing_away() -> None:
    assert find_breaks(case_c([band(START, 23), mean(START, 2.9, 0.05)])) == []


def test_sets_of_answers_that_fit_a_mean_and_an_interval_are_found_as_by_trying_all() -> None:
    steps, rng = Steps.of((1.0, 2.0, 3.0, 4.0)), np.random.default_rng(1)
    tried = np.array(
        [(a, b, c, 7 - a - b - c) for a in range(8) for b in range(8 - a) for c in range(8 - a - b)]
    )
    totals, squares = tried @ np.arange(4), tried @ np.arange(4) ** 2
    for truth in rng.choice(len(tried), 20):
        fit = tried[(totals == totals[truth]) & (squares == squares[truth])]
        low = (7.0, float(totals[truth]), float(squares[truth]), *[0.0] * 4)
        high = (*low[:3], *[7.0] * 4)
        found = fitting_sets(steps, low, high, (), ())
        assert found is not None
        assert sorted(map(tuple, found.counts)) == sorted(map(tuple, fit))


def test_a_number_from_nought_to_below_the_minimum_is_the_symbol_and_no_break() -> None:
    group = Group("raahe", "start")
    assert find_breaks(Evidence((size(group, 0, 4),))) == []
    assert kinds(find_breaks(Evidence((size(group, 1, 4),)))) == {(Kind.SIZE, "raahe")}


@pytest.mark.parametrize(("told", "is_broken"), [(10, False), (12, True)])
def test_of_two_answers_who_did_not_give_the_one_that_is_told_gave_the_other(
    told: int, *, is_broken: bool
) -> None:
    """Of 14, so many gave one of two answers; the rule tells of three and more on either side."""
    men = Group(PROJECT, "start", "moved", "gender=man")
    scales = {"moved": (0.0, 1.0)}
    found = find_breaks(Evidence((size(men, 14), count(men, 0.0, told)), scales=scales))
    assert bool(found) == is_broken


def test_most_of_a_public_headcount_is_not_protected_and_all_of_it_is() -> None:
    group = Group("reisjarvi", "start")
    public = Fact(group, Quantity.SIZE, 0, 6, HERE, is_public=True)
    assert find_breaks(Evidence((public, size(group, 5, 9)))) == []
    assert find_breaks(Evidence((public, size(group, 6, 9)))) != []
    assert find_breaks(Evidence((public, size(group, 2, 5)))) != []


def test_what_public_numbers_pin_is_no_break() -> None:
    group, rest = Group("all", "start"), Group("raahe", "start")
    public = [Fact(g, Quantity.SIZE, 7, 7, HERE, is_public=True) for g in (group,)]
    assert find_breaks(Evidence(tuple(public), (Partition(group, (rest,)),))) == []


def test_somebody_who_knows_an_answer_is_left_with_few_sets() -> None:
    told = [size(START, 8), mean(START, 1.9, 0.05)]
    evidence = Evidence(tuple(told), scales=SCALES)
    assert len(derive(evidence).sets[START]) == 11
    assert [b.kind for b in find_breaks(evidence, Limits(sets=5, insider=4))] == [Kind.INSIDER]
    twos = Evidence(tuple(told), scales=SCALES, occurring={START: (2.0,)})
    assert find_breaks(twos, Limits(sets=5, insider=4)) == []


def test_nobody_of_a_part_gave_an_answer_that_nobody_of_all_gave() -> None:
    part = START._replace(part="linked")
    told = (size(part, 8), mean(part, 1.9, 0.05))
    limits = Limits(sets=5, insider=4)
    anybody = Evidence(told, scales=SCALES)
    assert [b.kind for b in find_breaks(anybody, limits)] == [Kind.INSIDER]
    twos = Evidence(told, scales=SCALES, occurring={START: (2.0,)})
    assert find_breaks(twos, limits) == []


def test_numbers_that_contradict_each_other_are_not_taken_for_safe() -> None:
    (broken,) = find_breaks(Evidence((size(START, 4), size(START, 5)), scales=SCALES))
    assert broken.kind is Kind.MISREAD


def test_bounds_reach_a_fixpoint_and_name_contradictions() -> None:
    system = System.of(2)
    system.add([0, 1], [1.0, 1.0], 10, 10, "sum")
    system.add([0, 1], [1.0, -1.0], 4, inf, "difference")
    system.propagate()
    assert system.low.tolist() == [4.0, 0.0]
    system.add([0], [1.0], 0, 2, "told")
    with pytest.raises(ContradictionError, match="no numbers fit"):
        system.propagate()


def is_in(study: RandomStudy, knowledge: Knowledge) -> bool:
    """Whether the truth of every group lies in what was derived."""
    for group in knowledge.model.first:
        counts = np.array([(study.of(group) == point).sum() for point in study.points])
        moments = [counts @ np.arange(len(counts)) ** power for power in (0, 1, 2)]
        low, high = knowledge.model.bounds(group)
        values = np.array([*moments, *counts])
        sets = knowledge.sets.get(group)
        if (values < low).any() or (values > high).any():
            return False
        if sets is not None and not (sets.counts == counts).all(axis=1).any():
            return False
    return True


@pytest.mark.parametrize("seed", range(12))
def test_what_exact_tables_of_a_random_study_tell_is_true_and_too_much(seed: int) -> None:
    study = random_study(seed)
    evidence = print_exactly(study)
    assert is_in(study, derive(evidence, exactly=False))
    assert find_breaks(evidence, exactly=False)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_coarse_numbers_of_a_random_study_tell_nothing_false_and_no_size(seed: int) -> None:
    """What they still give away are means at an end of the scale, which the gate hides."""
    study, hidden = random_study(seed), frozenset[Group]()
    while found := find_breaks(print_coarsely(study, hidden), exactly=False):
        assert {broken.kind for broken in found} <= {Kind.SETS, Kind.INSIDER, Kind.SUM}
        more = hidden | {broken.group for broken in found}
        assert more > hidden
        hidden = more
    assert is_in(study, derive(print_coarsely(study, hidden)))


@pytest.mark.parametrize("seed", range(5))
def test_a_place_taken_away_from_an_exact_release_is_derived(seed: int) -> None:
    study = random_study(seed)
    smaller = study.without(study.places[-1])
    both = join_releases(
        print_exactly(smaller), print_exactly(study), "2026", (smaller.places, study.places)
    )
    knowledge = derive(both, exactly=False)
    gone = group_of(study.places[-1], "start")
    assert knowledge.size(gone) == (len(study.of(gone)),) * 2


@pytest.mark.parametrize("seed", range(20))
def test_an_interval_and_a_p_value_tell_how_many_people_answered_twice(seed: int) -> None:
    rng = np.random.default_rng(seed)
    pairs, only = int(rng.integers(0, 10)), rng.integers(3, 12, 2)
    first, second = rng.integers(1, 6, (2, pairs)).astype(float)
    a, b = (rng.integers(1, 6, size).astype(float) for size in only)
    found = partially_overlapping_t(a, b, first, second, equal_variances=False)
    half = (found.ci_high - found.ci_low) / 2
    df = degrees_of_freedom(found.estimate, half, found.p_value)
    if found.estimate == 0:
        assert df is None
        return
    assert df is not None
    assert df == pytest.approx(found.df, rel=1e-5)
    everyone = np.concatenate([a, first]), np.concatenate([b, second])
    variances = [float(x.var(ddof=1)) / len(x) for x in everyone]
    sizes = len(everyone[0]), len(everyone[1])
    assert pairs in linked_people(df, sizes, (variances[0], variances[1]))


def test_what_does_not_tell_degrees_of_freedom_is_left_alone() -> None:
    assert degrees_of_freedom(0.0, 1.0, 1.0) is None
    assert degrees_of_freedom(0.5, inf, 0.2) is None
    assert linked_people(5.0, (4, 4), (0.0, 0.0)) == []


@pytest.mark.slow
def test_308_municipalities_are_attacked_within_a_minute() -> None:
    """22 176 numbers: 36 questions and items, at two waves."""
    rng = np.random.default_rng(1)
    places = [f"place_{number}" for number in range(308)]
    told, scales = [], dict.fromkeys((f"item_{k}" for k in range(36)), SCALES["safety"])
    for item in scales:
        for wave in ("start", "end"):
            project, everyone = Group(PROJECT, wave, item), []
            for place in places:
                group = Group(place, wave, item)
                answers = rng.choice(5, int(rng.integers(3, 46)), p=[0.1, 0.3, 0.3, 0.2, 0.1]) + 1
                everyone.append(answers)
                told.append(band(group, len(answers)))
                if len(answers) >= RULE.minimum_n:
                    told.append(mean(group, round(float(answers.mean()), 1), 0.05))
            whole = np.concatenate(everyone)
            told += [size(project, len(whole)), mean(project, round(float(whole.mean()), 1), 0.05)]
    started = perf_counter()
    evidence = relate(told, (), places, scales)
    found = find_breaks(evidence)
    assert perf_counter() - started < 60
    assert Kind.MISREAD not in {broken.kind for broken in found}


def test_where_all_came_back_nobody_is_left_over_in_a_place() -> None:
    """Of yes and no, all linked at both waves: the rest of each place is nobody, and no secret."""
    told = []
    for wave, yes in (("start", 50), ("end", 59)):
        for part in ("", "linked"):
            group = Group(PROJECT, wave, "rested", part)
            told += [size(group, 111), count(group, 1.0, yes)]
    evidence = relate(told, (), ("bay", "mill"), {"rested": (0.0, 1.0)})
    knowledge = derive(evidence)
    rests = [group for group in knowledge.model.first if group.part not in ("", "linked")]
    assert {group.place for group in rests} == {PROJECT, "bay", "mill"}
    assert {knowledge.size(group)[1] for group in rests} == {0}
    assert find_breaks(evidence) == []
