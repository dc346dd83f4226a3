"""Pages as a reader meets them: opened from disk in a browser, looked at, tabbed through."""

import os
import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from conftest import FIGURES, TOPICS
from matplotlib.figure import Figure
from pypdf import PdfReader
from rendered import edition_of, render, render_topic

from analysis.drawing.forms import Words, draw_forms
from analysis.release.rules import release_table, release_tables
from analysis.report.html import Output
from analysis.report.pages.files import page_stem
from analysis.report.pages.index import write_index
from analysis.report.pages.links import Page
from analysis.report.pages.page import MOST_OPEN
from analysis.report.tables import show_table
from analysis.study.declaration import LANGUAGES
from analysis.study.edition import Edition
from analysis.study.study_file import open_edition, read_study
from analysis.topics import publication_audit, survey_change
from analysis.topics.survey_change import read_material

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
STUDY = "yhdessa_osallisuutta"
MADE = (
    *(("all", language, TOPICS) for language in LANGUAGES),
    ("raahe", "fi", TOPICS),
    ("haapavesi", "fi", ("cost_breakdown",)),
    ("nivala", "fi", ("survey_change",)),
    ("reisjarvi", "fi", ("training_attendance",)),
    ("sievi", "fi", ("survey_change",)),
    ("utajarvi", "fi", ("project_monitoring",)),
)
PAYLOADS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)' x='",
    '" autofocus onfocus="alert(1)',
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "--><script>alert(1)</script><!--",
    "<!--/links--><script>alert(1)</script>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<a href=javascript:alert(1)>x</a>",
    "{{ 7 * 191 }}{% raw %}",
    "<details open ontoggle=alert(1)>",
    "<base href=https://example.org/><meta http-equiv=refresh content=0;url=data:text/html,x>",
)
NARROW = {"width": 360, "height": 740}
TABLET = {"width": 768, "height": 1024}
WIDE = {"width": 1440, "height": 900}

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        told = "no Chromium on this machine: pages were not looked at in a browser"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{told}; .ci/run installs it")
        pytest.skip(told)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of the project in each language, of a municipality, and a page of each other.

    Files of figures lie beside those in Finnish of the project and the municipality.
    """
    folder = tmp_path_factory.mktemp("reports")
    for place, language, topics in MADE:
        for topic in topics:
            save = language == "fi" and place in ("all", "raahe")
            render_topic(topic, edition_of(STUDY, place, language), folder, save=save)
    failed = Page("cost_breakdown", "sievi", "fi", "", "ZeroDivisionError: division by zero")
    return write_index(read_study(STUDY), [failed], folder / STUDY).parent


Open = Callable[..., Any]


@pytest.fixture
def visit(browser: Any) -> Iterator[Open]:
    """Opens a page from disk; whatever it asks for or complains of is an error at the end."""
    contexts: list[Any] = []
    asked: list[str] = []

    def visit(path: Path, **options: Any) -> Any:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.on("console", lambda message: asked.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: asked.append(f"error: {error}"))
        page.on("dialog", lambda dialog: asked.append("dialog"))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        return page

    yield visit
    for context in contexts:
        context.close()
    assert [a for a in asked if not a.startswith(("data:", "file:"))] == []
    assert [a for a in asked if a.startswith("file:") and ".html" not in a] == []


def pages_of(reports: Path) -> list[Path]:
    return sorted(reports.rglob("*.html"))


def test_there_is_a_page_for_each_edition_and_an_index_a_language(reports: Path) -> None:
    names = {path.relative_to(reports).as_posix() for path in pages_of(reports)}
    assert len(names) == 3 * 6 + 6 + 5 + len(LANGUAGES)
    assert {"index.html", "index_sv.html", "index_en.html"} <= names
    assert all(path.stat().st_size < 600_000 for path in pages_of(reports))


def test_a_file_of_a_run_is_no_larger_than_what_it_holds(reports: Path) -> None:
    """Measured: a page of a place has 47-215 kB, its notebook 60-330 kB, a picture 33-43 kB."""
    most = {"html": 250_000, "ipynb": 360_000, "svg": 50_000}
    for form, size in most.items():
        files = [path for path in reports.rglob(f"*.{form}") if not path.name.startswith("index")]
        assert files
        assert {p.name: p.stat().st_size for p in files if p.stat().st_size > size} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_wide_and_narrow(reports: Path, visit: Open, scheme: str) -> None:
    """Each page is loaded once a scheme and made wider; the dark is only colours, so narrow."""
    from axe_playwright_python.sync_playwright import Axe

    for path in pages_of(reports):
        page = visit(path, color_scheme=scheme, viewport=NARROW)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        is_index = path.parent == reports
        between, wide = ([TABLET] if is_index else []), ([WIDE] if scheme == "light" else [])
        for viewport in (NARROW, *between, *wide):
            page.set_viewport_size(viewport)
            found = Axe().run(page).response["violations"]
            told = [(each["id"], each["nodes"][0]["html"][:120]) for each in found]
            assert told == [], path.relative_to(reports)
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= viewport["width"], path.relative_to(reports)
        page.context.close()


def test_every_alt_text_is_ours_and_has_numbers(reports: Path, visit: Open) -> None:
    marks = ("SYNT", "Whole project", "Koko hanke")
    for path in pages_of(reports):
        page = visit(path)
        assert page.locator("img").count() == 0
        pictures = page.locator(".drawing[role=img]")
        alts = pictures.evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
        widths = page.locator(".drawing[role=img]:visible").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().width)"
        )
        assert alts
        assert all(width > 300 for width in widths)
        for alt in alts:
            assert len(alt) > 60, alt
            assert any(c.isdigit() for c in alt) or "vision" in path.name, alt
            assert ".png" not in alt
            assert "No description" not in alt
        if "cost_breakdown" in path.name:
            assert all(alt.startswith(marks[0]) for alt in alts)


LETTERS = """drawings => drawings.flatMap(drawing =>
    [...drawing.querySelectorAll('text')]
    .filter(text => text.getClientRects().length)
    // On a phone's front page only the beginning of a high picture is in sight.
    .filter(text => text.getBoundingClientRect().bottom
        <= drawing.getBoundingClientRect().bottom + 1)
    .map(text => {
        const matrix = text.getScreenCTM(), box = text.getBoundingClientRect();
        const size = parseFloat(getComputedStyle(text).fontSize);
        const edge = drawing.getBoundingClientRect();
        return {
            drawing: drawing.closest('[id]').id, words: text.textContent,
            size: size * Math.hypot(matrix.a, matrix.b), isTurned: Math.abs(matrix.b) > 0.01,
            left: box.left, right: box.right, base: matrix.b * text.x.baseVal[0].value
                + matrix.d * text.y.baseVal[0].value + matrix.f,
            isInside: box.left >= edge.left - 1 && box.right <= edge.right + 1,
        };
    }))"""
"""Each visible word of drawings: where it stands, and how large its letters are on the screen."""


@pytest.mark.parametrize("viewport", [NARROW, TABLET, WIDE])
def test_letters_of_drawings_are_large_inside_and_apart(
    reports: Path, visit: Open, viewport: dict[str, int]
) -> None:
    """At least 12 pixels, in the typeface that they were laid out in; none over another."""
    for path in pages_of(reports):
        page = visit(path, viewport=viewport)
        told = page.evaluate("document.fonts.ready.then(f => [...f].map(one => one.status))")
        assert told == ["loaded", "loaded"]
        # Figures that are the project's are led to, and not shown on a place's page.
        drawings = page.locator(".drawing:visible")
        shown = drawings.evaluate_all(
            "all => all.map(one => [...one.children].filter(c => c.getClientRects().length).length)"
        )
        assert set(shown) <= {1}, "one of the layouts"
        words = drawings.evaluate_all(LETTERS)
        assert bool(words) == bool(shown), path.name
        for word in words:
            assert word["size"] >= 12, (path.name, word)
            assert word["isInside"], (path.name, word)
        level = [word for word in words if not word["isTurned"]]
        for one, two in combinations(level, 2):
            if one["drawing"] == two["drawing"] and abs(one["base"] - two["base"]) < 8:
                across = min(one["right"], two["right"]) - max(one["left"], two["left"])
                assert across < 1, (path.name, one, two)
        page.context.close()


def test_drawings_bring_no_program_and_no_identifier_into_a_page(
    reports: Path, visit: Open
) -> None:
    for path in pages_of(reports):
        page = visit(path)
        assert page.locator("script").count() == 0
        assert page.locator("svg[id], svg [id]").count() == 0
        assert page.locator("svg *:not(g, path, circle, text, title)").count() == 0
        ids = page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
        assert len(set(ids)) == len(ids), path.name
        page.context.close()


def test_colours_of_drawings_follow_the_readers(reports: Path, visit: Open) -> None:
    fill = "element => getComputedStyle(element).fill"
    colors = {}
    for scheme, forced in (("light", "none"), ("dark", "none"), ("light", "active")):
        page = visit(
            reports / "all" / "survey_change.html", color_scheme=scheme, forced_colors=forced
        )
        discs = page.locator(".drawing .wide circle.f-teal, .drawing .wide .f-teal > circle")
        paper = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
        colors[scheme, forced] = (discs.first.evaluate(fill), paper)
    assert len({disc for disc, _ in colors.values()}) == 3
    assert all(disc != paper for disc, paper in colors.values())
    page = visit(reports / "all" / "survey_change.html", color_scheme="dark")
    page.emulate_media(media="print")
    disc = page.locator(".drawing .wide .f-teal > circle").first.evaluate(fill)
    assert disc == colors["light", "none"][0], "paper is white"


def test_a_pale_field_hides_no_mark_in_forced_colours(reports: Path, visit: Open) -> None:
    """The plan's range is an outline there: its fill would be as strong as the disc on it."""
    page = visit(reports / "all" / "project_monitoring.html", forced_colors="active")
    field = page.locator(".drawing .wide .f-faint").first
    fill = field.evaluate("element => getComputedStyle(element).fill")
    assert fill == page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    assert field.evaluate("element => getComputedStyle(element).stroke") != fill


