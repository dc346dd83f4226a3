"""The index of a study's reports: what it sums up of a run, and in which language."""

import re
from html.parser import HTMLParser
from pathlib import Path

import matplotlib
import numpy as np
import pandas as pd
import pytest
from conftest import TOPICS, draw_topic
from markupsafe import escape
from rendered import edition_of, render, render_topic, without_spans

from analysis import NAME
from analysis.drawing.fragments import cut_above_row, height_of
from analysis.drawing.vector import ROLES
from analysis.inputs.printed.audit_file import read_audit
from analysis.release.rules import release, release_table
from analysis.report.alignment import align_decimals
from analysis.report.findings import group_findings
from analysis.report.html import Output
from analysis.report.pages import index
from analysis.report.pages.environment import (
    DARK_ROLES,
    FORCED_ROLES,
    admit_drawing,
)
from analysis.report.pages.executed import Executed, in_brief, read_executed
from analysis.report.pages.front import MOST_HIGH_PT, OVERVIEW
from analysis.report.pages.index import MOST_BYTES, write_index
from analysis.report.pages.links import Page, find_pages
from analysis.report.pages.summaries import count_hidden
from analysis.report.tables import show_table, show_tables
from analysis.study.declaration import LANGUAGES
from analysis.study.edition import Edition
from analysis.study.study_file import read_study
from analysis.study.wording import Wording
from analysis.topics.catalogue import list_figures, list_tables, read_material
from analysis.topics.publication_audit.audit import audit_figures
from analysis.topics.publication_audit.cards import CARDS
from analysis.topics.publication_audit.checks import CHECKS, estimate_checks
from analysis.topics.publication_audit.verdicts import BY_DOCUMENT
from analysis.topics.training_attendance import REACH

pytestmark = pytest.mark.slow

STUDY = "yhdessa_osallisuutta"


