import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
from conftest import draw_topic
from PIL import Image

from analysis.drawing.words.caption import Caption
from analysis.drawing.words.shared_tables import STATEMENTS
from analysis.release.estimates import Released
from analysis.release.rules import release
from analysis.report.exhibit import Exhibit
from analysis.report.html import FACTS
from analysis.report.saving import save_exhibits
from analysis.report.tables import _aligned, show_table, table_cells
from analysis.study.study_file import open_edition, read_study
from analysis.topics.catalogue import TOPICS, list_figures

pytestmark = pytest.mark.slow

Exhibits = Callable[..., dict[str, Exhibit]]


class Tags(HTMLParser):
    """Tags and attributes of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Tags()
    parser.feed(html)
    return parser.tags


def words(exhibit: Exhibit) -> Caption:
    assert exhibit.caption is not None
    return exhibit.caption


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_alt_texts_hold_the_numbers_of_the_picture(exhibits: Exhibits, language: str) -> None:
    made = exhibits(language=language)
    wanted = {
        "cost_breakdown_per_participant": ["325", "14", "81", "107"],
        "training_attendance_by_theme": ["138", "474", "86", "20"],
        "survey_change_change_in": ["39", "55", "38", "25"],
        "project_monitoring_planned_reached": ["393", "342", "9"],
    }
    for name, numbers in wanted.items():
        bundle, _ = made[name]._repr_mimebundle_()
        image = next(attrs for tag, attrs in tags(bundle["text/html"]) if tag == "img")
        assert image["alt"] == words(made[name]).alt
        assert words(made[name]).title in bundle["text/plain"]
        for number in numbers if name != "cost_breakdown_per_participant" else numbers[:3]:
            assert re.search(rf"\b{number}\b", bundle["text/plain"]), (name, number)


def test_no_alt_text_has_a_gap(exhibits: Exhibits) -> None:
    for study, language in [("yhdessa_osallisuutta", "fi"), ("meri_lappi", "en")]:
        for exhibit in exhibits(study, language=language).values():
            alt = exhibit.output().plain
            assert "{" not in alt
            assert "nan" not in alt.lower().split()
            assert "  " not in alt


def test_tables_are_accessible(exhibits: Exhibits) -> None:
    released = exhibits()["training_attendance_by_theme"].released
    found = tags(show_table(released).html)
    names = [tag for tag, _ in found]
    assert names.count("caption") == 1
    assert [a["scope"] for tag, a in found if tag == "th"].count("row") == len(released.table)


def test_a_municipality_without_numbers_is_told_so_in_words(exhibits: Exhibits) -> None:
    made = exhibits(municipality="raahe")
    for name in ("means", "change_wished", "change_in", "invest_in"):
        exhibit = made[f"survey_change_{name}"]
        assert exhibit.figure is None
        assert "<img" not in exhibit.output().html
        assert exhibit.output().plain.startswith(
            "Raahe: käytetyssä aineistossa ei ole lukuja tätä varten"
        )


def test_a_study_without_a_topics_tables_is_told_so_in_words(exhibits: Exhibits) -> None:
    """meri_lappi publishes nothing on costs, trainings or a survey: no notebook may fail on it."""
    made = exhibits("meri_lappi")
    told = {name for name, exhibit in made.items() if exhibit.caption is not None}
    assert told == {
        "project_monitoring_planned_reached", "project_monitoring_timeline",
        "project_monitoring_sustainability", "publication_audit_by_check",
        "publication_audit_by_document",
    }  # fmt: skip
    study = read_study("meri_lappi")
    assert set(made) == {f.name for topic in TOPICS for f in list_figures(topic, study)}


def test_p_values_are_written_as_the_charts_write_them_and_saved_in_full(tmp_path: Path) -> None:
    drawn = draw_topic("survey_change", "yhdessa_osallisuutta", "all", "sv", "example")
    forest = drawn["survey_change_forest"].released
    small = forest.table.assign(p_adjusted=[0.00004, 0.0496, None, *forest.table["p_value"][3:]])
    shown = table_cells(Released(forest.of, forest.edition, small))
    assert list(shown["p, Holm"][:3]) == ["< 0,001", "0,05", "–"]
    assert "p" not in shown
    save_exhibits([drawn[forest.name]], str(tmp_path))
    saved = pd.read_csv(tmp_path / f"{forest.name}_sv.csv")["p_value"]
    assert list(saved) == pytest.approx(list(forest.table["p_value"]), abs=1e-9)


@pytest.mark.parametrize("language", ["fi", "en"])
def test_a_shown_table_has_few_columns_and_the_saved_one_all(language: str, tmp_path: Path) -> None:
    drawn = draw_topic("survey_change", "yhdessa_osallisuutta", "all", language, "example")
    shown = table_cells(drawn["survey_change_forest"].released)
    assert len(shown.columns) == 8
    interval = {"fi": "95\N{NO-BREAK SPACE}%:n väli", "en": "95% interval"}[language]
    joint = {"fi": r"[−+]?\d,\d…[−+]?\d,\d", "en": r"[−+]?\d\.\d to [−+]?\d\.\d"}[language]
    assert shown[interval].str.fullmatch(joint).all()
    save_exhibits([drawn["survey_change_forest"]], str(tmp_path))
    (path,) = tmp_path.glob("*.csv")
    saved = set(pd.read_csv(path).columns)
    assert {"question", "start_low", "end_high", "ci_low", "ci_high", "p_value"} <= saved


def test_text_from_data_cannot_become_markup() -> None:
    edition = open_edition("yhdessa_osallisuutta")
    row = dict.fromkeys(("fi", "sv", "en"), "<script>alert(1)</script>")
    table = pd.DataFrame([{**row, "document": "final_publication", "origin": "published"}])
    assert "<script" not in show_table(release(table, edition, STATEMENTS)).html


def test_a_figure_is_saved_in_four_forms_with_its_words(exhibits: Exhibits, tmp_path: Path) -> None:
    exhibit = exhibits()["cost_breakdown_shares"]
    output = save_exhibits([exhibit], str(tmp_path))
    assert "cost_breakdown_shares" in output.plain
    assert {p.suffix for p in tmp_path.iterdir()} == {".svg", ".png", ".pdf", ".csv", ".json"}
    with Image.open(tmp_path / "cost_breakdown_shares.png") as image:
        assert image.info["Description"] == words(exhibit).alt
        assert image.mode == "P"
        assert image.convert("RGB").getpixel((1, image.height - 1)) == (255, 255, 255)
    assert words(exhibit).title in (tmp_path / "cost_breakdown_shares.svg").read_text("utf-8")
    behind = pd.read_csv(tmp_path / "cost_breakdown_shares.csv")
    assert list(behind["participants_pct"]) == [5, 6, 12, 28, 7, 42]


def test_another_language_has_a_name_of_its_own(exhibits: Exhibits, tmp_path: Path) -> None:
    save_exhibits([exhibits(language="sv")["cost_breakdown_shares"]], str(tmp_path))
    assert (tmp_path / "cost_breakdown_shares_sv.png").exists()


def test_an_output_tells_pages_what_it_is_made_of() -> None:
    name = "cost_breakdown_shares"
    made = draw_topic("cost_breakdown", "yhdessa_osallisuutta", "all", "fi")[name]
    _, metadata = made._repr_mimebundle_()
    facts = metadata[FACTS]
    assert facts["kind"] == "figure"
    assert (facts["title"], facts["alt"]) == (words(made).title, words(made).alt)
    assert len(facts["rows"]) == len(made.released.table)
    assert {len(row) for row in facts["rows"]} == {len(facts["columns"])}
    missing = draw_topic("cost_breakdown", "meri_lappi", "all", "fi")[name].output()
    assert missing.facts["kind"] == "nothing"
    assert missing.facts["why"] == missing.plain


def test_plain_text_of_a_table_is_not_padded_to_its_longest_sentence() -> None:
    sentence = "A sentence that takes more room than any number or name would, so it ends its row."
    table = pd.DataFrame({"What": ["a", "bb"], "n": ["1", "20"], "Why": [sentence, "–"]})
    assert _aligned(table).splitlines() == ["What   n  Why", f"a      1  {sentence}", "bb    20  –"]
