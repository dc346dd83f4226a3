"""One scale, one order and one direction in every place."""

import re
from typing import Any

import numpy as np
import pandas as pd
import pytest
from drawings import EDITIONS, Exhibits, drawn, panels, texts, with_figure

from analysis.drawing.rows import draw_intervals
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption
from analysis.study.scale import Scale
from analysis.study.wording import MINUS, Wording
from analysis.topics.survey_change.axis import change_panel, rating_reach
from analysis.topics.survey_change.groups import keep_sides
from analysis.topics.survey_change.phrases import change_interval, change_text

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("house_style")]

CHANGES = ("forest", "municipalities", "stayers", "pairing_means")
"""Figures of changes of ratings, besides trials."""


@pytest.mark.parametrize("edition", EDITIONS, ids="-".join)
def test_what_is_for_the_better_is_drawn_to_the_right_and_said_in_words(
    exhibits: Exhibits, edition: tuple[str, ...]
) -> None:
    names = tuple(f"survey_change_{name}" for name in CHANGES)
    for name, exhibit in with_figure(exhibits(*edition)).items():
        if not name.startswith((*names, "survey_change_trial")):
            continue
        (panel,) = panels(exhibit)
        worst, best = panel.get_xlim()
        assert best == -worst
        assert best < 0, f"{name}: 1 = very good"
        caption = exhibit.caption
        assert caption is not None
        written = [text.get_text() for text in texts(drawn(exhibit))]
        told = [*written, caption.title, caption.alt, caption.description]
        assert not [t for t in told if re.search(rf"[+{MINUS}]\d", t)], name


def test_a_scale_that_rises_for_the_better_is_not_turned() -> None:
    say = Wording("en")
    sheet = open_sheet(Caption("Title", "", "", ()), 1.0)
    written = {}
    for better, is_turned in (("high", False), ("low", True), ("neither", False)):
        scale = Scale("", (1.0, 2.0, 3.0), better)
        panel = change_panel(sheet, (1.0, 3.0), 1, 0.6, say, scale)
        draw_intervals(panel, [0.2], [-0.4], [0.9], shift=0.1)
        left, right = panel.get_xlim()
        assert (left > right) == is_turned
        written[better] = [label.get_text() for label in panel.get_xticklabels()]
        low, high = (change_text(say, value, scale) for value in (-0.4, 0.9))
        assert change_interval(say, -0.4, 0.9, scale) == {
            "high": f"{low} to {high}", "low": f"{high} to {low}", "neither": f"{MINUS}0.4 to +0.9"
        }[better]  # fmt: skip
        (far,) = (line for line in panel.lines if line.get_marker() in ("<", ">"))
        assert far.get_marker() == ("<" if is_turned else ">"), "0.9 lies beyond the edge"
        at = np.asarray(far.get_xydata()).tolist()
        assert at == [[0.6, 0.1]], "at the height of its interval"
    unsigned = ["0.5", "0.0", "0.5"]
    signed = [f"{MINUS}0.5", "0.0", "+0.5"]
    assert written == {"high": unsigned, "low": unsigned, "neither": signed}


@pytest.mark.parametrize(
    ("change", "reach"), [(0.1, 1.2), (-1.2, 1.2), (1.7, 2.4), (-2.5, 4.8), (-6, 9.6)]
)
def test_every_change_lies_within_its_panel(change: float, reach: float) -> None:
    """Intervals may go farther, and end in an arrow; a change that did would not be drawn."""
    scale = Scale("", (1.0, 2.0, 3.0, 4.0, 5.0), "high")
    changes = pd.Series([0.3, np.nan]), pd.Series([np.nan, change])
    assert rating_reach(scale, *changes) == pytest.approx(reach)
    assert rating_reach(scale, pd.Series([np.nan])) == rating_reach(scale) == pytest.approx(1.2)


def test_items_of_a_place_stand_in_the_order_of_the_project(exhibits: Exhibits) -> None:
    for name in ("survey_change_forest", "survey_change_means"):
        tables = [exhibits(municipality=place, data="example")[name].released.table
                  for place in ("all", "raahe", "nivala")]  # fmt: skip
        project, *places = (list(zip(t["question"], t["item"], strict=True)) for t in tables)
        for items in places:
            assert items == [item for item in project if item in items], name
            assert len(items) > 5


OF_ONE_PLACE = ("cost_breakdown_sensitivity", "cost_breakdown_scenarios")
"""Figures whose numbers are of the edition's place alone."""


@pytest.mark.parametrize("data", ["published", "example"])
def test_a_figure_has_the_same_scale_and_order_in_every_place(
    exhibits: Exhibits, data: str
) -> None:
    known: dict[Any, Any] = {}
    for place in ("all", "raahe", "nivala"):
        for name, exhibit in with_figure(exhibits(municipality=place, data=data)).items():
            if name in OF_ONE_PLACE:
                continue
            limits = [(axes.get_xlim(), axes.get_xscale()) for axes in panels(exhibit)]
            table, places = exhibit.released.table, ()
            if "municipality" in table:
                places = tuple(dict.fromkeys(table["municipality"]))
            found = (limits, places)
            assert known.setdefault((name, len(limits)), found) == found, (name, place)


def test_municipalities_stand_in_one_order_in_all_figures_of_costs(exhibits: Exhibits) -> None:
    orders = {
        name: tuple(p for p in dict.fromkeys(shown.released.table["municipality"]) if p != "all")
        for name, shown in exhibits(data="example").items()
        if name.startswith("cost_breakdown")
        and shown.caption
        and "municipality" in shown.released.table
    }
    known = [p for p in orders["cost_breakdown_per_participant"]
             if p in orders["cost_breakdown_beside_effect"]]  # fmt: skip
    assert orders.pop("cost_breakdown_beside_effect") in (tuple(known), orders[
        "cost_breakdown_per_participant"
    ])  # fmt: skip
    assert len(orders) >= 7
    assert len(set(orders.values())) == 1


def test_a_group_keeps_its_side_in_all_rows_of_contrasts() -> None:
    rows = {"by": "gender", "group": ["man", "woman"], "against": ["woman", "man"],
            "share": [45.0, 60.0], "share_against": [30.0, 20.0], "n_group": [9, 21],
            "n_against": [20, 10], "count_group": [4, 13], "count_against": [6, 2],
            "estimate": [15.0, 40.0], "ci_low": [-5.0, 10.0], "ci_high": [35.0, 60.0]}  # fmt: skip
    table = keep_sides(pd.DataFrame(rows))
    assert list(table["group"]) == ["man", "man"]
    assert table.iloc[1][["share", "share_against", "n_group"]].tolist() == [20.0, 60.0, 10]
    assert table.iloc[1][["estimate", "ci_low", "ci_high"]].tolist() == [-40.0, -60.0, -10.0]
    assert table.iloc[0]["estimate"] == 15.0
    assert keep_sides(pd.DataFrame(rows)[:0]).empty
    kept = pd.DataFrame(rows)[:1].astype({"n_group": "int64", "count_group": "Int64"})
    pd.testing.assert_frame_equal(keep_sides(kept), kept)