def test_a_page_is_in_one_language_and_says_where_it_is_not(reports: Path, visit: Open) -> None:
    for language, name in (("fi", "cost_breakdown"), ("sv", "cost_breakdown_sv")):
        page = visit(reports / "all" / f"{name}.html")
        assert page.locator("html").get_attribute("lang") == language
        heading = {"fi": "Rajoitukset", "sv": "Begränsningar"}[language]
        assert page.locator(".prose h3").last.inner_text() == heading
        others = page.locator("nav a[hreflang]").evaluate_all(
            "links => links.filter(l => l.lang && l.lang !== l.hreflang).length"
        )
        assert others == 0


def test_one_click_leads_to_another_municipality_topic_and_language(
    reports: Path, visit: Open
) -> None:
    page = visit(reports / "all" / "cost_breakdown.html")
    page.get_by_role("link", name="Raahe: kustannukset").click()
    assert page.title().startswith("Mitä kokeilut maksoivat? · Raahe")
    page.get_by_role("link", name="Raahe: Ketkä tulivat valmennuksiin?").click()
    assert page.title().startswith("Ketkä tulivat valmennuksiin? · Raahe")
    page.get_by_role("link", name="Koko hanke").click()
    page.get_by_role("link", name="svenska").click()
    assert page.title().startswith("Vilka kom till utbildningarna? · Hela projektet")
    page.get_by_role("link", name="Alla sidor och figurer").click()
    assert page.url.endswith("index_sv.html")


