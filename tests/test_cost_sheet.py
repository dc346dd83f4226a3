"""Costs from the entries of a sheet: exact sums, re-runs, averages under their names."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.inputs.printed.published import read_published
from analysis.release.rules import DisclosureError, release
from analysis.study.costing import Costing
from analysis.study.declaration import COST_KINDS
from analysis.study.study_file import open_edition, read_study
from analysis.topics import cost_breakdown as topic
from analysis.topics.cost_breakdown.averages import estimate_averages
from analysis.topics.cost_breakdown.beside_effect import estimate_costs_beside_effect
from analysis.topics.cost_breakdown.break_even import estimate_break_even, participants_needed
from analysis.topics.cost_breakdown.by_kind import estimate_by_kind
from analysis.topics.cost_breakdown.group_size import estimate_cost_curve
from analysis.topics.cost_breakdown.job_titles import estimate_by_job_title
from analysis.topics.cost_breakdown.material import tabulate_costs
from analysis.topics.cost_breakdown.per_participant import estimate_per_participant
from analysis.topics.cost_breakdown.pilots import sum_pilots
from analysis.topics.cost_breakdown.pricing import price_entries
from analysis.topics.cost_breakdown.ranges import estimate_cost_ranges
from analysis.topics.cost_breakdown.rates import tabulate_rates
from analysis.topics.cost_breakdown.recomputed import estimate_recomputed
from analysis.topics.cost_breakdown.scenarios import estimate_scenarios
from analysis.topics.cost_breakdown.sensitivity import estimate_sensitivity
from analysis.topics.cost_breakdown.unit_costs import estimate_unit_costs, plot_unit_costs

STUDY = read_study("yhdessa_osallisuutta")
PRINTED = read_published(STUDY, "cost_breakdown")
PLACES = ("haapavesi", "nivala", "raahe")


def entries() -> st.SearchStrategy[dict[str, Any]]:
    """An entry of a sheet with amounts of any size that a sheet can hold."""
    amounts = st.decimals("0.01", "9999.99", places=2)
    return st.fixed_dictionaries(
        {
            "municipality": st.sampled_from(PLACES),
            "pilot": st.sampled_from(["A", "a ", "B"]),
            "cost_kind": st.sampled_from(COST_KINDS),
            "job_title": st.sampled_from(["Ohjaaja", "ohjaaja ", "Sihteeri"]),
            "hours": amounts,
            "hourly_pay_eur": amounts,
            "monthly_pay_eur": st.none() | amounts,
            "on_cost_pct": st.none() | st.decimals("0", "60", places=2),
            "unit_price_eur": amounts,
            "quantity": amounts,
            "participants": st.just(Decimal(7)),
            "meetings": st.none() | st.just(Decimal(4)),
            "cost_part": st.sampled_from([None, "fixed", "variable"]),
            "origin": st.just("synthetic"),
        }
    )


def cents(amounts: pd.Series) -> Decimal:
    """The sum of amounts that were whole cents before they became floats."""
    return sum((Decimal(repr(float(a))) for a in amounts), Decimal(0))


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(entries(), min_size=1, max_size=25), data=st.data())
def test_parts_sum_to_the_whole_at_every_level_in_any_order(
    rows: list[dict[str, Any]], data: st.DataObject
) -> None:
    assert STUDY.costing is not None
    whole = price_entries(pd.DataFrame(rows), STUDY.costing)["cost_eur"].sum()
    sheet = pd.DataFrame(data.draw(st.permutations(rows)))
    kinds = estimate_by_kind(sheet, STUDY.costing)
    is_all = kinds["municipality"] == "all"
    assert cents(kinds.loc[is_all, "estimate_eur"]) == whole
    assert cents(kinds.loc[~is_all, "estimate_eur"]) == whole
    for kind in COST_KINDS:
        own = kinds[kinds["item"] == kind]
        total = cents(own.loc[own["municipality"] == "all", "estimate_eur"])
        assert cents(own.loc[own["municipality"] != "all", "estimate_eur"]) == total
    paid = kinds.loc[is_all & (kinds["item"] == "paid_work"), "estimate_eur"]
    assert cents(estimate_by_job_title(sheet, STUDY.costing)["estimate_eur"]) == cents(paid)
    numbers = tabulate_costs(sheet, STUDY.costing, PRINTED).set_index(["question", "municipality"])
    assert Decimal(repr(float(numbers.loc[("total_cost", "all"), "value"]))) == whole


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(entries(), min_size=1, max_size=25), data=st.data())
def test_fixed_and_variable_parts_sum_to_the_whole_at_every_level_in_any_order(
    rows: list[dict[str, Any]], data: st.DataObject
) -> None:
    assert STUDY.costing is not None
    totals = sum_pilots(pd.DataFrame(rows), STUDY.costing)
    sheet = pd.DataFrame(data.draw(st.permutations(rows)))
    priced = price_entries(sheet, STUDY.costing)
    is_variable = priced["cost_part"] == "variable"
    costs = estimate_per_participant(tabulate_costs(sheet, STUDY.costing, PRINTED))
    curve = estimate_cost_curve(costs, sheet, STUDY.costing).set_index("municipality")
    spent = totals.index[totals["cost_eur"] > 0]  # what cost nothing has no place on its scale
    assert set(curve.index) == {*spent, "all"}
    for place, row in curve.iterrows():
        here = (priced["municipality"] == place) | (place == "all")
        fixed = sum(priced.loc[here & ~is_variable, "cost_eur"], Decimal(0))
        variable = sum(priced.loc[here & is_variable, "cost_eur"], Decimal(0))
        assert Decimal(repr(float(row["fixed_eur"]))) == fixed
        assert totals.loc[place, "variable_eur"] == variable
        assert totals.loc[place, "cost_eur"] == fixed + variable
        at_n = row["fixed_eur"] / row["n"] + row["variable_eur"]  # each pilot is on its curve
        assert at_n == pytest.approx(row["estimate_eur"])


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(entries(), min_size=1, max_size=12))
def test_meetings_are_told_only_where_every_pilot_tells_them(rows: list[dict[str, Any]]) -> None:
    assert STUDY.costing is not None
    meetings = sum_pilots(pd.DataFrame(rows), STUDY.costing)["meetings"]
    told: dict[str, dict[str, list[Decimal]]] = {}
    for row in rows:
        pilots = told.setdefault(row["municipality"], {})
        pilots.setdefault(row["pilot"].strip().lower(), []).extend(
            [] if row["meetings"] is None else [row["meetings"]]
        )
    for place, pilots in told.items():
        assert (pd.notna(meetings[place])) == all(pilots.values())
        if all(pilots.values()):
            assert meetings[place] == sum(counts[0] for counts in pilots.values())
    is_whole = all(all(pilots.values()) for pilots in told.values())
    assert pd.notna(meetings["all"]) == is_whole
    if is_whole:
        assert meetings["all"] == sum(meetings[place] for place in told)


def test_a_meeting_is_counted_once_and_its_cost_is_all_costs_over_the_meetings(
    costs: pd.DataFrame, costing: Costing
) -> None:
    """Haapavesi: 5 × 325.15 € over three meetings; the project over eighteen."""
    table = estimate_unit_costs(costs, costing).set_index("municipality")
    assert list(table.loc[["haapavesi", "all"], "meetings"]) == [3, 18]
    assert table.loc["haapavesi", "meeting_eur"] == pytest.approx(1625.75 / 3)
    assert table.loc["all", "meeting_eur"] == pytest.approx(8581.76 / 18)
    assert table.index[-1] == "all"
    untold = estimate_unit_costs(costs.drop(columns=["meetings", "cost_part"]), costing)
    assert untold[["meeting_eur", "variable_pct"]].isna().all(axis=None)
    assert list(untold["participant_eur"]) == pytest.approx(
        list(table.loc[untold["municipality"], "participant_eur"])
    )


def test_a_sheet_without_on_costs_has_the_declared_rate(
    costs: pd.DataFrame, costing: Costing
) -> None:
    blank = costs.assign(on_cost_pct=pd.Series([None] * len(costs), dtype="object"))
    expected = with_column("on_cost_pct", lambda _: costing.on_cost_pct, costs, costing)
    assert price_entries(blank, costing)["cost_eur"].sum() == expected


def test_every_rate_and_range_is_shown_with_its_year_and_source(costing: Costing) -> None:
    """The numbers as PUBLISHED sources state them: 12.44 € (2011 study), 24.5 %, 17 %."""
    table = tabulate_rates(costing).set_index("item")
    assert table.loc["volunteer_hour_eur", ["value", "year", "document"]].to_list() == [
        12.44, "2010", "volunteer_value",
    ]  # fmt: skip
    assert table.loc["on_cost_pct", ["value", "year"]].to_list() == [24.5, "2021"]
    assert table.loc["overhead_pct", ["value", "document"]].to_list() == [17, "esf_flat_rate"]
    rates = table[table["value"].notna()]
    assert (rates["document"] != "").all()
    assert set(table.index[table["value_low"].notna()]) == set(costing.ranges)
    assert (table.loc[list(costing.ranges), ["basis_fi", "basis_sv", "basis_en"]] != "").all(None)
    assert tabulate_rates(None).empty


def with_rate(rate: str, value: Decimal, costs: pd.DataFrame, costing: Costing) -> Decimal:
    changed: Any = {rate: value}
    return Decimal(price_entries(costs, costing.model_copy(update=changed))["cost_eur"].sum())


def with_column(
    column: str, change: Callable[[Decimal], Decimal], costs: pd.DataFrame, costing: Costing
) -> Decimal:
    cells = [None if cell is None else change(cell) for cell in costs[column]]
    sheet = costs.assign(**{column: pd.Series(cells, costs.index, dtype="object")})
    return Decimal(price_entries(sheet, costing)["cost_eur"].sum())


def test_each_bar_of_the_tornado_is_a_run_with_that_one_thing_changed(
    costs: pd.DataFrame, costing: Costing
) -> None:
    """Run by hand here: the sheet or the rates changed, all entries priced, over 107 people."""
    table = estimate_sensitivity(costs, costing).set_index("item")
    assert set(table.index) == set(costing.ranges)
    whole = price_entries(costs, costing)["cost_eur"].sum()
    for item, ends in costing.ranges.items():
        for end, column in zip(ends, ("low_eur", "high_eur"), strict=True):
            if item in ("volunteer_hour_eur", "index_target"):
                expected = with_rate(item, end, costs, costing) / 107
            elif item == "on_cost_pct":
                rerun = with_column(item, lambda _, value=end: value, costs, costing)  # type: ignore[misc]
                expected = rerun / 107
            elif item == "hours":
                rerun = with_column(item, lambda h, by=end: h * by, costs, costing)  # type: ignore[misc]
                expected = rerun / 107
            else:  # six pilots, one person more or fewer in each; more people, lower cost
                expected = whole / (107 - 6 * end)
            assert table.loc[item, column] == pytest.approx(float(expected)), (item, end)
    widths = (table["high_eur"] - table["low_eur"]).tolist()
    assert widths == sorted(widths, reverse=True)


def test_a_municipality_without_entries_has_no_tornado(
    costs: pd.DataFrame, costing: Costing
) -> None:
    others = costs[costs["municipality"] != "raahe"]
    assert estimate_sensitivity(others, costing, "raahe").empty


def test_a_municipalitys_range_is_its_widest_bar(costs: pd.DataFrame, costing: Costing) -> None:
    """Haapavesi, by hand: 1625.75 / 6 and 1625.75 / 4."""
    ranges = estimate_cost_ranges(costs, costing).set_index("municipality")
    assert ranges.loc["haapavesi", "low_eur"] == pytest.approx(1625.75 / 6)
    assert ranges.loc["haapavesi", "high_eur"] == pytest.approx(1625.75 / 4)
    for place in ranges.index:
        bars = estimate_sensitivity(costs, costing, place)
        assert ranges.loc[place, "low_eur"] == pytest.approx(bars["low_eur"].min())
        assert ranges.loc[place, "high_eur"] == pytest.approx(bars["high_eur"].max())


def test_scenarios_leave_out_volunteers_and_add_a_rate_on_paid_work(
    costs: pd.DataFrame, costing: Costing
) -> None:
    kinds = estimate_by_kind(costs, costing)
    eur = kinds[kinds["municipality"] == "all"].set_index("item")["estimate_eur"]
    table = estimate_scenarios(costs, costing).set_index("item")["total_eur"]
    assert table["as_entered"] - table["without_volunteers"] == pytest.approx(eur["volunteer_work"])
    overhead = table["with_overhead"] - table["as_entered"]
    # Rounded an entry at a time: half a cent an entry at most.
    assert overhead == pytest.approx(0.17 * eur["paid_work"], abs=0.005 * len(costs))


def test_the_averages_have_names() -> None:
    """By hand: 8503.38 / 107; (325.15 + 165.92 + 68.52 + 306.39 + 28.82 + 14.99) / 6."""
    table = estimate_averages(PRINTED).set_index("item")
    assert table.loc["ratio_of_totals", "estimate_eur"] == pytest.approx(79.47, abs=0.005)
    assert table.loc["mean_of_ratios", "estimate_eur"] == pytest.approx(151.63, abs=0.005)
    assert table.loc["median", "estimate_eur"] == pytest.approx((165.92 + 68.52) / 2)
    assert table.loc["printed", "estimate_eur"] == 81.61
    own = estimate_averages(tabulate_costs(None, None, PRINTED)).set_index("item")
    assert own["difference_eur"].drop("printed").abs().idxmin() == "weighted_by_shares"


def test_the_example_sheet_gives_each_printed_cost_to_the_cent(
    costs: pd.DataFrame, costing: Costing
) -> None:
    numbers = tabulate_costs(costs, costing, PRINTED)
    own = estimate_per_participant(numbers).set_index("municipality")["estimate_eur"].drop("all")
    assert dict(own.round(2)) == {
        "haapavesi": 325.15, "reisjarvi": 306.39, "nivala": 165.92, "raahe": 68.52,
        "sievi": 28.82, "utajarvi": 14.99,
    }  # fmt: skip
    table = estimate_recomputed(numbers, PRINTED)
    total = table[table["question"] == "total_cost"].iloc[0]
    assert total["difference"] == pytest.approx(8581.76 - 8503.38)


@given(
    fixed=st.decimals("0", "5000", places=2),
    variable=st.decimals("0", "200", places=2),
    limit=st.decimals("0.01", "200", places=2),
)
def test_break_even_is_the_first_number_of_people_that_meets_the_limit(
    fixed: Decimal, variable: Decimal, limit: Decimal
) -> None:
    n = participants_needed(fixed, variable, limit)
    if n is None:
        assert variable > limit or (variable == limit and fixed > 0)
        return
    assert fixed + variable * n <= limit * n
    assert n == 1 or fixed + variable * (n - 1) > limit * (n - 1)


def test_entries_marked_as_variable_grow_with_the_participants(
    costs: pd.DataFrame, costing: Costing
) -> None:
    """The example marks what was bought: 284.43 € in Haapavesi."""
    per_participant = estimate_per_participant(tabulate_costs(costs, costing, PRINTED))
    curve = estimate_cost_curve(per_participant, costs, costing)
    row = estimate_break_even(curve).set_index("municipality").loc["haapavesi"]
    assert row["variable_eur"] == pytest.approx(284.43 / 5)
    assert row["fixed_eur"] == pytest.approx(1625.75 - 284.43)
    assert row["break_even"] == 58  # (1625.75 - 284.43) / (80.2034 - 56.886) = 57.5


def test_published_costs_are_taken_to_be_fixed() -> None:
    """Haapavesi, from the printed 325.15 € of 5 people and the mean of 81.61 €: 1625.75 / 81.61."""
    curve = estimate_cost_curve(estimate_per_participant(PRINTED), None, None)
    table = estimate_break_even(curve).set_index("municipality")
    assert (table["variable_eur"] == 0).all()
    assert table.loc["haapavesi", ["fixed_eur", "break_even"]].to_list() == [1625.75, 20]


def test_costs_stand_beside_the_change_of_the_same_municipality() -> None:
    """Cost and change of each that has both; nothing else is computed from the two."""
    cost = pd.DataFrame({
        "municipality": ["raahe", "sievi", "nivala"], "estimate_eur": [68.0, 28.0, 165.0],
        "low_eur": [60.0, 25.0, 150.0], "high_eur": [70.0, 30.0, 180.0], "n": [30, 8, 13],
        "document": "example_data", "origin": "synthetic",
    })  # fmt: skip
    change = pd.DataFrame({
        "municipality": ["nivala", "raahe", "sievi", "all"], "estimate": [-0.1, 0.2, None, 0.0],
        "ci_low": [-0.5, -0.1, None, -0.2], "ci_high": [0.3, 0.5, None, 0.2],
        "n_start": [10, 10, None, 51], "n_start_most": [14, 14, None, 51],
        "n_end": [5, 5, None, 32], "n_end_most": [9, 9, None, 32], "origin": "confidential",
    })  # fmt: skip
    people = [name for name in change if name.startswith("n_")]
    change = change.astype(dict.fromkeys(people, "Int64"))
    beside = estimate_costs_beside_effect(cost, change)
    table = beside.set_index("municipality")
    assert list(table.index) == ["nivala", "raahe", "sievi"]
    assert np.isnan(table.loc["sievi", "estimate"])
    assert table.loc["raahe", ["cost_eur", "estimate", "n", "n_end"]].to_list() == [68, 0.2, 30, 5]
    assert set(table["origin"]) == {"synthetic+confidential"}
    assert estimate_costs_beside_effect(cost, change.iloc[:0]).empty
    edition = open_edition("yhdessa_osallisuutta", "sievi", "fi", "example")
    released = release(beside, edition, topic.BESIDE_EFFECT)
    assert list(released.table["municipality"]) == ["nivala", "raahe", "sievi"]
    caption = topic.BESIDE_EFFECT.caption(released)
    assert caption.title.startswith(
        "Kustannus ja muutos rinnakkain: Sievi puuttuu, koska tietoja on liian vähän"
    )
    assert "Ei kerrota: Sievi." in caption.foot
    exact = change.assign(n_start=[10, 12, None, 51], n_start_most=[10, 12, None, 51])
    exact = exact.astype(dict.fromkeys(people, "Int64"))
    with pytest.raises(DisclosureError, match="coarse numbers"):
        release(estimate_costs_beside_effect(cost, exact), edition, topic.BESIDE_EFFECT)


@pytest.mark.parametrize(
    ("place", "title"),
    [("all", "The cost per participant was €14.99 to €325.15, depending on the municipality"),
     ("raahe", "Raahe cost €68.52 per participant, the whole project €80.20")],
)  # fmt: skip
@pytest.mark.parametrize("untold", [("nivala",), STUDY.municipalities], ids=["one", "all"])
def test_without_all_meetings_the_title_tells_of_participants(
    costs: pd.DataFrame, costing: Costing, place: str, title: str, untold: tuple[str, ...]
) -> None:
    edition = open_edition(STUDY.key, place, "en", "example")
    meetings = costs["meetings"].mask(costs["municipality"].isin(list(untold)), None)
    sheet = costs.assign(meetings=meetings).drop(columns="cost_part")
    released = release(estimate_unit_costs(sheet, costing), edition, topic.UNIT_COSTS)
    caption = topic.UNIT_COSTS.caption(released)
    assert caption.title == title
    assert caption.description.count("per meeting €") == (5 if len(untold) == 1 else 0)
    assert "Variable" not in caption.foot
    columns = 2 if len(untold) == 1 else 1
    assert len(plot_unit_costs(released, caption).child_axes) == columns


def pay_of_an_hour(costs: pd.DataFrame, costing: Costing) -> pd.Series:
    """Paid euros over paid hours, as whoever reads all released tables could work them out."""
    edition = open_edition(STUDY.key, "all", "en", "example")
    units = estimate_unit_costs(costs, costing)
    told = release(units, edition, topic.UNIT_COSTS).table.set_index("municipality")
    kinds = release(estimate_by_kind(costs, costing), edition, topic.BY_KIND).table
    euros = kinds.pivot(index="municipality", columns="item", values="estimate_eur")
    rates = release(tabulate_rates(costing), edition, topic.RATES).table.set_index("item")["value"]
    value = rates["volunteer_hour_eur"] * rates["index_target"] / rates["index_base"]
    hours = told["hours"].fillna(euros.sum(axis=1) / told["hour_eur"])
    return euros["paid_work"] / (hours - euros["volunteer_work"] / value)


def test_nobodys_pay_can_be_worked_out_from_the_released_tables(
    costs: pd.DataFrame, costing: Costing
) -> None:
    pay = pay_of_an_hour(costs, costing)
    assert pay.drop("all").isna().all()
    paid = price_entries(costs, costing)[costs["cost_kind"] == "paid_work"]
    mean = float(paid["cost_eur"].sum() / paid["hours"].sum())
    assert pay["all"] == pytest.approx(mean, rel=1e-3)  # of all who are paid, in six municipalities
    is_elsewhere = (costs["cost_kind"] == "paid_work") & (costs["municipality"] != "raahe")
    assert pay_of_an_hour(costs[~is_elsewhere], costing).isna().all()  # one employer is one pay


def test_a_title_of_one_municipality_does_not_follow_from_the_others(
    costs: pd.DataFrame, costing: Costing
) -> None:
    """The project's hours and euros are told, so those of all titles but one give the one."""
    edition = open_edition(STUDY.key, "all", "en", "example")
    assert len(release(estimate_by_job_title(costs, costing), edition, topic.JOB_TITLES).table) == 3
    is_one = (costs["cost_kind"] == "paid_work") & (costs["municipality"] == "raahe")
    is_one &= is_one.cumsum() == 1
    sheet = costs.assign(job_title=costs["job_title"].mask(is_one, "Raadin vetäjä"))
    released = release(estimate_by_job_title(sheet, costing), edition, topic.JOB_TITLES)
    assert released.table.empty
    assert released.hidden == 4