class Texts(HTMLParser):
    """Texts of a page, each with the language that its elements say it is in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.languages: list[tuple[str, str]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        inherited = self.languages[-1][1] if self.languages else ""
        language = own.get("lang") or inherited
        if own.get("alt"):
            self.texts.append((language, str(own["alt"])))
        if tag not in ("img", "meta", "input", "link"):
            self.languages.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        assert self.languages.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if data.strip() and self.languages[-1][0] != "style":
            self.texts.append((self.languages[-1][1], data.strip()))


def numbers_of(html: str, section: str) -> list[int]:
    """Numbers that a section of the index shows, in their order."""
    inside = html.partition(f'aria-labelledby="{section}"')[2].partition("</section>")[0]
    return [int(n) for n in re.findall(r">[^<>]*?(\d+)<", inside)]


def numbers_in_print(edition: Edition) -> str:
    """All checks, and those that do not fit, of the figure that page and publication show."""
    drawn = draw_topic("publication_audit", edition.study.key, "all", edition.language)
    table = drawn["publication_audit_by_check"].released.table
    doubts = table["inconsistent"].sum()
    return f"{doubts + table['consistent'].sum() + table['uninformative'].sum()} {doubts}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_counts_checks_as_page_and_print_do(language: str, tmp_path: Path) -> None:
    edition = edition_of(STUDY, "all", language)
    audit = read_audit(edition.study)
    checks = estimate_checks(audit, audit_figures(audit), language)
    shown = [show_table(release(checks, edition, CHECKS))]
    page = render("publication_audit", shown, edition, tmp_path)
    write_index(edition.study, [], tmp_path / edition.study.key)
    name = "index" if language == "fi" else f"index_{language}"
    html = (tmp_path / STUDY / f"{name}.html").read_text("utf-8")
    counts = checks["verdict"].value_counts()
    total, *each = numbers_of(html, "trust-audit")
    assert total == len(checks)
    assert each == [counts["consistent"], counts["inconsistent"], counts["uninformative"]]
    numbers = str(checks["figure"].nunique())
    assert escaped(Wording(language).text("index.audit_numbers", numbers=numbers)) in html
    assert [str(total), str(each[1])] == re.findall(r"\d+", numbers_in_print(edition))
    assert f'href="all/{page.name}"' in html.partition("trust-audit")[2].partition("</section>")[0]


def test_the_index_sums_up_what_is_hidden_by_rule(tmp_path: Path) -> None:
    edition = edition_of(STUDY)
    render_topic("survey_change", edition, tmp_path, save=False)
    html = write_index(edition.study, [], tmp_path / edition.study.key).read_text("utf-8")
    total, *each = numbers_of(html, "trust-hidden")
    assert sum(each) == total > 0
    assert "Alle 5 ihmistä" in html
    assert "Koskee alle 3 ihmistä, tai kaikkia paitsi alle 3 ihmistä" in html


def test_where_nothing_is_hidden_or_audited_the_index_says_no_more(tmp_path: Path) -> None:
    edition = edition_of(STUDY)
    render_topic("project_monitoring", edition, tmp_path)
    html = write_index(edition.study, [], tmp_path / edition.study.key).read_text("utf-8")
    assert "Mitään ei ole piilotettu." in html
    assert "trust-audit" not in html


def test_a_picture_of_the_whole_project_is_in_the_index_once(tmp_path: Path) -> None:
    """The files differ, as each names its municipality; the pictures do not."""
    places = ("all", "raahe", "sievi")
    for place in places:
        render_topic("training_attendance", edition_of(STUDY, place), tmp_path)
    html = write_index(read_study(STUDY), [], tmp_path / STUDY).read_text("utf-8")
    files = [f.read_bytes() for place in places
             for f in (tmp_path / STUDY / place / "figures").glob("*.png")]  # fmt: skip
    figures = len(list((tmp_path / STUDY / "all" / "figures").glob("*.png")))
    assert len(set(files)) == len(files) == 3 * figures
    told = len(list((tmp_path / STUDY / "all" / "figures").glob("*.csv")))
    assert told > figures, "some are told in words"
    assert len(re.findall(r'data-places="0 1 2 "', html)) == told
    cards = "".join(re.findall(r'<li class="card.*?</li>', html))
    pictures = re.findall(r'<svg class="sketch".*?</svg>', cards)
    assert len(pictures) == figures
    assert "<text" not in cards, "letters would be too small to read"
    # Of seven places there are about 130 different pictures; with their words they stay under
    # 600 kB.
    assert sum(map(len, pictures)) / figures < 3_000


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of every topic, of the project and its six municipalities."""
    folder = tmp_path_factory.mktemp("reports")
    study = read_study(STUDY)
    for place in ("all", *study.municipalities):
        for topic in study.topics:
            render_topic(topic, edition_of(STUDY, place), folder, save=False)
    return folder


def test_the_project_stands_beside_its_six_municipalities(full: Path) -> None:
    """Seven cards a row of figures, the project first, those that show nothing last."""
    html = write_index(read_study(STUDY), [], full / STUDY).read_text("utf-8")
    rows = re.findall(r'<ul class="cards">(.*?)</ul>', html, re.DOTALL)
    cards = [re.findall(r'<li class="card( none)?" data-places="0? ?', row) for row in rows]
    assert any(len(row) == 7 for row in cards)
    assert all(row == sorted(row) for row in cards)
    assert all('data-places="0 ' in row.partition("</li>")[0] for row in rows)
    assert len(html.encode()) < 0.9 * MOST_BYTES == 540_000


def escaped(text: str) -> str:
    return str(escape(text))


def sections_of(html: str) -> dict[str, str]:
    """The answers of the front page, by their topic."""
    found = re.findall(r'aria-labelledby="answer-(\w+)">(.*?)</section>', html, re.DOTALL)
    return {topic: without_spans(answer) for topic, answer in found}


def test_a_page_begins_with_the_figure_that_answers_its_question(full: Path) -> None:
    html = (full / STUDY / "all" / "training_attendance.html").read_text("utf-8")
    names = re.findall(r'<article class="exhibit" id="(\w+)"', html)
    assert names[:2] == ["training_attendance_funnel", "training_attendance_per_year"]


@pytest.fixture(scope="module")
def front(full: Path) -> str:
    """The front page."""
    return write_index(read_study(STUDY), [], full / STUDY).read_text("utf-8")


