"""What a run says of its progress, to people and to log files."""

import io

import pytest

from analysis.run.cli.progress import with_progress
from analysis.run.make import Outcome
from analysis.run.plan import plan_units
from analysis.study.study_file import read_study

UNITS = plan_units(read_study("meri_lappi"), ["project_monitoring"], ["all"], ["fi", "sv", "en"])
NAMES = [str(unit) for unit in UNITS]


def outcomes() -> list[Outcome]:
    """The second unit ends first; the last one fails."""
    return [Outcome(UNITS[1], ""), Outcome(UNITS[0], ""), Outcome(UNITS[2], "no")]


def test_a_log_file_gets_a_line_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(with_progress(iter(outcomes()), UNITS, 2)) == outcomes()
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(";")[0] for line in lines] == [
        f"1/3 made {NAMES[1]}", f"2/3 made {NAMES[0]}", f"3/3 failed {NAMES[2]}",
    ]  # fmt: skip
    assert lines[0].endswith(f"now {NAMES[0]}, {NAMES[2]}")
    assert "s/page" in lines[0]
    assert "left" in lines[0]
    assert "\r" not in "".join(lines)
    assert "now" not in lines[2]


def test_a_terminal_gets_a_bar_with_what_runs_now(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    assert list(with_progress(iter(outcomes()), UNITS, 2)) == outcomes()
    drawn = terminal.getvalue().split("\r")
    assert any("0/3" in each and f"{NAMES[0]}, {NAMES[1]}" in each for each in drawn)
    assert "3/3" in drawn[-1]
    assert "page" in drawn[-1]


def test_a_run_with_nothing_to_do_says_nothing_of_progress(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert list(with_progress(iter(()), [], 2)) == []
    assert capsys.readouterr().err == ""
