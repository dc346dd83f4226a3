"""docs/howto.md, followed line by line."""

import re
from importlib import util
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pytest

from analysis.report.desk import chart, saving, workbench
from analysis.run.cli import build_parser
from analysis.study.project import find_project_root

pytestmark = pytest.mark.slow

PAGE = (find_project_root() / "docs" / "howto.md").read_text(encoding="utf-8")
LINES = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
COMMANDS = re.findall(r"^analysis (.*)$", PAGE, re.MULTILINE)


def test_every_line_gives_what_can_be_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (chart, saving, workbench):
        monkeypatch.setattr(module, "drafts_folder", lambda _: tmp_path)
    names: dict[str, Any] = {}
    with mpl.rc_context():
        for block in LINES:
            if "save_word" in block and util.find_spec("docx") is None:
                continue
            for line in filter(None, block.splitlines()):
                exec(line, names)
                if line.startswith("desk."):
                    shown = eval(line.partition("  #")[0], names)
                    assert shown._repr_mimebundle_()[0]["text/plain"], line
    saved = {path.suffix for path in tmp_path.iterdir()}
    assert {".png", ".xlsx"} <= saved


def test_every_command_is_one() -> None:
    assert COMMANDS
    for command in COMMANDS:
        build_parser().parse_args(command.split())
