"""The shell completes commands, options and what they name."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.run.cli import main
from analysis.run.cli.completion import SHELLS

ASKED = {
    "analysis doc": ["doctor"],
    "analysis run --muni": ["--municipality"],
    "analysis run meri": ["meri_lappi"],
    "analysis run --language ": ["fi", "sv", "en"],
    "analysis run --notebook cost": ["cost_breakdown"],
    "analysis run --municipality ra": ["raahe"],
    "analysis run meri_lappi --municipality ra": [],
    "analysis figure survey_change_fo": ["survey_change_forest"],
    "analysis completion f": ["fish"],
}
"""What is offered after what was typed."""


@pytest.mark.parametrize("line", ASKED)
def test_the_shell_is_offered_what_fits(line: str, tmp_path: Path) -> None:
    found = tmp_path / "found"
    environment = os.environ | {
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_IFS": "\n",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(found),
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
    }
    command = [sys.executable, "-m", "analysis.run"]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    offered = found.read_text("utf-8").split()
    assert [name.strip() for name in offered if not name.startswith("-h")] == ASKED[line]


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_gets_its_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert "_ARGCOMPLETE" in script
    assert "analysis" in script
