"""Figures of costs, and what is worked in the open: drawn as they are told."""

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from analysis.release.rules import release, release_table
from analysis.report.exhibit import Exhibit, exhibit
from analysis.report.tables import table_cells
from analysis.report.worked import show_computed
from analysis.study.study_file import open_edition, read_study
from analysis.topics import cost_breakdown as topic
from analysis.topics.catalogue import read_change
from analysis.topics.cost_breakdown.break_even import estimate_break_even, participants_needed
from analysis.topics.cost_breakdown.material import Material

STUDY = read_study("yhdessa_osallisuutta")


@pytest.fixture(scope="module")
def material() -> Material:
    edition = open_edition(STUDY.key, "all", "en", "example")
    return topic.read_material(edition, read_change(edition))


@pytest.fixture(scope="module")
def exhibits_of_costs(material: Material) -> dict[str, Exhibit]:
    return {figure.name: exhibit(release_table(figure, material)) for figure in topic.FIGURES}


def test_a_number_worked_in_the_open_is_the_tables(material: Material) -> None:
    """Haapavesi, as above; nothing is shown where nothing is released."""
    released = release_table(topic.BREAK_EVEN, material)
    given = ["fixed_eur", "variable_eur", "limit_eur"]
    first = released.table.loc[0, given]
    needed = [participants_needed(*first)]
    line = show_computed(released, needed, given, "break_even").plain
    assert line == (
        "Haapavesi. Fixed, €: 1,341.32; Variable per participant, €: 56.89; Mean, €: 80.20"
        " → Participants to meet the mean: 58"
    )
    with pytest.raises(ValueError, match="another result"):
        show_computed(released, [57], given, "break_even")
    nothing = replace(released, table=released.table.iloc[:0])
    assert show_computed(nothing, [], given, "break_even").plain == ""


def test_a_mean_below_the_variable_costs_is_never_met(material: Material) -> None:
    table = material.curve.assign(variable_eur=1000.0)
    released = release(estimate_break_even(table), material.edition, topic.BREAK_EVEN)
    assert released.table["break_even"].isna().all()
    line = show_computed(released, [participants_needed(1, 1000, 80)], ["n"], "break_even").plain
    assert line.endswith("→ Participants to meet the mean: –")


def test_each_pilot_lies_on_the_curve_that_is_drawn(exhibits_of_costs: dict[str, Exhibit]) -> None:
    exhibit = exhibits_of_costs["cost_breakdown_group_size"]
    assert exhibit.figure is not None
    lines: Any = exhibit.figure.axes[0].child_axes[0].lines
    curves = [line for line in lines if len(line.get_xdata()) > 1]
    table = exhibit.released.table
    table = table[table["municipality"] != "all"]
    assert len(curves) == len(table) == 6
    for curve, row in zip(curves, table.itertuples(), strict=True):
        at_n = np.interp(float(row.n), curve.get_xdata(), curve.get_ydata())
        assert at_n == pytest.approx(row.estimate_eur, rel=0.01)
        far = curve.get_ydata()[-1] - row.fixed_eur / curve.get_xdata()[-1]
        assert far == pytest.approx(row.variable_eur)


def test_the_tornado_draws_its_bars_from_end_to_end(
    exhibits_of_costs: dict[str, Exhibit],
) -> None:
    exhibit = exhibits_of_costs["cost_breakdown_sensitivity"]
    assert exhibit.figure is not None
    bars: Any = exhibit.figure.axes[0].child_axes[0].patches
    table = exhibit.released.table
    assert [bar.get_x() for bar in bars] == pytest.approx(list(table["low_eur"]))
    ends = [bar.get_x() + bar.get_width() for bar in bars]
    assert ends == pytest.approx(list(table["high_eur"]))


def test_ranges_are_never_called_confidence_intervals(
    exhibits_of_costs: dict[str, Exhibit],
) -> None:
    for name in ("sensitivity", "ranges", "scenarios"):
        caption = exhibits_of_costs[f"cost_breakdown_{name}"].caption
        assert caption is not None
        assert re.search(r"not (a )?confidence interval", caption.foot)


def test_tables_write_each_number_in_its_own_unit(
    material: Material, exhibits_of_costs: dict[str, Exhibit]
) -> None:
    """People have no decimals beside euros that have two; an index has three, a rate a sign."""
    recomputed = table_cells(release_table(topic.RECOMPUTED, material))
    people = recomputed[recomputed["Question"] == "Participants"].iloc[0]
    assert people[["Published", "Computed", "Difference"]].to_list() == ["107", "107", "0"]
    rates = table_cells(release_table(topic.RATES, material)).set_index("Item")
    earnings = rates.loc["Index of earnings"]
    assert earnings["Assumed"] == "1.219"
    assert earnings["Assumed, range"] == "1.207 to 1.231"
    assert rates.loc["Employer's on-costs", "Assumed"] == "24.50%"
    tornado = table_cells(exhibits_of_costs["cost_breakdown_sensitivity"].released)
    ends = {interval.split(" to ")[1] for interval in tornado["Assumed, range"]}
    assert ends == {"110%", "+1", "€14.37", "29.25%", "1.231"}


def test_hours_are_told_of_the_whole_project_alone(exhibits_of_costs: dict[str, Exhibit]) -> None:
    shown = exhibits_of_costs["cost_breakdown_unit_costs"]
    hours = shown.released.table.set_index("municipality")[["hours", "hour_eur"]]
    assert hours.loc["all"].tolist() == pytest.approx([279, 8581.76 / 279])
    assert hours.drop("all").isna().all(axis=None)
    assert "n_paying" not in shown.released.table
    assert shown.caption is not None
    assert shown.caption.description.count("per hour of work") == 1
    assert "costs came to €30.76 per hour of work" in shown.caption.foot
