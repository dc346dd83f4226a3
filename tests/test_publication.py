"""The publication and the cards: accessible, complete, in order, and deaf to markup in data."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import FIGURES, draw_edition, draw_topic
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdfium2 import PdfDocument

from analysis import NAME
from analysis.drawing import style
from analysis.drawing.sheet import words_in
from analysis.report.pages.index import Saved, render_index
from analysis.report.publication.content import describe_publication
from analysis.report.publication.credits import describe_methods
from analysis.report.publication.document import (
    TEMPLATES,
    compile_pages,
    write_card,
    write_poster,
    write_publication,
    write_share,
)
from analysis.report.publication.poster import describe_poster
from analysis.report.publication.sections import APPENDICES, SECTIONS, group_by_section
from analysis.report.publication.share import describe_share
from analysis.report.publication.summary import write_conclusions, write_messages
from analysis.report.tables import table_cells
from analysis.run.cli import main
from analysis.run.make import Outcome, make_unit
from analysis.run.plan import DOCUMENTS, Unit, find_stale, plan_documents, plan_run, plan_units
from analysis.run.report import report
from analysis.study.declaration import ALL, LANGUAGES, StudyError
from analysis.study.study_file import build_study, open_edition, read_study
from analysis.study.wording import Wording

pytestmark = pytest.mark.slow

STUDY = "yhdessa_osallisuutta"
BELOW_TEXT_PT = 12
PAYLOADS = [
    '#panic("x")', "#include \"/etc/passwd\"", "*strong* _emph_", "= A heading", "@reference",
    "<label>", "#[content]", "]#sys.version[", "$ x^2 $", "\\u{41}", "`raw`", "// a comment",
    "<script>alert(1)</script>", "#import \"house.typ\": *", "#eval(\"1\")",
]  # fmt: skip


def words(path: Path) -> str:
    """The text of a PDF in its order, with single spaces."""
    text = " ".join(page.extract_text() for page in PdfReader(path).pages)
    return flat(text.replace("\N{SOFT HYPHEN}", ""))


def flat(text: str) -> str:
    """With single spaces; a line may end after any hyphen."""
    return " ".join(text.split()).replace("- ", "-")


def unbroken(text: str) -> str:
    """As if no line ended after a dash, and every space were one."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("– ", "–")


def letters(text: str) -> str:
    """Without what lines may end at, seen or not."""
    return re.sub(r"[\s\N{WORD JOINER}]", "", text)


def check_accessible(path: Path, language: str, title: str) -> None:
    reader = PdfReader(path)
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/StructTreeRoot" in root
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    assert reader.metadata is not None
    assert title in str(reader.metadata.title)
    check_structure(path)


