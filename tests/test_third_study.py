"""The made-up study `grona_timmar`: another instrument, in Swedish alone, and nothing but that."""

import csv
import re
from html import unescape
from pathlib import Path
from statistics import mean

import pandas as pd
import pytest
from conftest import draw_topic
from pypdf import PdfReader
from shared_work import kept_data, units_made_here

from analysis import NAME
from analysis.report.exhibit import Exhibit
from analysis.report.pages.citation import read_citation
from analysis.run.cli import main
from analysis.study.study_file import open_edition, read_study
from analysis.topics.survey_change.material import read_material

pytestmark = pytest.mark.slow

KEY = "grona_timmar"
OUTDOORS, SLEEP = "Jag kommer ut så ofta jag vill", "Jag sover gott"
OF_ANOTHER_STUDY = re.compile(
    r"yhdess|osallisuu|delaktighet|livsområd|önskar du|landskap|mycket bra|mindre är bättre"
    r"|kommun|\b4\s?700\b|51 personer|32 personer",
    re.IGNORECASE,
)
FIRST_STUDY = re.compile(r"yhdess.{0,8}osallisuu", re.IGNORECASE)
NOT_SWEDISH = re.compile(
    r"\b(the|and|of|with|which|are|was|were|people|not|than|from"
    r"|että|tai|ovat|ei|joka|kysely|vastaajaa|kunta|kuvio|luvut|eivät)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def drawn() -> dict[str, Exhibit]:
    return draw_topic("survey_change", KEY, "all", "sv", "example")


@pytest.fixture(scope="module")
def forms(root: Path) -> list[dict[str, str]]:
    """The rows of the export, as they stand there."""
    text = (root / "data" / KEY / "example" / "enkat.csv").read_text("utf-8-sig")
    return list(csv.DictReader(text.splitlines()[1:], delimiter=";"))


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run, a publication and a card among its pages."""
    folder = tmp_path_factory.mktemp("reports")
    run = ["run", KEY, "--municipality", "all", "--municipality", "solhemmet"]
    with units_made_here():
        assert main([*run, "--reports", str(folder)]) == 0
    made = folder / KEY / "example"
    printed = ["publication", KEY, "--data", "example", "--output", str(made / "printed")]
    with kept_data(KEY, "example"):
        assert main(printed) == main([*printed, "--card", "solhemmet"]) == 0
    return made


@pytest.fixture(scope="module")
def pages(reports: Path) -> dict[str, str]:
    """What readers of its pages see, without the code that made them."""
    return {
        path.relative_to(reports).as_posix(): seen(path.read_text("utf-8"))
        for path in reports.rglob("*.html")
    }


def seen(page: str) -> str:
    for hidden in (r"<style.*?</style>", r"<pre.*?</pre>", r'<span lang="en">.*?</span>',
                   r"<code>.*?</code>", r'"data:[^"]*"'):  # fmt: skip
        page = re.sub(hidden, "", page, flags=re.DOTALL)
    alts = " ".join(re.findall(r'(?:alt|aria-label)="([^"]*)"', page))
    return unescape(re.sub(r"<[^>]+>", " ", page) + alts)


def test_it_is_checked_without_a_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", KEY]) == 0
    assert main(["check", KEY, "--data", "example"]) == 0
    assert "Fel: 0" in capsys.readouterr().out
    study = read_study(KEY)
    assert study.languages == ("sv",)
    assert study.costing is None
    assert len(study.waves) == 3


def test_larger_is_better_in_words_and_order(drawn: dict[str, Exhibit]) -> None:
    table = drawn["survey_change_forest"].released.table.set_index("item")["estimate"]
    assert table.index[0] == "outdoors"
    assert table.index[-1] == "sleep"
    assert table["outdoors"] > 0 > table["sleep"]
    means = drawn["survey_change_means"].caption
    assert means is not None
    assert f"svagast var ”{SLEEP}” (3,0)" in means.title
    assert "7\xa0=\xa0stämmer helt; större är bättre" in means.subtitle
    ladder = drawn["survey_change_means_satisfaction"].caption
    assert ladder is not None
    assert "0\xa0=\xa0inte alls nöjd, 10\xa0=\xa0helt nöjd; större är bättre" in ladder.subtitle


@pytest.mark.parametrize(("title", "item"), [(OUTDOORS, "outdoors"), (SLEEP, "sleep")])
def test_levels_are_those_of_the_rows_at_each_wave(
    title: str, item: str, drawn: dict[str, Exhibit], forms: list[dict[str, str]]
) -> None:
    levels = drawn["survey_change_levels"].released.table
    of_item = levels[levels["item"] == item].set_index("wave")
    waves = {"autumn": "Höstenkät", "winter": "Vinterenkät", "spring": "Vårenkät"}
    for wave, name in waves.items():
        column = f"Hur väl stämmer det?: {title}"
        answers = [int(f[column]) for f in forms if f["Mättillfälle"] == name and f[column]]
        assert of_item.loc[wave, "estimate"] == round(mean(answers), 1)
        assert of_item.loc[wave, "n"] == len(answers)


def test_a_trial_against_one_place_is_told_no_more_than_the_place(
    drawn: dict[str, Exhibit],
) -> None:
    """Those who wait are all of one place, of which the index in spring is withheld."""
    told = drawn["survey_change_trial_garden"].released
    assert told.table.empty
    assert told.hidden == 1


def test_its_pages_say_what_is_its_own(pages: dict[str, str]) -> None:
    survey = pages["all/survey_change.html"]
    for words in ("Höstenkät", "Vinterenkät", "Vårenkät", "Odlar du något själv?",
                  "1\xa0=\xa0stämmer inte alls, 7\xa0=\xa0stämmer helt",
                  "0\xa0=\xa0inte alls nöjd, 10\xa0=\xa0helt nöjd",
                  "Cronbachs alfa", "Begränsningar", "Jag sover gott"):  # fmt: skip
        assert words in survey
    assert f"”{OUTDOORS}” förbättrades" in survey
    assert re.findall(r"([\w ]+)” försämrades", survey) == [SLEEP]
    assert "Sidor efter träffpunkt och tema" in pages["index.html"]
    assert "träffpunkterna skattas tillsammans" in survey


def test_its_pages_are_in_swedish_and_hold_nothing_of_another_study(pages: dict[str, str]) -> None:
    assert len(pages) == 7
    for name, text in pages.items():
        assert not OF_ANOTHER_STUDY.findall(text), name
        assert not NOT_SWEDISH.findall(text), name


def test_no_file_of_a_run_names_the_first_study(reports: Path) -> None:
    """In code, metadata and names of files neither."""
    files = [path for path in reports.rglob("*") if path.is_file()]
    kinds = {".csv", ".html", ".ipynb", ".json", ".pdf", ".png", ".svg"}
    assert kinds <= {path.suffix for path in files}
    for path in files:
        assert not FIRST_STUDY.search(path.name)
        assert not FIRST_STUDY.search(written_in(path)), path.name


def written_in(path: Path) -> str:
    """The words of a file, what it says of itself among them."""
    if path.suffix != ".pdf":
        return unescape(path.read_bytes().decode("utf-8", errors="replace"))
    document = PdfReader(path)
    text = " ".join(page.extract_text() for page in document.pages)
    xmp = document.trailer["/Root"]["/Metadata"].get_data().decode()  # type: ignore[index]
    return f"{text} {document.metadata} {xmp}"


def test_the_software_is_cited_by_a_name_of_no_study(root: Path) -> None:
    citation = read_citation(root)
    assert citation is not None
    assert citation.title == NAME
    assert not any(FIRST_STUDY.search(words) for words in (*citation.authors, NAME))


def test_its_index_is_told_with_its_reliability(drawn: dict[str, Exhibit]) -> None:
    from analysis.topics.survey_change.reliability import estimate_reliability

    material = read_material(open_edition(KEY, "all", "sv", "example"))
    table = estimate_reliability(material.all_responses, material.edition.study)
    assert isinstance(table, pd.DataFrame)
    (row,) = table.itertuples()
    assert (row.n_items, row.question) == (6, "good_days")
    assert row.ci_low < row.alpha < row.ci_high
    assert drawn["survey_change_forest_good_days"].released.table["n_start"].max() >= row.n
