"""What is wrong with a study.toml is told in one go, in the study's language, with each key."""

import copy
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from analysis.study.declaration import LANGUAGES, StudyError
from analysis.study.study_faults import RULES, write_schema
from analysis.study.study_file import build_study, read_study_file
from analysis.study.wording import Wording

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "data" / "yhdessa_osallisuutta"
TEXT = (FOLDER / "study.toml").read_text(encoding="utf-8")
TABLE = tomllib.loads(TEXT)

CASES = [
    ('language = "fi"', "", "'language' is missing"),
    ("minimum_n = 5", 'minimum_n = "five"', "'disclosure.minimum_n' must be a whole number"),
    ('sv = "Brahestad", ', "", "'municipalities.raahe.name.sv' is missing"),
    (
        'id = "yhdessa_osallisuutta"',
        'id = "other"',
        "'id' must be the folder's name, 'yhdessa_osallisuutta'",
    ),
    (
        '"cost_breakdown", "project',
        '"costs", "project',
        "'topics' has an unknown value 'costs'; choose from",
    ),
    (
        'language = "fi"',
        'language = "de"',
        "'language' has an unknown value 'de'; choose from: fi, sv, en",
    ),
    ('code = "535"', 'code = "071"', "nivala.code' '071' is given to several"),
    ("minimum_n = 5", "minimum_n = true", "'disclosure.minimum_n' must be a whole number"),
    ("minimum_n = 5", "minimum_n = 0", "'disclosure.minimum_n' must be at least 1"),
    ('code = "678"', "code = 678", "'municipalities.raahe.code' must be a text"),
    (
        "[compared_with.meri_lappi]",
        "[compared_with.atlantis]",
        "'compared_with.atlantis' is unknown; choose from: grona_timmar, meri_lappi",
    ),
    ('kind = "scale"', 'kind = "scales"', "domain_rating.kind' has an unknown value 'scales'"),
    (
        "[tables.costs.hours]",
        "[tables.expenses.hours]",
        "'tables.expenses' is unknown; choose from: responses, costs",
    ),
    (
        'items = "change_in"',
        'items = "changes"',
        "change_in.items' names [labels.changes], which are not there",
    ),
    (
        "optional = true",
        "optionally = true",
        "respondent_id.optionally' is unknown; did you mean: optional?",
    ),
    ("spellings.work = ", "spellings.wrok = ", "domain_rating.spellings.wrok' is of no answer"),
    ('spellings.woman = ["1", "F"]', 'spellings.woman = "1"', "woman' must be a list"),
    ('spellings.man = ["2", "M"]', 'spellings.man = ["1"]', "spells 'man' and 'woman' alike"),
    ('["small", "big"]', '["smal"]', "has an unknown value 'smal'; choose from: none, small"),
    ("optional = true", 'optional = "no"', "optional' must be true or false"),
    ("largest_mb = 50", 'largest_mb = "50 MB"', "'input_files.largest_mb' must be a whole number"),
    ('yes = ["Kyllä"', 'yess = ["Kyllä"', "'spellings.yess' is unknown; did you mean: yes?"),
    (
        "[tables.costs.unit_price_eur]",
        "[tables.costs.price]",
        "'tables.costs.unit_price_eur' is missing",
    ),
    ("dont_know = [", "lost = [", "'spellings.missing.lost' is unknown"),
    ("end = 2023-09-30", "end = 2020-09-30", "'project.end' is before 'project.start'"),
    ('aliases = ["Nivalan', 'aliases = ["Raahen', "is spelled like another place"),
    ('code = "535"', 'code = "5x5"', "municipalities.nivala.code' must be digits"),
    ('hours_a_month = "163"', 'hours_a_month = "0"', "'costing.hours_a_month' must be"),
    ("[costing]", "[prices]", "'costing.target_year' is missing"),
    ("variable = {", "moving = {", "cost_part.labels' has an unknown value 'moving'"),
    ("[costing.basis.hours]", "[costing.basis.hour]", "'costing.basis.hours' is missing"),
    ("[costing.basis.hours]", "[costing.basis.hour]", "costing.basis.hour' is of no range"),
    (
        'premises = { fi = "Tila"',
        'room_hire = { fi = "Tila"',
        "cost_kind.labels' has an unknown value 'room_hire'",
    ),
    (
        'life = ["domain_rating"',
        'life = ["domains"',
        "families.life' has an unknown value 'domains'",
    ),
    ('life = ["domain_rating"', 'life = ["respondent_id"', "an unknown value 'respondent_id'"),
    ('life = ["domain_rating"', 'life = ["wave"', "an unknown value 'wave'"),
    ('wants = ["change_in"', 'wants = ["change_wished"', "is in several families"),
    (
        '"1" = { fi = "Erittäin',
        '"-1" = { fi = "Erittäin',
        'if points lie below 0, write kind = "number", ends and',
    ),
    ("neither = [3]", "neither = [3, 4]", "rating_groups' must have each rating once"),
    ("poor = [4, 5]", "poor = [5, 4]", "rating_groups' must have each rating once"),
    ('item = "hobbies"', 'item = "hobby"', "men_hobbies.item' has an unknown value 'hobby'"),
    (
        'group = "man"',
        'group = "men"',
        "men_hobbies.group' has an unknown value 'men'; choose from: woman",
    ),
    ('group = "man"', 'group = "woman"', "compares a group with itself"),
    ('by = "gender"\n', "", "contrasts.men_hobbies.by' is missing"),
    ('wave = "start"', 'wave = "begin"', "young_relationships.wave' has an unknown value 'begin'"),
    ("[0.3, 0.8]", "[0.8, 0.3]", "plausible_correlations' must have the lower number first"),
    ("[0.3, 0.8]", "[0.3]", "'survey.plausible_correlations' must be two numbers"),
    ("[0.3, 0.8]", "[0.3, 1.0]", "'survey.plausible_correlations' must be below 1"),
    ('["19.75", "29.25"]', '["19.75"]', "'costing.ranges.on_cost_pct' must be two numbers"),
    ('["0.9", "1.1"]', '["0", "1.1"]', "'costing.ranges.hours' must be above 0"),
    ('["-1", "1"]', '["-1.5", "1"]', "'costing.ranges.participants' must be whole numbers"),
    ('["-1", "1"]', "[-1, 1]", "'costing.ranges.participants' must be a number in quotation"),
    ('index_base = "wage', 'index_base = "wages', "sources.index_base' has an unknown value"),
    ("start = 2021-08-01", "start = 2021", "'project.start' must be a date"),
    ("start = 2021-08-01", "start = 2021-08-01T10:00:00", "'project.start' must be a date"),
    ('inside = { fi = "Raahessa", ', "inside = { ", "'municipalities.raahe.inside.fi' is missing"),
    ("[survey]", "[survey]\ncontrast = 1", "survey.contrast' is unknown"),
]