def test_no_line_of_a_page_can_begin_with_a_dot_between_names(tmp_path: Path) -> None:
    page = render_topic("survey_change", edition_of(STUDY, "raahe"), tmp_path, save=False)
    _, _, body = page.read_text("utf-8").partition("<body>")
    assert "\xa0· Raahe</h1>" in body
    missing = re.findall(r'<span class="missing">(.*?)</span>', body)
    assert any("·" in names for names in missing)
    assert not any(" ·" in names for names in missing)


def test_the_front_page_answers_five_questions(front: str) -> None:
    asked = tuple(topic for topic in read_study(STUDY).topics if topic != OVERVIEW)
    answers = sections_of(front)
    assert tuple(answers) == asked
    assert "Valmennuksiin tuli 180–188 ihmistä" in answers["training_attendance"], "people first"
    people = (
        "474 ilmoittautumista",
        "Alussa n = 51, lopussa n = 32",
        "107 osallistujaa",
        "393",
        "n = 276",
    )
    for answer, n in zip(answers.values(), people, strict=True):
        assert n in answer.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("topic", [topic for topic in TOPICS if topic != OVERVIEW])
def test_an_answer_is_a_sentence_with_its_caution_a_picture_and_a_link(
    full: Path, front: str, topic: str
) -> None:
    answer = sections_of(front)[topic]
    held = read_executed(full / STUDY / "all" / f"{topic}.ipynb")
    cautioned = [f for f in list_figures(topic, read_study(STUDY)) if f.caution]
    figure = min(cautioned, key=lambda f: not f.pictured_by)
    of_name = {f["name"]: f for f in held.figures}
    facts = of_name[figure.pictured_by or figure.name]
    say = Wording("fi")
    for sentence in (
        f"{of_name[figure.name]['title']}.",
        facts["subtitle"],
        say.text(figure.caution),
    ):
        assert escaped(sentence) in answer
    for part in (facts["wide"], facts["narrow"], f'href="all/{topic}.html"'):
        assert part in answer
    is_high = height_of(facts["narrow"]) > MOST_HIGH_PT
    assert ("begins" in answer) == is_high, "a phone shows how a high picture begins"
    is_marked = say.text("synthetic.short") in answer
    assert is_marked == bool(facts["mark"]), "the banner says that they are marked"


def test_the_front_page_answers_before_anything_else(front: str) -> None:
    order = [
        "Osa kuvioista on laskettu synteettisestä",
        read_study(STUDY).about["fi"],
        "1.8.2021–30.9.2023",
        "answer-training_attendance",
        'class="places"',
        'id="figures"',
        'id="trust"',
        'id="run"',
    ]
    at = [front.index(words) for words in order]
    assert at == sorted(at)


def test_a_page_says_that_single_numbers_are_left_out(full: Path) -> None:
    """Where a row or a foot says "ei kerrota", something is hidden."""
    say = Wording("fi")
    word = say.text("withheld.symbol")
    for topic, is_withheld in (("at_a_glance", True), ("publication_audit", False)):
        html = (full / STUDY / "all" / f"{topic}.html").read_text("utf-8")
        assert (word in html.lower()) == is_withheld
        said = escaped(say.text("page.nothing_left_out", word=word))
        assert (said in html) == is_withheld
        assert (escaped(say.text("page.nothing_missing")) in html) != is_withheld


def test_a_table_says_what_the_sign_of_a_change_means(full: Path) -> None:
    """The picture says "parani": beside it a minus alone would read as a decline."""
    heading = "Arvio (−\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}parani)"
    tables = {
        "survey_change": ("means", "forest", "municipalities"),
        "cost_breakdown": ("beside_effect",),
    }
    for topic, names in tables.items():
        held = read_executed(full / STUDY / "all" / f"{topic}.ipynb")
        columns = {facts["name"]: facts["columns"] for facts in held.released if "columns" in facts}
        for name in names:
            assert heading in columns[f"{topic}_{name}"], name
    means = next(f for f in held.released if f["name"] == "cost_breakdown_per_participant")
    assert heading not in means["columns"]


