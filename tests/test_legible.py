"""What a reader of pages stumbles over: ticks, decimals, broken ranges, texts in each other."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import draw_edition, draw_topic
from drawings import drawn, panels
from rendered import edition_of, render, render_topic

from analysis.drawing.marks import Word
from analysis.drawing.narrow_words import thin_out
from analysis.drawing.sheet import width_in
from analysis.drawing.style import TEXT_PT
from analysis.drawing.ticks import covering_ticks
from analysis.drawing.words.cells import write_cells
from analysis.report.alignment import numeric_columns
from analysis.report.pages.environment import keep_ranges_whole
from analysis.report.pages.index import write_index
from analysis.report.tables import show_words
from analysis.study.study_file import read_study
from analysis.topics.at_a_glance.view import make_strips

STUDY = "yhdessa_osallisuutta"
NO_BREAK = "\N{NO-BREAK SPACE}"


def tick(text: str, x_pt: float, y_pt: float = 0.0, panel: str = "a") -> Word:
    return Word(panel, text, x_pt, y_pt, "middle", x_pt, True, "", 9.0, 0.0, 400, "", "")


def names_of(ticks: list[Word]) -> list[str]:
    return [word.text for word in sorted(ticks, key=lambda word: word.x_pt)]


@pytest.mark.parametrize("size", [0.0, 0.3, 0.5, 0.9, 1.05, 3.9, 4, 7.9, 8, 22.5, 41_000.0])
def test_an_axis_of_bars_ends_at_a_tick(size: float) -> None:
    ticks = covering_ticks(size)
    assert ticks[0] == 0
    assert ticks[-1] >= size
    assert ticks[-2] < size or size == 0
    assert len({round(b - a, 6) for a, b in pairwise(ticks)}) == 1


def test_the_smallest_changes_are_drawn_up_to_the_last_tick() -> None:
    (panel,) = panels(
        draw_topic("survey_change", STUDY, "all", "fi", "example")["survey_change_detectable"]
    )
    assert panel.get_xlim()[1] == panel.get_xticks()[-1]


def test_ticks_that_have_come_close_leave_an_even_axis() -> None:
    far = [tick(text, 40.0 * k) for k, text in enumerate(("−50", "−25", "0", "+25", "+50"))]
    assert names_of(thin_out(far)) == ["−50", "−25", "0", "+25", "+50"]
    near = [tick(text, 14.0 * k) for k, text in enumerate(("−50", "−25", "0", "+25", "+50"))]
    assert names_of(thin_out(near)) == ["−50", "0", "+50"]
    beside = [tick(text, 60 + 14.0 * k, panel="b") for k, text in enumerate(("0", "5", "10"))]
    assert names_of(thin_out([*near, *beside]))[-1] == "10"


def test_a_range_stays_on_one_line_with_its_unit() -> None:
    told = f"oli (270,96–406,44{NO_BREAK}€) < 3, a–b"
    assert str(keep_ranges_whole(told)) == (
        f'oli <span class="whole">(270,96–406,44{NO_BREAK}€)</span> &lt; 3, a–b'
    )
    assert str(keep_ranges_whole("n = −23…−11")).endswith('<span class="whole">−23…−11</span>')


def test_numbers_stand_under_each_other_where_some_are_withheld() -> None:
    rows = [["a", "5–9", "< 0,001", "x"], ["b", "ei kerrota", "0,25", "1"]]
    assert numeric_columns(rows, "ei kerrota") == [False, True, True, False]
    assert numeric_columns(rows) == [False, False, True, False]
    assert numeric_columns([["a", "ei kerrota"]], "ei kerrota") == [False, False]
    assert numeric_columns([["to do", "0 to 80"]]) == [False, True]


def test_tables_tell_no_decimals_that_nobody_knows() -> None:
    told = draw_edition(STUDY, "all", "fi", "example")

    def cells(name: str, column: str) -> list[str]:
        return write_cells(told[name].released, column)

    assert cells("project_monitoring_planned_reached", "reached")[:3] == ["342", "4,2", "3,2"]
    assert cells("project_monitoring_planned_reached", "reached_pct")[1] == "138,7"
    assert cells("project_monitoring_partner_survey", "ci_low")[1] == f"19{NO_BREAK}%"
    assert cells("project_monitoring_budget", "share_pct")[0] == "81,3"
    assert cells("project_monitoring_financing", "share_pct")[0] == "79,66"  # as printed beside it
    assert cells("training_attendance_by_group", "estimate_pct")[0] == "30,0"
    assert cells("cost_breakdown_beside_effect", "estimate")[2] == "−0,06"
    assert cells("at_a_glance_strips", "estimate")[0] == "48"
    assert "−0,01" in cells("publication_audit_doubts", "difference_pct")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("place", ["haapavesi", "reisjarvi", "sievi"])
def test_what_is_withheld_is_not_said_to_equal_anything(place: str, language: str) -> None:
    symbol = read_study(STUDY).say(language).text("withheld.symbol")
    for name, shown in draw_topic("survey_change", STUDY, place, language, "example").items():
        if shown.caption is not None:
            told = f"{shown.caption.subtitle} {shown.caption.alt}".replace(NO_BREAK, " ")
            assert f"= {symbol}" not in told, name


def test_numbers_beside_a_scale_stand_off_it() -> None:
    shown = draw_topic("survey_change", STUDY, "reisjarvi", "fi", "example")["survey_change_means"]
    (panel,) = panels(shown)
    sheet = drawn(shown).axes[0]
    left, right = (sheet.transData.inverted().transform(panel.transData.transform((x, 0)))[0]
                   for x in panel.get_xlim())  # fmt: skip
    columns = [
        t
        for t in sheet.texts
        if t.get_horizontalalignment() == "right" and t.get_position()[0] > left
    ]
    assert columns
    assert all(t.get_position()[0] - width_in(t.get_text(), TEXT_PT) > right for t in columns)


def test_a_page_of_one_figure_begins_with_what_it_has_to_say(tmp_path: Path) -> None:
    """As Haapavesi's, of which nothing of the survey can be told."""
    edition = edition_of(STUDY, "haapavesi")
    made = draw_topic("survey_change", STUDY, "haapavesi", "fi", "example")
    shown = [made["survey_change_municipalities"].output(), show_words("Ei lukuja.", edition)]
    html = render("survey_change", shown, edition, tmp_path).read_text("utf-8")
    assert len(re.findall('<article class="exhibit"', html)) == 1
    assert html.index("<p>Ei lukuja.</p>") < html.index('<article class="exhibit"')
    alone = render("survey_change", shown[1:], edition, tmp_path).read_text("utf-8")
    assert "<p>Ei lukuja.</p>" in alone


