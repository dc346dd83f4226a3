"""What several numbers beside each other give away: each way that was found, on small frames."""

from itertools import product
from operator import mul
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from instruments import Instrument, Question, material_of
from random_runs import attack_run, draw_run
from scipy.optimize import linprog

from analysis.inputs.frames import response_fields
from analysis.release.attack.listing import AnswerSets
from analysis.release.bands import bands_of
from analysis.release.estimates import Released
from analysis.release.gate import UNBOUNDED, choose_bands, leaves_enough
from analysis.release.linked import leave_open, narrow_linked
from analysis.release.rules import release, release_table
from analysis.release.sums import Cell, find_open
from analysis.study.origin import CONFIDENTIAL
from analysis.study.study import DisclosureRule
from analysis.topics.survey_change import list_figures, list_tables
from analysis.topics.survey_change.by_variable.crosstab import estimate_crosstab
from analysis.topics.survey_change.by_variable.difference import (
    Pair,
    estimate_difference,
    group_difference,
)
from analysis.topics.survey_change.material import Material

RULE = DisclosureRule(minimum_n=5, minimum_count=3)
FOLDER = Path("/nowhere/follows")
WAVES = ("before", "after")
ROLES = Question("role", "choice", ("head", "helper", "guest"))


def choose(chosen: list[str]) -> Material:
    """Forty people of two places who chose these roles, one after the other, at each wave."""
    instrument = Instrument((ROLES,), WAVES, background={"gender": ("woman", "man")})
    places, genders = instrument.places, instrument.background["gender"]
    rows = [
        {"form": 40 * w + k, "municipality": places[k % 2], "wave": wave,
         "gender": genders[k // 2 % 2], "question": "role", "item": chosen[k % len(chosen)],
         "response": 1, "missing": "", "respondent_id": None, "origin": CONFIDENTIAL}
        for w, wave in enumerate(WAVES) for k in range(40)
    ]  # fmt: skip
    frame = pd.DataFrame(rows)[response_fields(instrument.background).names]
    frame["item"] = pd.Categorical(frame["item"], ["", *ROLES.items])
    return material_of(instrument.study(FOLDER), frame.astype({"response": "Int64"}))


@pytest.mark.parametrize(
    ("chosen", "is_shown"),
    [(["head", "helper"], False), (["head", "helper", "guest", "helper"], True)],
)
def test_shares_are_not_told_where_nobody_gave_an_answer(
    chosen: list[str], *, is_shown: bool
) -> None:
    """The others add up to everyone, so that nobody of any place can have given it."""
    material = choose(chosen)
    study = material.edition.study
    released = [
        release_table(table, material) for table in (*list_figures(study), *list_tables(study))
    ]
    told = [each.table["item"] for each in released if "item" in each.table]
    assert any(items.isin(ROLES.items).any() for items in told) == is_shown
    crosstab = estimate_crosstab(material.responses, "role", "gender", 0.95, material.edition)
    assert set(crosstab["item"]) == set(ROLES.items)
    assert material.coarse is not None
    assert set(material.coarse.counts["item"]) == set(ROLES.items)


def compare(material: Material, responses: pd.DataFrame | None) -> Released:
    """Women against men in who chose which role."""
    pair = Pair("gender", "woman", "man")
    table = group_difference("role", pair, 0.95, material.edition)
    found = estimate_difference(responses, "role", pair, 0.95, material.edition)
    return release(found, material.edition, table)


EVENLY = ["head", "helper", "guest"]
TWO_GUESTS = ["guest", "head", "helper", "head", "guest", "helper", *["head", "helper"] * 17]
"""The guests are both women."""


@pytest.mark.parametrize(
    ("chosen", "hidden_by"),
    [(EVENLY, {}), (TWO_GUESTS, {"answers": 2, "rest": 4}),
     (["head", "head", "helper"], {"answers": 2, "rest": 4})],
)  # fmt: skip
def test_two_groups_answers_to_a_choice_are_told_together(
    chosen: list[str], hidden_by: dict[str, int]
) -> None:
    """The shares of a group add up to all of it: one left out, of nobody too, would follow."""
    material = choose(chosen)
    released = compare(material, material.responses)
    assert released.hidden_by == hidden_by
    assert len(released.table) == (0 if hidden_by else len(WAVES) * len(ROLES.items))


@pytest.mark.parametrize(("others", "is_shown"), [((15, 0), True), ((11, 4), False)])
def test_two_groups_are_told_if_no_other_is_too_small(
    others: tuple[int, int], *, is_shown: bool
) -> None:
    """Of four groups, one pair after another tells of three: everyone less them is the fourth."""
    material = choose(EVENLY)
    assert material.responses is not None
    genders = np.array(["woman", "man"] * 20, dtype="object")
    genders[: sum(others)] = ["nonbinary"] * others[0] + ["other"] * others[1]
    asked = material.responses.assign(
        gender=genders[material.responses["form"].to_numpy() % len(genders)]
    )
    released = compare(material, asked)
    assert bool(len(released.table)) == is_shown
    assert released.hidden_by.get("people", 0) == (0 if is_shown else 6)


def test_means_are_held_against_what_everyone_at_the_same_answer_would_add_up_to() -> None:
    """Above fours throughout, these places' means leave 7 points or more, and there are 7.

    People, sum, and what the sum is below the most possible leave the last place's size open; with
    what is above fours, it is 5 or 6 people: 7 have no mean of 4.2, and of 8 two points are above.
    """
    bands = [(5, 9), (10, 14), (10, 14), (5, 9), (10, 14), (5, 9)]
    means = [4.0, 4.1, 4.1, 4.0, 4.4, 4.2]
    cells = [Cell(5, band, (mean - 1.05, mean - 0.95))
             for band, mean in zip(bands, means, strict=True)]  # fmt: skip
    assert find_open(cells, people=49, total=203 - 49).tolist() == [True] * 4 + [False] * 2
    # Of the fifth 20 sets fit, which are not given away; of the last, 11.
    assert cells[-1].ends[:, 0].tolist() == [5, 6]


def test_no_number_of_people_is_the_only_one_that_fits_the_sum() -> None:
    """54 people add up to 52 above the lowest point: with 21 in the first place they would not."""
    bands, means = [(20, 24), (15, 19), (15, 19)], [0.8, 1.1, 0.9]
    cells = [Cell(4, band, (mean - 0.05, mean + 0.05))
             for band, mean in zip(bands, means, strict=True)]  # fmt: skip
    assert all(cell.is_open for cell in cells)
    assert find_open(cells, people=54, total=52).tolist() == [False, True, True]
    assert cells[0].ends[:, 0].tolist() == [20, 20]


@given(
    points=st.integers(2, 5),
    least=st.integers(0, 4),
    more=st.integers(0, 1),
    middle=st.floats(0, 4),
)
def test_what_places_leave_possible_is_as_wide_as_the_sets_that_fit(
    points: int, least: int, more: int, middle: float
) -> None:
    """Every set of answers is listed; the fewest may be told too low, and never too high."""
    window = (middle - 0.25, middle + 0.25)
    sets = [
        counts
        for n in range(least, least + more + 1)
        for counts in product(range(n + 1), repeat=points)
        if sum(counts) == n
        and window[0] * n - 1e-9 <= sum(map(mul, range(points), counts)) <= window[1] * n + 1e-9
    ]
    low, high = Cell(points, (least, least + more), window).hull
    if sets:
        first, last = AnswerSets(tuple(range(points)), np.array(sets)).hull
        assert (low <= first).all()
        exactly = [0, 1, 2, 3, -1]  # a point in the middle may be told too low
        assert low[exactly].tolist() == first[exactly].tolist()
        assert high.tolist() == last.tolist()


START, END, LINKED = [33, 26, 26, 17, 5, 23, 13], [26, 27, 12, 8, 4, 21, 41], 110


def test_sizes_are_held_against_the_number_of_linked_people() -> None:
    """29 people were new. At least 26 of them are of the place that grew from 14 to 40 or more.

    The other three can be anywhere, so that its 40 to 44 people are 43 at most.
    """
    counts = np.column_stack([START, END])
    totals = np.array([*counts.sum(axis=0), LINKED])
    bands = [choose_bands(counts[:, [wave]], RULE) for wave in range(2)]
    low, high = (np.hstack([ends[side] for ends in bands]) for side in range(2))
    least, most = narrow_linked(low, high, totals)
    assert (least[-1].tolist(), most[-1].tolist()) == ([11, 40], [14, 43])
    first, last = leave_open(low, high, counts, LINKED, RULE)
    assert leaves_enough(*narrow_linked(first, last, totals), RULE).all()
    assert (first[-1].tolist(), last[-1].tolist()) == ([5, 35], [14, 44])
    assert (first[:-1] == low[:-1]).all()
    assert (last[:-1] == high[:-1]).all()


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_integer_programming_finds_no_more_of_linked_people(data: st.DataObject) -> None:
    sizes = st.lists(st.integers(0, 30), min_size=2, max_size=2)
    counts = np.array(data.draw(st.lists(sizes, min_size=2, max_size=5)))
    both = [data.draw(st.integers(0, int(of_place.min()))) for of_place in counts]
    totals = np.array([*counts.sum(axis=0), sum(both)])
    ends = bands_of(counts.ravel(), RULE).reshape(*counts.shape, 2)
    low, high = ends[..., 0], ends[..., 1]
    if data.draw(st.booleans()):
        low[0], high[0] = 0, UNBOUNDED
    least, most = narrow_linked(low, high, totals)
    told = leave_open(low, high, counts, sum(both), RULE)
    assert leaves_enough(*narrow_linked(*told, totals), RULE).all()
    for place, wave in np.ndindex(counts.shape):
        found = tuple(solve(low, high, totals, place, wave, sign) for sign in (1, -1))
        assert found == (int(least[place, wave]), int(most[place, wave]))


def solve(
    low: np.ndarray, high: np.ndarray, totals: np.ndarray, place: int, wave: int, sign: int
) -> int:
    """Fewest or most people of a place at a wave; of each place: start, end, linked."""
    size, rows = len(low), []
    for at, side in np.ndindex(size, 2):
        row = np.zeros((size, 3))
        row[at, side], row[at, 2] = -1, 1
        rows.append(row.ravel())
    bounds = [(a, b) for ends in zip(low, high, strict=True)
              for a, b in [*zip(*ends, strict=True), (0, None)]]  # fmt: skip
    aim = np.zeros((size, 3))
    aim[place, wave] = sign
    found = linprog(aim.ravel(), A_ub=np.array(rows), b_ub=np.zeros(len(rows)),
                    A_eq=np.tile(np.eye(3), size), b_eq=totals, bounds=bounds,
                    integrality=1)  # fmt: skip
    assert found.status == 0, "what is told must be possible"
    return round(sign * float(found.fun))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [5042, 5050, 5052])
def test_integer_programming_breaks_nothing(seed: int, tmp_path: Path) -> None:
    """Each of these studies did give something away, as a test above has it."""
    assert attack_run(draw_run(seed), tmp_path / "run") == []
