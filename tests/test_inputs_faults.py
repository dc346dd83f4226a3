"""What is wrong with people's own files: every fault where it is, and no cell shown."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import openpyxl
import pytest
from bad_inputs import (
    CASES,
    COSTS,
    REGISTRATIONS,
    SECRET,
    Case,
    find,
    good_rows,
    write_case,
)

from analysis.example.export import Shape, write_table
from analysis.inputs.chosen import read_inputs
from analysis.inputs.faults import DataError
from analysis.inputs.folder import read_folder
from analysis.run.claim import LOCK
from analysis.run.cli import main
from analysis.study.declaration import LANGUAGES, StudyError
from analysis.study.study import Study
from analysis.study.study_file import read_study

Written = Callable[..., Path]


@pytest.fixture(scope="module")
def study() -> Study:
    return read_study("yhdessa_osallisuutta")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_fault_is_found_where_it_is_and_its_cell_is_not_shown(
    case: Case, study: Study, tmp_path: Path
) -> None:
    path = write_case(case, study, tmp_path)
    before = path.read_bytes() if path.stat().st_size < 2**20 else b""
    found = read_folder(study, tmp_path)
    places = [(f.file, f.rule, f.row) for f in found.faults]
    assert places == [(path.name, case.rule, case.row)]
    assert not case.column or found.faults[0].column == case.column
    said = " ".join(remark.line(language) for language in LANGUAGES
                    for remark in (*found.faults, *found.notes))  # fmt: skip
    assert case.secret not in said.replace(path.name, "")
    assert all(frame.empty for frame in found.tables.values())
    assert not before or path.read_bytes() == before


def test_there_are_many_cases_and_the_good_files_behind_them_are_good(
    study: Study, tmp_path: Path
) -> None:
    assert len({case.name for case in CASES}) >= 60
    for form in ("csv", "xlsx"):
        folder = tmp_path / form
        folder.mkdir()
        survey = good_rows(study, Case("survey", "", None, "", form=form))
        write_table(folder / f"survey.{form}", survey, Shape(form=form, is_marked=False))
        write_table(folder / "costs.csv", COSTS, Shape(form="csv", is_marked=False))
        write_table(folder / "people.csv", REGISTRATIONS, Shape(form="csv", is_marked=False))
        found = read_folder(study, folder)
        assert list(found.faults) == []
        assert all(len(found.tables[t]) > 0 for t in ("responses", "costs", "registrations"))


@pytest.fixture
def three_faulty_files(study: Study, tmp_path: Path) -> Path:
    names = ("unknown_municipality", "impossible_date", "perhaps")
    for case in CASES:
        if case.name in names:
            write_case(case, study, tmp_path)
    return tmp_path


def test_the_command_lists_the_faults_of_all_files_at_once(
    three_faulty_files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--data", str(three_faulty_files), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["ok"] is False
    assert [(f["file"], f["row"], f["column"], f["rule"]) for f in found["faults"]] == [
        ("impossible_date.csv", 2, "Päivä", "impossible-date"),
        ("perhaps.csv", 3, "Ilmoittautunut", "answer"),
        ("unknown_municipality.csv", 2, "Kotikunta", "municipality"),
    ]
    assert set(found["faults"][0]) == {"file", "sheet", "row", "column", "rule", "message"}
    assert SECRET not in json.dumps(found)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "rivi 2, sarake ”Päivä”, sääntö impossible-date: kalenterissa ei ole tätä päivää"),
        ("sv", "rad 2, kolumn ”Päivä”, regel impossible-date: dagen finns inte i kalendern"),
        ("en", "row 2, column 'Päivä', rule impossible-date: the calendar has no such day"),
    ],
)
def test_messages_are_in_the_language_asked_for(
    three_faulty_files: Path, capsys: pytest.CaptureFixture[str], language: str, words: str
) -> None:
    assert main(["check", "--data", str(three_faulty_files), "--language", language]) == 1
    assert words in capsys.readouterr().out


def test_a_run_refuses_a_folder_with_faults_before_any_notebook_starts(
    three_faulty_files: Path, tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(
        "analysis.run.workers.make_here", lambda *_: pytest.fail("a notebook started")
    )
    reports = tmp_path_factory.mktemp("reports")
    assert main(["run", "--data", str(three_faulty_files), "--reports", str(reports)]) == 2
    told = capsys.readouterr().err
    assert told.count(".csv: ") == 3
    assert [p.name for p in reports.rglob("*") if p.is_file()] == [LOCK]


def test_a_folder_without_files_and_one_that_is_not_there(study: Study, tmp_path: Path) -> None:
    assert [f.rule for f in read_folder(study, tmp_path).faults] == ["no-files"]
    with pytest.raises(StudyError, match="there is no folder"):
        read_inputs(study, str(tmp_path / "nowhere"))


def test_a_notebook_gets_every_fault_in_its_language(
    study: Study, three_faulty_files: Path
) -> None:
    with pytest.raises(DataError, match="dagen finns inte") as raised:
        read_inputs(study, str(three_faulty_files), "sv")
    assert len(raised.value.faults) == 3


def test_copies_of_a_sheet_are_refused_once(study: Study, tmp_path: Path) -> None:
    for name in ("kulut.csv", "kulut - kopio.csv"):
        write_table(tmp_path / name, COSTS, Shape(form="csv", is_marked=False))
    found = read_folder(study, tmp_path)
    assert [(f.file, f.rule) for f in found.faults] == [("kulut.csv", "copy")]


def test_real_and_made_up_data_do_not_mix(study: Study, tmp_path: Path) -> None:
    write_table(tmp_path / "kulut.csv", COSTS, Shape(form="csv", is_marked=False))
    write_table(tmp_path / "ilmo.csv", REGISTRATIONS, Shape(form="csv"))
    found = read_folder(study, tmp_path)
    assert [(f.file, f.rule) for f in found.faults] == [("ilmo.csv", "mixed")]


def test_hidden_sheets_subfolders_and_empty_lists_are_told_of(study: Study, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in COSTS:
        book.active.append(row)
    old = book.copy_worksheet(book.active)
    old.sheet_state = "hidden"
    book.save(tmp_path / "kulut.xlsx")
    (tmp_path / "vanhat").mkdir()
    write_table(tmp_path / "ilmo.csv", REGISTRATIONS[:1], Shape(form="csv", is_marked=False))
    (tmp_path / "~$kulut.xlsx").write_bytes(b"lock")
    found = read_folder(study, tmp_path)
    assert list(found.faults) == []
    assert len(found.tables["costs"]) == 3
    told = {(n.file, n.rule) for n in found.notes}
    assert {("kulut.xlsx", "sheet-hidden"), ("vanhat", "file-not-read"),
            ("ilmo.csv", "no-records")} <= told  # fmt: skip
    assert not any("~$" in note.file for note in found.notes)


@pytest.mark.parametrize(
    "text",
    ["0208916-1", "Y-tunnus 0184278-8", "Tapaaminen 06-09-2022 klo 12", "06 09 2022",
     "RF18 0123 4567", "01234567", "2022-09-05 12:30", "kustannuspaikka 0451000",
     "Viite 01234 56789"],
)  # fmt: skip
def test_what_only_looks_like_personal_data_is_let_pass(
    study: Study, tmp_path: Path, text: str
) -> None:
    rows = good_rows(study, Case("", "", None, ""))
    rows[1][find(rows, "Mitä muuta")] = text
    write_table(tmp_path / "kysely.csv", rows, Shape(form="csv", is_marked=False))
    assert list(read_folder(study, tmp_path).faults) == []


@pytest.mark.slow
def test_damaged_workbooks_are_refused_and_never_crash(study: Study, tmp_path: Path) -> None:
    good = tmp_path / "good.xlsx"
    write_table(good, good_rows(study, Case("", "", None, "", form="xlsx")), Shape(is_marked=False))
    content, chance = good.read_bytes(), Random(3)
    for _ in range(60):
        broken = bytearray(content)
        for _ in range(8):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        good.write_bytes(broken)
        found = read_folder(study, tmp_path)
        assert found.faults or len(found.tables["responses"])


def test_a_name_that_a_terminal_cannot_show_stops_nothing(study: Study, tmp_path: Path) -> None:
    write_table(tmp_path / "kulut\udce4.csv", COSTS[:2], Shape(form="csv", is_marked=False))
    command = [sys.executable, "-m", "analysis.run", "check", "--data", str(tmp_path)]
    told = subprocess.run(command, capture_output=True, check=False, timeout=60,
                          env={**os.environ, "PYTHONIOENCODING": "ascii:strict"})  # fmt: skip
    assert (told.returncode, told.stderr) == (0, b"")
    assert b"Virheit\\xe4: 0" in told.stdout


def test_most_cases_plant_a_word_that_no_message_may_show(study: Study) -> None:
    """The others hold single digits or empty cells, which row numbers would hold as well."""
    planted = 0
    for case in CASES:
        rows = good_rows(study, case)
        case.change(rows)
        planted += any(case.secret in str(cell) for row in rows for cell in row)
    assert planted >= 60
