"""`analysis check`: every fault of a study's tables, by file, row, column and rule."""

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
