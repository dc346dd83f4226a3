"""Intervals of shares, and trials of a yes or no, do not tell how many linked people changed."""

import numpy as np
import pandas as pd
import pytest
from asked import release_all
from hypothesis import given
from hypothesis import strategies as st
from instruments import Instrument, Question

from analysis.release.estimates import Released
from analysis.study.origin import CONFIDENTIAL
from analysis.topics.survey_change.intervals import change_of_shares
from analysis.topics.survey_change.linking import Overlap

FEWEST = 5
Table = tuple[int, int, int, int]
"""Linked people who said yes twice, yes and then no, no and then yes, and no twice."""


def linked(table: Table) -> Overlap:
    twice, first, last, never = table
    start = np.array([1.0] * (twice + first) + [0.0] * (last + never))
    end = np.array([1.0] * twice + [0.0] * first + [1.0] * last + [0.0] * never)
    nobody = np.zeros(0)
    return Overlap(nobody, nobody, start, end)


def printed(table: Table) -> list[float]:
    """Ends of the interval in percentage points, and p, as they are told."""
    found = change_of_shares(linked(table), FEWEST)
    return [round(100 * found.ci_low, 1), round(100 * found.ci_high, 1), round(found.p_value, 3)]


def tables_like(table: Table) -> list[Table]:
    """All with as many people and as many who said yes at either wave."""
    start, end, n = table[0] + table[1], table[0] + table[2], sum(table)
    return [(twice, start - twice, end - twice, n - start - end + twice)
            for twice in range(max(0, start + end - n), min(start, end) + 1)]  # fmt: skip


@pytest.mark.parametrize("table", [(12, 1, 4, 23), (10, 2, 6, 12), (6, 1, 5, 28), (0, 9, 8, 15)])
def test_how_many_changed_does_not_follow(table: Table) -> None:
    alike = [of for of in tables_like(table) if printed(of) == printed(table)]
    assert len(alike) >= FEWEST


CELLS = st.integers(0, 30)


@given(st.tuples(CELLS, CELLS, CELLS, CELLS).filter(lambda table: sum(table) > 1))
def test_the_interval_is_as_wide_as_ones_own_and_of_few_the_same_for_five(table: Table) -> None:
    own = change_of_shares(linked(table), 0)
    told = change_of_shares(linked(table), FEWEST)
    assert told.estimate == pytest.approx(own.estimate)
    assert told.ci_low <= own.ci_low + 1e-9
    assert told.ci_high >= own.ci_high - 1e-9
    alike = [of for of in tables_like(table) if printed(of) == printed(table)]
    if min(table) < FEWEST:
        assert len(alike) >= min(FEWEST, len(tables_like(table)))
    else:
        assert (told.ci_low, told.ci_high) == (own.ci_low, own.ci_high)


def test_enough_who_changed_narrow_the_interval() -> None:
    people = linked((20, 5, 9, 20))
    told = change_of_shares(people, FEWEST)
    apart = Overlap(people.start_paired, people.end_paired, np.zeros(0), np.zeros(0))
    wide = change_of_shares(apart, FEWEST)
    assert told.ci_high - told.ci_low < wide.ci_high - wide.ci_low


ARMS = ("tried", "waited")
TRIAL = Instrument(
    (Question("came", "flag"),),
    background={"arm": ARMS},
    survey={"trials": {"yes": {"by": "arm", "group": ARMS[0], "against": ARMS[1],
                               "question": "came"}}},
)  # fmt: skip


def release_trial(*arms: Table) -> Released:
    """A trial of a yes or no of arms' linked people, who are of both places."""
    rows = [
        {"form": 0, "municipality": TRIAL.places[person % 2], "wave": wave, "origin": CONFIDENTIAL,
         "respondent_id": f"{arm}{person}", "arm": arm, "question": "came", "item": "",
         "response": int(answer), "missing": ""}
        for arm, table in zip(ARMS, arms, strict=True)
        for wave, answers in zip(TRIAL.waves, linked(table)[2:], strict=True)
        for person, answer in enumerate(answers)
    ]  # fmt: skip
    frame = pd.DataFrame(rows).assign(form=range(1, len(rows) + 1))
    frame["item"] = pd.Categorical(frame["item"], [""])
    name = "survey_change_trial_yes"
    return release_all(TRIAL, frame.astype({"response": "Int64"}), ("trial",))[name]


def tell_trial(*arms: Table) -> tuple[float, ...]:
    (row,) = release_trial(*arms).table.itertuples()
    return row.change_group, row.change_against, row.ci_low, row.ci_high, row.p_value


@pytest.mark.parametrize("many", [(6, 1, 5, 8), (6, 5, 9, 6)])
def test_of_whom_a_trial_is_does_not_follow(many: Table) -> None:
    few = (4, 2, 7, 7)
    told = tell_trial(few, many)
    assert {tell_trial(of, many) for of in tables_like(few)} == {told}
    if min(many) < FEWEST:
        assert {tell_trial(few, of) for of in tables_like(many)} == {told}


def test_a_trial_of_enough_who_changed_is_told_by_its_own_interval() -> None:
    first, second = (8, 5, 9, 7), (6, 5, 9, 6)
    assert tell_trial(first, second) != tell_trial((7, 6, 10, 6), second)