def test_what_is_told_in_words_speaks_of_no_lines(full: Path) -> None:
    held = read_executed(full / STUDY / "all" / "cost_breakdown.ipynb")
    shown = next(f for f in held.figures if f["name"] == "cost_breakdown_beside_effect")
    assert not shown["wide"]
    words = f"{shown['title']} {shown['subtitle']} {shown['foot']}"
    assert "viiva" not in words
    assert "piste" not in words


def test_the_unit_of_an_interval_is_written_once(full: Path) -> None:
    held = read_executed(full / STUDY / "all" / "training_attendance.ipynb")
    rows = next(f for f in held.released if f["name"] == "training_attendance_funnel")["rows"]
    assert "45–60\N{NO-BREAK SPACE}%" in rows[1]


def test_a_map_of_equal_cells_leads_to_each_place_at_a_glance(full: Path) -> None:
    study = read_study(STUDY)
    html = write_index(study, [], full / STUDY).read_text("utf-8")
    cells = re.findall(
        r'<li style="grid-row: (\d); grid-column: (\d)"><a href="(\w+)/at_a_glance.html"', html
    )
    assert [key for _, _, key in cells][:2] == ["raahe", "utajarvi"]
    assert {(key, int(row), int(column)) for row, column, key in cells} == {
        (key, m.tile.row, m.tile.column) for key, m in study.municipalities.items() if m.tile
    }
    assert html.index('class="map"') < html.index('class="places"')


def test_a_place_is_led_to_where_it_has_something_of_its_own(full: Path) -> None:
    """Pages that repeat the project's are in the table of all pages; each link says its place."""
    html = write_index(read_study(STUDY), [], full / STUDY).read_text("utf-8")
    places = html.partition('<dl class="places">')[2].partition("</dl>")[0]
    names = [re.sub("<.*?>", "", link) for link in re.findall(r"<a [^>]*>(.*?)</a>", places)]
    assert "Raahe: kustannukset" in names
    assert "Raahe: lukujen tarkastus" not in names
    assert "Koko hanke: lukujen tarkastus" in names
    assert len(set(names)) == len(names)


def test_a_front_page_without_the_project_asks_nothing(tmp_path: Path) -> None:
    render_topic("cost_breakdown", edition_of(STUDY, "raahe"), tmp_path, save=False)
    html = write_index(read_study(STUDY), [], tmp_path / STUDY).read_text("utf-8")
    assert sections_of(html) == {}
    assert '<span class="unseen">Raahe: </span>kustannukset' in html


def test_a_topic_without_the_figure_that_answers_gives_its_first(tmp_path: Path) -> None:
    """Another study, in one language, whose days stand in its ``study.toml``."""
    study = read_study("grona_timmar")
    edition = edition_of("grona_timmar", "all", "sv")
    for topic in study.topics:
        render_topic(topic, edition, tmp_path, save=False)
    html = write_index(study, [], tmp_path / study.key).read_text("utf-8")
    assert set(sections_of(html)) == {*study.topics} - {OVERVIEW}
    assert study.aims["garden"]["sv"] in html  # it says nothing else of what it is about
    assert "Projekttid 1.10.2025–31.12.2026" in without_spans(html)


