"""What changes where a study has more municipalities than a figure can hold."""

from io import BytesIO

import numpy as np
import pandas as pd
import pytest
from conftest import FIGURES

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import Caption
from analysis.drawing.words.selection import MOST_DRAWN, select_drawn
from analysis.example.study import write_study
from analysis.release.estimates import Released
from analysis.release.rules import release
from analysis.report.exhibit import Exhibit, exhibit
from analysis.report.pages.executed import in_brief, sort_cells
from analysis.report.tables import show_table
from analysis.study.declaration import ALL, StudyError
from analysis.study.edition import Edition, find_municipality
from analysis.study.study import Study
from analysis.study.study_file import open_edition, read_study, read_study_file
from analysis.topics.cost_breakdown import AGAINST_OTHERS, PER_PARTICIPANT, SHARES

MUNICIPALITIES = FIGURES["survey_change_municipalities"]

BANDS = {"n_start": 20, "n_start_most": 24, "n_end": 20, "n_end_most": 24}

pytestmark = pytest.mark.slow


def release_filled(table: pd.DataFrame, edition: Edition, figure: Figure) -> Released:
    """Release a table; columns that the test says nothing of are filled."""
    rest = [column for column in figure.frame if column.name not in table]
    blank = {c.name: "" if c.dtype == "str" else False if c.dtype == "bool" else 10 for c in rest}
    return release(table.assign(**blank), edition, figure)


def caption_of(released: Released) -> Caption:
    assert isinstance(released.of, Figure)
    return released.of.caption(released)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder = tmp_path_factory.mktemp("data") / "large"
    write_study(read_study("yhdessa_osallisuutta"), folder, municipalities=100, forms=200, seed=1)
    return read_study_file(folder)


def costs(study: Study) -> pd.DataFrame:
    places = list(study.municipalities)
    falling = np.linspace(300, 50, len(places))
    named = zip(places, falling, strict=True)
    rows = [{"municipality": place, "estimate_eur": cost, "n": 10} for place, cost in named]
    rows.append({"municipality": ALL, "estimate_eur": 120.0, "n": 1000})
    return pd.DataFrame(rows).assign(document="example_data", origin="synthetic")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_figure_draws_the_ends_the_chosen_and_even_steps_between(
    large: Study, language: str
) -> None:
    own = list(large.municipalities)[41]
    edition = Edition(large, own, language)
    released = release_filled(costs(large), edition, PER_PARTICIPANT)
    drawn = select_drawn(released)
    places = [p for p in drawn.table["municipality"] if p != ALL]
    everyone = list(large.municipalities)
    assert places[0] == everyone[0]
    assert places[-1] == everyone[-1]
    assert own in places
    assert ALL in set(drawn.table["municipality"])
    assert len(places) in (MOST_DRAWN, MOST_DRAWN + 1)
    assert drawn.whole is released
    gaps = np.diff([everyone.index(p) for p in places if p != own])
    assert max(abs(gap - 99 / (MOST_DRAWN - 1)) for gap in gaps) < 1
    assert len(released.table) == 101, "the table behind keeps all"
    said = edition.say.text("undrawn.sentence", drawn=str(len(places)), all="100")
    assert caption_of(drawn).foot.endswith(said)
    assert caption_of(drawn).title == caption_of(released).title


def test_a_title_judges_all_municipalities_and_not_those_drawn(large: Study) -> None:
    places = list(large.municipalities)
    table = pd.DataFrame(
        {
            "municipality": [*places, ALL], **BANDS,
            "estimate": -0.1, "ci_low": -0.5, "ci_high": 0.3,
            "pooled": -0.1, "pooled_low": -0.5, "pooled_high": 0.3, "pooled_p": 0.9,
            "document": "example_data", "origin": "synthetic",
        }
    )  # fmt: skip
    clear, pooled = places[2], ["pooled", "pooled_low", "pooled_high", "pooled_p"]
    table.loc[table["municipality"] == clear, pooled] = -1, -2, -0.5, 0.01
    released = release_filled(table, Edition(large, ALL, "en"), MUNICIPALITIES)
    drawn = select_drawn(released)
    assert clear not in set(drawn.table["municipality"])
    assert large.municipalities[clear].name["en"] in caption_of(drawn).title
    assert caption_of(drawn).alt.startswith(caption_of(released).alt.split(";")[0][:40])


