"""Kinds of files that people hold: read right, told of, or refused with what to do."""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from bad_inputs import COSTS, REGISTRATIONS, Case, Rows, find, good_rows

from analysis.example.export import Shape, write_table
from analysis.inputs.faults import Fault, spans
from analysis.inputs.folder import Folder, read_folder
from analysis.study.study import Study
from analysis.study.study_file import read_study, read_study_file

STUDY = read_study("yhdessa_osallisuutta")
FREE = "Mitä muuta haluat kertoa?"


def survey() -> Rows:
    return good_rows(STUDY, Case("", "", None, "", form="csv"))


def write_csv(path: Path, rows: Sequence[Sequence[Any]], encoding: str = "utf-8") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(rows)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def read(path: Path, rows: Sequence[Sequence[Any]], encoding: str = "utf-8") -> Folder:
    return read_folder(STUDY, write_csv(path / "file.csv", rows, encoding).parent)


def faults(found: Folder) -> list[tuple[str, int | None]]:
    return [(fault.rule, fault.row) for fault in found.faults]


def notes(found: Folder) -> dict[str, Any]:
    return {note.rule: dict(note.values).get("count") for note in found.notes}


def with_cells(rows: Rows, column: str, cells: Sequence[Any]) -> Rows:
    copied = [list(row) for row in rows]
    for row, cell in zip(copied[1:], cells, strict=False):
        row[find(rows, column)] = cell
    return copied


# -- headers of several rows


def two_rows(rows: Rows, filler: str = "") -> Rows:
    """Questions above, items below; a question stands once."""
    above, below = [], []
    for title in map(str, rows[0]):
        question, _, item = title.partition(": ")
        above.append("" if question in above else question)
        below.append(item or filler)
    return [above, below, *rows[1:]]


@pytest.mark.parametrize("filler", ["", "Response", "Open-Ended Response"])
def test_questions_above_their_items_are_one_header(tmp_path: Path, filler: str) -> None:
    plain, found = read(tmp_path / "a", survey()), read(tmp_path / "b", two_rows(survey(), filler))
    assert faults(found) == []
    assert found.tables["responses"].equals(plain.tables["responses"])
    assert "header-rows" in notes(found)


def test_merged_questions_above_items_are_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    rows = two_rows(survey())
    for row in rows:
        book.active.append([cell or None for cell in row])
    last = max(k for k, item in enumerate(rows[1]) if item)
    book.active.merge_cells(start_row=1, end_row=2, start_column=1, end_column=1)
    book.active.merge_cells(start_row=1, end_row=1, start_column=last, end_column=last + 1)
    book.save(tmp_path / "webropol.xlsx")
    assert faults(read_folder(STUDY, tmp_path)) == []


@pytest.mark.parametrize("place", [0, 1])
def test_rows_of_codes_beside_the_header_are_passed_over(tmp_path: Path, place: int) -> None:
    rows = survey()
    codes = [f"Q{k}_SQ{k:03}" for k in range(len(rows[0]))]
    found = read(tmp_path / "vv", [*rows[:place], codes, *rows[place:]])
    assert faults(found) == []
    assert len(set(found.tables["responses"]["form"])) == len(rows) - 1


def test_another_row_of_headings_is_named_to_be_deleted(tmp_path: Path) -> None:
    rows = survey()
    words = [f"Question {k} in other words, please answer" for k in range(len(rows[0]))]
    assert faults(read(tmp_path / "below", [rows[0], words, *rows[1:]])) == [("header-rows", 2)]
    assert faults(read(tmp_path / "above", [words, *rows])) == [("header-rows", 1)]


def test_items_that_are_not_known_are_named_and_no_record(tmp_path: Path) -> None:
    rows = two_rows(survey())
    rows[1] = [cell and f"Osa-alue {k}" for k, cell in enumerate(rows[1])]
    found = read(tmp_path / "a", rows)
    assert ("header-rows", 2) in faults(found)
    assert {rule for rule, _ in faults(found)} == {"header-rows", "missing-column"}


def test_what_qualtrics_writes_below_known_codes_is_passed_over(tmp_path: Path) -> None:
    rows = survey()
    words = [f"Question {k} in other words" for k in range(len(rows[0]))]
    tool = [f'{{"ImportId":"QID{k}"}}' for k in range(len(rows[0]))]
    found = read(tmp_path / "a", [rows[0], words, tool, *rows[1:]])
    assert faults(found) == []
    assert len(set(found.tables["responses"]["form"])) == len(rows) - 1


# -- rows that are there twice


def without_codes(rows: Rows) -> Rows:
    return with_cells(rows, "Vastaajatunnus", [""] * len(rows))


