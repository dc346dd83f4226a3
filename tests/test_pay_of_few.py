"""Whose hours and pay are told: places whose sheets list work that nobody did hide nobody's."""

from decimal import Decimal

import pandas as pd
import pytest

from analysis.release.rules import release
from analysis.study.costing import Costing
from analysis.study.study_file import open_edition, read_study
from analysis.topics import cost_breakdown as topic
from analysis.topics.cost_breakdown.job_titles import estimate_by_job_title
from analysis.topics.cost_breakdown.unit_costs import estimate_unit_costs

STUDY = read_study("yhdessa_osallisuutta")
EDITION = open_edition(STUDY.key, "all", "en", "example")
NOTHING = Decimal(0)


def in_few(costs: pd.DataFrame, names: list[str], places: int) -> pd.DataFrame:
    """A sheet whose paid work is nothing in all places but some: a template that was filled in."""
    few = costs["municipality"].drop_duplicates().tail(places)
    is_empty = (costs["cost_kind"] == "paid_work") & ~costs["municipality"].isin(few)
    changed = {
        name: [
            NOTHING if empty and pd.notna(cell) else cell
            for cell, empty in zip(costs[name], is_empty, strict=True)
        ]
        for name in names
    }
    return costs.assign(
        **{name: pd.Series(cells, costs.index, dtype="object") for name, cells in changed.items()}
    )


@pytest.mark.parametrize(
    "names", [["hours"], ["hourly_pay_eur", "monthly_pay_eur"]], ids=["no hours", "no pay"]
)
@pytest.mark.parametrize("places", [1, 4, 5])
def test_hours_are_told_where_enough_places_pay_for_any(
    costs: pd.DataFrame, costing: Costing, names: list[str], places: int
) -> None:
    """One place's pay is its paid work over all hours less those of volunteers."""
    sheet = in_few(costs, names, places)
    costs_of_units = release(estimate_unit_costs(sheet, costing), EDITION, topic.UNIT_COSTS).table
    titles = release(estimate_by_job_title(sheet, costing), EDITION, topic.JOB_TITLES).table
    hours = costs_of_units.set_index("municipality")[["hours", "hour_eur"]]
    assert hours.drop("all").isna().all(axis=None)
    assert hours.loc["all"].notna().all() == (places == 5)
    assert titles.empty == (places < 5)


def test_a_title_that_nobody_worked_under_takes_no_other_away(
    costs: pd.DataFrame, costing: Costing
) -> None:
    first = costs[costs["cost_kind"] == "paid_work"].head(1)
    empty = first.assign(job_title="Raadin vetäjä", hours=[NOTHING])
    sheet = pd.concat([costs, empty], ignore_index=True)
    pd.testing.assert_frame_equal(
        estimate_by_job_title(sheet, costing), estimate_by_job_title(costs, costing)
    )
    assert estimate_by_job_title(empty, costing).empty
