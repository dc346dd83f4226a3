"""A place at a glance: only of what others released, the same scale everywhere, all in words."""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pytest
from conftest import draw_topic

from analysis.drawing.words.cells import write_cells
from analysis.release.coarse import CoarseNumbers
from analysis.release.estimates import Estimates, Released
from analysis.study.declaration import ALL, LANGUAGES, StudyError
from analysis.study.study_file import build_study, open_edition, read_study
from analysis.topics.at_a_glance import STRIPS, Material
from analysis.topics.at_a_glance.strip import Strip
from analysis.topics.at_a_glance.strips import MOST_RINGS, SENTENCE_IN, VALUE_IN
from analysis.topics.at_a_glance.view import make_strips
from analysis.topics.catalogue import list_figures, read_material
from analysis.topics.survey_change.coarse import make_coarse

STUDY = "yhdessa_osallisuutta"


def strips_of(municipality: str, language: str = "en", data: str = "example") -> list[Strip]:
    shown = draw_topic("at_a_glance", STUDY, municipality, language, data)
    return make_strips(shown["at_a_glance_strips"].released)


def test_nothing_is_shown_that_was_not_released() -> None:
    edition = open_edition(STUDY, "raahe", "en", "example")
    with pytest.raises(TypeError, match="not released"):
        Material(edition, {"survey_change_municipalities": pd.DataFrame()})