def test_a_later_download_is_refused_and_names_the_earlier(tmp_path: Path) -> None:
    rows = without_codes(survey())
    write_csv(tmp_path / "kysely (1).csv", rows)
    write_csv(tmp_path / "kysely.csv", rows[:-3])
    found = read_folder(STUDY, tmp_path)
    assert [(f.file, f.rule) for f in found.faults] == [("kysely.csv", "rows-shared")]
    assert "kysely (1).csv" in found.faults[0].message("en")


def test_versions_of_a_sheet_are_known_across_formats(tmp_path: Path) -> None:
    write_csv(tmp_path / "kulut.csv", COSTS)
    as_numbers = with_cells(COSTS, "Päivä", [date(2022, 9, 5), date(2022, 9, 5), date(2022, 9, 6)])
    as_numbers = with_cells(as_numbers, "Tunnit", [Decimal("2.50"), 4])
    write_table(tmp_path / "kulut2.xlsx", as_numbers, Shape(is_marked=False))
    assert [f.rule for f in read_folder(STUDY, tmp_path).faults] == ["rows-shared"]


def test_one_row_in_two_files_is_told(tmp_path: Path) -> None:
    other = with_cells(COSTS, "Päivä", ["7.9.2022", "8.9.2022"])
    write_csv(tmp_path / "a.csv", COSTS)
    write_csv(tmp_path / "b.csv", other)
    found = read_folder(STUDY, tmp_path)
    assert (faults(found), notes(found)["rows-shared"]) == ([], 1)


def test_rows_twice_in_a_file_are_counted(tmp_path: Path) -> None:
    assert notes(read(tmp_path / "costs", [*COSTS, *COSTS[1:]]))["rows-repeated"] == 3
    nameless = with_cells(REGISTRATIONS, "Tunnus", ["", "", ""])
    found = read(tmp_path / "people", [*nameless, nameless[1]])
    assert notes(found)["rows-repeated"] == 1
    rows = with_cells(without_codes(survey()), FREE, ["oma sanani"])
    assert notes(read(tmp_path / "forms", [*rows, rows[1]]))["rows-repeated"] == 1


def test_people_who_answer_alike_are_no_copies(tmp_path: Path) -> None:
    rows = without_codes(survey())
    same = [rows[0], *[rows[1]] * 8]
    write_csv(tmp_path / "a.csv", same)
    write_csv(tmp_path / "b.csv", [*same, rows[2]])
    found = read_folder(STUDY, tmp_path)
    assert (faults(found), "rows-repeated" in notes(found)) == ([], False)


# -- codes


@pytest.mark.parametrize("code", ["99", "-1", "EOS", "N/A", "0"])
def test_a_code_is_a_code(tmp_path: Path, code: str) -> None:
    found = read(tmp_path / "a", with_cells(survey(), "Vastaajatunnus", [code]))
    assert code in set(found.tables["responses"]["respondent_id"])


def test_codes_that_lost_noughts_or_capitals_are_counted(tmp_path: Path) -> None:
    rows = survey()
    wave = find(rows, "Mittauskerta")
    for number, row in enumerate(rows[1:]):
        row[0], row[wave] = f"K{number:03}", "Alku"
    again = [[*row] for row in rows[1:4]]
    for row, code in zip(again, ("k000", "K1", "K009"), strict=True):
        row[0], row[wave] = code, "Loppu"
    found = read(tmp_path / "a", [*rows, *again])
    assert notes(found)["codes-alike"] == 2
    assert [dict(c.values)["count"] for c in found.counts if c.rule == "linked"] == [1]


# -- forms that were not completed


def test_forms_without_any_answer_are_left_out_and_counted(tmp_path: Path) -> None:
    rows = survey()
    left = [["", "Raahe", *[""] * (len(rows[0]) - 2)]] * 2
    found = read(tmp_path / "a", [*rows, *left])
    assert (faults(found), notes(found)["forms-empty"]) == ([], 2)
    assert len(set(found.tables["responses"]["form"])) == len(rows) - 1


@pytest.mark.parametrize(
    ("title", "done", "not_done", "rule"),
    [("Finished", "True", "False", "forms-unfinished"), ("submitdate", "2022-09-05", "",
      "forms-unfinished"), ("Response Type", "IP Address", "Survey Preview", "forms-preview"),
     ("kysely_complete", "2", "0", "forms-unfinished"),
     ("submitdate. Lähetyspäivä", "2022-09-05", "", "forms-unfinished")],
)  # fmt: skip
def test_unfinished_and_preview_forms_are_counted(
    tmp_path: Path, title: str, done: str, not_done: str, rule: str
) -> None:
    rows = [[*row, not_done if k in (2, 3) else done] for k, row in enumerate(survey())]
    rows[0][-1] = title
    assert notes(read(tmp_path / "a", rows))[rule] == 2


