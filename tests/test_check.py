"""`analysis check`: every fault of a study's tables, by file, row, column and rule."""

import csv
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.inputs.check import check_study
from analysis.run.cli import main
from analysis.study.project import list_studies
from analysis.study.study_file import read_study

Break = Callable[[str, str, str], None]


@pytest.fixture
def broken(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Break:
    """Change a text in a file of a copied study, where the commands then run."""
    shutil.copytree(root / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)

    def change(file: str, there: str, instead: str) -> None:
        path = tmp_path / "data" / "meri_lappi" / file
        text = path.read_text(encoding="utf-8")
        assert there in text
        path.write_text(text.replace(there, instead, 1), encoding="utf-8")

    return change


@pytest.mark.parametrize("study", list_studies())
def test_the_committed_studies_are_clean(study: str) -> None:
    assert check_study(read_study(study)) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        # firms planned: printed 9, value 9; row 7 of the table
        (("published/project_monitoring.csv", "all,,9,9,count", "all,,9,90,count"),
         (7, "value", "value")),
        (("published/project_monitoring.csv", "sustainability_direct,climate",
          "sustainability_direct,weather"), (12, "item", "label")),
        (("published/project_monitoring.csv", ",,kemi,,240", ",,kemi,,241"),
         (40, "printed", "code")),
        (("published/project_monitoring.csv", "9,count", "9,counts"), (7, "unit", "enum")),
        (("published/project_monitoring.csv", "9,count", "nine,count"), (7, "value", "type")),
        (("published/events.csv", "project_description", "hearsay"), (2, "document", "document")),
        (("study.toml", "[municipalities.simo]", "[municipalities.simola]"),
         (42, "municipality", "municipality")),
    ],
)  # fmt: skip
def test_a_fault_is_found_where_it_is(
    broken: Break, change: tuple[str, str, str], found: tuple[int, str, str]
) -> None:
    broken(*change)
    faults = check_study(read_study("meri_lappi"))
    assert [(f.row, f.column, f.rule) for f in faults] == [found]


@pytest.mark.parametrize(
    ("there", "instead"),
    [("all,,9,9,count", "all,,9,90,count"), ("sustainability_direct,climate",
     "sustainability_direct,weather"), (",,kemi,,240", ",,kemi,,241")],
)  # fmt: skip
def test_the_audit_refuses_what_the_check_refuses(
    broken: Break, there: str, instead: str, capsys: pytest.CaptureFixture[str]
) -> None:
    broken("published/project_monitoring.csv", there, instead)
    assert main(["check", "meri_lappi"]) == 1
    (fault,) = check_study(read_study("meri_lappi"))
    capsys.readouterr()
    assert main(["audit", "meri_lappi"]) == 2
    output = capsys.readouterr()
    assert output.out == "", "nothing is said of tables that cannot be read"
    assert f"{fault.row}" in output.err
    assert "project_monitoring.csv" in output.err


def test_a_table_that_nothing_names_is_not_passed_over(broken: Break) -> None:
    broken("datapackage.json", "published/events.csv", "published/dates.csv")
    faults = check_study(read_study("meri_lappi"))
    files = {Path(f.file).name: f.message("en").partition(";")[0] for f in faults}
    assert files == {
        "events.csv": "datapackage.json does not name it, so it is not read",
        "dates.csv": "there is no such file",
    }