def test_the_surveys_numbers_are_made_coarse_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Costs stand beside the change of the survey, which is shown at a glance as well."""
    made: list[object] = []

    def count_coarse(*given: Any) -> CoarseNumbers:
        made.append(given)
        return make_coarse(*given)

    monkeypatch.setattr("analysis.topics.survey_change.material.make_coarse", count_coarse)
    read_material("at_a_glance", open_edition(STUDY, "raahe", "en", "example"))
    assert len(made) == 1


@pytest.mark.parametrize("municipality", [ALL, "raahe"])
def test_its_numbers_are_those_of_the_tables_that_it_is_put_together_from(
    municipality: str,
) -> None:
    material = read_material("at_a_glance", open_edition(STUDY, municipality, "en", "example"))
    parts: Mapping[str, Released] = material.parts
    table = STRIPS.estimate(material).set_index(["question", "municipality"])
    costs = parts["cost_breakdown_per_participant"].table.set_index("municipality")
    assert table.loc[("cost", "raahe"), "estimate"] == costs.loc["raahe", "estimate_eur"]
    change = parts["survey_change_municipalities"].table.set_index("municipality")
    # On this scale 1 is the best answer: an improvement is a fall.
    assert table.loc[("changed", "raahe"), "estimate"] == -change.loc["raahe", "estimate"]
    assert table.loc[("changed", "raahe"), "estimate_low"] == -change.loc["raahe", "ci_high"]
    turnout = parts["training_attendance_turnout"].table.set_index("municipality")
    assert table.loc[("came", "raahe"), "estimate"] == 100 * turnout.loc["raahe", "estimate"]
    assert table.loc[("came", "raahe"), "people_most"] == turnout.loc["raahe", "n_most"]


def test_of_places_people_are_told_by_bands_alone() -> None:
    shown = draw_topic("at_a_glance", STUDY, "raahe", "en", "example")["at_a_glance_strips"]
    rows = shown.released.table
    own = rows[(rows["municipality"] != ALL) & rows["question"].isin(["came", "changed"])]
    assert (own["people_most"] - own["people"]).dropna().ge(4).all()
    assert (own["part_most"] - own["part"]).dropna().ge(4).all()


def test_a_place_that_is_not_shown_is_named_with_the_word_for_it() -> None:
    _, changed, _, _ = strips_of("sievi")
    assert changed.value == "not shown"
    assert not changed.is_finding
    assert np.isnan(changed.point)
    assert "Not shown: Haapavesi and Reisjärvi." in changed.sentence, "of itself it has said so"


def test_a_number_that_there_is_none_of_is_not_called_withheld() -> None:
    shown = draw_topic("at_a_glance", STUDY, "raahe", "en", "example")["at_a_glance_strips"]
    parts = write_cells(shown.released, "part")
    costs = shown.released.table["question"] == "cost"
    assert {part for part, is_cost in zip(parts, costs, strict=True) if is_cost} == {"–"}
    assert "not shown" in parts


@pytest.mark.parametrize(
    ("language", "value", "seen"),
    [
        ("fi", "ei selvää muutosta", "Havaittu: parani 0,20 (väli heikkeni 0,14 … parani 0,54)."),
        ("sv", "ingen tydlig förändring",
         "Observerat: bättre 0,20 (intervall sämre 0,14 … bättre 0,54)."),
        ("en", "no clear change", "Seen: better 0.20 (interval worse 0.14 to better 0.54)."),
    ],
)  # fmt: skip
def test_a_change_that_may_be_chance_is_no_finding_and_is_said_as_in_the_survey(
    language: str, value: str, seen: str
) -> None:
    _, changed, _, _ = strips_of("raahe", language)
    assert changed.value == value
    assert not changed.is_finding
    assert changed.sentence.replace("\N{NO-BREAK SPACE}", " ").startswith(seen)
    assert not {"+", "\N{MINUS SIGN}"} & {*changed.value, *changed.sentence}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ends_of_a_scale_are_called_as_the_values_on_it(language: str) -> None:
    _, changed, _, _ = strips_of("raahe", language)
    worse, better = changed.marks
    interval = changed.basis.replace("\N{NO-BREAK SPACE}", " ")
    assert f"{worse} {'0.14' if language == 'en' else '0,14'}" in interval
    assert f"{better} {'0.54' if language == 'en' else '0,54'}" in interval


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_value_ends_before_the_sentence_beside_it(language: str) -> None:
    for place in ("raahe", "utajarvi"):
        shown = draw_topic("at_a_glance", STUDY, place, language, "example")["at_a_glance_strips"]
        assert shown.forms is not None
        for word in shown.forms.drawing.words:
            if word.x_pt == 72 * VALUE_IN:
                assert word.x_pt + word.width_pt <= 72 * SENTENCE_IN


@pytest.mark.slow
def test_a_scale_is_the_same_in_every_place() -> None:
    scales = {tuple((s.ends, s.marks) for s in strips_of(place)) for place in read_study(
        STUDY).municipalities}  # fmt: skip
    assert len(scales) == 1


def test_what_followed_is_told_only_as_the_documents_do() -> None:
    assert strips_of("raahe")[-1].value == "not known"
    assert strips_of("sievi")[-1].value == "went on"
    assert strips_of(ALL)[-1].value == "3/6"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_stands_in_words_as_well(language: str) -> None:
    shown = draw_topic("at_a_glance", STUDY, "raahe", language, "example")["at_a_glance_strips"]
    assert shown.caption is not None
    for strip in make_strips(shown.released):
        assert strip.question in shown.caption.description
        assert strip.value.lower() in shown.caption.description.lower()
        assert strip.sentence.removesuffix(".") in shown.caption.description
    assert ".." not in shown.caption.description


def test_a_study_without_costs_and_pilots_has_the_strips_that_it_can() -> None:
    shown = draw_topic("at_a_glance", "grona_timmar", "bjorkgarden", "sv", "example")
    released = shown["at_a_glance_strips"].released
    assert [strip.question for strip in make_strips(released)] == [
        "Hur många kom?", "Förändrades något?",
    ]  # fmt: skip
    assert shown["at_a_glance_strips"].caption is not None
    assert "träffpunkt" in shown["at_a_glance_strips"].caption.subtitle


def test_many_places_are_a_band_and_no_cloud() -> None:
    edition = open_edition(STUDY, "raahe", "en", "example")
    places = ["raahe", *(f"place{k}" for k in range(307)), ALL]
    rows = pd.DataFrame({"municipality": places, "estimate": np.linspace(10, 90, len(places))})
    blank: dict[str, Any] = {c.name: "" if c.dtype == "str" else pd.NA for c in STRIPS.frame}
    table = rows.assign(**{k: v for k, v in blank.items() if k not in rows})
    table["question"] = "cost"
    table["people"] = table["people_most"] = 10
    numbers = ["estimate_low", "estimate_high"]
    table[numbers] = np.nan
    (strip,) = make_strips(Estimates(STRIPS, edition, table))
    assert len(strip.places) == 307 > MOST_RINGS
    ax = STRIPS.plot_own(table, edition)
    (panel,) = ax.child_axes
    assert max(len(np.atleast_1d(line.get_xdata())) for line in panel.lines) == 2
    assert len(panel.collections) == 1


def test_it_stands_in_a_study_that_asks_for_it() -> None:
    assert list_figures("at_a_glance", read_study(STUDY)) == (STRIPS,)
    assert "at_a_glance" not in read_study("meri_lappi").topics


@pytest.mark.parametrize(
    ("tiles", "fault"),
    [
        ({"raahe": (1, 1)}, r"municipalities.\w+.tile' puuttuu, vaikka muilla on"),
        ({"raahe": (0, 1)}, r"municipalities.raahe.tile.row' on liian pieni"),
        ({"raahe": (1, 1), "sievi": (1, 1)}, "municipalities.sievi.tile' on sama ruutu"),
    ],
)
def test_a_map_has_a_cell_of_its_own_for_each_place(
    tiles: dict[str, tuple[int, int]], fault: str
) -> None:
    import tomllib

    folder = read_study(STUDY).folder
    table = tomllib.loads((folder / "study.toml").read_text(encoding="utf-8"))
    for key, place in table["municipalities"].items():
        del place["tile"]
        if key in tiles:
            row, column = tiles[key]
            place["tile"] = {"row": row, "column": column}
    with pytest.raises(StudyError, match=re.compile(fault)):
        build_study(table, folder)
