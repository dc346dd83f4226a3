import re
import string
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import TOPICS, run_cells
from hypothesis import given
from hypothesis import strategies as st
from rendered import render

from analysis.drawing.words.places import place_genitive, place_inside
from analysis.report.exhibit import Exhibit, save_exhibits
from analysis.report.html import Output
from analysis.report.pages.index import write_index
from analysis.report.pages.links import Page
from analysis.report.pages.page import page_title
from analysis.report.tables import show_table
from analysis.study.declaration import LANGUAGES
from analysis.study.edition import Edition
from analysis.study.study_file import read_study
from analysis.study.wording import MINUS, NBSP, Wording, WordingError, read_catalogue

FI, SV, EN = (Wording(language) for language in LANGUAGES)


def leaves(table: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for key, value in table.items():
        if set(value) & set(LANGUAGES):
            yield f"{path}{key}", value
        else:
            yield from leaves(value, f"{path}{key}.")


CATALOGUE = dict(leaves(read_catalogue()))
COMPOSED = (
    "fault.", "note.", "place.", "check.", "audit.", "place_inside.", "place_genitive.",
    "study_fault.",
)  # fmt: skip
"""Of these, tests of their own ask, or names of municipalities do."""
ELSEWHERE = ("index.", "publication.", "crate.", "explore.")
"""Said by the index, the publication, the explorer and a crate; one test is on these."""
RARE = {
    "survey_change.clear", "survey_change_change_in.title", "bound.over",
    "training_attendance_per_year.title_plain", "training_attendance_totals.title",
    "cost_breakdown_group_size.title_plain", "cost_breakdown_break_even.title_never",
    "training_attendance_differences.foot_uncoded",
    "training_attendance_differences.title_plain",
    "cost_breakdown_unit_costs.title_participant_eur",
    "cost_breakdown_unit_costs.title_one_participant_eur",
    "project_monitoring_planned_reached.under",
    "not_printed", "others", "undrawn.sentence", "page.download",
    "hidden.own", "survey_change.all_linked",
    "survey_change.largest_of_many",
    "survey_change.unlinked", "survey_change_forest.title_plain",
    "survey_change_municipalities.title",
    "survey_change_municipalities.title_clear", "survey_change_municipalities.title_own",
    "survey_change_municipalities.title_own_clear",
    "survey_change_municipalities.title_same", "cost_breakdown_beside_effect.title_many",
    "survey_change_pairing_means.unit",
    "survey_change_retention.title_part", "survey_change_stayers.title_certain",
    "survey_change_words.better", "survey_change_words.clear", "survey_change_words.worse",
    "survey_change_words.unclear_of_many", "survey_change_words.wished_clear",
    "survey_change.few_linked", "synthetic.index",
    "synthetic.page", "own_document.own_data", "page.language", "page.tables",
    "kind.decision", "kind.project_start", "kind.project_end",
}  # fmt: skip
"""Said only of numbers that today's data do not have."""


def placeholders(text: str | dict[str, str]) -> set[str]:
    texts = [text] if isinstance(text, str) else list(text.values())
    return {name for t in texts for _, name, _, _ in string.Formatter().parse(t) if name}


@pytest.mark.parametrize("key", CATALOGUE)
def test_every_text_is_there_in_every_language_with_the_same_placeholders(key: str) -> None:
    texts = CATALOGUE[key]
    assert set(texts) == set(LANGUAGES)
    assert all(texts.values())
    assert len({frozenset(placeholders(t)) for t in texts.values()}) == 1


def show_editions() -> None:
    """Run the notebooks of several editions, and show all that they make."""
    editions = [("yhdessa_osallisuutta", "all", "published"), ("meri_lappi", "all", "published"),
                ("yhdessa_osallisuutta", "raahe", "published"),
                ("yhdessa_osallisuutta", "all", "example"),
                ("yhdessa_osallisuutta", "haapavesi", "example")]  # fmt: skip
    for study, municipality, data in editions:
        for topic in TOPICS:
            names = run_cells.__wrapped__(topic, study, municipality, "fi", data)
            for value in names.values():
                if isinstance(value, Exhibit):
                    value.output()
                    show_table(value.released)
            page_title(names["edition"], topic)


def write_pages(folder: Path) -> None:
    """Save figures, and write pages and indexes, of a failed notebook too."""
    other = read_study("meri_lappi")
    (folder / "meri_lappi").mkdir()
    save_exhibits([], str(folder))
    cells = run_cells("cost_breakdown", "yhdessa_osallisuutta", "all", "fi")
    save_exhibits([cells["shares_figure"]], str(folder))
    write_index(other, [Page("project_monitoring", "kemi", "fi", "", "broken")], folder)
    raahe = Edition(read_study("yhdessa_osallisuutta"), "raahe")
    shown = [cells["shares_figure"].output(), show_table(cells["shares_figure"].released)]
    render("cost_breakdown", [*shown, Output("", "printed")], raahe, folder)
    render("training_attendance", [], raahe, folder)
    write_index(raahe.study, [], folder)


def test_no_text_of_the_catalogue_is_unused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Every text is looked up when notebooks run for several editions and pages are made."""
    used: set[str] = set()
    find = Wording._find

    def record(self: Wording, key: str) -> Any:
        used.add(key)
        return find(self, key)

    monkeypatch.setattr(Wording, "_find", record)
    show_editions()
    write_pages(tmp_path)
    told = {key for key in CATALOGUE if key.startswith((*COMPOSED, *ELSEWHERE))}
    unused = set(CATALOGUE) - used - RARE - told
    assert not unused, " ".join(sorted(unused))


def test_no_text_of_index_publication_and_explorer_is_unused(root: Path) -> None:
    folders = ("pages", "publication", "provenance")
    sources = [p for f in folders for p in (root / "src/analysis/report" / f).rglob("*.*")]
    sources.append(root / "src/analysis/report/explore.py")
    code = "".join(
        path.read_text("utf-8") for path in sources if path.suffix in (".py", ".typ", ".j2")
    )
    begun = re.findall(r'"(index\.\w+)"', code)  # such as "index.because_" and the rule
    for key in CATALOGUE:
        if key.startswith(ELSEWHERE):
            is_named = f'"{key}"' in code or f'"{key.partition(".")[2]}"' in code
            assert is_named or any(key.startswith(each) for each in begun), key


def test_no_message_on_a_file_is_unused(root: Path) -> None:
    """Every message is named in the code that reads files or tells of them."""
    sources = [*(root / "src/analysis/inputs").rglob("*.py"),
               root / "src/analysis/run/cli/check.py"]  # fmt: skip
    code = "".join(path.read_text(encoding="utf-8") for path in sources)
    for key in CATALOGUE:
        if key.startswith(("fault.", "note.", "place.", "check.")):
            assert f'"{key.rpartition(".")[2]}"' in code or f'"{key}"' in code, key


def test_no_reason_of_the_audit_is_unused(root: Path) -> None:
    code = "".join(p.read_text(encoding="utf-8")
                   for p in (root / "src/analysis/topics/publication_audit").glob("*.py"))  # fmt: skip
    for key in CATALOGUE:
        if key.startswith("audit."):
            assert f'"{key.removeprefix("audit.")}"' in code or f"'{key}'" in code, key


def test_a_missing_text_is_an_error_and_not_its_key() -> None:
    with pytest.raises(WordingError, match=r"no text 'column\.nonsense' in 'fi'"):
        FI.text("column.nonsense")


def test_numbers_follow_each_language() -> None:
    """Formats as in CLDR; the minus is U+2212 in all three."""
    assert FI.number(1234.5, 1) == f"1{NBSP}234,5"
    assert EN.number(1234.5, 1) == "1,234.5"
    assert FI.number(-15.3, 1, signed=True) == f"{MINUS}15,3"
    assert EN.number(-15.3, 1) == f"{MINUS}15.3"
    assert FI.number(0.04, 1, signed=True) == "0,0"
    assert FI.number(-0.04, 1, signed=True) == "0,0"
    assert FI.percent(79.66, 2) == f"79,66{NBSP}%"
    assert EN.percent(40) == "40%"
    assert FI.euros(8503.38) == f"8{NBSP}503,38{NBSP}€"
    assert SV.euros(473908, 0) == f"473{NBSP}908{NBSP}€"
    assert EN.euros(81.61) == "€81.61"


@pytest.mark.parametrize("form", ["number", "percent", "euros"])
def test_what_is_no_number_is_not_told_as_one(form: str) -> None:
    for value in (float("nan"), float("inf")):
        with pytest.raises(ValueError, match="is no number: leave it out"):
            getattr(Wording("fi"), form)(value)


def test_halves_are_rounded_away_from_zero() -> None:
    assert FI.number(0.125, 2) == "0,13"
    assert FI.number(-2.5) == f"{MINUS}3"
    assert FI.percent(32.5) == f"33{NBSP}%"


def test_an_interval_writes_its_unit_once() -> None:
    assert FI.interval(FI.percent(20), FI.percent(86)) == f"20–86{NBSP}%"
    assert FI.interval(FI.euros(14.99), FI.euros(325.15)) == f"14,99–325,15{NBSP}€"
    assert FI.interval(FI.number(-20, signed=True), FI.number(20, signed=True)) == f"{MINUS}20…+20"
    assert EN.interval(EN.percent(20), EN.percent(86)) == "20% to 86%"


def test_an_interval_of_a_change_from_nought_is_told_as_one_of_a_change() -> None:
    assert (
        FI.interval(FI.number(0.04, 1, signed=True), FI.number(1.6, 1, signed=True)) == "0,0…+1,6"
    )
    assert SV.interval(SV.number(-1.6, 1, signed=True), SV.number(0)) == f"{MINUS}1,6…0"
    assert FI.interval(FI.number(0.0, 1), FI.number(1.6, 1)) == "0,0–1,6"


def test_a_long_list_names_its_first_and_counts_the_others() -> None:
    say = Wording("fi")
    assert say.some(["a", "b"]) == "a ja b"
    assert say.some(list("abcd")) == "a, b, c ja d", "as long as '1 muuta'"
    assert say.some(list("abcdef")) == "a, b, c ja 3 muuta"
    assert Wording("sv").some(list("abcde")) == "a, b, c och 2 andra"
    assert Wording("en").some(list("abcde")) == "a, b, c, and 2 others"


def test_plurals_dates_and_lists() -> None:
    assert FI.counted("participants", 1) == "1 osallistuja"
    assert FI.counted("participants", 5) == "5 osallistujaa"
    assert FI.day(date(2022, 3, 5)) == "5.3.2022"
    assert EN.day(date(2022, 3, 5)) == "5 Mar 2022"
    assert FI.listing(["Sievi", "Nivala", "Raahe"]) == "Sievi, Nivala ja Raahe"


@given(st.decimals(-10_000, 10_000, places=2))
def test_a_formatted_number_reads_back_as_itself(value: Decimal) -> None:
    shown = FI.number(float(value), 2)
    read = shown.replace(NBSP, "").replace(",", ".").replace(MINUS, "-")
    assert Decimal(read) == value


def test_names_of_municipalities_are_inflected_or_carried_by_a_phrase() -> None:
    study = read_study("yhdessa_osallisuutta")
    assert place_inside(Edition(study, "raahe")) == "Raahessa"
    assert place_inside(Edition(study, "haapavesi")) == "Haapavedellä"
    assert place_genitive(Edition(study, "utajarvi", "sv")) == "Utajärvis"
    assert place_inside(Edition(study)) == "koko hankkeessa"
    bare = study.municipalities["sievi"].model_copy(update={"inside": {}, "genitive": {}})
    unknown = study.model_copy(update={"municipalities": {"sievi": bare}})
    assert place_inside(Edition(unknown, "sievi")) == "kunnassa Sievi"
    assert place_genitive(Edition(unknown, "sievi")) == "kunnan Sievi"