def test_the_wave_of_a_name_is_held_against_the_column(tmp_path: Path) -> None:
    rows = with_cells(survey(), "Mittauskerta", ["Alku"] * 99)
    write_csv(tmp_path / "kysely_loppu.csv", rows)
    assert "wave-named" in notes(read_folder(STUDY, tmp_path))


# -- cost sheets


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


# -- formulas and filters


def sheet_xml(path: Path, change: dict[str, str]) -> None:
    with zipfile.ZipFile(path) as parts:
        there = {name: parts.read(name) for name in parts.namelist()}
    name = "xl/worksheets/sheet1.xml"
    for old, new in change.items():
        assert old.encode() in there[name]
        there[name] = there[name].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w") as parts:
        for part, content in there.items():
            parts.writestr(part, content)


@pytest.mark.parametrize(
    ("cell", "rule"),
    [("<c r='F2'><f>2+0.5</f></c>", "formula"), ('<c r="F2"><f>1</f><v></v></c>', "formula"),
     ('<c r="F2"><f>1</f><v/></c>', "formula"), ("<c\n r = 'F2' ><f/></c>", "formula"),
     ('<c r="F2" t="str"><f>1</f></c>', "formula"),
     ("<c t='e' r='F2'><v>#REF!</v></c>", "formula-error"),
     ('<c r="F2" t = "e"><f>1/0</f><v>#DIV/0!</v></c>', "formula-error"),
     ('<c r="F2"><f>1</f><v>2.5</v></c>', ""),
     ('<c r="F2"><!-- <f> --><v>2.5</v></c>', "unreadable")],
)  # fmt: skip
def test_formulas_without_a_result_are_found_however_the_xml_is_written(
    tmp_path: Path, cell: str, rule: str
) -> None:
    path = tmp_path / "kulut.xlsx"
    write_table(path, with_cells(COSTS, "Tunnit", [2.5]), Shape(is_marked=False))
    sheet_xml(path, {'<c r="F2"><v>2.5</v></c>': cell})
    found = [fault.rule for fault in read_folder(STUDY, tmp_path).faults]
    assert found == ([rule] if rule else [])


def test_a_formula_that_waits_for_a_spreadsheet_is_not_calculated(tmp_path: Path) -> None:
    path = tmp_path / "kulut.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(COSTS):
            sheet.write_row(at, 0, row)
        sheet.write_formula("F2", "=2+0.5")  # its value is written as 0
    assert faults(read_folder(STUDY, tmp_path)) == [("formula", 2)]


@pytest.mark.parametrize("text", ["", "2,5"])
def test_a_formula_that_gives_a_text_is_calculated(tmp_path: Path, text: str) -> None:
    path = tmp_path / "kulut.xlsx"
    write_table(path, with_cells(COSTS, "Ammattinimike", [12345]), Shape(is_marked=False))
    cell = f'<c r="E2" t="str"><f>A1</f><v>{text}</v></c>'
    sheet_xml(path, {'<c r="E2"><v>12345</v></c>': cell})
    with zipfile.ZipFile(path) as parts:
        there = {name: parts.read(name) for name in parts.namelist()}
    with zipfile.ZipFile(path, "w") as parts:
        for name, content in there.items():
            parts.writestr(name, content.replace(b' fullCalcOnLoad="1"', b""))
    assert faults(read_folder(STUDY, tmp_path)) == []


@pytest.mark.parametrize(
    "cell",
    ['<c r="F2"><v><![CDATA[2.5]]></v></c>', '<c r="F2"><v>2<!-- -->.5</v></c>',
     '<c r="F2"><v> 2.5 </v></c>', '<c r="F2"><v>2<?x y?>.5</v></c>',
     '<c r="F2" t="inlineStr"><is><r><t>2</t></r><r><t>,5</t></r></is></c>',
     '<c r="F2" t="d"><v>2022-01-01</v></c>', '<c r="F2" t="b"><v>1</v></c>'],
)  # fmt: skip
def test_no_cell_is_read_as_empty_that_is_not(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "kulut.xlsx"
    write_table(path, with_cells(COSTS, "Tunnit", [2.5]), Shape(is_marked=False))
    sheet_xml(path, {'<c r="F2"><v>2.5</v></c>': cell})
    found = read_folder(STUDY, tmp_path)
    assert {rule for rule, _ in faults(found)} & {"entry-incomplete"} == set()
    assert found.faults or found.tables["costs"]["hours"][0] == Decimal("2.5")


def test_rows_that_a_filter_hides_are_told(tmp_path: Path) -> None:
    path = tmp_path / "kulut.xlsx"
    write_table(path, COSTS, Shape(is_marked=False))
    sheet_xml(path, {'<row r="3"': '<row r="3" hidden="1"'})
    found = read_folder(STUDY, tmp_path)
    assert (notes(found)["rows-hidden"], len(found.tables["costs"])) == (1, 3)


# -- text files


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


# -- personal data


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


# -- messages


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


@pytest.mark.parametrize("name", ["kysely.por", "vanha.XLS", "data.dta", "a.numbers", "m.xlsm"])
def test_other_formats_are_refused_by_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"data")
    found = read_folder(STUDY, tmp_path)
    assert faults(found) == [("file-kind", None)]
    assert Path(name).suffix.lower() in found.faults[0].message("sv")