def test_on_a_phone_the_picture_comes_before_the_other_pages_are_unfolded(
    reports: Path, visit: Open
) -> None:
    page = visit(reports / "raahe" / "at_a_glance.html", viewport=NARROW)
    other = page.get_by_role(
        "link", name="Raahe: Ketkä tulivat valmennuksiin?", include_hidden=True
    )
    assert page.locator(".drawing").first.bounding_box()["y"] < NARROW["height"]
    assert not other.is_visible()
    page.get_by_text("Muut sivut").click()
    assert other.is_visible()
    wide = visit(reports / "raahe" / "at_a_glance.html", viewport=WIDE)
    assert wide.locator("nav a").first.is_visible()
    assert not wide.get_by_text("Muut sivut").is_visible()
    assert all(link.is_visible() for link in wide.locator("nav a").all())


def test_links_lead_only_to_what_is_there(reports: Path, visit: Open) -> None:
    for path in pages_of(reports):
        page = visit(path)
        for link in page.locator("a").evaluate_all(
            "links => links.map(l => l.getAttribute('href'))"
        ):
            file, _, anchor = link.partition("#")
            if link.startswith("data:text/csv"):
                continue
            target = (path.parent / file).resolve() if file else path
            assert target.exists(), (path, link)
            assert not anchor or f'id="{anchor}"' in target.read_text("utf-8"), (path, link)