def elements(node: Any) -> Iterator[Any]:
    """The elements of a structure tree in reading order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for kid in node:
            yield from elements(kid)
    elif isinstance(node, dict) and "/S" in node:
        yield node
        yield from elements(node.get("/K"))


def check_structure(path: Path) -> None:
    """Pictures have their words, headings skip no level, and heads of columns say so."""
    root: Any = PdfReader(path).trailer["/Root"]
    found = list(elements(root["/StructTreeRoot"]["/K"]))
    assert all(str(each["/Alt"]).strip() for each in found if each["/S"] == "/Figure")
    levels = [int(each["/S"][2:]) for each in found if re.fullmatch(r"/H\d", each["/S"])]
    assert all(after <= before + 1 for before, after in pairwise([0, *levels])), levels
    for table in (each for each in found if each["/S"] == "/Table"):
        heads = [each for each in elements(table) if each["/S"] == "/TH"]
        assert heads
        assert all(any("/Scope" in part for part in head["/A"]) for head in heads)


def check_margins(path: Path) -> None:
    """Between text and the foot of a page is room: nothing runs off or over it."""
    for number, page in enumerate(PdfReader(path).pages, start=1):
        found: list[tuple[int, str]] = []

        def note(text: str, here: list[float], of: list[float], *_: object) -> None:
            height = round(here[3] * of[5] + here[5])
            found.append((height, text.strip()))  # noqa: B023 - called at once

        page.extract_text(visitor_text=note)
        foot = min((height for height, text in found if text == str(number)), default=None)
        assert foot is not None, f"{path}: page {number} has no number"
        others = {height for height, text in found if text} - {foot}
        assert all(height - foot > BELOW_TEXT_PT for height in others), (path, number)


@pytest.mark.parametrize(
    ("footer", "told"),
    [
        ("none", "page 1 has no number"),
        ("place(dy: -30mm, context counter(page).display())", r"p\.pdf'\), 1"),
    ],
)
def test_a_page_without_its_foot_or_with_text_below_it_is_noticed(
    footer: str, told: str, tmp_path: Path
) -> None:
    (tmp_path / "p.typ").write_text(
        f'#set document(title: "t")\n#set page(footer: {footer})\nText.\n#v(1fr)\nLow.', "utf-8"
    )
    path = tmp_path / "p.pdf"
    path.write_bytes(compile_pages(tmp_path, "p.typ"))
    with pytest.raises(AssertionError, match=told):
        check_margins(path)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("study", "data"), [(STUDY, "example"), ("meri_lappi", "published")])
def test_a_publication_is_accessible_and_in_the_originals_order(
    study: str, data: str, language: str, tmp_path: Path
) -> None:
    edition = open_edition(study, "all", language, data)
    exhibits = draw_edition(study, "all", language, data)
    path = write_publication(edition, exhibits, tmp_path / "publication.pdf")
    check_accessible(path, language, edition.study_name(study))
    say, text = edition.say, words(path)
    drawn = [e for e in exhibits.values() if e.caption]
    there = [key for key in group_by_section(drawn) if key not in APPENDICES]
    order = ("messages", "summary", "aims", *there, "methods", "made_by", "cite_title", *APPENDICES)
    titles = [say.text(f"publication.{key}") for key in (*order, "tables")]
    if not edition.study.publication.made_by:
        titles.remove(say.text("publication.made_by"))
    body = text[text.rindex(titles[0]) :]
    places = [body.index(titles[0])]
    for title in titles[1:]:
        places.append(body.index(title, places[-1]))
    assert places == sorted(places)
    for exhibit in drawn:
        assert exhibit.caption is not None
        assert flat(exhibit.caption.title) in text
        assert flat(exhibit.caption.foot) in text
    assert list(tmp_path.iterdir()) == [path]
    check_margins(path)


def test_every_picture_has_its_alt_text(tmp_path: Path) -> None:
    edition = open_edition("meri_lappi", "all", "fi")
    exhibits = draw_edition("meri_lappi", "all", "fi", "published")
    path = write_publication(edition, exhibits, tmp_path / "p.pdf")
    writer = PdfWriter(clone_from=path)  # has every object of the file, unpacked
    objects: list[Any] = list(writer._objects)
    alts = {str(o["/Alt"]) for o in objects if isinstance(o, dict) and "/Alt" in o}
    drawn = [e.caption for e in exhibits.values() if e.caption and e.figure]
    assert drawn
    assert {caption.alt for caption in drawn} <= alts


@pytest.mark.parametrize(
    ("municipality", "data"),
    [("raahe", "published"), *((m, "example") for m in read_study(STUDY).municipalities)],
)
def test_a_card_is_one_page(municipality: str, data: str, tmp_path: Path) -> None:
    edition = open_edition(STUDY, municipality, "sv", data)
    exhibits = draw_edition(STUDY, municipality, "sv", data)
    path = write_card(edition, exhibits, tmp_path / "card.pdf")
    assert len(PdfReader(path).pages) == 1
    check_accessible(path, "sv", edition.place(municipality))
    assert edition.place(municipality) in words(path)


def test_made_up_data_are_named_on_every_page(tmp_path: Path) -> None:
    edition = open_edition(STUDY, "all", "fi", "example")
    mark = Wording("fi").text("synthetic.index")
    exhibits = draw_edition(STUDY, "all", "fi", "example")
    path = write_publication(edition, exhibits, tmp_path / "p.pdf")
    for page in PdfReader(path).pages:
        assert flat(mark) in flat(page.extract_text())
    published = open_edition(STUDY, "all", "fi")
    path = write_publication(published, draw_edition(STUDY, "all", "fi", "published"), path)
    assert mark not in words(path)


def test_markup_in_names_and_words_is_text(tmp_path: Path) -> None:
    edition = open_edition("meri_lappi", "all", "en")
    aims = {str(k): dict.fromkeys(LANGUAGES, words) for k, words in enumerate(PAYLOADS)}
    name = dict.fromkeys(LANGUAGES, PAYLOADS[0])
    study = edition.study.model_copy(update={"name": name, "aims": aims})
    told = " ".join(PAYLOADS)
    exhibits = {
        name: replace(e, caption=replace(e.caption, title=told, foot=told, rows=[told], mark=told))
        for name, e in draw_edition("meri_lappi", "all", "en", "published").items()
        if e.caption
    }
    path = write_publication(replace(edition, study=study), exhibits, tmp_path / "p.pdf")
    text = words(path)
    for payload in PAYLOADS:
        assert text.count(flat(payload)) >= 1 + 4 * len(exhibits), payload
    check_accessible(path, "en", PAYLOADS[0])


def test_what_is_cut_from_a_picture_is_its_words() -> None:
    """Title and subtitle end above the cut, the foot begins below it."""
    for shown in draw_edition("meri_lappi", "all", "fi", "published").values():
        if shown.figure is None or shown.caption is None:
            continue
        above, below = words_in(shown.caption)
        height = shown.figure.get_size_inches()[1]
        assert 0 < above < height - below < height
        texts = [t for t in shown.figure.axes[0].texts if len(t.get_text()) > 9]
        head, foot = (
            [t.get_position()[1] for t in texts
             if t.get_fontsize() == size_pt and t.get_text() in words]
            for size_pt, words in ((style.SUBTITLE_PT, shown.caption.subtitle),
                                   (style.FOOT_PT, shown.caption.foot))
        )  # fmt: skip
        assert max(head) <= above
        assert min(foot) >= height - below


def test_every_figure_has_its_section() -> None:
    assert {figure.section for figure in FIGURES.values()} == set(SECTIONS)


def test_the_command_writes_cards(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publication", "meri_lappi", "--card", "kemi", "--output", str(tmp_path)]) == 0
    assert len(PdfReader(tmp_path / "card_kemi_published_fi.pdf").pages) == 1
    assert main(["publication", "meri_lappi", "--card", "oulu"]) == 2
    assert "unknown municipality 'oulu'" in capsys.readouterr().err


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_at_a_glance_is_a_picture_to_share(language: str, tmp_path: Path) -> None:
    edition = open_edition(STUDY, "raahe", language, "example")
    exhibits = draw_edition(STUDY, "raahe", language, "example")
    path = write_share(edition, exhibits, tmp_path / "share.png")
    assert list(tmp_path.iterdir()) == [path]
    with Image.open(path) as picture:
        assert picture.size == (1200, 630)
        is_drawn = np.less(np.asarray(picture.convert("L"), int), 160)
    for left in (56 + 279.5 * column for column in range(4)):  # a value stays in its column
        columns = is_drawn[205:255, int(left) : int(left + 275)].any(axis=0)
        assert columns[:250].any()
        assert not columns[250:].any()
    content = describe_share(edition, exhibits)
    assert content["mark"] == edition.say.text("synthetic.mark")
    assert edition.say.text("publication.share_caveat") in content["caveat"]
    for strip in content["strips"]:
        places = [*strip["rings"], *(strip[name] for name in ("point", "low", "high"))]
        assert all(place is None or 0 <= place <= 1 for place in places)


def test_a_study_without_a_glance_has_no_picture_to_share() -> None:
    edition = open_edition("meri_lappi", "kemi", "fi")
    with pytest.raises(ValueError, match="nothing at a glance"):
        describe_share(edition, {})


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_poster_is_one_sheet_with_the_answers_and_every_place(
    language: str, tmp_path: Path
) -> None:
    a3_pt = (842, 1191)
    edition = open_edition(STUDY, ALL, language, "example")
    exhibits = draw_edition(STUDY, ALL, language, "example")
    path = write_poster(edition, exhibits, tmp_path / "poster.pdf")
    assert list(tmp_path.iterdir()) == [path]
    check_accessible(path, language, edition.study_name(STUDY))
    (page,) = PdfReader(path).pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == a3_pt
    text = unbroken(words(path))
    messages = [message["finding"] for message in write_messages(edition, exhibits)]
    names = [edition.place(key) for key in edition.study.municipalities]
    told = [edition.say.text(key) for key in (
        "synthetic.index", "publication.share_caveat", "publication.cite_title", "whole_project",
    )]  # fmt: skip
    assert len(messages) == 5
    for each in (*messages, *names, *told, describe_methods(edition)["cite"]):
        assert unbroken(flat(each)) in text
    letters_of = PdfDocument(path)[0].get_textpage()
    ends = []
    for line in (edition.study_name(STUDY).split()[-1], edition.say.text("publication.subtitle")):
        at, count = letters_of.search(line).get_next()
        boxes = [letters_of.get_charbox(k) for k in range(at, at + count)]
        ends.append((min(box[1] for box in boxes), max(box[3] for box in boxes)))
    (title_low, _), (_, subtitle_top) = ends
    assert title_low - subtitle_top > 4, "a title of two lines keeps clear of what follows it"


def test_a_places_strips_on_the_poster_are_those_of_its_own_picture() -> None:
    edition = open_edition(STUDY, ALL, "fi", "example")
    content = describe_poster(edition, draw_edition(STUDY, ALL, "fi", "example"))
    rows = {row["name"]: row for row in content["places"]}
    for key in edition.study.municipalities:
        own = open_edition(STUDY, key, "fi", "example")
        share = describe_share(own, draw_topic("at_a_glance", STUDY, key, "fi", "example"))
        row = rows[own.place(key)]
        assert (row["strips"], row["activity"]) == (share["strips"], share["activity"])


@pytest.mark.parametrize(
    ("data", "told"),
    [("example", "väli, kustannuksissa oletusten väli"), ("published", "kunta. Renkaat")],
)
def test_the_posters_legend_names_a_thick_line_where_one_is_drawn(data: str, told: str) -> None:
    content = describe_poster(
        open_edition(STUDY, ALL, "fi", data), draw_edition(STUDY, ALL, "fi", data)
    )
    lows = [strip["low"] for row in content["places"] for strip in row["strips"]]
    assert told in content["legend"][0]
    assert ("paksu viiva" in content["legend"][0]) == any(low is not None for low in lows)


def test_of_many_places_the_poster_shows_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.report.publication.poster.MOST_PLACES", 5)
    edition = open_edition(STUDY, ALL, "fi", "example")
    content = describe_poster(edition, draw_edition(STUDY, ALL, "fi", "example"))
    assert [row["name"] for row in content["places"]] == ["Koko hanke"]


def test_a_study_without_a_glance_has_no_poster() -> None:
    with pytest.raises(ValueError, match="nothing at a glance"):
        describe_poster(open_edition("meri_lappi", ALL, "fi"), {})


def test_a_run_makes_publication_and_poster_once_and_its_front_page_leads_to_them(
    tmp_path: Path,
) -> None:
    names = ["poster_example_sv.pdf", "publication_example_sv.pdf"]
    study = read_study(STUDY)
    units = plan_units(study, municipalities=[ALL], languages=["sv"])
    assert plan_documents(study, units[1:]) == [], "a page of the project was not asked for"
    (documents,) = plan_documents(study, units)
    run = plan_run(study, [documents], "example", tmp_path)
    assert make_unit(run, documents) == Outcome(documents)
    assert sorted(path.name for path in run.folder.glob("*.pdf")) == names
    report(run, ())
    listed = {
        file["path"] for file in json.loads((run.folder / "manifest.json").read_bytes())["files"]
    }
    assert {*names} <= listed
    index = render_index(study, "sv", ["sv"], {}, [], saved=Saved(False, None, tuple(names)))
    assert all(f'href="{name}"' in index for name in names)
    made = {name: (run.folder / name).read_bytes() for name in names}
    assert find_stale(run) == []
    (run.folder / names[0]).unlink()
    assert find_stale(run) == [documents]
    assert make_unit(run, documents) == Outcome(documents)
    assert {name: (run.folder / name).read_bytes() for name in names} == made


def test_a_document_that_cannot_be_made_is_told_of_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = read_study(STUDY)
    documents = Unit(DOCUMENTS, ALL, "fi")
    run = plan_run(study, [documents], "published", tmp_path)

    def fail(*_: object) -> None:
        raise RuntimeError("an answer that nobody may read")

    monkeypatch.setattr("analysis.report.exhibit.make_exhibits", fail)
    outcome = make_unit(run, documents)
    assert outcome.error.startswith("RuntimeError")
    assert "answer" not in outcome.error
    report(run, [outcome])
    assert find_stale(run) == [documents]
    assert outcome.log is not None
    assert outcome.log.is_file()
    monkeypatch.undo()
    assert make_unit(run, documents) == Outcome(documents)
    assert not outcome.log.exists(), "it is of a failure that is mended"


def test_a_card_tells_of_the_pilot_its_people_cost_and_change(tmp_path: Path) -> None:
    edition = open_edition(STUDY, "raahe", "fi", "example")
    exhibits = draw_edition(STUDY, "raahe", "fi", "example")
    path = write_card(edition, exhibits, tmp_path / "card.pdf")
    text = words(path).replace("\N{NO-BREAK SPACE}", " ")
    assert "Työllisyyspalvelujen asiakasraadit" in text
    caption = exhibits["at_a_glance_strips"].caption
    assert caption is not None
    assert "30 osallistujaa" in caption.description.replace("\N{NO-BREAK SPACE}", " ")
    assert "Raahe yhdellä silmäyksellä" in text
    assert edition.say.text("synthetic.mark") in text
    for strip in describe_share(edition, exhibits)["strips"]:
        assert letters(strip["sentence"]) in letters(text)
    others = text.partition(edition.say.text("publication.more"))[2]
    assert "68,52" not in others, "a strip says what a participant cost"


@pytest.mark.parametrize("municipality", ["haapavesi", "raahe"])
def test_a_card_leaves_no_part_of_its_page_empty(municipality: str, tmp_path: Path) -> None:
    edition = open_edition(STUDY, municipality, "fi", "example")
    exhibits = draw_edition(STUDY, municipality, "fi", "example")
    path = write_card(edition, exhibits, tmp_path / "card.pdf")
    page = np.asarray(PdfDocument(path)[0].render(scale=0.5).to_pil().convert("L"))
    inked = np.flatnonzero((page < 200).any(axis=1))
    assert np.diff(inked).max() < len(page) / 8


def pages_of(study: str, language: str, data: str, tmp_path: Path) -> list[str]:
    edition = open_edition(study, "all", language, data)
    exhibits = draw_edition(study, "all", language, data)
    path = write_publication(edition, exhibits, tmp_path / "p.pdf")
    texts = (page.extract_text().replace("\N{SOFT HYPHEN}", "") for page in PdfReader(path).pages)
    return [flat(text).replace("\N{NO-BREAK SPACE}", " ") for text in texts]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_one_page_of_messages_a_short_summary_and_a_report(
    language: str, tmp_path: Path
) -> None:
    say, pages = Wording(language), pages_of(STUDY, language, "example", tmp_path)
    summary, methods = (
        [k for k, text in enumerate(pages) if say.text(f"publication.{key}") in text][1:]
        for key in ("summary", "methods")
    )
    assert say.text("publication.messages") in pages[1]
    edition = open_edition(STUDY, "all", language, "example")
    exhibits = draw_edition(STUDY, "all", language, "example")
    messages = list(write_messages(edition, exhibits))
    assert len(messages) == 5
    for message in messages:
        assert flat(message["finding"]).replace("\N{NO-BREAK SPACE}", " ") in pages[1]
        assert flat(message["caution"]).replace("\N{NO-BREAK SPACE}", " ") in pages[1]
    assert summary[0] == 2
    assert methods[0] <= 30, "1 : 3 : 25"


def test_conclusions_are_those_of_documents_and_none_are_made_up(tmp_path: Path) -> None:
    edition = open_edition(STUDY, "all", "fi", "published")
    conclusions = list(write_conclusions(edition))
    assert [part["title"] for part in conclusions] == [
        "Hankkeen omat johtopäätökset", "Mitä kunta voi tehdä: hankkeen neuvot",
    ]  # fmt: skip
    assert all("(2023)" in part["source"] for part in conclusions)
    assert list(write_conclusions(open_edition("meri_lappi", "all", "fi"))) == []
    text = " ".join(pages_of("meri_lappi", "fi", "published", tmp_path))
    assert "Lähteet eivät kerro hankkeen johtopäätöksiä." in text


def test_who_made_it_is_told_by_the_study_alone() -> None:
    told = describe_methods(open_edition(STUDY, "all", "sv", "published"))
    assert "Diakoniyrkeshögskolan" in told["made_by"][0]
    assert told["cite"].startswith("Upphovspersonerna till analysen av Yhdessä osallisuutta. ")
    assert told["links"][0]["address"] == "https://yhdessaosallisuutta.diak.fi"
    silent = describe_methods(open_edition("meri_lappi", "all", "sv"))
    assert silent["made_by"] == silent["links"] == []


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("study", [STUDY, "meri_lappi"])
def test_how_to_cite_is_in_the_language_of_what_is_cited(study: str, language: str) -> None:
    told = describe_methods(open_edition(study, ALL, language, "published"))
    for words in (told["cite"], *told["made_by"]):
        left = words.replace(NAME, "")  # of the software, as of any work, there is one
        assert not re.search(r"\b(the|authors?|of|analysis|software)\b", left, re.IGNORECASE)


def test_no_table_in_print_has_an_identifier() -> None:
    edition = open_edition(STUDY, "all", "fi", "example")
    content = describe_publication(edition, draw_edition(STUDY, "all", "fi", "example"))
    figures = [f for s in content["sections"] + content["appendices"] for f in s["figures"]]
    cells = [cell for figure in figures for row in figure["rows"] for cell in row]
    assert [
        cell for cell in cells if re.search(r"[a-z]_[a-z]|[a-z]\.(all|start|end)\b", cell)
    ] == []
    assert "set text(8pt," in (TEMPLATES / "publication.typ").read_text("utf-8")


def test_numbers_in_print_stand_under_each_other_by_their_decimal_mark(tmp_path: Path) -> None:
    """Of a column, where the marks stand; a number without one ends where the others have it."""
    edition = open_edition(STUDY, ALL, "fi", "example")
    exhibits = draw_edition(STUDY, ALL, "fi", "example")
    path = write_publication(edition, exhibits, tmp_path / "p.pdf")
    cells = table_cells(exhibits["project_monitoring_planned_reached"].released)
    numbers = {cell for row in cells.to_numpy() for cell in row}
    texts = [page.get_textpage() for page in PdfDocument(path)]
    (text,) = [text for text in texts if "Suunniteltu enintään" in text.get_text_range()]
    letters = text.get_text_range().replace("\N{NO-BREAK SPACE}", " ")
    marks = []
    for number in ("4,2", "3,2"):
        assert number in numbers
        marks.append(text.get_charbox(letters.index(f" {number} ") + 1 + number.index(","))[0])
    assert max(marks) - min(marks) < 0.5
    last_digit = letters.index("279 853") + len("279 853") - 1
    assert marks[0] - 2 < text.get_charbox(last_digit)[2] < marks[0] + 0.5


def test_every_table_behind_a_figure_is_printed() -> None:
    edition = open_edition(STUDY, ALL, "fi", "example")
    exhibits = draw_edition(STUDY, ALL, "fi", "example")
    content = describe_publication(edition, exhibits)
    figures = [f for s in content["sections"] + content["appendices"] for f in s["figures"]]
    printed = {figure["name"]: figure for figure in figures}
    assert {*printed} == {name for name, shown in exhibits.items() if shown.caption}
    # What could have been seen at all, and how many people percentages can be of.
    for name in ("survey_change_detectable", "publication_audit_sample_sizes"):
        assert len(printed[name]["rows"]) == len(exhibits[name].released.table) > 0


MOST_EMPTY = 0.3
"""Of a page of figures, a quarter and what no figure or table of its chapter is as small as."""


@pytest.mark.slow
@pytest.mark.parametrize("data", ["example", "published"])
def test_no_page_of_figures_but_the_last_of_a_chapter_is_much_empty(
    data: str, tmp_path: Path
) -> None:
    edition = open_edition(STUDY, ALL, "fi", data)
    path = write_publication(edition, draw_edition(STUDY, ALL, "fi", data), tmp_path / "p.pdf")
    reader = PdfReader(path)
    chapters: list[Any] = [item for item in reader.outline if not isinstance(item, list)]
    begins = {str(c.title): reader.get_destination_page_number(c) or 0 for c in chapters}
    methods = next(n for title, n in begins.items() if title.endswith("Menetelmät ja lähteet"))
    first = next(n for title, n in begins.items() if title.endswith("yhdellä silmäyksellä"))
    document = PdfDocument(path)
    for number in range(first, methods - 1):
        if number + 1 not in begins.values():  # it is the last of no chapter
            assert emptiness(document[number]) <= MOST_EMPTY, f"page {number + 1}"


def emptiness(page: Any) -> float:
    """Which part of a page, header and footer apart, is empty below all that stands on it."""
    grey = np.asarray(page.render(scale=0.5).to_pil().convert("L"))
    body = grey[int(0.06 * len(grey)) : int(0.945 * len(grey))]
    return 1 - int(np.flatnonzero((body < 200).any(axis=1)).max()) / len(body)


def test_a_link_that_no_browser_opens_is_refused() -> None:
    folder = read_study(STUDY).folder
    table = tomllib.loads((folder / "study.toml").read_text("utf-8"))
    table["publication"]["links"]["project"]["address"] = "javascript:alert(1)"
    with pytest.raises(StudyError, match=r"links.project.address' ei ole verkko-osoite"):
        build_study(table, folder)