def declared(language: object) -> dict[str, Any]:
    """The first study's file as if it were in another language, to be spoiled."""
    return copy.deepcopy(TABLE) | {"language": language}


def faults_of(table: dict[str, Any]) -> list[str]:
    """The lines on a faulty file, each without the file's name; none if it is sound."""
    try:
        build_study(table, FOLDER)
    except StudyError as error:
        lines = str(error).splitlines()
        assert all(line.startswith(f"{FOLDER / 'study.toml'}: '") for line in lines)
        return [line.removeprefix(f"{FOLDER / 'study.toml'}: ") for line in lines]
    return []


@pytest.mark.parametrize(("there", "instead", "told"), CASES)
def test_a_fault_is_told_with_its_key(there: str, instead: str, told: str) -> None:
    assert there in TEXT
    table = tomllib.loads(TEXT.replace(there, instead, 1))
    if table.get("language") == "fi":
        table["language"] = "en"
    assert told in "\n".join(faults_of(table))


def test_costs_need_their_rates() -> None:
    table = declared("en")
    del table["costing"]
    assert faults_of(table) == [
        "'costing' is missing; the column 'tables.costs.hours' needs its rates"
    ]


def test_what_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_text("[disclosure\n", encoding="utf-8")
    with pytest.raises(StudyError, match=r"study.toml: is not valid TOML, line 1: check"):
        read_study_file(tmp_path)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'language = "sv"\nname = \n', "är inte giltig TOML, rad 2: kontrollera"),
        (b"language = 'fi'\n[a]\n[a]\n", "ei ole kelvollista TOMLia, rivi 3: tarkista"),
        ('language = "sv"\nname = "Åbo"'.encode("latin-1"), "är inte text i UTF-8"),
    ],
)
def test_what_cannot_be_read_is_told_in_the_studys_language(
    content: bytes, told: str, tmp_path: Path
) -> None:
    (tmp_path / "study.toml").write_bytes(content)
    with pytest.raises(StudyError) as refused:
        read_study_file(tmp_path)
    assert told in str(refused.value)
    assert not re.search(r"at line|Expected|codec|Invalid", str(refused.value))


