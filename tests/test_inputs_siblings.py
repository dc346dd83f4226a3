"""Siblings of the files that people hold: the same kinds of fault in other places and spellings."""

import csv
import io
import subprocess
import sys
import time
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bad_inputs import COSTS, REGISTRATIONS, Case, Rows, good_rows, rewrite
from written import faults, notes, read, with_cells, without_codes, write_csv

from analysis.inputs.chosen import Inputs
from analysis.inputs.exports import process_guard
from analysis.inputs.exports.process_guard import ProcessGuard
from analysis.inputs.exports.workbook import WorkbookReader
from analysis.inputs.folder import Folder, read_folder
from analysis.release.rules import release
from analysis.study.edition import Edition
from analysis.study.study_file import read_study
from analysis.topics.survey_change.forms_read import FORMS, count_forms

STUDY = read_study("yhdessa_osallisuutta")
CODE, TEXT = "Vastaajatunnus", "Mitä muuta haluat kertoa?"
OTHER_ROWS = [["Nivala", "Aamupala", *row[2:-1], "8"] for row in COSTS[1:]]


def survey() -> Rows:
    return good_rows(STUDY, Case("", "", None, "", form="csv"))


def text_of(rows: Rows, separator: str = ";") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue()


def read_bytes(folder: Path, content: bytes, name: str = "file.csv") -> Folder:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    return read_folder(STUDY, folder)


def write_workbook(path: Path, rows: Rows) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([None if cell == "" else cell for cell in row])
    book.save(path)
    return path


# -- what formulas leave in texts

ERRORS = ["#REF!", "#N/A", "#DIV/0!", "#NAME?", "#PUUTTUU!", "#JAKO/0!", "#ARVO!", "#NIMI?",
          "#TYHJÄ!", "#VÄRDEFEL!", "#SAKNAS!", "#DIVISION/0!", "Err:502", "Virhe:509", "####",
          "#ERROR!"]  # fmt: skip


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_as_text_is_one_in_every_column_that_is_read(tmp_path: Path, error: str) -> None:
    tables: list[tuple[Rows, str]] = [
        (survey(), CODE), (survey(), "Ikäryhmä"), (COSTS, "Kokeilu"), (COSTS, "Ammattinimike"),
        (COSTS, "Tunnit"), (REGISTRATIONS, "Valmennus"), (REGISTRATIONS, "Tunnus"),
    ]  # fmt: skip
    for number, (rows, column) in enumerate(tables):
        found = read(tmp_path / str(number), with_cells(rows, column, [error]))
        assert ("formula-error", 2) in faults(found), column


@pytest.mark.parametrize("name", ["# 4", "#4", "Raati #2", "#yhdessä", "=)", "a=b", "1=1"])
def test_names_that_only_look_like_errors_or_formulas_are_names(tmp_path: Path, name: str) -> None:
    found = read(tmp_path / "a", with_cells(COSTS, "Kokeilu", [name, name]))
    assert faults(found) == []
    assert name in set(found.tables["costs"]["pilot"])


@pytest.mark.parametrize("formula", ["=A1&B1", "=SUM(A1:A2)", "=+1", "=$A$1", '=HAKU("a")'])
def test_a_formula_as_text_is_not_calculated(tmp_path: Path, formula: str) -> None:
    for column in ("Kokeilu", "Ammattinimike", "Tunnit"):
        found = read(tmp_path / column, with_cells(COSTS, column, [formula]))
        assert ("formula", 2) in faults(found)


# -- codes


@pytest.mark.parametrize("code", ["1,23457E+15", "1.2E+05", "1E+10", 1234567890123456789.0])
def test_codes_that_were_made_numbers_and_rounded_are_refused(tmp_path: Path, code: Any) -> None:
    write_workbook(tmp_path / "a.xlsx", with_cells(survey(), CODE, [code]))
    assert faults(read_folder(STUDY, tmp_path)) == [("code-rounded", 2)]


