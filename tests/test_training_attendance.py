from math import sqrt

import pandas as pd
import pytest

from analysis.inputs.printed.published import read_published
from analysis.study.study_file import read_study
from analysis.topics.training_attendance.by_group import estimate_by_group
from analysis.topics.training_attendance.per_year import estimate_per_year
from analysis.topics.training_attendance.registered import with_rates
from analysis.topics.training_attendance.totals import estimate_totals
from analysis.topics.training_attendance.turnout import estimate_by_theme


@pytest.fixture(scope="module")
def printed() -> pd.DataFrame:
    return read_published(read_study("yhdessa_osallisuutta"), "training_attendance")


def test_attendance_of_a_theme_with_its_interval(printed: pd.DataFrame) -> None:
    """ "Tekoja ihmisten hyväksi 30 35"; Wilson's formula written out."""
    row = estimate_by_theme(printed).set_index("item").loc["deeds_for_people"]
    assert (row["attended"], row["n"]) == (30, 35)
    assert row["estimate"] == pytest.approx(30 / 35)
    p, n, z = 30 / 35, 35, 1.959964
    middle, half = p + z**2 / (2 * n), z * sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    assert row["ci_low"] == pytest.approx((middle - half) / (1 + z**2 / n), abs=1e-6)
    assert row["ci_high"] == pytest.approx((middle + half) / (1 + z**2 / n), abs=1e-6)


def test_themes_come_highest_rate_first(printed: pd.DataFrame) -> None:
    table = estimate_by_theme(printed)
    assert len(table) == 9
    assert table["estimate"].is_monotonic_decreasing
    assert (table["ci_low"] < table["estimate"]).all()
    assert (table["estimate"] < table["ci_high"]).all()


def test_the_printed_total_and_the_sum_of_themes_are_both_shown(printed: pd.DataFrame) -> None:
    """Printed: 235 of 474. The themes' own numbers add up to 213 of 474."""
    table = estimate_totals(printed).set_index("item")
    assert list(table["attended"]) == [235, 213]
    assert list(table["n"]) == [474, 474]


def test_trainings_a_year_and_groups_are_as_printed(printed: pd.DataFrame) -> None:
    years = estimate_per_year(printed)
    assert dict(zip(years["year"], years["trainings"], strict=True)) == {2021: 1, 2022: 7, 2023: 1}
    groups = estimate_by_group(printed).set_index("item")
    assert dict(groups["estimate_pct"]) == {
        "municipal_employees": 30, "parishes_and_firms": 26, "organisations": 23, "others": 21,
    }  # fmt: skip
    assert set(groups["trainings"]) == {6}


def test_of_nobody_there_is_no_rate() -> None:
    """As of a list on which nobody is registered."""
    table = with_rates(pd.DataFrame({"attended": [0, 3], "n": [0, 4]}), "attended")
    assert list(table["estimate"].isna()) == [True, False]
