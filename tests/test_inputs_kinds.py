"""Kinds of files that people hold: read right, told of, or refused with what to do."""

from datetime import time, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from bad_inputs import COSTS, REGISTRATIONS, Case, find, good_rows
from written import STUDY, faults, notes, read, survey, with_cells, write_csv

from analysis.example.export import Shape, write_table
from analysis.inputs.faults import Fault, spans
from analysis.inputs.folder import Folder, read_folder
from analysis.study.study import Study
from analysis.study.study_file import read_study_file


@pytest.mark.parametrize(
    "words",
    ["Raahe Summa", "Kaikki yhteensä", "Raahe Total", "Totalsumma", "Grand Total", "Loppusumma",
     "Summa Raahe", "Delsumma"],
)  # fmt: skip
def test_subtotals_are_left_out_in_three_languages(tmp_path: Path, words: str) -> None:
    total = [words, "", "", "", "", "5,5", *[""] * 6]
    found = read(tmp_path / "a", [*COSTS[:3], total, COSTS[3]])
    assert (faults(found), len(found.tables["costs"])) == ([], 3)
    wrong = [words, "", "", "", "", "7,5", *[""] * 6]
    assert faults(read(tmp_path / "b", [*COSTS[:3], wrong, COSTS[3]])) == [("total", 4)]


def test_a_pilot_called_a_sum_is_no_total(tmp_path: Path) -> None:
    found = read(tmp_path / "a", with_cells(COSTS, "Kokeilu", ["Raati Summa"] * 2))
    assert (faults(found), len(found.tables["costs"])) == ([], 3)


@pytest.mark.parametrize("cell", [time(2, 30), timedelta(hours=2, minutes=30), "2:30", "2:30:00"])
def test_hours_as_times_are_hours(tmp_path: Path, cell: object) -> None:
    book = openpyxl.Workbook()
    for row in with_cells(COSTS, "Tunnit", [cell]):
        book.active.append(row)
    book.save(tmp_path / "kulut.xlsx")
    found = read_folder(STUDY, tmp_path)
    assert (faults(found), found.tables["costs"]["hours"][0]) == ([], Decimal("2.5"))
    assert notes(found)["duration"] == 1


def test_hours_as_parts_of_a_day_are_refused_or_told(tmp_path: Path) -> None:
    parts = [0.104166666666667, 0.3125]
    write_table(tmp_path / "kulut.xlsx", with_cells(COSTS, "Tunnit", parts), Shape(is_marked=False))
    found = read_folder(STUDY, tmp_path)
    assert [(f.rule, f.column, f.rows) for f in found.faults] == [
        ("parts-of-day", "Tunnit", (2, 3))
    ]
    mixed = read(tmp_path / "mixed", with_cells(COSTS, "Tunnit", ["0,3125", "7"]))
    assert (faults(mixed), notes(mixed)["parts-of-day"]) == ([], 1)
    typed = read(tmp_path / "typed", with_cells(COSTS, "Tunnit", ["0,25", "0,5"]))
    assert (faults(typed), "parts-of-day" in notes(typed)) == ([], False)


def test_names_in_other_capitals_are_one_name(tmp_path: Path) -> None:
    names = ["Avoimet tilat", "AVOIMET  TILAT", "avoimet tilat."]
    found = read(tmp_path / "a", with_cells(REGISTRATIONS, "Valmennus", names))
    assert set(found.tables["registrations"]["training"]) == {"Avoimet tilat"}
    assert notes(found)["spelling"] == 2


@pytest.mark.parametrize(("encoding", "name"), [("cp850", "850"), ("mac-roman", "Mac")])
def test_other_encodings_are_named_with_the_remedy(
    tmp_path: Path, encoding: str, name: str
) -> None:
    rows = [[cell.replace("€", "EUR") for cell in row] for row in COSTS]
    found = read(tmp_path / "a", rows, encoding)
    assert faults(found) == [("encoding", None)]
    assert name in found.faults[0].message("en")
    assert "UTF-8" in found.faults[0].message("fi")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_these_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    rows = with_cells(COSTS, "Ammattinimike", ["”Ohjaaja” – 12 €…"])
    found = read(tmp_path / "a", rows, encoding)
    assert (faults(found), found.tables["costs"]["pilot"][0]) == ([], "Raati")


def test_notes_may_hold_lines_and_separators(tmp_path: Path) -> None:
    note = "maito; kala;\nvehnä; soija; selleri; sinappi; seesami; lupiini; äyriäiset; rikki; muu"
    rows = [[*row, "" if k else "Lisätiedot"] for k, row in enumerate(REGISTRATIONS)]
    rows[2][-1] = note
    assert faults(read(tmp_path / "a", rows)) == []


def test_a_decimal_comma_that_cuts_a_number_is_found(tmp_path: Path) -> None:
    lines = [",".join(COSTS[0]), "Raahe,Raati,5.9.2022,Vapaaehtoistyö,,2,5,,,,,,30",
             "Raahe,Raati,6.9.2022,Vapaaehtoistyö,,3,,,,,,30"]  # fmt: skip
    (tmp_path / "kulut.csv").write_text("\n".join(lines), encoding="utf-8")
    assert faults(read_folder(STUDY, tmp_path))[0] == ("extra-cell", 2)


@pytest.mark.parametrize("content", ['"a","b"\n"1","2"\n', "a\tb\n1\t2\n", '"a;b","c"\nx\n'])
def test_a_file_with_no_known_heading_is_no_table(tmp_path: Path, content: str) -> None:
    (tmp_path / "export.csv").write_text(content, encoding="utf-8")
    assert faults(read_folder(STUDY, tmp_path)) == [("no-table", None)]


