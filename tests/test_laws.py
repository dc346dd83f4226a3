"""Laws that every estimate keeps, whatever the numbers."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.inputs.printed.headcounts import estimate_headcounts
from analysis.inputs.printed.published import read_published
from analysis.study.study_file import open_edition, read_study
from analysis.topics.cost_breakdown.per_participant import estimate_per_participant
from analysis.topics.cost_breakdown.shares import estimate_shares
from analysis.topics.project_monitoring.partner_survey import estimate_partner_survey
from analysis.topics.project_monitoring.parts import estimate_parts
from analysis.topics.survey_change.change import estimate_change
from analysis.topics.training_attendance.by_group import estimate_by_group
from analysis.topics.training_attendance.per_year import estimate_per_year
from analysis.topics.training_attendance.totals import estimate_totals
from analysis.topics.training_attendance.turnout import estimate_by_theme

EDITION = open_edition("yhdessa_osallisuutta")
Estimate = Callable[[pd.DataFrame], pd.DataFrame]

ESTIMATES: dict[str, tuple[str, Estimate]] = {
    "per_participant": ("cost_breakdown", estimate_per_participant),
    "shares": ("cost_breakdown", estimate_shares),
    "headcounts": ("cost_breakdown", estimate_headcounts),
    "by_theme": ("training_attendance", estimate_by_theme),
    "totals": ("training_attendance", estimate_totals),
    "per_year": ("training_attendance", estimate_per_year),
    "by_group": ("training_attendance", estimate_by_group),
    "change": (
        "survey_change",
        lambda t: estimate_change(t, EDITION).sort_values(["question", "item"]),
    ),
    "budget": ("project_monitoring", lambda t: estimate_parts(t, "budget")),
    "partner_survey": ("project_monitoring", estimate_partner_survey),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", ESTIMATES)
@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_the_order_of_the_rows_changes_no_number(name: str, seed: int) -> None:
    table, estimate = ESTIMATES[name]
    rows = read_table(table)
    shuffled = rows.iloc[np.random.default_rng(seed).permutation(len(rows))]
    there, back = (
        frame.sort_values(frame.columns[0], kind="stable").reset_index(drop=True)
        for frame in (estimate(rows), estimate(shuffled.reset_index(drop=True)))
    )
    pd.testing.assert_frame_equal(there, back)


@given(st.lists(st.integers(1, 10_000_000), min_size=1, max_size=12))
def test_shares_of_parts_sum_to_the_whole(amounts: list[int]) -> None:
    printed = pd.DataFrame(
        {
            "question": "budget",
            "item": [f"part_{i}" for i in range(len(amounts))],
            "value": amounts,
            "document": "any",
            "origin": "published",
        }
    )
    table = estimate_parts(printed, "budget")
    assert table["share_pct"].sum() == pytest.approx(100)
    assert table["estimate_eur"].sum() == sum(amounts)
    assert table["estimate_eur"].is_monotonic_decreasing


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(1, 200)), min_size=1, max_size=12))
def test_a_rate_lies_inside_its_interval_and_that_between_nought_and_one(
    themes: list[tuple[int, int]],
) -> None:
    rows = [
        {"question": question, "item": f"theme_{i}", "value": value, "document": "any",
         "origin": "published", "municipality": "all"}
        for i, (came, missed) in enumerate(themes)
        for question, value in (("attended", came), ("registered", came + missed))
    ]  # fmt: skip
    table = estimate_by_theme(pd.DataFrame(rows))
    assert len(table) == len(themes)
    assert (table["ci_low"] >= 0).all()
    assert (table["ci_low"] <= table["estimate"]).all()
    assert (table["estimate"] <= table["ci_high"]).all()
    assert (table["ci_high"] <= 1).all()


def read_table(table: str) -> pd.DataFrame:
    return read_published(read_study("yhdessa_osallisuutta"), table)
