"""`analysis new`: what it finds in a folder of exports, and what it never writes."""

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from exports import write_csv
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.inputs.chosen import read_inputs
from analysis.inputs.draft.folder import draft_study
from analysis.inputs.draft.hints import (
    asks_for_place,
    asks_for_words,
    find_unit_word,
    recognise,
)
from analysis.inputs.draft.people import People, find_answers
from analysis.inputs.draft.questions import split_title
from analysis.inputs.draft.shape import infer_kind
from analysis.inputs.draft.stated import stated_ends
from analysis.inputs.draft.toml_text import make_key, quote
from analysis.inputs.faults import DataError
from analysis.run.cli import main
from analysis.study.declaration import LANGUAGES, StudyError
from analysis.study.study_file import read_study

CASE = Path(__file__).parent / "cases" / "studies" / "unga_i_skargarden" / "raw"
MOST_DECISIONS = 15
Rows = list[list[str]]
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a CSV file into a folder of exports."""

    def write_rows(rows: Sequence[Sequence[object]], name: str = "enkat.csv") -> Path:
        return write_csv(tmp_path / "exports", name, rows)

    return write_rows


@pytest.fixture
def survey() -> Rows:
    """Two waves of forty people with codes; the heading first."""
    chance = Random(5)
    rows = [["Kod", "Ort", "Omgång", "Arm", "Sover du gott?", "Hur mår du, 0–10?", "Berätta"]]
    for person in range(40):
        fixed = [f"AB{person:03d}", chance.choice(["Norr", "Söder"])]
        arm = str(person % 2)
        for wave in ("Före", "Efter"):
            answers = [chance.choice(["Ja", "Nej"]), str(chance.randint(0, 10))]
            rows.append([*fixed, wave, arm, *answers, f"hemligt {chance.random()}"])
    return rows


def drafted(folder: Path, name: str = "ny") -> dict[str, Any]:
    draft = draft_study(name, folder, "sv")
    return tomllib.loads((draft.folder / "study.toml").read_text("utf-8"))


def test_the_shared_case_is_drafted_with_few_decisions(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "unga", "--from", str(CASE), "--language", "sv"]) == 0
    shown = capsys.readouterr().out
    text = (project / "data/unga/study.toml").read_text("utf-8")
    study = tomllib.loads(text)
    listed = re.findall(r"^ *\d+\. (?!Skriv|analysis|Flytta)", shown, re.M)
    assert 5 <= len(listed) <= MOST_DECISIONS
    assert {int(n) for n in re.findall(r"DECIDE (\d+)", text)} == set(range(1, len(listed) + 1))
    assert "analysis check unga --data raw" in shown
    assert list(study["labels"]["wave"]) == ["startenkat", "mellanenkat", "slutenkat"]
    assert set(study["municipalities"]) == {"pargas", "kimitoon", "inga"}
    assert study["survey"]["background"] == ["age_group", "gender", "grupp"]
    columns = study["tables"]["responses"]
    kinds = {name: column["kind"] for name, column in columns.items()}
    assert kinds == {
        "respondent_id": "code", "municipality": "municipality", "wave": "choice",
        "age_group": "choice", "gender": "choice", "grupp": "choice",
        "de_senaste_tva_veckorna": "scale", "har_du_en_hobby": "flag",
        "hur_nojd_ar_du_med_livet_0_10": "scale",
    }  # fmt: skip
    points = {q: list(study["labels"][columns[q]["labels"]]) for q in kinds if kinds[q] == "scale"}
    assert [(steps[0], steps[-1]) for steps in points.values()] == [("1", "7"), ("0", "10")]
    assert len(study["labels"]["de_senaste_tva_veckorna"]) == 7
    assert [str(day) for day in study["project"].values()] == ["2024-05-14", "2025-06-05"]
    assert not (project / "data/unga/raw").exists()


def test_nothing_is_decided_for_a_person(project: Path) -> None:
    study = drafted(CASE)
    assert set(study["name"].values()) == {""}
    assert set(study["disclosure"].values()) == {0}
    undecided = ("compare", "contrasts", "trials", "families", "indices")
    assert not any("".join(study["survey"][key]) for key in undecided)
    assert study["spellings"]["missing"] == ""
    assert {place["code"] for place in study["municipalities"].values()} == {""}
    scales = [c for c in study["tables"]["responses"].values() if c["kind"] == "scale"]
    assert [column["better"] for column in scales] == ["", ""]


def test_no_code_of_a_person_is_written(project: Path) -> None:
    draft = draft_study("ny", CASE, "sv")
    text = (draft.folder / "study.toml").read_text("utf-8")
    for path in CASE.iterdir():
        rows = path.read_text("utf-8-sig").splitlines()[1:]
        codes = {row.partition(";")[0] for row in rows} - {""}
        assert len(codes) > 40
        assert not [code for code in codes if code in text]


def test_the_draft_is_refused_until_it_is_decided(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "unga", "--from", str(CASE), "--language", "sv"]) == 0
    assert main(["check", "unga"]) == 2
    refused = capsys.readouterr().err
    for place in ("name.sv", "disclosure.minimum_n", "survey.contrasts", "spellings.missing"):
        assert f"'{place}'" in refused
    told = re.findall(r"study.toml: ('[^']+')", refused)
    assert len(told) == len({*told}), "each place is told of once"


DECIDED = {
    r'^sv = ""  # DECIDE 1': 'sv = "Unga i skärgården"',
    r"^minimum_n = 0": "minimum_n = 5",
    r"^minimum_count = 0": "minimum_count = 3",
    r'^compare = \["", ""\]': 'compare = ["startenkat", "slutenkat"]',
    r'^(contrasts|trials|families|indices|missing) = ""': r"\1 = {}",
    r'(\[municipalities\.pargas\]\ncode = )""': r'\1"445"',
    r'(\[municipalities\.kimitoon\]\ncode = )""': r'\1"322"',
    r'(\[municipalities\.inga\]\ncode = )""': r'\1"149"',
    r'^better = ""': 'better = "high"',
    r'^([017]|10) = \{ sv = "" \}': r'\1 = { sv = "steg \1" }',
    r'^kind = ""': 'kind = "choice"',
}


def test_the_draft_is_clean_once_it_is_decided(project: Path) -> None:
    assert main(["new", "unga", "--from", str(CASE), "--language", "sv"]) == 0
    path = project / "data/unga/study.toml"
    text = path.read_text("utf-8")
    for there, instead in DECIDED.items():
        text, count = re.subn(there, instead, text, flags=re.M)
        assert count, there
    path.write_text(text, "utf-8")
    assert main(["check", "unga"]) == 0
    assert main(["check", "unga", "--data", str(CASE)]) == 0


def test_rare_answers_and_free_text_are_not_copied(
    project: Path, write: Write, survey: Rows
) -> None:
    survey[1][1] = survey[2][1] = "Enskär"  # one person at both waves
    folder = write(survey)
    study = drafted(folder)
    text = (project / "data/ny/study.toml").read_text("utf-8")
    assert "Enskär" not in text
    assert "hemligt" not in text
    assert list(study["municipalities"]) == ["norr", "soder", "decide"]
    assert study["tables"]["responses"]["beratta"]["kind"] == "free_text"


def test_waves_codes_and_groups_are_found_by_their_shape_alone(
    project: Path, write: Write, survey: Rows
) -> None:
    survey[0] = ["A", "B", "C", "D", "E", "F", "G"]
    study = drafted(write(survey))
    assert list(study["labels"]["wave"]) == ["fore", "efter"]
    assert study["tables"]["responses"]["wave"]["titles"] == {"sv": ["C"]}
    assert study["tables"]["responses"]["respondent_id"]["titles"] == {"sv": ["A"]}
    assert study["survey"]["background"] == ["b", "d"]


def test_centres_that_each_count_from_one_are_told_apart(
    project: Path, write: Write, survey: Rows
) -> None:
    for row in survey[1:]:
        number = int(row[0][2:]) // 2
        row[0], row[1] = str(number + 1), str(int(row[0][2:]) % 2 + 1)
    survey = [[name, *row] for name, row in zip(["nr", *range(1, 81)], survey, strict=True)]
    study = drafted(write(survey))
    assert study["survey"]["background"] == ["arm"]
    assert {place["code"] for place in study["municipalities"].values()} == {"1", "2"}
    assert {place["name"]["sv"] for place in study["municipalities"].values()} == {""}
    assert "nr" not in study["tables"]["responses"]


def test_waves_may_stand_in_the_names_of_files(project: Path, write: Write, survey: Rows) -> None:
    for wave in ("Före", "Efter"):
        rows = [row[:2] + row[3:] for row in survey if row[2] in ("Omgång", wave)]
        write(rows, f"enkat_{wave.lower()}.csv")
    study = drafted(write([["Anvisning"]], "anvisning.md"))
    assert [texts["sv"] for texts in study["labels"]["wave"].values()] == ["Före", "Efter"]


def test_waves_are_in_the_order_of_their_days(project: Path, write: Write) -> None:
    for name, day in (("survey POST", "12.6.2025"), ("survey PRE", "10.1.2025")):
        rows = [["Timestamp", "How do you feel?"], *([day, str(k % 5 + 1)] for k in range(20))]
        folder = write(rows, f"{name}.csv")
    assert [*drafted(folder)["labels"]["wave"]] == ["pre", "post"]


def test_a_question_of_any_length_may_ask_for_the_place(project: Path, write: Write) -> None:
    rows = [["Which centre do you attend?", "How do you feel?"]]
    rows += [[["Mill", "Harbour"][k % 2], str(k % 5 + 1)] for k in range(40)]
    found = drafted(write(rows))
    assert [*found["municipalities"]] == ["harbour", "mill"]
    assert [*found["tables"]["responses"]] == ["municipality", "wave", "how_do_you_feel"]


def test_short_words_of_ones_own_are_not_copied(project: Path, write: Write) -> None:
    rows = [["Anything else?", "How do you feel?"]]
    rows += [[["thanks", "no"][k % 2], str(k % 5 + 1)] for k in range(40)]
    folder = write(rows)
    assert drafted(folder)["tables"]["responses"]["anything_else"]["kind"] == "free_text"
    assert "thanks" not in (project / "data" / "ny" / "study.toml").read_text("utf-8")


def test_a_plain_list_of_who_came_leaves_nothing_to_decide(project: Path, write: Write) -> None:
    rows = [["Session date", "Session", "Name", "Attended"]]
    rows += [["3.2.2025", ["Cooking", "Walking"][k % 2], f"N{k}", ["Yes", "No"][k % 3 > 1]]
             for k in range(40)]  # fmt: skip
    found = drafted(write(rows))["tables"]["registrations"]
    assert {name: column["kind"] for name, column in found.items()} == {
        "date": "date",
        "theme": "choice",
        "attended": "flag",
    }


def test_scales_of_words_are_put_in_order_by_a_person(project: Path, write: Write) -> None:
    chance = Random(1)
    words = ["Aldrig", "Sällan", "Ofta"]
    rows = [["Vardagen: Jag sover", "Vardagen: Jag äter", "Allt som allt"]]
    rows += [chance.choices(words, k=3) for _ in range(60)]
    study = drafted(write(rows))
    columns = study["tables"]["responses"]
    assert columns["vardagen"]["kind"] == columns["allt_som_allt"]["kind"] == "scale"
    assert columns["vardagen"]["labels"] == columns["allt_som_allt"]["labels"]
    assert not [key for key in study["labels"][columns["vardagen"]["labels"]] if key.isdigit()]


def test_several_answers_are_one_question(project: Path, write: Write) -> None:
    chance = Random(2)
    items = ["Musik", "Fiske", "Läsning"]
    rows = [[f"Vad gör du? [{item}]" for item in items] + ["Vart far du?"]]
    for _ in range(50):
        joined = "; ".join(chance.sample(["Till sjöss", "Till skogs", "Hem"], 2))
        rows.append([chance.choice(["1", "0"]), chance.choice(["Fiske", ""]), "x", joined])
    study = drafted(write(rows))
    columns = study["tables"]["responses"]
    assert {column["kind"] for name, column in columns.items() if name != "wave"} == {"multiple"}
    assert list(study["labels"]["vart_far_du"]) == ["hem", "till_sjoss", "till_skogs"]


def test_a_plain_cost_sheet_is_known_and_needs_no_rates(project: Path, tmp_path: Path) -> None:
    kinds = ("Löner", "Resor", "Lokal")
    rows = [f"{('Norr', 'Söder')[k % 2]};{kinds[k % 3]};{1000 + 7 * k},50" for k in range(24)]
    folder = tmp_path / "costs"
    folder.mkdir()
    text = "\n".join(["Kommun;Kostnadsslag;Belopp", *rows])
    (folder / "kostnader.csv").write_text(text, "utf-8")
    study = drafted(folder)
    assert set(study["tables"]["costs"]) == {"municipality", "cost_kind", "unit_price_eur"}
    assert "costing" not in study


def test_a_cost_sheet_is_known_by_its_columns(project: Path, root: Path) -> None:
    study = drafted(root / "data" / "yhdessa_osallisuutta" / "example")
    assert set(study["tables"]) == {"responses", "registrations", "costs"}
    assert study["tables"]["costs"]["hours"]["kind"] == "number"
    assert study["costing"]["hours_a_month"] == ""


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        (lambda rows: [["", "", "Om dig", "", "Om livet", "", ""], *rows], "two-headings"),
        (lambda rows: [*rows, *rows], "two-headings"),
        (lambda rows: rows[1:], "no-heading"),
        (lambda rows: [["Bara text"], ["utan tabell"]], "no-heading"),
        (lambda rows: [[*rows[0][:6], "Kod"], *rows[1:]], "doubled-column"),
        (lambda rows: [[*rows[0][:6], "a@exempel.fi"], *rows[1:]], "email"),
    ],
)
def test_what_is_no_table_with_one_row_of_headings_is_said(
    project: Path, write: Write, survey: Rows, rows: Callable[[Rows], Rows], rule: str
) -> None:
    with pytest.raises(DataError) as refused:
        drafted(write(rows(survey)))
    assert [fault.rule for fault in refused.value.faults] == [rule]
    assert "hemligt" not in str(refused.value)
    assert not (project / "data/ny").exists()


def test_merged_headings_of_a_spreadsheet_are_said(project: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Kod", "Sover du?", ""], *[["a1", "Ja", "Nej"]] * 9):
        sheet.append(row)
    sheet.merge_cells("B1:C1")
    (tmp_path / "exports").mkdir()
    book.save(tmp_path / "exports" / "enkat.xlsx")
    with pytest.raises(DataError) as refused:
        drafted(tmp_path / "exports")
    assert [fault.rule for fault in refused.value.faults] == ["merged-header"]


def test_a_folder_without_files_or_none_at_all_is_said(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    for folder, said in (("empty", "inga läsbara"), ("nowhere", "mappen finns inte")):
        assert main(["new", "ny", "--from", folder, "--language", "sv"]) == 2
        assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "name", ["../x", "con", "lpt1", "a b", "a" * 300, "", "Ö", "a/b", "a\n", "1a", ".", "A", "a-b"]
)
def test_a_hostile_name_is_refused(project: Path, name: str) -> None:
    before = sorted(project.rglob("*"))
    for source in ([], ["--from", str(CASE)]):
        assert main(["new", name, *source]) == 2
    assert sorted(project.rglob("*")) == before


def test_a_study_that_is_there_is_not_written_over(project: Path) -> None:
    kept = (project / "data/meri_lappi/study.toml").read_bytes()
    for source in ([], ["--from", str(CASE)]):
        assert main(["new", "meri_lappi", *source]) == 2
    assert (project / "data/meri_lappi/study.toml").read_bytes() == kept


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_smallest_study_is_clean(project: Path, language: str) -> None:
    assert main(["new", "liten", "--language", language]) == 0
    assert main(["check", "liten"]) == 0
    table = tomllib.loads((project / "data/liten/study.toml").read_text("utf-8"))
    assert [*table["name"]] == [*table["region"]] == table["languages"] == [language]


def test_what_it_says_is_in_the_language_asked_for(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for language, word in (("fi", "Päätettävää"), ("sv", "Att besluta"), ("en", "To decide")):
        assert main(["new", f"s_{language}", "--from", str(CASE), "--language", language]) == 0
        assert word in capsys.readouterr().out
    with pytest.raises(StudyError):
        draft_study("s", CASE, "de")


cells = st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=4), min_size=1, max_size=8)


@given(cells)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_file_is_drafted_or_refused(project: Path, write: Write, rows: Rows) -> None:
    for name, path in enumerate_free(project):
        try:
            draft_study(name, write(rows), "sv")
        except StudyError:
            assert not path.exists()
        else:
            tomllib.loads((path / "study.toml").read_text("utf-8"))


def enumerate_free(project: Path) -> Iterator[tuple[str, Path]]:
    """One name that no study has yet."""
    name = f"s{len(list((project / 'data').iterdir()))}"
    yield name, project / "data" / name


@given(st.text(max_size=80))
def test_any_text_is_written_on_one_line_that_reads_back(text: str) -> None:
    assert "\n" not in quote(text)
    read = tomllib.loads(f"a = {quote(text)}")["a"]
    assert read.split() == "".join(c if c.isprintable() else " " for c in text).split()
    assert re.fullmatch("[a-z0-9_]{1,40}", make_key(text))


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["1", "2", "5", ""], "scale"),
        (["1.0", "3.0", "5.0"], "scale"),
        (["1", "2", "4", "99"], "scale"),
        (["Ja", "Nej"], "flag"),
        (["0", "1"], "flag"),
        (["1 = aldrig", "2 = ibland", "3 = alltid"], "coded"),
        (["12,5", "13", "400"], "number"),
        (["1.2.2024", "2024-05-06"], "date"),
        (["", ""], "empty"),
        (["Röd", "Blå"] * 5, "choice"),
        ([f"något nytt {k}" for k in range(30)], "free_text"),
    ],
)
def test_the_kind_of_a_column_is_that_of_its_cells(values: list[str], kind: str) -> None:
    assert infer_kind(values) == kind


def test_an_answer_is_copied_from_five_people_on() -> None:
    cells = ["Ofta"] * 8 + ["Sällan"] * 8
    codes = [f"k{n}" for n in range(8)] + ["k1", "k2", "k3", "k4"] * 2
    found = find_answers([cells], People(codes, ["a"] * 16))
    assert (found.texts, found.rare) == (["Ofta"], 1)
    # Without codes, the forms of one wave are people, and those of two may be the same.
    uncoded = People([""] * 8, ["a", "b"] * 4)
    assert find_answers([["Ofta"] * 8], uncoded).texts == []


def test_headings_are_read_as_a_person_would() -> None:
    assert split_title("Vad gör du? [Fiske]") == ("Vad gör du?", "Fiske")
    assert split_title("q1_SQ002") == ("q1", "SQ002")
    assert split_title("Har du en hobby?") == ("Har du en hobby?", "")
    assert stated_ends("Hur nöjd är du, 0–10?") == (0, 10)
    assert stated_ends("Åren 2024–2025") is None
    assert recognise("Hur ofta besöker du din kommun?", "responses") == ""
    assert recognise("Kommunkod", "responses") == ""
    assert asks_for_place("Missä keskuksessa tai toimipaikassa käyt? Mikä toimipaikka?")
    assert not asks_for_place("Hur ofta besöker du din kommun?")
    assert find_unit_word("Which centre do you attend?") == "centre"
    assert find_unit_word("Kotikunta") == ""
    assert asks_for_words("Muuta sanottavaa?")
    assert not asks_for_words("Mitä muutat elämässäsi?")


def test_prices_and_quantities_beside_a_survey_are_costs(
    project: Path, write: Write, survey: Rows
) -> None:
    write([["Ort", "Aktivitet", "Antal", "Pris, EUR"]]
          + [["Norr", "Resa", str(n), "12,50"] for n in range(2, 12)], "kostnader.csv")  # fmt: skip
    study = drafted(write(survey))
    assert set(study["tables"]) == {"responses", "costs"}
    assert "pris_eur" not in study["tables"]["responses"]
    assert study["tables"]["costs"]["unit_price_eur"]["titles"] == {"sv": ["Pris, EUR"]}


def test_an_item_that_nobody_changed_is_no_background(
    project: Path, write: Write, survey: Rows
) -> None:
    survey[0] += ["Vad gör du? [Musik]", "Vad gör du? [Fiske]"]
    for row in survey[1:]:
        row += ["X" if int(row[0][2:]) % 2 else "", "X" if len(row[5]) > 1 else ""]
    study = drafted(write(survey))
    assert study["survey"]["background"] == ["arm"]
    assert list(study["labels"]["vad_gor_du"]) == ["musik", "fiske"]


def test_waves_stand_as_most_peoples_forms_do(project: Path, write: Write, survey: Rows) -> None:
    """The first person missed the first wave."""
    del survey[1]
    assert list(drafted(write(survey))["labels"]["wave"]) == ["fore", "efter"]


def test_numbers_of_no_answer_are_no_points(project: Path, write: Write) -> None:
    chance = Random(3)
    rows = [["Vecka: Jag sover", "Vecka: Jag äter", "Hur mår du, 0–10?"]]
    rows += [[str(chance.choice([1, 2, 3, 4, 5, 9])), str(chance.choice([1, 2, 3, 4, 5, 99])),
              str(chance.randint(0, 10))] for _ in range(90)]  # fmt: skip
    folder = write(rows)
    study = drafted(folder)
    assert list(study["labels"]["vecka_points"]) == ["1", "2", "3", "4", "5"]
    assert list(study["labels"]["hur_mar_du_0_10_points"])[-1] == "10"
    draft = draft_study("en_till", folder, "sv")
    assert any("kandidater: 9, 99;" in text for text in draft.decisions)


def test_answers_in_words_and_numbers_leave_what_they_are_to_a_person(
    project: Path, write: Write
) -> None:
    chance = Random(4)
    words = ["Aldrig", "Ibland", "Alltid"]
    rows = [["Hur ofta ses ni?", "Vem bestämmer?", "Hur många timmar i veckan?"]]
    rows += [[chance.choice(words), chance.choice(["Jag", "Du", "Alla"]),
              str(chance.randint(0, 30))] for _ in range(80)]  # fmt: skip
    columns = drafted(write(rows))["tables"]["responses"]
    often, hours = columns["hur_ofta_ses_ni"], columns["hur_manga_timmar_i_veckan"]
    assert often["kind"] == columns["vem_bestammer"]["kind"] == ""
    assert (hours["kind"], hours["ends"], hours["better"]) == ("number", [], "")


def test_a_survey_of_one_place_needs_no_column_of_it(
    project: Path, write: Write, survey: Rows, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write([row[:1] + row[2:3] + row[4:6] for row in survey])
    assert main(["new", "ny", "--from", str(folder), "--language", "sv"]) == 0
    path = project / "data/ny/study.toml"
    text = path.read_text("utf-8")
    assert "ingen kolumn ser ut som platsen" in capsys.readouterr().out
    for there, instead in {
        r"^sv = \"\"": 'sv = "En plats"',
        r"^minimum_(n|count) = 0": r"minimum_\1 = 5",
        r"^compare = .*": 'compare = ["fore", "efter"]',
        r'^(families|missing) = ""': r"\1 = {}",
        r"^\[municipalities\.decide\]((?:\n#.*)*)\n.*\n.*":
            '[municipalities.norr]\ncode = "1"\nname = { sv = "Norr" }',
        r'^better = ""': 'better = "high"',
        r'^(0|10) = \{ sv = "" \}': r'\1 = { sv = "steg \1" }',
    }.items():  # fmt: skip
        text, count = re.subn(there, instead, text, flags=re.M)
        assert count, there
    path.write_text(text, "utf-8")
    assert main(["check", "ny"]) == main(["check", "ny", "--data", str(folder)]) == 0
    responses = read_inputs(read_study("ny"), str(folder)).responses
    assert responses is not None
    assert set(responses["municipality"]) == {"norr"}


def test_a_short_name_is_asked_for_of_a_long_question_alone(project: Path, write: Write) -> None:
    chance = Random(6)
    long = "Hur ofta under den senaste månaden har du " + "ordentligt " * 8 + "sovit gott?"
    rows = [[long, "Sover du gott?"]]
    rows += [[chance.choice(["Ja", "Nej"]), chance.choice(["Ja", "Nej"])] for _ in range(40)]
    study = drafted(write(rows))
    assert len(long) > 100
    assert list(study["questions"].values()) == [{"sv": ""}]
