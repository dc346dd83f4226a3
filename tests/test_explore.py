"""The explorer: each choice renews what depends on it, and nothing but releases is shown."""

import gc
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook
from PIL import Image

from analysis.release.rules import release_table
from analysis.report.desk import saving
from analysis.report.desk.explore import SAVED_AS, WIDGET, Explorer, explore
from analysis.report.desk.gallery import Gallery
from analysis.study.declaration import ALL, LANGUAGES, StudyError
from analysis.study.study_file import open_edition
from analysis.topics.catalogue import list_figures, list_tables, read_material

pytestmark = pytest.mark.slow


@pytest.fixture
def explorer() -> Explorer:
    return explore(open_edition("yhdessa_osallisuutta", data="published"))


def values(choice: object) -> list[str]:
    return [value for _, value in choice.options]  # type: ignore[attr-defined]


def test_the_first_choice_is_shown_at_once(explorer: Explorer) -> None:
    assert explorer.topic.value == "at_a_glance"
    assert "<figure>" in explorer.view.value
    assert "<table>" in explorer.view.value


def test_topic_and_figure_change_the_view(explorer: Explorer) -> None:
    explorer.topic.value = "cost_breakdown"
    assert all(name.startswith("cost_breakdown_") for name in values(explorer.figure))
    explorer.figure.value = "cost_breakdown_shares"
    assert '<th scope="row">Utajärvi</th><td>42</td>' in explorer.view.value


def test_a_municipality_has_its_own_words_and_keeps_the_figure(explorer: Explorer) -> None:
    explorer.topic.value = "cost_breakdown"
    explorer.figure.value = "cost_breakdown_shares"
    explorer.municipality.value = "raahe"
    assert explorer.figure.value == "cost_breakdown_shares"
    assert "· Raahe</h3>" in explorer.view.value
    assert 'alt="Raahe' in explorer.view.value


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_changes_every_word(explorer: Explorer, language: str) -> None:
    explorer.municipality.value = "raahe"
    explorer.language.value = language
    assert explorer.municipality.value == "raahe"
    assert explorer.municipality.label == ("Brahestad" if language == "sv" else "Raahe")
    assert explorer.rows.description == {"fi": "Rivit", "sv": "Rader", "en": "Rows"}[language]


def test_rows_narrow_the_table(explorer: Explorer) -> None:
    explorer.topic.value = "cost_breakdown"
    assert explorer.rows.value == ALL
    explorer.rows.value = "Raahe"
    assert '<th scope="row">Raahe</th>' in explorer.view.value
    assert '<th scope="row">Sievi</th>' not in explorer.view.value


def test_where_nothing_may_be_shown_the_reason_is(explorer: Explorer) -> None:
    explorer.topic.value = "survey_change"
    explorer.municipality.value = "raahe"
    explorer.figure.value = "survey_change_means"
    assert "<img" not in explorer.view.value
    assert 'role="note"' in explorer.view.value
    assert values(explorer.rows) == [ALL]


def test_without_a_front_end_for_widgets_the_first_choice_is_readable(explorer: Explorer) -> None:
    bundle = explorer._repr_mimebundle_()
    assert bundle["text/html"] == explorer.view.value
    assert bundle["text/plain"] == explorer.figure.label
    assert WIDGET in bundle


@pytest.fixture(scope="module")
def example() -> Explorer:
    return explore(open_edition("yhdessa_osallisuutta", data="example"))


def test_menus_have_names_whole_and_none_twice(example: Explorer) -> None:
    for topic in values(example.topic):
        example.topic.value = topic
        for menu in example.choices():
            labels = [label for label, _ in menu.options]
            assert len(set(labels)) == len(labels)
            assert not [label for label in labels if "_" in label]
    assert {menu.layout.width for menu in example.choices()} == {"100%"}