def test_the_command_lists_all_faults_at_once_as_text_and_as_json(
    broken: Break, capsys: pytest.CaptureFixture[str]
) -> None:
    broken("published/project_monitoring.csv", "9,count", "nine,count")
    broken("published/events.csv", "project_description", "hearsay")
    assert main(["check", "meri_lappi", "--language", "en"]) == 1
    told = capsys.readouterr().out
    assert "row 7, column 'value', rule type: must be a number" in told
    assert "row 2, column 'document', rule document: study.toml has" in told
    assert "nine" not in told
    assert main(["check", "meri_lappi", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["ok"] is False
    assert [set(f) for f in found["faults"]] == [
        {"file", "sheet", "row", "column", "rule", "message"}
    ] * 2
    assert main(["check", "yhdessa_osallisuutta", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found.pop("folder").endswith("yhdessa_osallisuutta")
    assert found == {"ok": True, "faults": [], "notes": [], "places_without_rows": {}}
    assert main(["check", "--data", "example", "--language", "en"]) == 0
    assert re.search(r"Checked: \S*example\nFaults: 0\n", capsys.readouterr().out)


def test_what_is_left_of_a_copied_study_is_noted(
    broken: Break, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = Path("data/uusi")
    copy.mkdir()
    text = (root / "data/meri_lappi/study.toml").read_text("utf-8")
    text = text.replace('id = "meri_lappi"', 'id = "uusi"')
    gone = 'survey_change_nowhere = { fi = "a", sv = "b", en = "c" }'
    (copy / "study.toml").write_text(text.replace("[remarks]\n", f"[remarks]\n{gone}\n"), "utf-8")
    package = {"name": "uusi", "title": "Uusi", "resources": []}
    (copy / "datapackage.json").write_text(json.dumps(package), "utf-8")
    assert main(["check", "uusi", "--json"]) == 0
    notes = json.loads(capsys.readouterr().out)["notes"]
    rules = [note["rule"] for note in notes]
    assert {rule: rules.count(rule) for rule in set(rules)} == {
        "left-name": 1, "left-place": 6, "left-document": 2, "left-remark": 1,
    }  # fmt: skip
    assert all("kopio" in n["message"] or "kuviota" in n["message"] for n in notes)
    # The other study is told of its copy in the same way.
    assert main(["check", "meri_lappi", "--language", "sv"]) == 0
    assert "är densamma som i studien uusi" in capsys.readouterr().out


def test_places_of_the_same_number_alone_are_no_left_overs(
    broken: Break, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two studies may number their schools from 1."""
    assert main(["new", "uusi", "--language", "fi"]) == 0
    place = '[municipalities.koulu]\ncode = "240"\nname = { fi = "Koulu", sv = "Sk", en = "Sc" }\n'
    with Path("data/uusi/study.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{place}")
    capsys.readouterr()
    assert main(["check", "uusi", "--json"]) == 0
    notes = json.loads(capsys.readouterr().out)["notes"]
    assert [note["rule"] for note in notes] == ["only-place"]


def test_a_remark_taken_word_for_word_is_noted(
    broken: Break, capsys: pytest.CaptureFixture[str]
) -> None:
    text = Path("data/yhdessa_osallisuutta/study.toml").read_text("utf-8")
    (line,) = re.findall(r"^project_monitoring_partner_survey = .*$", text, re.M)
    broken("study.toml", "[remarks]\n", f"[remarks]\n{line}\n")
    assert main(["check", "meri_lappi", "--json"]) == 0
    assert [n["rule"] for n in json.loads(capsys.readouterr().out)["notes"]] == ["left-text"]


def test_equal_faults_of_many_rows_are_told_once_with_their_rows(broken: Break) -> None:
    path = Path("data/meri_lappi/published/project_monitoring.csv")
    text = path.read_text("utf-8").replace(",project_description,", ",hearsay,")
    path.write_text(text, "utf-8")
    (fault,) = check_study(read_study("meri_lappi"))
    assert len(fault.rows) > 30
    assert "raderna 2–" in fault.line("sv")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "rätta den på denna rad"),
        ("[]", "resources ska vara"),
        ('{"resources": {}}', "resources ska vara"),
        ('{"resources": [{"name": "a", "path": "b", "schema": {"fields": [{}]}}]}',
         "resources ska vara"),
        ('{"resources": [{"name": "a", "path": "b", "schema": {"fields": []}}]}', "document"),
    ],
)  # fmt: skip
def test_a_data_package_of_another_shape_is_told_in_the_studys_language(
    broken: Break, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    Path("data/meri_lappi/datapackage.json").write_text(text, "utf-8")
    broken("study.toml", 'language = "fi"', 'language = "sv"')
    main(["check", "meri_lappi"])
    told = "".join(capsys.readouterr())
    assert said in told
    assert not re.search(r"Error|Exception|Traceback|Expecting", told)


def test_a_missing_folder_is_told_in_the_studys_language(
    broken: Break, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "yhdessa_osallisuutta", "--data", "nowhere"]) == 2
    assert "ei ole; anna" in capsys.readouterr().err
    assert main(["check", "meri_lappi", "--data", "data", "--language", "sv"]) == 2
    assert "beskriver inga tabeller" in capsys.readouterr().err


def test_what_was_read_and_left_out_is_listed_and_saved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / "records.csv"
    assert main(["check", "--data", "example", "--language", "en", "--save", str(saved)]) == 0
    told = capsys.readouterr().out
    assert "rule linked: respondent codes that are at more than one wave: 26" in told
    assert main(["check", "--data", "example", "--language", "en", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    with saved.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for kind in ("notes", "counts"):
        written = [(r["rule"], r["message"]) for r in rows if r["kind"] == kind]
        assert written == [(r["rule"], r["message"]) for r in found[kind]]
    assert [r["count"] for r in rows if r["rule"] == "forms"] == ["51", "32"]


@pytest.mark.parametrize("option", ["--json", "--save"])
def test_names_that_are_not_unicode_are_told_as_far_as_they_go(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    folder = tmp_path / "kunta\udce4"
    folder.mkdir()
    (folder / "kulut\udce4.xlsx").write_bytes(b"no workbook")
    (folder / "kulut\udce4.csv").write_bytes(b"a;b\n")
    options = [option] if option == "--json" else [option, str(tmp_path / "saved.csv")]
    assert main(["check", "--data", str(folder), *options]) == 1
    assert "kulut?.xlsx" in capsys.readouterr().out


def test_what_is_saved_holds_no_formula_of_a_name(tmp_path: Path) -> None:
    folder, saved = tmp_path / "data", tmp_path / "saved.csv"
    folder.mkdir()
    (folder / "=1+1.csv").write_bytes(b"a;b\n")
    assert main(["check", "--data", str(folder), "--save", str(saved)]) == 1
    rows = list(csv.reader(saved.read_text("utf-8-sig").splitlines()))
    assert rows[1][1] == "'=1+1.csv"
    assert not any(cell.startswith("=") for row in rows for cell in row)