@pytest.mark.parametrize(
    "text",
    ["09.00–15.00", "08.00-16.00", "klo 9.00–12.00", "01–12/2022", "1.2022–12.2022", "08/2022",
     "viite 01234 56789", "RF18 0123 4567", "0501234567890", "040190-0123", "02 1234 5678",
     "010190-123A", "8.00 - 9.30", "050 100 200 kpl"],
)  # fmt: skip
def test_numbers_in_unread_columns_are_no_personal_data(tmp_path: Path, text: str) -> None:
    rows = [[*row, text if k else "Klo"] for k, row in enumerate(REGISTRATIONS)]
    assert faults(read(tmp_path / "a", rows)) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [("+358 40 123 4567", "phone"), ("040 123 4567", "phone"), ("050-123 4567", "phone"),
     ("a.b@c.fi", "email"), ("131052-308T", "identity-code")],
)  # fmt: skip
def test_what_can_be_nothing_else_is_found_there_too(tmp_path: Path, text: str, rule: str) -> None:
    rows = [[*row, text if k else "Muuta"] for k, row in enumerate(REGISTRATIONS)]
    found = read(tmp_path / "a", rows)
    assert [(f.rule, f.rows) for f in found.faults] == [(rule, (2, 3, 4))]


def test_the_same_fault_in_many_rows_is_one_line_with_its_rows(tmp_path: Path) -> None:
    found = read(tmp_path / "a", with_cells(survey(), "Kotikunta", ["Kirsikka"] * 8))
    assert [(f.rule, f.row, f.rows) for f in found.faults] == [
        ("municipality", 2, tuple(range(2, 10)))
    ]
    assert "rivit 2–9, sarake ”Kotikunta”" in found.faults[0].line("fi")
    assert found.faults[0].record("en")["rows"] == list(range(2, 10))


def test_spans_of_rows() -> None:
    assert spans([]) == ""
    assert spans([5, 2, 3, 9]) == "2–3, 5, 9"
    assert spans(range(1, 99, 2)).endswith(" …")
    assert Fault("a", "empty", row=3, rows=(3,)).line("en").startswith("a: row 3, rule empty")


def test_people_from_elsewhere_are_explained_where_they_may_come(tmp_path: Path) -> None:
    found = read(tmp_path / "a", with_cells(REGISTRATIONS, "Kunta", ["Oulu"]))
    assert "muu kunta" in found.faults[0].message("fi")
    found = read(tmp_path / "b", with_cells(COSTS, "Kunta", ["Oulu"]))
    assert "muu kunta" not in found.faults[0].message("fi")


@pytest.mark.parametrize("table", ["responses", "costs", "registrations"])
def test_a_list_without_rows_is_an_empty_table(tmp_path: Path, table: str) -> None:
    rows = {"responses": survey(), "costs": COSTS, "registrations": REGISTRATIONS}[table]
    found = read(tmp_path / "a", rows[:1])
    assert (faults(found), len(found.tables[table])) == ([], 0)
    one = read(tmp_path / "b", rows[:2])
    assert (faults(one), one.tables[table].empty) == ([], False)
    blank = read(tmp_path / "c", [*rows[:1], [""] * len(rows[0])])
    assert (faults(blank), len(blank.tables[table])) == ([], 0)


@pytest.fixture
def with_other(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The study with an option "Other" in the question of what to invest in."""
    text = (STUDY.folder / "study.toml").read_text(encoding="utf-8")
    labels, table = "[labels.invest_in]\n", "[tables.responses.invest_in]\n"
    assert labels in text
    assert table in text
    text = text.replace(labels, f'{labels}other = {{ fi = "Muu", sv = "Annat", en = "Other" }}\n')
    text = text.replace(table, f'{table}spellings.other = ["Muu, mikä?"]\n')
    folder = tmp_path_factory.mktemp("data") / STUDY.key
    folder.mkdir()
    (folder / "study.toml").write_text(text, encoding="utf-8")
    return read_study_file(folder)


def chosen(found: Folder, form: int) -> set[str]:
    rows = found.tables["responses"]
    own = rows[(rows["question"] == "invest_in") & (rows["form"] == form) & (rows["response"] == 1)]
    return set(own["item"])


def test_an_answer_in_own_words_at_the_end_is_the_option_other(
    tmp_path: Path, with_other: Study
) -> None:
    rows = good_rows(STUDY, Case("", "", None, "", form="csv", shape={"several": "joined"}))
    wave = find(rows, "Mittauskerta")
    rows = [rows[0], *sorted(rows[1:], key=lambda row: str(row[wave]))]
    rows = with_cells(rows, "Mihin kunnassa", ["Työ; Asuminen; Kirsikkapuita, kiitos", "Muu; Työ"])
    write_csv(tmp_path / "kysely.csv", rows)
    found = read_folder(with_other, tmp_path)
    assert (faults(found), notes(found)["other-text"]) == ([], 1)
    assert chosen(found, 1) == {"work", "housing", "other"}
    assert chosen(found, 2) == {"work", "other"}
    assert {rule for rule, _ in faults(read_folder(STUDY, tmp_path))} == {"answer"}


def test_a_column_of_other_answers_holds_their_words(tmp_path: Path, with_other: Study) -> None:
    rows = [[*row, ""] for row in survey()]
    rows[0][-1] = "Mihin kunnassa pitäisi panostaa?: Muu, mikä?"
    rows[1][-1] = "Kirsikkapuita"
    write_csv(tmp_path / "kysely.csv", rows)
    found = read_folder(with_other, tmp_path)
    assert (faults(found), notes(found)["other-text"]) == ([], 1)
    said = found.tables["responses"]
    assert (said["item"] == "other").sum() == len(rows) - 1
    assert ((said["item"] == "other") & (said["response"] == 1)).sum() == 1