def test_once_data_are_read_no_choice_reads_them_again(
    example: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That makes a choice quick; how long it takes is measured by `benchmarks/lab.py`."""

    def read_again(*_: object) -> None:
        pytest.fail("a choice has the data read again")

    example.topic.value = "survey_change"
    monkeypatch.setattr("analysis.report.desk.gallery.read_inputs", read_again)
    for menu, value, heading in (
        (example.figure, "survey_change_means", "· Koko hanke</h3>"),
        (example.municipality, "raahe", "· Raahe</h3>"),
        (example.language, "sv", "· Brahestad</h3>"),
        (example.municipality, ALL, "· Hela projektet</h3>"),
        (example.language, "fi", "· Koko hanke</h3>"),
    ):
        menu.value = value
        assert heading in example.view.value


def test_while_a_figure_is_made_no_other_one_stands(explorer: Explorer) -> None:
    seen: list[str] = []
    explorer.view.observe(lambda change: seen.append(change["new"]), "value")
    explorer.topic.value = "cost_breakdown"
    busy, shown = seen
    assert 'aria-busy="true"' in busy
    assert explorer.figure.label in busy
    assert "<figure>" not in busy
    assert "<figure>" in shown


def test_what_cannot_be_drawn_says_so_and_leaves_no_figure(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StudyError("the file has changed")

    monkeypatch.setattr(Gallery, "exhibit", fail)
    explorer.topic.value = "cost_breakdown"
    assert "the file has changed" in explorer.view.value
    assert "<figure>" not in explorer.view.value


@pytest.mark.parametrize(("municipality", "language"), [(ALL, "sv"), ("raahe", "en")])
def test_a_kept_material_says_the_same_in_another_language(
    example: Explorer, municipality: str, language: str
) -> None:
    edition = replace(example.edition, municipality=municipality, language=language)
    for topic in edition.study.topics:
        fresh = read_material(topic, edition)
        for table in (*list_figures(topic, edition.study), *list_tables(topic, edition.study)):
            kept = example.gallery.release(table.name, edition)
            pd.testing.assert_frame_equal(kept.table, release_table(table, fresh).table)


def test_it_gives_what_it_shows(explorer: Explorer, tmp_path: Path) -> None:
    explorer.topic.value = "cost_breakdown"
    shown = explorer.shown
    assert shown.figure is not None
    files = {kind: saving.save_exhibit(shown, kind, tmp_path).path for kind in SAVED_AS}
    assert files["svg"].read_text(encoding="utf-8").startswith("<")
    with Image.open(files["png"]) as picture:
        assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert files["csv"].read_bytes() == shown.csv
    sheet = load_workbook(files["xlsx"])[shown.released.name[:31]]
    heads = [cell.value for cell in sheet[5]]
    assert heads == list(shown.released.table.columns)
    at = heads.index("estimate_eur")
    saved = [row[at].value for row in sheet.iter_rows(min_row=6)]
    assert saved == pytest.approx(list(shown.released.table["estimate_eur"]))


def test_the_same_workbook_is_the_same_bytes(explorer: Explorer, tmp_path: Path) -> None:
    first, second = (saving.save_exhibit(explorer.shown, "xlsx", tmp_path / n) for n in "ab")
    assert first.path.read_bytes() == second.path.read_bytes()


def test_tidy_data_are_marked_as_unreleased(example: Explorer, explorer: Explorer) -> None:
    example.topic.value = "survey_change"
    tidy = example.tidy()
    assert len(tidy.frame) > 1000
    for language, mark in (("fi", "luottamukselliselle"), ("en", "confidential screen")):
        assert mark in replace(tidy, edition=replace(tidy.edition, language=language)).output().html
    explorer.topic.value = "survey_change"
    with pytest.raises(StudyError, match="omaa aineistoa"):
        explorer.tidy()


def test_withheld_rows_are_explained(example: Explorer) -> None:
    example.municipality.value = ALL
    found = False
    for topic in values(example.topic):
        example.topic.value = topic
        for figure in values(example.figure):
            example.figure.value = figure
            if example.shown.released.hidden_by:
                found = True
                assert "<li>" in example.view.value
    assert found


def test_what_may_be_known_of_places_is_made_once_for_all_of_them(example: Explorer) -> None:
    """And a place is told of the same whichever place was asked for before it."""
    gallery, edition = Gallery(example.edition), example.edition
    one, two = (replace(edition, municipality=place) for place in ("raahe", "sievi"))
    first, second = (gallery.material("survey_change", place) for place in (one, two))
    assert second.coarse is first.coarse
    for topic in edition.study.topics:
        fresh = read_material(topic, two)
        for figure in list_figures(topic, edition.study):
            kept = gallery.release(figure.name, two)
            pd.testing.assert_frame_equal(kept.table, release_table(figure, fresh).table)


def test_another_place_at_a_glance_reads_nothing_anew(
    example: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that it shows was estimated for all places, and is released anew for this one."""
    gallery, edition = Gallery(example.edition), example.edition
    gallery.material("at_a_glance", replace(edition, municipality="raahe"))

    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("analysis.report.desk.gallery.read_material", fail)
    released = gallery.material("at_a_glance", replace(edition, municipality="sievi")).parts
    assert {part.edition.municipality for part in released.values()} == {"sievi"}


@pytest.mark.parametrize("is_collecting", [True, False])
def test_memory_is_looked_through_when_the_figure_is_shown(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch, is_collecting: bool
) -> None:
    seen: list[bool] = []

    def fail(*_: object) -> None:
        seen.append(gc.isenabled())
        raise StudyError("as if a file had changed")

    monkeypatch.setattr(Gallery, "exhibit", fail)
    (gc.enable if is_collecting else gc.disable)()
    try:
        explorer.topic.value = "cost_breakdown"
        assert gc.isenabled() is is_collecting
    finally:
        gc.enable()
    assert seen == [False]
