import ast
import re
import string
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import nbformat
import pytest
from conftest import TABLES
from hypothesis import given
from hypothesis import strategies as st

from analysis.drawing.words.places import place_inside
from analysis.report.pages.prose import DESK_TITLES, say_prose
from analysis.study.declaration import LANGUAGES, TOPICS
from analysis.study.edition import Edition
from analysis.study.spelling import bind_numbers
from analysis.study.study_file import read_study
from analysis.study.terms import WAVE_NAMES
from analysis.study.unit import UNIT_NAMES, name_unit
from analysis.study.wording import MINUS, NBSP, Wording, WordingError, read_catalogue

FI, SV, EN = (Wording(language) for language in LANGUAGES)


def leaves(table: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for key, value in table.items():
        if set(value) & set(LANGUAGES):
            yield f"{path}{key}", value
        else:
            yield from leaves(value, f"{path}{key}.")


CATALOGUE = dict(leaves(read_catalogue()))
BY_RULE = ("fault.", "fault.schema.", "note.")
"""Keys of messages on files: the rule that a file breaks names its message."""
ASKS = frozenset({"text", "counted"})
"""Methods of `Wording` that take a key."""
MISREAD = re.compile(r"ole väliä|\d\s?%:n välein|[Oo]sallistuja maksoi|\bpainu[tv]|\bkululuettelo")
"""In Finnish: does not matter; every so many per cent; a participant paid; sink; another sheet."""


def placeholders(text: str | dict[str, str]) -> set[str]:
    texts = [text] if isinstance(text, str) else list(text.values())
    named = {name for t in texts for _, name, _, _ in string.Formatter().parse(t) if name}
    return named - {*WAVE_NAMES, *UNIT_NAMES}  # which every text may have


@pytest.mark.parametrize("key", CATALOGUE)
def test_every_text_is_there_in_every_language_with_the_same_placeholders(key: str) -> None:
    texts = CATALOGUE[key]
    assert set(texts) == set(LANGUAGES)
    assert all(texts.values())
    assert len({frozenset(placeholders(t)) for t in texts.values()}) == 1


def test_no_finnish_text_is_read_as_something_else(root: Path) -> None:
    methods = (root / "docs/methods.fi.md").read_text("utf-8").splitlines()
    for text in [str(texts["fi"]) for texts in CATALOGUE.values()] + methods:
        assert not MISREAD.search(text), text


def literals(root: Path) -> set[str]:
    """Every text that stands in the code or a template, as it is written there."""
    sources = (root / "src/analysis").rglob("*")
    code = "".join(p.read_text("utf-8") for p in sources if p.suffix in (".py", ".typ", ".j2"))
    return set(re.findall(r"""["']([\w.-]+)["']""", code))


def test_every_text_is_named_in_the_code_by_its_whole_key(root: Path) -> None:
    """So that a search for a key finds who says it, and no text is left over."""
    named = literals(root)
    by_rule = {f"{catalogue}{name}" for catalogue in BY_RULE for name in named}
    headings = {c.heading for table in TABLES for c in table.frame}
    cells = {f"prose_{path.stem}.{cell.id}" for path, cell in markdown(root)}
    unused = set(CATALOGUE) - named - by_rule - headings - cells
    assert not unused, " ".join(sorted(unused))


def markdown(root: Path) -> list[tuple[Path, Any]]:
    """The Markdown cells of all notebooks."""
    paths = sorted((root / "notebooks").glob("*.ipynb"))
    assert {path.stem for path in paths} == {*TOPICS, *DESK_TITLES}
    return [(path, cell) for path in paths for cell in nbformat.read(path, as_version=4).cells
            if cell.cell_type == "markdown"]  # fmt: skip


def test_what_notebooks_say_the_catalogue_says_too(root: Path) -> None:
    """So that nothing is half in English, and no translation is of what was written before."""
    say = Wording("en", names=name_unit(EN, ""))
    for path, cell in markdown(root):
        written = re.sub(r"\A# .*\n\n", "", cell.source)
        translated = say.text(f"prose_{path.stem}.{cell.id}")
        assert bind_numbers(written) == translated, f"{path.stem}: {cell.id}"


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_no_prose_of_a_page_is_in_the_language_of_the_notebook(language: str, root: Path) -> None:
    """Whatever a number in it is bound to: a page says the catalogue's text in its own language."""
    say = Wording(language, names=name_unit(Wording(language), ""))
    for path, cell in markdown(root):
        if path.stem in TOPICS and not cell.source.startswith("# "):
            key = f"prose_{path.stem}.{cell.id}"
            (said,) = say_prose({cell.id: cell.source}, path.stem, say) or [""]
            assert said in ("", say.text(key)), key


@pytest.mark.parametrize("name", DESK_TITLES)
def test_a_notebook_at_the_desk_has_one_title(root: Path, name: str) -> None:
    first = nbformat.read(root / "notebooks" / f"{name}.ipynb", as_version=4).cells[0]
    assert first.source.startswith(f"# {EN.text(DESK_TITLES[name])}\n")


def test_no_key_is_put_together_where_it_is_asked_for(root: Path) -> None:
    """Only `Fault.message` joins a key: its rule comes with the fault."""
    joined = [
        f"{path.name}:{node.lineno}"
        for path in (root / "src/analysis").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ASKS and node.args
        and isinstance(node.args[0], ast.JoinedStr)
    ]  # fmt: skip
    assert joined == []


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
    assert place_inside(Edition(study)) == "koko hankkeessa"
    bare = study.municipalities["sievi"].model_copy(update={"inside": {}})
    unknown = study.model_copy(update={"municipalities": {"sievi": bare}})
    assert place_inside(Edition(unknown, "sievi")) == "kunnassa Sievi"