def test_an_empty_text_is_one_fault() -> None:
    table = copy.deepcopy(TABLE) | {"language": "en"}
    for rating in ("1", "5"):
        table["labels"]["rating"][rating]["sv"] = ""
    for place in ("nivala", "raahe"):
        table["municipalities"][place]["name"]["sv"] = ""
        table["municipalities"][place]["aliases"] = []
    found = faults_of(table)
    assert len(found) == 4
    assert all("is empty; write a text" in line for line in found)


def spoil(table: dict[str, Any]) -> None:
    """A fault in each of ten sections."""
    table["name"]["en"] = 5
    table["disclosure"]["minimum_n"] = "five"
    table["municipalities"]["nivala"]["code"] = "071"
    table["documents"]["wage_index"] = "a document"
    table["labels"]["theme"]["sleep"] = {"fi": "Uni"}
    table["input_files"]["bigest_mb"] = 5
    table["spellings"]["missing"]["lost"] = ["?"]
    table["tables"]["responses"]["gender"]["kind"] = "sex"
    table["survey"]["contrasts"]["men_hobbies"]["item"] = "hobby"
    table["costing"]["ranges"]["hours"] = ["1.1", "0.9"]


SPOILED = {
    "'name.en'", "'disclosure.minimum_n'", "'municipalities.nivala.code'",
    "'municipalities.haapavesi.code'", "'documents.wage_index'", "'labels.theme.sleep.sv'",
    "'labels.theme.sleep.en'", "'input_files.bigest_mb'", "'spellings.missing.lost'",
    "'tables.responses.gender.kind'", "'survey.contrasts.men_hobbies.item'",
    "'costing.ranges.hours'",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_faults_of_all_sections_are_told_at_once_in_the_studys_language(language: str) -> None:
    table = declared(language)
    spoil(table)
    lines = faults_of(table)
    assert {line.split(" ", 1)[0] for line in lines} == SPOILED
    assert len(lines) == len(SPOILED)
    missing = Wording(language).text("study_fault.missing")
    assert f"'labels.theme.sleep.sv' {missing}" in lines


@pytest.mark.parametrize("language", [None, "de", 5])
def test_a_file_without_a_language_of_ours_is_told_of_in_english(language: object) -> None:
    table = declared(language)
    assert any(line.startswith("'language' ") for line in faults_of(table))
    del table["name"]
    assert "'name' is missing; add it" in faults_of(table)


def places(table: Any, *above: str) -> Iterator[tuple[str, ...]]:
    """The way to each value of the file."""
    for key, value in table.items():
        yield (*above, key)
        if isinstance(value, dict):
            yield from places(value, *above, key)


ODD = [None, 5, -1.5, True, "", "odd", [], ["odd"], [[1]], [5, "x"], {}, {"odd": {"odd": [1]}}]


@pytest.mark.slow
@settings(max_examples=400)
@given(st.sampled_from(list(places(TABLE))), st.sampled_from(ODD), st.booleans())
def test_whatever_stands_anywhere_the_file_is_read_or_refused_in_our_words(
    place: tuple[str, ...], odd: object, is_renamed: bool
) -> None:
    table = declared("en")
    *above, last = place
    section = table
    for key in above:
        section = section[key]
    value = section.pop(last)
    if is_renamed:
        section[f"{last}x"] = value
    elif odd is not None:
        section[last] = odd
    for line in faults_of(table):
        assert "nput should" not in line
        assert "alid" not in line


def test_every_text_on_a_study_is_used(root: Path) -> None:
    code = "".join(p.read_text("utf-8") for p in (root / "src/analysis/study").glob("*.py"))
    texts = tomllib.loads((root / "src/analysis/study/words.toml").read_text("utf-8"))
    assert {key for key in texts["study_fault"] if f'"study_fault.{key}"' not in code} == set()
    assert {rule.partition(".")[2] for rule in RULES.values()} <= set(texts["study_fault"])


def test_the_schema_for_editors_is_current(root: Path) -> None:
    """Anew: python -c "from analysis.study.study_faults import write_schema as w; print(w())"."""
    assert (root / "data/study.schema.json").read_text("utf-8") == write_schema()
    for path in root.glob("data/*/study.toml"):
        assert path.read_text("utf-8").startswith("#:schema ../study.schema.json\n")


def test_the_schema_takes_the_studies_and_refuses_unknown_keys(root: Path) -> None:
    check = Draft202012Validator(json.loads(write_schema()))
    for path in root.glob("data/*/study.toml"):
        table = tomllib.loads(path.read_text("utf-8"))
        # JSON has no dates: an editor sees them as texts.
        table = json.loads(json.dumps(table, default=str))
        assert [error.message for error in check.iter_errors(table)] == []
        assert list(check.iter_errors(table | {"odd": 1}))