@pytest.mark.parametrize("table", ["responses", "costs", "registrations"])
def test_a_list_without_rows_is_an_empty_table(tmp_path: Path, table: str) -> None:
    rows = {"responses": survey(), "costs": COSTS, "registrations": REGISTRATIONS}[table]
    found = read(tmp_path / "a", rows[:1])
    assert (faults(found), len(found.tables[table])) == ([], 0)
    one = read(tmp_path / "b", rows[:2])
    assert (faults(one), one.tables[table].empty) == ([], False)
    blank = read(tmp_path / "c", [*rows[:1], [""] * len(rows[0])])
    assert (faults(blank), len(blank.tables[table])) == ([], 0)


# -- answers in words of one's own


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


# -- SPSS and OpenDocument


def test_an_spss_file_reads_as_its_labels_say(tmp_path: Path) -> None:
    pyreadstat = pytest.importorskip("pyreadstat")
    rows = survey()
    plain = read(tmp_path / "plain", rows)
    frame = pd.DataFrame(rows[1:], columns=[f"q{k}" for k in range(len(rows[0]))], dtype="object")
    labels = {}
    for name in frame.columns[find(rows, "Työ") :]:
        texts = sorted(set(frame[name]) - {""})
        labels[name] = {float(k): text for k, text in enumerate(texts, start=1)}
        codes = {text: code for code, text in labels[name].items()}
        frame[name] = frame[name].map(lambda text, codes=codes: codes.get(text)).astype("float64")
    last = frame.columns[find(rows, "Elämä kok")]
    labels[last] |= {98.0: "Näyttö vioittui"}
    frame.loc[0, last] = 98.0
    (tmp_path / "spss").mkdir()
    pyreadstat.write_sav(
        frame, str(tmp_path / "spss" / "kysely.sav"), column_labels=list(map(str, rows[0])),
        variable_value_labels={k: v for k, v in labels.items() if v},
        missing_ranges={last: [98.0]},
    )  # fmt: skip
    found = read_folder(STUDY, tmp_path / "spss")
    assert [f.line("en") for f in found.faults] == []
    merged, own = found.tables["responses"], plain.tables["responses"]
    differs = merged["response"].fillna(-1) != own["response"].fillna(-1)
    assert list(merged[differs]["question"]) == ["life_as_a_whole"]
    assert list(merged[differs]["missing"]) == ["no_answer"]


def test_a_damaged_spss_file_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("pyreadstat")
    (tmp_path / "kysely.sav").write_bytes(b"$FL2" + bytes(range(256)) * 20)
    assert faults(read_folder(STUDY, tmp_path)) == [("unreadable", None)]


def ods(path: Path, rows: Rows, cells: dict[str, str]) -> None:
    """An OpenDocument spreadsheet; some texts stand in cells of their own XML."""
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
                      for name in ("office", "table", "text"))  # fmt: skip
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    text = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = "".join(
        f"<table:table-row>{''.join(cells.get(c, text.format(c)) for c in row)}</table:table-row>"
        for row in rows
    )
    content = (
        f"<office:document-content {spaces} {calc}><office:body><office:spreadsheet>"
        f'<table:table table:name="Taul1">{lines}<table:table-row '
        'table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    entry = f'<m:file-entry m:full-path="content.xml" m:media-type="{kind}"/>'
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("mimetype", kind)
        parts.writestr("content.xml", content)
        parts.writestr("META-INF/manifest.xml",
                       f'<m:manifest xmlns:m="{manifest}">{entry}</m:manifest>')  # fmt: skip


ERROR = (
    '<table:table-cell table:formula="of:=#REF!" office:value-type="string" office:string-value="" '
    'calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell>'
)


@pytest.mark.parametrize(
    ("cell", "rule"),
    [('<table:table-cell office:value-type="float" office:value="2.5"/>', ""), (ERROR,
      "formula-error"), ('<table:table-cell table:formula="of:=1+1"/>', "formula")],
)  # fmt: skip
def test_an_opendocument_spreadsheet_is_read(tmp_path: Path, cell: str, rule: str) -> None:
    ods(tmp_path / "kulut.ods", with_cells(COSTS, "Tunnit", ["hours"]), {"hours": cell})
    found = read_folder(STUDY, tmp_path)
    assert faults(found) == ([(rule, 2)] if rule else [])
    assert rule or found.tables["costs"]["hours"][0] == Decimal("2.5")