def test_the_front_page_has_no_bare_names_of_places(tmp_path: Path) -> None:
    study = read_study("meri_lappi")
    for place in ("all", "kemi"):
        for topic in study.topics:
            render_topic(topic, edition_of(study.key, place), tmp_path, save=False)
    html = write_index(study, [], tmp_path / study.key).read_text("utf-8")
    (listed,) = re.findall(r'<dl class="places">(.*?)</dl>', html, re.DOTALL)
    rows = listed.split("</div>")[:-1]
    assert rows
    assert all("<dd>" in row for row in rows)


def test_the_line_at_zero_is_explained_where_it_is_drawn() -> None:
    for data, is_drawn in (("example", True), ("published", False)):
        strips = draw_topic("at_a_glance", STUDY, "all", "fi", data)["at_a_glance_strips"]
        assert strips.caption is not None
        assert ("pystyviiva on nolla" in strips.caption.subtitle) == is_drawn


@pytest.mark.parametrize("data", ["example", "published"])
def test_a_legend_explains_the_marks_that_are_drawn(data: str) -> None:
    """Of published numbers a place has no interval at a glance, and no thick line."""
    strips = draw_topic("at_a_glance", STUDY, "sievi", "fi", data)["at_a_glance_strips"]
    assert strips.caption is not None
    assert ("paksu viiva" in strips.caption.subtitle) == (data == "example")
    assert ("(kustannuksissa oletusten väli)" in strips.caption.subtitle) == (data == "example")


def test_the_scale_of_costs_at_a_glance_ends_at_a_round_number() -> None:
    strips = draw_topic("at_a_glance", STUDY, "sievi", "fi", "example")["at_a_glance_strips"]
    (cost,) = (strip for strip in make_strips(strips.released) if strip.question == "Mitä maksoi?")
    assert cost.ends == (0.0, 500.0)
    assert cost.marks[1] == f"500{NO_BREAK}€"


def test_a_picture_that_is_cut_off_shows_a_mark(tmp_path: Path) -> None:
    """The first rows may be of places that are too small to be shown."""
    edition = edition_of("grona_timmar", "all", "sv")
    study = edition.study
    for topic in study.topics:
        render_topic(topic, edition, tmp_path, save=False)
    html = write_index(study, [], tmp_path / study.key).read_text("utf-8")
    parts = re.findall(
        r'aspect-ratio: \S+ / (\S+)"><svg class="narrow"(.*?)</svg>', html, re.DOTALL
    )
    assert parts
    for low, picture in parts:
        assert min(map(float, re.findall(r' cy="([^"]+)"', picture))) < float(low)
