"""The explorer: each choice renews what depends on it, and nothing but releases is shown."""

import pytest

from analysis.report.explore import WIDGET, Explorer, explore
from analysis.study.declaration import ALL, LANGUAGES
from analysis.study.study_file import open_edition

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
    assert "Utajärvi: 42 %" in explorer.view.value.replace("\N{NO-BREAK SPACE}", " ")


def test_a_municipality_has_its_own_words_and_keeps_the_figure(explorer: Explorer) -> None:
    explorer.topic.value = "cost_breakdown"
    explorer.figure.value = "cost_breakdown_shares"
    explorer.municipality.value = "raahe"
    assert explorer.figure.value == "cost_breakdown_shares"
    assert explorer.figure.label.startswith("Raahe")


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
