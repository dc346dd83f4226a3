"""The interval of a share does not tell how many linked people changed their answer."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

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
