"""Costs from the entries of a sheet: exact sums, re-runs, averages under their names."""

from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.cost_breakdown import (
    estimate_averages,
    estimate_by_kind,
    estimate_sensitivity,
    price_entries,
)
from analysis.inputs import read_inputs, read_published, read_study

STUDY = read_study("yhdessa_osallisuutta")
COSTS = read_inputs(STUDY, "example").costs


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_parts_sum_to_the_whole_in_any_order(seed: int) -> None:
    assert COSTS is not None
    assert STUDY.costing is not None
    costs = COSTS.sample(frac=1, random_state=seed)
    table = estimate_by_kind(costs, STUDY.costing)
    whole = price_entries(COSTS, STUDY.costing)["cost_eur"].sum()
    exact = table.assign(cost=[Decimal(repr(v)) for v in table["estimate_eur"]])
    is_all = exact["municipality"] == "all"
    assert exact.loc[is_all, "cost"].sum() == exact.loc[~is_all, "cost"].sum() == whole


def test_a_bar_of_the_tornado_is_a_run_with_that_rate_changed() -> None:
    assert COSTS is not None
    assert STUDY.costing is not None
    table = estimate_sensitivity(COSTS, STUDY.costing).set_index("item")
    for value, column in [("10.51", "low_eur"), ("14.37", "high_eur")]:
        changed = replace(STUDY.costing, volunteer_hour_eur=Decimal(value))
        rerun = price_entries(COSTS, changed)["cost_eur"].sum() / 107
        assert table.loc["volunteer_hour_eur", column] == pytest.approx(float(rerun))


def test_the_printed_averages_have_names() -> None:
    """By hand: 8503.38 / 107; (325.15 + 165.92 + 68.52 + 306.39 + 28.82 + 14.99) / 6."""
    table = estimate_averages(read_published(STUDY, "cost_breakdown")).set_index("item")
    assert table.loc["ratio_of_totals", "estimate_eur"] == pytest.approx(79.47, abs=0.005)
    assert table.loc["mean_of_ratios", "estimate_eur"] == pytest.approx(151.63, abs=0.005)
    assert isinstance(table, pd.DataFrame)