def test_an_index_that_would_be_too_heavy_pictures_the_project_alone(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = read_study(STUDY)
    whole = write_index(study, [], full / STUDY).read_text("utf-8")
    monkeypatch.setattr(index, "MOST_BYTES", len(whole.encode()))
    html = write_index(study, [], full / STUDY).read_text("utf-8")
    assert len(html.encode()) < 0.7 * len(whole.encode())
    assert set(re.findall(r'data-places="([^"]*)"', html)) == {"0 "}
    assert 'id="place-1"' not in html
    pages = set(re.findall(r'href="(\w+/\w+\.html)"', html))
    assert pages == {f"{p}/{t}.html" for p in ("all", *study.municipalities) for t in study.topics}
    assert numbers_of(html, "trust-hidden") == numbers_of(whole, "trust-hidden")


def test_a_table_that_seven_pages_share_is_counted_once(full: Path) -> None:
    pages = [page for page in find_pages(read_study(STUDY), full / STUDY)
             if page.topic == "training_attendance"]  # fmt: skip
    assert len(pages) == 7
    whole = read_executed((full / STUDY / pages[0].link).with_suffix(".ipynb"))
    made = in_brief(whole, pictures=False, tables=set())
    shared = {**made.figures[0], "hidden": 2, "hidden_by": {"people": 2}}
    alone = {page: Executed(figures=[shared]) for page in pages}
    assert sum(count_hidden(alone).values()) == 2


def test_pages_that_do_not_tell_the_rule_are_not_told_to_hide_nothing(tmp_path: Path) -> None:
    edition = edition_of(STUDY, "raahe")
    old = {"name": "survey_change_forest", "kind": "nothing", "label": "y", "why": "x",
           "reason": "x", "documents": [], "mark": "", "hidden": 40,
           "hidden_sentence": ""}  # fmt: skip
    render("survey_change", [Output("", "", old)], edition, tmp_path)
    html = write_index(edition.study, [], tmp_path / edition.study.key).read_text("utf-8")
    assert numbers_of(html, "trust-hidden") == [40, 40]
    say = Wording("fi")
    assert say.text("index.because_unrecorded") in html
    assert say.text("index.nothing_hidden") not in html


def test_an_index_whose_language_has_no_page_is_that_of_another(tmp_path: Path) -> None:
    """Not headings in one language over sentences of another."""
    render_topic("cost_breakdown", edition_of(STUDY, "all", "en"), tmp_path)
    written = write_index(read_study(STUDY), [], tmp_path / STUDY)
    english, first = (tmp_path / STUDY / name for name in ("index_en.html", "index.html"))
    assert written == first
    assert first.read_bytes() == english.read_bytes()
    assert first.read_text("utf-8").startswith('<!DOCTYPE html>\n<html lang="en">')


def test_every_text_of_the_english_index_says_its_language(tmp_path: Path) -> None:
    """An English page, a Finnish one where there is no English, and a failure."""
    render_topic("cost_breakdown", edition_of(STUDY, "all", "en"), tmp_path)
    render_topic("survey_change", edition_of(STUDY, "raahe"), tmp_path)
    failed = Page("project_monitoring", "all", "sv", "", "ValueError: no such thing")
    write_index(read_study(STUDY), [failed], tmp_path / STUDY)
    html = (tmp_path / STUDY / "index_en.html").read_text("utf-8")
    assert html.startswith('<!DOCTYPE html>\n<html lang="en">')
    texts = Texts(html).texts
    finnish = re.compile(r"[äö]|\bja\b|vastau", re.IGNORECASE)
    names = ("Utajärvi", "Reisjärvi", "Yhdessä")
    for language, text in texts:
        if not any(name in text for name in names):
            assert language == "fi" or not finnish.search(text), text
    assert any(language == "fi" and finnish.search(text) for language, text in texts)
    assert ("en", "ValueError: no such thing") in texts
    assert ("sv", "svenska") in texts
    assert ("en", Wording("en").text("index.trust")) in texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_places_figures_find_alike_is_said_once(language: str, tmp_path: Path) -> None:
    page = render_topic("survey_change", edition_of(STUDY, "raahe", language), tmp_path)
    html = page.read_text("utf-8")
    (listed,) = re.findall(r'<ol class="findings">(.*?)</ol>', html, re.DOTALL)
    visible = re.sub(r'<span class="unseen">.*?</span>', "", listed)
    items = re.findall(r"<li.*?</li>", visible, re.DOTALL)
    sentences = [re.sub(r"<[^>]+>", "", item).split(" (")[0].split(":  ")[0] for item in items]
    assert len({*sentences}) == len(sentences)
    names = re.findall(r'<article class="exhibit" id="(.*?)"', html)
    assert len(items) < len(names)
    assert [name for name in names if f'href="#{name}"' not in listed] == []


def test_findings_alike_are_grouped_and_others_stay_as_they_are() -> None:
    titles = [("a", "Only limits (work?)"), ("b", "Most in 2022 (7/9)"),
              ("c", "Only limits (home?)"), ("d", "None"), ("e", "None")]  # fmt: skip
    assert [*map(str, group_findings(titles))] == [
        "Only limits (work?; home?)", "Most in 2022 (7/9)", "None",
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_to_cite_a_page_is_in_its_language(language: str, tmp_path: Path) -> None:
    page = render("at_a_glance", [], edition_of(STUDY, "all", language), tmp_path)
    say = Wording(language)
    (paragraph,) = re.findall(
        rf"<h2>{say.text('page.cite')}</h2>\s*<p>(.*?)</p>", page.read_text("utf-8")
    )
    assert paragraph.startswith(f"{say.text('page.authors_of', software=NAME)}: ")
    assert f'<cite lang="en">{NAME}</cite>' in paragraph
    assert ("The authors" in paragraph) == (language == "en")


def test_tables_that_do_not_hold_are_told_in_the_index(tmp_path: Path) -> None:
    path = write_index(read_study(STUDY), [], tmp_path / STUDY, ["all/figures/a.csv: row 2: <n>"])
    html = path.read_text("utf-8")
    assert "all/figures/a.csv: row 2: &lt;n&gt;" in html
    assert Wording("fi").text("index.misfits") in html


@pytest.mark.parametrize(
    "fragment",
    [
        "<svg><script>alert(1)</script></svg>",
        '<svg onload="alert(1)"></svg>',
        '<svg><a href="javascript:alert(1)"><text>x</text></a></svg>',
        '<svg><image href="https://example.org/x.png"/></svg>',
        "<svg><foreignObject><p>x</p></foreignObject></svg>",
        "<svg><style>* { display: none }</style></svg>",
        '<svg><g id="content"></g></svg>',
        '<svg><text style="position: fixed">x</text></svg>',
        '<svg xmlns:x="https://example.org"><x:script>alert(1)</x:script></svg>',
        "<p>x</p>",
    ],
)
def test_a_drawing_that_holds_more_than_marks_and_words_is_refused(fragment: str) -> None:
    with pytest.raises(ValueError, match="may not hold"):
        admit_drawing(fragment)


def contrast(one: str, two: str) -> float:
    """Of two colours, by WCAG 2.2."""

    def luminance(color: str) -> float:
        parts = np.array(matplotlib.colors.to_rgb(color))
        linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        return float(linear @ (0.2126, 0.7152, 0.0722))

    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_drawings_on_dark_paper_keep_their_contrast() -> None:
    assert {*DARK_ROLES} == {*FORCED_ROLES} == {*ROLES}
    for role, color in DARK_ROLES.items():
        if role not in ("faint", "paper"):
            least = 4.5 if role in ("ink", "soft", "teal", "rust") else 3.0  # words, and marks
            assert contrast(color, DARK_ROLES["paper"]) >= least, role


def test_a_table_with_hidden_rows_and_no_figure_is_told_of(tmp_path: Path) -> None:
    """It has a caption and no title."""
    edition = edition_of(STUDY, "raahe")
    table = pd.DataFrame(
        {"item": "open_spaces", "municipalities": 2, "municipalities_in_all": 6, "n": [2, 40, 50],
         "others": [2, 40, 50], "registrations": [9, 90, 90], "attendances": [2, 40, 50],
         "adds_up": ["building", "theme", "theme"], "document": "", "origin": "synthetic"}
    )  # fmt: skip
    released = release(table, edition, REACH)
    assert released.hidden == 1
    shown = show_table(released)
    page = render("survey_change", [shown], edition, tmp_path).read_text(encoding="utf-8")
    label, reason = shown.facts["label"], shown.facts["reason"]
    assert f'{reason}<span class="missing">{label} (1 rivi piilotettu)</span>' in page


def test_a_page_leaves_out_what_the_study_does_not_ask(tmp_path: Path) -> None:
    edition = edition_of(STUDY, "all", "en")
    said = show_tables([], edition)
    assert said.plain == "The study declares nothing that this could tell of."
    assert said.plain not in render("survey_change", [said], edition, tmp_path).read_text("utf-8")


def test_every_figure_and_table_has_a_label_in_words() -> None:
    for name in ("yhdessa_osallisuutta", "grona_timmar", "meri_lappi"):
        study = read_study(name)
        for topic in study.topics:
            for table in (*list_figures(topic, study), *list_tables(topic, study)):
                label = study.say(study.language).text(table.caption_key)
                assert "_" not in label, table.name


def test_what_is_the_projects_is_led_to_and_not_shown_on_a_places_page(full: Path) -> None:
    """The page alone holds all that it is of; links beside the project's page hide the same."""
    study = read_study(STUDY)
    write_index(study, [], full / STUDY)
    for topic, is_all in (("cost_breakdown", False), ("publication_audit", True)):
        page = (full / STUDY / "raahe" / f"{topic}.html").read_text("utf-8")
        whole = (full / STUDY / "all" / f"{topic}.html").read_text("utf-8")
        shared = page.partition('<aside class="shared"')[2].partition("</aside>")[0]
        names = re.findall(rf'href="../all/{topic}.html#(\w+)"', shared)
        figures = re.findall(r'<article class="exhibit" id="(\w+)"', page)
        assert names == [name for name in figures if name in names] != []
        assert (names == figures) == is_all
        for name in names:
            assert f"#content #{name}, " in page
            article = re.compile(rf'<article class="exhibit" id="{name}".*?</article>', re.DOTALL)
            here, there = (
                re.findall(r'<svg class="wide".*?</svg>', article.findall(html)[0])
                for html in (page, whole)
            )
            assert here == there
    assert '<aside class="shared"' not in whole


def test_a_table_that_is_the_projects_is_led_to_as_well(tmp_path: Path) -> None:
    table = pd.DataFrame(
        {"item": ["open_spaces", "sleep_and_rest", "good_encounter"],
         "municipalities": 6, "n": [40, 50, 60], "municipalities_in_all": 6, "others": 60,
         "registrations": 90, "attendances": [40, 50, 60],
         "adds_up": "", "document": "", "origin": "published"}
    )  # fmt: skip
    for place in ("all", "raahe", "sievi"):
        edition = edition_of(STUDY, place)
        shown = show_table(release(table.head(2 if place == "sievi" else 3), edition, REACH))
        render("survey_change", [shown], edition, tmp_path)
    write_index(edition.study, [], tmp_path / STUDY)
    pages = {
        place: (tmp_path / STUDY / place / "survey_change.html").read_text("utf-8")
        for place in ("all", "raahe", "sievi")
    }
    assert {place for place, page in pages.items() if f"#content #{REACH.name}, " in page} == {
        "raahe"
    }
    assert f'href="../all/survey_change.html#{REACH.name}"' in pages["raahe"]
    assert all(f'<div id="{REACH.name}">' in page for page in pages.values())


def test_no_identifier_stands_where_a_reader_looks(full: Path) -> None:
    study = read_study(STUDY)
    write_index(study, [], full / STUDY)
    names = [f.name for topic in study.topics for f in list_figures(topic, study)]
    for path in (full / STUDY).rglob("*.html"):
        code = re.compile(r'<details class="screen">.*?</details>', re.DOTALL)
        html = code.sub("", path.read_text("utf-8"))
        texts = re.sub(r"<style>.*?</style>|<[^>]*>", " ", html, flags=re.DOTALL)
        assert [name for name in names if re.search(rf"\b{name}\b", texts)] == [], path
        assert "<code" not in html, path


@pytest.mark.parametrize("topic", ["training_attendance", "survey_change"])
def test_no_column_of_a_page_says_the_same_in_every_row(topic: str, full: Path) -> None:
    html = (full / STUDY / "all" / f"{topic}.html").read_text("utf-8")
    for table in re.findall(r"<table>.*?</table>", html, re.DOTALL):
        rows = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in table.split("<tr>")[2:]]
        columns = list(zip(*rows, strict=True))
        if all(len({*column}) == 1 for column in columns):
            continue  # names alone would be no table
        assert not [column for column in columns if len(column) > 2 and len({*column}) == 1]
    assert '<span class="alike">' in html


def test_a_picture_is_cut_off_above_the_name_of_a_row() -> None:
    """Rows of a name to the left, and below it one number to the left and one to the right."""
    numbers = '<text x="4" y="{0}">1</text><text x="90" y="{0}">2</text>'
    rows = "".join(f'<text x="4" y="{y}">name</text>{numbers.format(y + 12)}'
                   for y in (20, 60, 100))  # fmt: skip
    drawing = f'<svg viewBox="0 0 100 120"><g font-size="10">{rows}</g></svg>'
    assert cut_above_row(drawing, 99) == 100 - 8
    assert cut_above_row(drawing, 91) == 60 - 8
    assert cut_above_row(drawing, 40) == height_of(drawing), "one row is not cut"


def test_numbers_of_a_column_stand_under_each_other_by_their_decimal_mark() -> None:
    figure, mark = "\N{FIGURE SPACE}", "\N{PUNCTUATION SPACE}"
    rows = [
        ["Työ", "40", "1,5", "–"],
        ["Koti", "31,9", "2", "5–9"],
        ["Terveys", "−8,25", "3,5", "7"],
    ]
    assert [row[1] for row in align_decimals(rows, "fi")] == [
        f"40{mark}{figure * 2}", f"31,9{figure}", "−8,25"
    ]  # fmt: skip
    assert [row[2] for row in align_decimals(rows, "fi")] == ["1,5", f"2{mark}{figure}", "3,5"]
    assert [row[3] for row in align_decimals(rows, "fi")] == ["–", "5–9", "7"]
    assert align_decimals([["1,070.5"], ["2"]], "en") == [["1,070.5"], [f"2{mark}{figure}"]]


def test_doubts_stand_on_cards_with_their_arithmetic_and_source(tmp_path: Path) -> None:
    edition = edition_of(STUDY, "all", "en")
    material = read_material("publication_audit", edition)
    cards = release_table(CARDS, material)
    doubts = draw_topic("publication_audit", STUDY, "all", "en")["publication_audit_doubts"]
    assert len(cards.table) == len(doubts.released.table) > 0
    page = render("publication_audit", [show_table(cards)], edition, tmp_path)
    html = page.read_text("utf-8")
    found = re.findall(r"<li><h4>.*?</li>", html, re.DOTALL)
    assert len(found) == len(cards.table)
    for card, row in zip(found, cards.table.itertuples(), strict=True):
        assert row.explanation
        for words in (row.printed, row.implied, row.explanation, edition.document(row.document)):
            assert escaped(words) in card


@pytest.mark.parametrize("name", ["index.html", "raahe/survey_change.html", "all/at_a_glance.html"])
def test_few_tab_stops_stand_before_the_content(full: Path, name: str) -> None:
    write_index(read_study(STUDY), [], full / STUDY)
    html = (full / STUDY / name).read_text("utf-8")
    before = html.partition('id="content"')[0]
    assert len(re.findall(r"<(?:a|summary|input|button|select)[ >]", before)) <= 60


def test_a_long_table_is_folded_away_and_a_short_one_is_not(tmp_path: Path) -> None:
    edition = edition_of(STUDY, "all", "en")
    material = read_material("publication_audit", edition)
    shown = [show_table(release_table(table, material)) for table in (CHECKS, BY_DOCUMENT)]
    html = render("publication_audit", shown, edition, tmp_path).read_text("utf-8")
    assert '<details class="behind"><summary>Every check' in html
    assert html.count('<details class="behind">') == 1


def test_parts_of_a_bar_differ_in_the_colours_that_a_reader_forces() -> None:
    shown = draw_topic("survey_change", "grona_timmar", "all", "sv", "example")
    drawn = shown["survey_change_distribution"]
    assert drawn.forms is not None
    for fragment in drawn.forms.fragments:
        roles = {*re.findall(r'class="bars f-([a-z-]+)', fragment)} - {"paper"}
        assert roles >= {"teal", "muted", "rust"}
        parts = ("teal", "muted", "rust", "paper")
        assert len({FORCED_ROLES[role] for role in parts}) == len(parts)
