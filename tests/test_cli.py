import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest
from conftest import FIGURES

from analysis.run.cli import main
from analysis.study.project import find_project_root


def test_help_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert all(command in told for command in ("run", "check", "figures", "notebooks", "example"))


def test_a_limit_that_a_cluster_would_not_keep_is_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["run", "--scheduler", "tcp://nowhere:1", "--unit-timeout", "5"]) == 2
    assert "keep no time limit" in capsys.readouterr().err


def test_the_command_line_loads_nothing_heavy() -> None:
    """What makes `analysis --help` slow is imports, so those are held and not a clock."""
    heavy = "{'pandas', 'numpy', 'matplotlib', 'papermill', 'nbconvert', 'babel', 'pydantic'}"
    code = f"import sys, analysis.run.cli; print(sorted({heavy} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_a_run_looks_for_changes_without_what_reads_data() -> None:
    """It then starts what notebooks are forked from, which imports that meanwhile."""
    heavy = "{'pandas', 'numpy', 'matplotlib', 'scipy', 'papermill'}"
    modules = "analysis.run.plan, analysis.run.report, analysis.run.template"
    code = f"import sys, {modules}; print(sorted({heavy} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_schemas_are_checked_without_the_grammar_of_addresses() -> None:
    code = (
        "import sys; from analysis.inputs.printed import schema; schema.import_jsonschema()\n"
        "import importlib.util, jsonschema; print('lark' in sys.modules)\n"
        "print(jsonschema.Draft7Validator({'type': 'string'}).is_valid(1))\n"
        "print(importlib.util.find_spec('rfc3987_syntax').name)"  # whoever wants it has it
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "False", "rfc3987_syntax"]


def test_the_data_dictionary_is_current(capsys: pytest.CaptureFixture[str]) -> None:
    """docs/data_dictionary.md is what `analysis dictionary` prints; make it anew if this fails."""
    assert main(["dictionary"]) == 0
    kept = (find_project_root() / "docs" / "data_dictionary.md").read_text(encoding="utf-8")
    assert capsys.readouterr().out == kept


def test_the_data_dictionary_as_csv_has_a_row_for_each_column(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["dictionary", "--csv"]) == 0
    frame = pd.read_csv(StringIO(capsys.readouterr().out))
    assert frame["meaning"].notna().all()
    assert not frame.duplicated(["table", "column"]).any()


def test_a_figure_is_drawn_alone_in_all_its_forms(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = "training_attendance_by_theme"
    assert main(["figure", key, "--language", "sv", "--output", str(tmp_path)]) == 0
    made = {path.suffix: path for path in tmp_path.iterdir()}
    assert set(made) == {".svg", ".png", ".pdf", ".csv", ".json"}
    assert json.loads(made[".json"].read_text(encoding="utf-8"))["title"].endswith("av de anmälda")
    assert str(tmp_path) in capsys.readouterr().out


def test_without_a_key_figures_are_listed_and_an_unknown_one_is_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["figure"]) == 0
    assert capsys.readouterr().out.split() == list(FIGURES)
    assert main(["figure", "training_attendance_by_them"]) == 2
    assert "training_attendance_by_theme" in capsys.readouterr().err