def test_codes_that_were_made_days_are_told_of(tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", with_cells(survey(), CODE, [date(2026, 2, 1)]))
    found = read_folder(STUDY, tmp_path)
    assert (faults(found), notes(found)["code-day"]) == ([], 1)


def test_a_code_kept_as_text_by_an_equals_sign_is_that_code(tmp_path: Path) -> None:
    found = read(tmp_path / "a", with_cells(survey(), CODE, ['="0071"']))
    assert faults(found) == []
    assert "0071" in set(found.tables["responses"]["respondent_id"])


def test_codes_of_one_wave_that_were_numbers_are_counted(tmp_path: Path) -> None:
    rows = survey()
    wave = rows[0].index("Mittauskerta")
    ends = [k for k, row in enumerate(rows) if row[wave] == rows[1][wave]]
    others = [k for k in range(1, len(rows)) if k not in ends]
    for number, (one, other) in enumerate(zip(ends, others, strict=False)):
        rows[one][0], rows[other][0] = f"10{number}", f"10{number}.0"
    found = read(tmp_path / "a", rows)
    assert (faults(found), notes(found)["codes-alike"]) == ([], min(len(ends), len(others)))


@pytest.mark.parametrize(("cell", "attended"), [
    ("TOSI", True), ("EPÄTOSI", False), ("SANT", True), ("FALSKT", False), ("FALSE", False),
])  # fmt: skip
def test_a_spreadsheets_own_yes_and_no_are_read(tmp_path: Path, cell: str, attended: bool) -> None:
    found = read(tmp_path / "a", with_cells(REGISTRATIONS, "Paikalla", [cell]))
    assert faults(found) == []
    assert found.tables["registrations"]["attended"].iloc[0] == attended


def test_registrants_codes_in_other_capitals_are_told_of(tmp_path: Path) -> None:
    rows = [*REGISTRATIONS, ["r1", "Verkostot", "8.3.2022", *REGISTRATIONS[1][3:]]]
    found = read(tmp_path / "a", rows)
    assert (faults(found), notes(found)["registrants-alike"]) == ([], 1)
    again = [*REGISTRATIONS, ["r 1", *REGISTRATIONS[1][1:]]]
    assert ("registered-twice", 5) in faults(read(tmp_path / "b", again))


# -- the same rows in two files


def without_column(rows: Rows, title: str) -> Rows:
    at = rows[0].index(title)
    return [row[:at] + row[at + 1 :] for row in rows]


LATER: dict[str, Callable[[Rows], Rows]] = {
    "codes deleted": without_codes,
    "free text left out": lambda rows: without_column(rows, TEXT),
    "codes in capitals": lambda rows: [rows[0], *([str(r[0]).upper(), *r[1:]] for r in rows[1:])],
}


@pytest.mark.parametrize("kind", LATER)
@pytest.mark.parametrize("names", [("a", "b"), ("kysely alku", "kysely"), ("kysely", "loppu")])
def test_a_download_with_other_columns_is_the_same(
    tmp_path: Path, kind: str, names: tuple[str, str]
) -> None:
    rows = with_cells(survey(), TEXT, [f"sana {k}" for k in range(12)])
    if kind != "codes in capitals":  # else codes that are there twice are faults of their own
        rows = without_codes(rows) if kind == "free text left out" else rows
    write_csv(tmp_path / f"{names[0]}.csv", rows)
    write_csv(tmp_path / f"{names[1]}.csv", LATER[kind](rows))
    assert ("copy", None) in faults(read_folder(STUDY, tmp_path))


def of_one_wave(rows: Rows) -> Rows:
    at = rows[0].index("Mittauskerta")
    kept = [rows[0], *(row for row in rows[1:] if row[at] == rows[1][at])]
    return [row[:at] + row[at + 1 :] for row in kept]


@pytest.mark.parametrize("change", [lambda rows: rows, without_codes])
def test_one_file_taken_for_both_waves_is_refused(
    tmp_path: Path, change: Callable[[Rows], Rows]
) -> None:
    for wave in ("alku", "loppu"):
        write_csv(tmp_path / f"kysely_{wave}.csv", of_one_wave(change(survey())))
    (fault,) = read_folder(STUDY, tmp_path).faults
    assert (fault.rule, fault.text) == ("copy", "copy-wave")


def test_people_who_answer_few_questions_alike_at_both_waves_are_no_copy(tmp_path: Path) -> None:
    rows = of_one_wave(survey())
    alike = [rows[0], *([row[0], *rows[1][1:]] for row in rows[1:])]
    for wave in ("alku", "loppu"):
        write_csv(tmp_path / f"kysely_{wave}.csv", alike)
    assert "copy" not in dict(faults(read_folder(STUDY, tmp_path)))


def test_a_sheet_of_another_wave_than_its_file_is_told_of(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_workbook(tmp_path / "a.xlsx", of_one_wave(survey())))
    (tmp_path / "a.xlsx").unlink()
    book.active.title = "Alku"
    book.save(tmp_path / "kysely_loppu.xlsx")
    assert "waves-named" in notes(read_folder(STUDY, tmp_path))


def test_a_sheet_with_a_column_more_or_names_in_capitals_is_the_same(tmp_path: Path) -> None:
    more = [[*row, cell] for row, cell in zip(COSTS, ["Tapaamisia", 3, 3, 3], strict=True)]
    louder = [COSTS[0], *([row[0].upper(), row[1].upper(), *row[2:]] for row in COSTS[1:])]
    for number, rows in enumerate((more, louder)):
        write_csv(tmp_path / str(number) / "a.csv", COSTS)
        write_csv(tmp_path / str(number) / "b.csv", rows)
        assert faults(read_folder(STUDY, tmp_path / str(number))) == [("copy", None)]


def test_the_same_list_before_and_after_the_training_is_no_copy(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", without_registrants(REGISTRATIONS))
    nobody = with_cells(without_registrants(REGISTRATIONS), "Paikalla", ["0", "0", "0"])
    write_csv(tmp_path / "b.csv", nobody)
    assert "copy" not in dict(faults(read_folder(STUDY, tmp_path)))


def without_registrants(rows: Rows) -> Rows:
    return with_cells(rows, "Tunnus", ["", "", ""])


# -- headings among the records


def test_a_header_that_is_repeated_is_passed_over(tmp_path: Path) -> None:
    for number, rows in enumerate((COSTS, REGISTRATIONS, survey())):
        again = [*rows[:3], rows[0], *rows[3:]]
        found = read(tmp_path / str(number), again)
        assert (faults(found), notes(found)["header-again"]) == ([], 1)


def test_files_put_one_behind_the_other_are_read_as_one(tmp_path: Path) -> None:
    mark = "\N{ZERO WIDTH NO-BREAK SPACE}"
    content = mark + text_of(COSTS) + mark + text_of([COSTS[0], *OTHER_ROWS])
    found = read_bytes(tmp_path / "a", content.encode())
    assert (faults(found), len(found.tables["costs"])) == ([], 6)


def test_another_table_below_is_one_fault(tmp_path: Path) -> None:
    found = read_bytes(tmp_path / "a", (text_of(COSTS) + "\r\n" + text_of(REGISTRATIONS)).encode())
    assert faults(found) == [("table-below", 6)]


# -- CSV as programs write it

UTF_16 = text_of(COSTS).encode("utf-16-le")
READ = {
    "CR": text_of(COSTS).replace("\r\n", "\r").encode(),
    "CR in UTF-16": text_of(COSTS).replace("\r\n", "\r").encode("utf-16"),
    "CR CR LF": text_of(COSTS).replace("\r\n", "\r\r\n").encode(),
    "UTF-32": text_of(COSTS).encode("utf-32"),
    "UTF-32 BE": b"\0\0\xfe\xff" + text_of(COSTS).encode("utf-32-be"),
    "UTF-16 without a mark": UTF_16,
    "two marks": b"\xef\xbb\xbf" * 2 + text_of(COSTS).encode(),
    "decomposed": unicodedata.normalize("NFD", text_of(COSTS)).encode(),
    "end of DOS": text_of(COSTS).encode() + b"\x1a",
    "bars": text_of(COSTS, "|").encode(),
    "a line of the separator": b"sep=;\r\n" + text_of(COSTS).encode(),
    "spaces before quotes": "\n".join(
        "; ".join(f'"{cell}"' for cell in row) for row in COSTS).encode(),
}  # fmt: skip


@pytest.mark.parametrize("kind", READ)
def test_text_is_read_however_it_is_written(tmp_path: Path, kind: str) -> None:
    plain = read(tmp_path / "plain", COSTS).tables["costs"]
    found = read_bytes(tmp_path / "other", READ[kind])
    assert faults(found) == []
    assert found.tables["costs"].equals(plain)


def test_a_lone_nul_is_damage_and_no_other_encoding(tmp_path: Path) -> None:
    content = text_of(COSTS).replace("Raati", "Ra\0ati").encode()
    assert faults(read_bytes(tmp_path / "a", content)) == [("encoding", None)]


@pytest.mark.parametrize("separator", [";", ","])
def test_lines_inside_quotation_marks_are_named(tmp_path: Path, separator: str) -> None:
    rows = [[str(cell).replace(",", ".") for cell in row] for row in COSTS]
    lines = [separator.join(row) for row in rows]
    every = "\n".join(f'"{line}"' for line in lines)
    found = read_bytes(tmp_path / "a", every.encode())
    assert [(f.rule, f.text, f.row) for f in found.faults] == [("quote", "quote-lines", 1)]
    lines[2] = f'"{lines[2]}"'
    found = read_bytes(tmp_path / "b", "\n".join(lines).encode())
    assert ("quote", "quote-lines", 3) in [(f.rule, f.text, f.row) for f in found.faults]


@pytest.mark.parametrize("cut", ["2,5", "16,40 €", "1 234,50", "24,5 %"])
def test_a_decimal_comma_with_a_unit_is_found_too(tmp_path: Path, cut: str) -> None:
    rows = [[*COSTS[0], "Tapaamisia"],
            ["Raahe", "Raati", "5.9.2022", "Palkkatyö", "Ohjaaja", "2", cut, "", "", "", "", "30",
             ""]]  # fmt: skip
    content = "\n".join(",".join(row) for row in rows)
    assert ("extra-cell", 2) in faults(read_bytes(tmp_path / "a", content.encode()))


# -- files whose ending is wrong


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("kulut.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900), "unreadable-old"),
        ("kulut.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900), "unreadable-old"),
        ("kulut.xlsx", text_of(COSTS).encode(), "unreadable-text"),
        ("kulut.ods", b"<html><table><tr><td>Kunta", "unreadable-text"),
        ("kulut.csv", b"PK\x03\x04" + bytes(900), "unreadable-workbook"),
        ("kulut.xlsx", b"PK\x03\x04" + bytes(900), ""),
        ("kulut.xlsx", b"PK", ""),
    ],
)
def test_what_a_file_is_in_truth_is_said(
    tmp_path: Path, name: str, content: bytes, text: str
) -> None:
    (fault,) = read_bytes(tmp_path / "a", content, name).faults
    assert (fault.rule, fault.text) == ("unreadable", text)


# -- workbooks


def test_a_formula_with_a_space_for_a_value_is_not_calculated(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", with_cells(COSTS, "Kuukausipalkka", [2900.5]))
    rewrite(path, b' t="n"><v>2900.5</v>', b"><f>1+1</f><v> </v>")
    assert ("formula", 2) in faults(read_folder(STUDY, tmp_path))


OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = " ".join(f'xmlns:{n}="{OFFICE}:{n}:1.0"' for n in ("office", "table", "text"))


def write_ods(path: Path, rows: Rows, cell: str, at: tuple[int, int]) -> None:
    """A spreadsheet of texts, and one cell as it is."""
    written = [
        "<table:table-row>" + "".join(
            cell if (r, c) == at else
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p>'
            "</table:table-cell>" if text else "<table:table-cell/>"
            for c, text in enumerate(row)
        ) + "</table:table-row>" for r, row in enumerate(rows)
    ]  # fmt: skip
    body = f'<table:table table:name="a">{"".join(written)}</table:table>'
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("META-INF/manifest.xml", "<manifest/>")
        parts.writestr("content.xml", f"<office:document-content {NAMES}><office:body>"
                       f"<office:spreadsheet>{body}</office:spreadsheet></office:body>"
                       "</office:document-content>")  # fmt: skip


@pytest.mark.parametrize("shown", ["#DIV/0!", "Err:502", "#JAKO/0!", "Virhe:502"])
def test_an_error_that_old_programs_keep_as_nought_is_found(tmp_path: Path, shown: str) -> None:
    cell = '<table:table-cell table:formula="of:=1/0" office:value-type="float" office:value="{}">'
    right = f"{cell.format('2.5')}<text:p>2,5</text:p></table:table-cell>"
    wrong = f"{cell.format('0')}<text:p>{shown}</text:p></table:table-cell>"
    write_ods(tmp_path / "a.ods", COSTS, right, (1, 5))
    assert faults(read_folder(STUDY, tmp_path)) == []
    write_ods(tmp_path / "a.ods", COSTS, wrong, (1, 5))
    assert ("formula-error", 2) in faults(read_folder(STUDY, tmp_path))


# -- a process that takes too much, where the system sets no limit


@pytest.mark.slow
@pytest.mark.parametrize("megabytes", [50, 400])
def test_memory_is_watched_where_the_system_does_not(
    monkeypatch: pytest.MonkeyPatch, megabytes: int
) -> None:
    monkeypatch.setattr(process_guard, "HAS_LIMITS", False)
    takes = f"import time; held = bytes({megabytes} * 2**20); time.sleep(2 if {megabytes < 99} " \
        "else 60)"  # fmt: skip
    command = [sys.executable, "-c", takes.replace("bytes(", "b'x' * (")]
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE) as process,
        ProcessGuard(process, 30, 200) as guard,
    ):
        process.wait(20)
    assert guard.reason == ("extent-memory" if megabytes > 200 else "")


def test_a_workbook_that_takes_too_much_memory_is_refused_by_the_watch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_workbook(tmp_path / "a.xlsx", COSTS)
    hungry = (sys.executable, "-c", "held = b'x' * (700 * 2**20); import time; time.sleep(60)")
    monkeypatch.setattr("analysis.inputs.exports.workbook.PROCESS", hungry)
    monkeypatch.setattr(process_guard, "HAS_LIMITS", False)
    start = time.monotonic()
    with WorkbookReader() as workbooks:
        opened = workbooks.open(tmp_path / "a.xlsx", STUDY.codebook)
    assert time.monotonic() - start < 30  # it would sleep a minute
    assert [(f.rule, f.text) for f in opened.faults] == [("extent", "extent-memory")]


# -- what was counted is on the survey's page


def test_forms_read_and_left_out_are_counted_for_the_page(tmp_path: Path) -> None:
    rows = survey()
    background = {CODE, "Kotikunta", "Mittauskerta"}
    empty = [cell if title in background else "" for title, cell in zip(*rows[:2], strict=True)]
    finished = ["Finished", *["False"] * 6, *["True"] * 6, *["False"] * 9]
    rows = [*rows, *[["", *empty[1:]]] * 7, ["", *rows[2][1:]], ["", *rows[2][1:]]]
    marked = [[*row, cell] for row, cell in zip(rows, finished, strict=True)]
    write_csv(tmp_path / "b" / "kustannukset.csv", [*COSTS, COSTS[1]])
    found = read(tmp_path / "b", marked)
    assert faults(found) == []
    made = Inputs(**found.tables, notes=found.notes, counts=found.counts)
    counted = count_forms(made.responses, (*made.notes, *made.counts))
    assert dict(zip(counted["what"], counted["n_forms"], strict=True)) == {
        "read": 14, "forms-empty": 7, "forms-unfinished": 8, "rows-repeated": 1,
    }  # fmt: skip
    released = release(counted, Edition(STUDY, "all", "en"), FORMS)
    assert set(released.table["what"]) == {"read", "forms-empty", "forms-unfinished"}
    assert released.hidden_by == {"people": 1}, "of fewer than five forms nothing is told"
