import subprocess
import sys

import pytest

from analysis.run.cli import main


def test_help_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert all(command in told for command in ("run", "check", "figures", "notebooks", "example"))


def test_the_command_line_loads_nothing_heavy() -> None:
    """What makes `analysis --help` slow is imports, so those are held and not a clock."""
    heavy = "{'pandas', 'numpy', 'matplotlib', 'papermill', 'nbconvert', 'babel', 'pydantic'}"
    code = f"import sys, analysis.run.cli; print(sorted({heavy} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
