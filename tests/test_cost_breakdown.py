import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from conftest import draw_topic
from hypothesis import given
from hypothesis import strategies as st

from analysis.inputs.printed.headcounts import estimate_headcounts
from analysis.inputs.printed.published import read_published
from analysis.study.study_file import read_study
from analysis.topics.cost_breakdown.per_participant import (
    estimate_against_others,
    estimate_per_participant,
)
from analysis.topics.cost_breakdown.shares import estimate_shares


@pytest.fixture(scope="module")
def printed() -> pd.DataFrame:
    return read_published(read_study("yhdessa_osallisuutta"), "cost_breakdown")


def test_costs_stand_dearest_first_with_the_projects_mean_last(printed: pd.DataFrame) -> None:
    """Final publication, costs of the pilots: 325,15 ... 14,99; mean 81,61 €; 107 participants."""
    table = estimate_per_participant(printed)
    assert list(table["municipality"]) == [
        "haapavesi", "reisjarvi", "nivala", "raahe", "sievi", "utajarvi", "all",
    ]  # fmt: skip
    assert list(table["estimate_eur"]) == [325.15, 306.39, 165.92, 68.52, 28.82, 14.99, 81.61]
    assert list(table["n"]) == [5, 6, 13, 30, 8, 45, 107]


def test_the_projects_range_of_costs_names_both_of_its_places() -> None:
    ranges = draw_topic("cost_breakdown", "yhdessa_osallisuutta", "all", "en", "example")
    caption = ranges["cost_breakdown_ranges"].caption
    assert caption is not None
    assert "between €14.05 (Utajärvi) and €406.44 (Haapavesi)" in caption.title


def test_shares_are_those_of_the_publications_pies(printed: pd.DataFrame) -> None:
    table = estimate_shares(printed).set_index("municipality")
    assert dict(table["participants_pct"])["utajarvi"] == 42
    assert dict(table["total_cost_pct"])["utajarvi"] == 8
    assert table["participants_pct"].sum() == table["total_cost_pct"].sum() == 100


def test_the_others_cost_is_a_ratio_of_totals(printed: pd.DataFrame) -> None:
    """By hand for Utajärvi: (325.15*5 + 306.39*6 + 165.92*13 + 68.52*30 + 28.82*8) / 62."""
    others = estimate_against_others(estimate_per_participant(printed)).set_index("municipality")
    by_hand = (325.15 * 5 + 306.39 * 6 + 165.92 * 13 + 68.52 * 30 + 28.82 * 8) / 62
    assert others.loc["utajarvi", "others_eur"] == pytest.approx(by_hand)
    assert others.loc["utajarvi", "n_others"] == 62


@pytest.mark.slow
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_rows_is_irrelevant(random: object) -> None:
    rows = read_published(read_study("yhdessa_osallisuutta"), "cost_breakdown")
    shuffled = rows.sample(frac=1, random_state=random.randrange(2**32))  # type: ignore[attr-defined]
    pd.testing.assert_frame_equal(
        estimate_per_participant(shuffled), estimate_per_participant(rows)
    )


def test_headcounts_that_several_numbers_fit_are_left_open(printed: pd.DataFrame) -> None:
    doubled = printed.copy()
    doubled.loc[doubled["id"] == "participants.all", "value"] = 1000
    heads = estimate_headcounts(doubled).set_index("municipality")["n"]
    assert heads.drop("all").isna().all()
    assert heads["all"] == 1000


def test_the_reporting_checklist_points_to_headings_that_are_there(root: Path) -> None:
    methods = (root / "docs/methods.md").read_text(encoding="utf-8")
    rows = [line for line in methods.splitlines() if re.match(r"\| \d", line)]
    pointers = {p for row in rows for p in re.findall(r"\*([^*]+)\*", row)}
    headings = {
        line.lstrip("# ")
        for topic in ("cost_breakdown", "project_monitoring")
        for cell in nbformat.read(root / f"notebooks/{topic}.ipynb", as_version=4).cells
        if cell.cell_type == "markdown"
        for line in cell.source.splitlines()
        if line.startswith("#")
    }
    assert len(pointers) >= 9
    assert pointers <= headings
    items = [int(n) for row in rows for n in re.findall(r"\d+", row.split("|")[1])]
    assert set(items) == set(range(1, 29)) - {13}  # 13, valuation of outcomes: none is valued