def test_the_keyboard_reaches_everything_and_opens_what_is_folded(
    reports: Path, visit: Open
) -> None:
    pages = [reports / "raahe" / f"{topic}.html" for topic in TOPICS]
    for path in (*pages, reports / "index.html"):
        page = visit(path)
        page.evaluate("document.querySelectorAll('.fold').forEach(d => d.open = true)")
        wanted = page.locator("a:visible, summary:visible, input:checked, .scroll:visible").count()
        reached = set()
        for _ in range(wanted + 5):
            page.keyboard.press("Tab")
            reached.add(
                page.evaluate(
                    "[...document.querySelectorAll('a, summary, input, .scroll')]"
                    ".indexOf(document.activeElement)"
                )
            )
        assert len(reached - {-1}) == wanted, path.name
    page = visit(reports / "raahe" / "cost_breakdown.html")
    page.locator(".behind > summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".behind").first.get_attribute("open") is not None
    assert page.locator(".behind table").first.is_visible()


@pytest.mark.parametrize("name", ["index", "index_sv", "index_en"])
def test_the_front_page_answers_within_five_screens_of_a_phone(
    name: str, reports: Path, visit: Open
) -> None:
    page = visit(reports / f"{name}.html", viewport=NARROW)
    top = page.locator(".fold").first.bounding_box()["y"]
    assert top <= 5 * NARROW["height"]
    assert page.locator("main").count() == page.locator("header").count() == 1
    before = page.evaluate(
        "[...document.querySelectorAll('a, input, summary')].findIndex(e => e.closest('main'))"
    )
    assert before <= 60


def test_a_range_in_a_sentence_stays_in_its_line(reports: Path, visit: Open) -> None:
    """No style of what holds the sentence makes it a line, or puts something before it."""
    looks = (
        "all => all.map(e => getComputedStyle(e).display + getComputedStyle(e, '::before').content)"
    )
    found = set[str]()
    for path in (reports / "index.html", *sorted(reports.rglob("survey_change.html"))):
        found.update(visit(path).locator(".whole").evaluate_all(looks))
    assert found == {"inlinenone"}


def test_the_index_is_filtered_by_the_keyboard_without_a_script(reports: Path, visit: Open) -> None:
    page = visit(reports / "index.html")
    page.locator("#figures > summary").click()
    cards = page.locator(".card:visible")
    before = cards.count()
    page.locator("#place-any").focus()
    page.keyboard.press("ArrowRight")  # the whole project
    page.keyboard.press("ArrowRight")
    assert page.locator("#place-1").is_checked()
    shown = cards.evaluate_all("cards => cards.map(card => card.dataset.places)")
    assert 0 < len(shown) < before
    assert all("1" in places.split() for places in shown)
    page.get_by_role("radio", name="Mitä kokeilut maksoivat?").check()
    assert page.locator(".topic:visible").count() == 1
    assert cards.count() == page.locator("#cost_breakdown .card[data-places~='1']").count() > 3


def test_the_index_tells_what_failed_what_is_missing_and_what_is_made_up(
    reports: Path, visit: Open
) -> None:
    page = visit(reports / "index.html")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.get_by_text("ZeroDivisionError").count() == 1
    assert page.get_by_role("note").count() == 1
    assert page.locator("td .failed").inner_text() == "epäonnistui"
    assert page.get_by_text("käytetyssä aineistossa ei ole lukuja tätä varten").count() == 1
    names = [name for name in FIGURES if name.startswith("training_attendance")]
    assert 3 < page.locator("#training_attendance .row").count() <= len(names)


def test_downloads_are_the_files_of_the_figure(reports: Path, visit: Open) -> None:
    page = visit(reports / "raahe" / "cost_breakdown.html")
    link = page.locator("a[download$='cost_breakdown_shares.csv']")
    with page.expect_download() as waiting:
        link.click()
    got = Path(waiting.value.path()).read_bytes()
    assert got == (reports / "raahe" / "figures" / "cost_breakdown_shares.csv").read_bytes()
    forms = page.locator("#cost_breakdown_shares .downloads a").evaluate_all(
        "links => links.map(link => link.download.split('.').pop())"
    )
    assert forms == ["svg", "png", "pdf", "csv"]


def test_captions_of_tables_are_not_cut_on_a_phone(reports: Path, visit: Open) -> None:
    for name in ("cost_breakdown", "survey_change", "publication_audit"):
        page = visit(reports / "all" / f"{name}.html", viewport=NARROW)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        edges = page.locator("caption").evaluate_all(
            "captions => captions.map(c => {const r = document.createRange();"
            " r.selectNodeContents(c); return r.getBoundingClientRect().right;})"
        )
        assert edges
        assert max(edges) <= NARROW["width"]


def test_on_paper_the_tables_are_unfolded_and_nothing_is_cut(reports: Path, visit: Open) -> None:
    page = visit(reports / "all" / "cost_breakdown.html", viewport={"width": 680, "height": 900})
    page.emulate_media(media="print")
    assert page.locator(".behind table").first.is_visible()
    assert not page.locator("nav").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 680


def test_a_table_of_many_rows_is_read_on_the_screen_and_not_printed(
    tmp_path: Path, visit: Open
) -> None:
    edition = open_edition(STUDY)
    checks = release_table(publication_audit.CHECKS, publication_audit.read_material(edition))
    page = visit(render("publication_audit", [show_table(checks)], edition, tmp_path))
    assert len(checks.table) > MOST_OPEN
    page.locator(".behind").evaluate_all("details => details.forEach(d => d.open = true)")
    assert page.locator("table").first.is_visible()
    page.emulate_media(media="print")
    assert not page.locator("table").first.is_visible()
    assert page.locator(".paper").is_visible()
    assert f"{len(checks.table)} riviä" in page.locator(".paper").inner_text()


def test_a_short_table_is_whole_on_one_sheet_of_paper(reports: Path, visit: Open) -> None:
    """One that is split repeats its head on the next sheet."""
    page = visit(reports / "all" / "survey_change.html")
    sheets = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    text = " ".join(" ".join(sheet.extract_text().split()) for sheet in sheets)
    assert text.count("Pienin erottuva") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_fit_tablets_and_desks(
    language: str, reports: Path, visit: Open, tmp_path: Path
) -> None:
    """But for those of many rows on a tablet, which tell every check of the audit."""
    edition = open_edition(STUDY, "all", language, "example")
    others = release_tables(survey_change.robustness(edition.study), read_material(edition))
    widest = render("survey_change", [*map(show_table, others)], edition, tmp_path)
    stems = [page_stem(edition.study, topic, language) for topic in TOPICS]
    for path in (widest, *(reports / "all" / f"{stem}.html" for stem in stems)):
        for viewport, which in ((TABLET, ".scroll:not(.screen)"), (WIDE, ".scroll")):
            page = visit(path, viewport=viewport)
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            cut = page.locator(which).evaluate_all(
                "all => all.filter(s => s.scrollWidth > s.clientWidth + 1)"
                ".map(s => s.getAttribute('aria-label'))"
            )
            assert cut == [], (path.name, viewport)


def shown_with(payload: str) -> list[Output]:
    """A figure, tables, notes and a print in which the text stands wherever text can stand."""
    figure = Figure(figsize=(6.3, 2))
    figure.add_axes((0, 0, 1, 1)).text(0.1, 0.5, payload)
    drawn = draw_forms(figure, Words("figure", "", "", "", "fi"))
    wide, narrow = drawn.fragments
    drawings = {"wide": wide, "narrow": narrow, "look": payload}
    words = dict.fromkeys(("title", "subtitle", "foot", "alt", "caption"), payload)
    keys = ("hidden_sentence", "reason", "label", "mark")
    source = {"documents": [payload], "hidden": 1} | dict.fromkeys(keys, payload)
    table = {"columns": [payload, "n"], "rows": [[payload, "1"]]} | words | source
    name = "cost_breakdown_shares"
    return [
        Output("", "", table | {"kind": "figure", "name": name} | drawings),
        Output("", "", table | {"kind": "table", "name": "sources"}),
        Output("", "", source | {"kind": "nothing", "name": payload, "why": payload}),
        Output("", "", {"kind": "note", "text": payload}),
        Output("", payload),
    ]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_that_looks_like_a_script_stays_text(
    payload: str, reports: Path, tmp_path: Path, visit: Open
) -> None:
    """Planted in names, titles, cells, headings, sources, sentences, prints and errors."""
    plain = edition_of(STUDY, "raahe")
    texts = dict.fromkeys(LANGUAGES, payload)
    raahe = plain.study.municipalities["raahe"].model_copy(update={"name": texts})
    places = {**plain.study.municipalities, "raahe": raahe}
    study = plain.study.model_copy(update={"name": texts, "municipalities": places})
    edition = Edition(study, "raahe")
    path = render("cost_breakdown", shown_with(payload), edition, tmp_path)
    failed = [Page("survey_change", "sievi", "fi", "", payload)]
    index = write_index(study, failed, tmp_path / study.key, [payload])
    for each in (path, index):
        page = visit(each)
        page.mouse.move(100, 300)
        assert payload in page.locator("body").text_content()
        if each == index:
            assert payload in page.locator(".failures > .error").text_content()
        assert page.locator("script, iframe, base, [onerror], [onload], [onfocus]").count() == 0
        assert page.locator("svg:not(.drawing > svg, [aria-hidden] > svg)").count() == 0
        assert page.locator("svg *:not(g, path, circle, text)").count() == 0
        assert page.locator("[onmouseover], [ontoggle], a[href^=javascript]").count() == 0
        assert page.locator("meta[http-equiv=refresh]").count() == 0
        assert page.url == each.as_uri()