def test_a_title_names_three_of_many(large: Study) -> None:
    places = list(large.municipalities)
    edition = Edition(large, ALL, "en", "example")
    dear = pd.DataFrame({"municipality": places, "estimate_eur": 100.0, "others_eur": 50.0,
                         "ratio": 2.0, "n": 10, "document": "example_data",
                         "origin": "synthetic"})  # fmt: skip
    told = caption_of(release_filled(dear, edition, AGAINST_OTHERS)).title
    assert "and 97 others" in told
    pooled = pd.DataFrame({
        "municipality": [*places, ALL], **BANDS,
        "estimate": -0.1, "ci_low": -0.5, "ci_high": 0.3, "pooled": -0.06, "pooled_low": -0.09,
        "pooled_high": -0.03, "pooled_p": 0.01, "document": "example_data", "origin": "synthetic",
    })  # fmt: skip
    pooled.loc[pooled["municipality"] == ALL, ["pooled", "pooled_low", "pooled_high"]] = np.nan
    pooled.loc[pooled["municipality"] == ALL, "pooled_p"] = np.nan
    whole, own = (
        caption_of(release_filled(pooled, Edition(large, place, "en"), MUNICIPALITIES)).title
        for place in (ALL, places[3])
    )
    assert whole.endswith("and 97 others")
    assert own.startswith(f"{large.municipalities[places[3]].name['en']}: a clear change")


def test_a_small_share_is_not_told_as_nought(large: Study) -> None:
    shares = pd.DataFrame({
        "municipality": list(large.municipalities), "participants_pct": 1.0, "total_cost_pct": 1.0,
        "n": 10, "project_participants": 1000, "project_cost_eur": 1e5,
        "document": "example_data", "origin": "synthetic",
    })  # fmt: skip
    own = list(large.municipalities)[1]
    for least, said in ((1.4, "1%"), (0.24, "0.2%"), (0.044, "0.04%")):
        shares.loc[1, "participants_pct"] = least
        released = release_filled(shares, Edition(large, own, "en"), SHARES)
        assert f"had {said} of the participants" in caption_of(select_drawn(released)).title


def shown_costs(study: Study, municipality: str) -> Exhibit:
    edition = Edition(study, municipality, "en", "example")
    released = release_filled(costs(study), edition, PER_PARTICIPANT)
    return exhibit(released)


def test_a_page_of_one_of_many_tells_what_is_drawn_and_all_are_saved(large: Study) -> None:
    own, shown = list(large.municipalities)[41], shown_costs(large, "all")
    assert len(shown.output().facts["rows"]) == 101
    shown = shown_costs(large, own)
    told, table = shown.output().facts, show_table(shown.released)
    assert len(told["rows"]) == len(select_drawn(shown.released).table) == MOST_DRAWN + 2
    assert table.facts["rows"] == told["rows"]
    assert len(show_table(shown.released, whole=True).facts["rows"]) == 101, "in the explorer"
    name = large.municipalities[own].name["en"]
    assert name in [row[0] for row in told["rows"]]
    drawn = str(MOST_DRAWN + 1)
    said = shown.released.say.text("undrawn.sentence", drawn=drawn, all="100")
    assert said in table.html
    assert said in table.plain
    assert said in told["foot"]
    saved = pd.read_csv(BytesIO(shown.csv))
    assert set(saved["municipality"]) == {ALL, *large.municipalities}


def test_pages_that_draw_different_rows_of_one_table_share_it_even_so(large: Study) -> None:
    places = list(large.municipalities)[41:43]
    held = []
    for place in places:
        shown = shown_costs(large, place).output()
        cell = {"cell_type": "code", "source": "", "outputs": [
            {"data": {"text/html": shown.html}, "metadata": {"analysis": dict(shown.facts)}}
        ]}  # fmt: skip
        whole = sort_cells({"metadata": {}, "cells": [cell]})
        held.append(in_brief(whole, pictures=False, tables=set()).figures[0])
    first, second = held
    assert first["digest"] == second["digest"]
    assert first["alt"] != second["alt"]


def test_a_message_names_the_likeliest_of_many(large: Study) -> None:
    with pytest.raises(StudyError, match="of the 101 there are, like it: kunta_041, ") as told:
        find_municipality(large, "kunta_0041")
    assert len(str(told.value)) < 200
    with pytest.raises(StudyError, match=r"unknown municipality 'Kemi'; .* like it: none$"):
        find_municipality(large, "Kemi")


def test_few_municipalities_are_all_drawn() -> None:
    edition = open_edition("yhdessa_osallisuutta")
    released = release_filled(costs(edition.study), edition, PER_PARTICIPANT)
    assert select_drawn(released) is released
