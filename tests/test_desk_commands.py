"""Commands for the desk: what is missing, the pages in the browser, runs after each change."""

import json
import os
import subprocess
import sys
import webbrowser
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_engine import write_notebook

from analysis.run.cli import doctor, main
from analysis.run.cli.doctor import Finding, examine
from analysis.run.cli.watch import list_watched, wait_for_change, watch
from analysis.study.declaration import TOPICS, StudyError
from analysis.study.wording import Wording

ROOT = Path(__file__).resolve().parents[1]


def test_the_doctor_finds_nothing_missing_here(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    told = capsys.readouterr().out
    for name in ("Python", "packages", "typefaces", "typst", "reports", "disk", "browser"):
        assert f" {name}: " in told
    assert "MISSING" not in told


def test_the_doctor_says_how_to_mend_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.setattr(doctor, "LEAST_FREE_MB", 10**12)
    monkeypatch.setattr(doctor, "_is_installed", lambda name: name != "pandas")
    assert main(["doctor"]) == 1
    told = capsys.readouterr().out
    assert "not installed: pandas" in told
    for name in ("packages", "typst", "disk"):
        assert f"MISSING   {name}: " in told
    assert told.count("MISSING") == 3
    assert told.count("->") >= 3


def test_every_finding_says_how_it_is_mended() -> None:
    assert all(found.mend or found.is_fine for found in examine())


def test_what_only_some_commands_need_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lacking = Finding("docx", False, "not installed", "pip install python-docx", is_needed=False)
    monkeypatch.setattr(doctor, "examine", lambda: iter([lacking]))
    assert main(["doctor"]) == 0
    assert "optional  docx" in capsys.readouterr().out


def test_open_shows_the_front_page_in_the_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def show(address: str) -> bool:
        shown.append(address)
        return True

    monkeypatch.setattr(webbrowser, "open", show)
    page = tmp_path / "meri_lappi" / "published" / "index_sv.html"
    asked = ["open", "meri_lappi", "--data", "published", "--reports", str(tmp_path)]
    assert main([*asked, "--language", "sv"]) == 2, "nothing was made yet"
    page.parent.mkdir(parents=True)
    page.touch()
    assert main([*asked, "--language", "sv"]) == 0
    assert shown == [page.as_uri()]


def test_a_change_is_waited_for_until_it_is_whole() -> None:
    looks = iter(["old", "old", "half", "whole", "whole"])
    wait_for_change(lambda: next(looks), "old")
    assert list(looks) == []


def test_a_change_has_time_to_be_saved_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr("time.sleep", lambda _: seen.append("pause"))

    def look() -> str:
        seen.append("look")
        return "old" if seen.count("look") == 1 else "new"

    wait_for_change(look, "old")
    assert seen == ["look", "pause", "look", "pause", "look"]


def test_a_change_during_a_run_is_not_missed(tmp_path: Path) -> None:
    edited = tmp_path / "study.toml"
    edited.write_text("one", encoding="utf-8")
    runs: list[str] = []

    def run() -> int:
        runs.append(edited.read_text(encoding="utf-8"))
        if len(runs) == 1:
            edited.write_text("another", encoding="utf-8")
            return 0
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        watch(run, lambda: [edited])
    assert runs == ["one", "another"]


def test_a_half_edited_study_is_told_of_and_waited_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited = tmp_path / "study.toml"
    edited.touch()
    faults: Iterator[Exception] = iter([StudyError("study.toml, line 3"), KeyboardInterrupt()])  # type: ignore[list-item]

    def run() -> int:
        edited.write_text(edited.read_text(encoding="utf-8") + "x", encoding="utf-8")
        raise next(faults)

    with pytest.raises(KeyboardInterrupt):
        watch(run, lambda: [edited])
    assert "line 3" in capsys.readouterr().err


def test_what_a_run_writes_itself_is_not_watched() -> None:
    names = {path.name for path in list_watched("yhdessa_osallisuutta", None)}
    assert {"study.toml", "explore.ipynb", "cost_breakdown.ipynb"} <= names
    assert not [name for name in names if name in ("released.json", "secret.key")]


@pytest.mark.slow
def test_a_saved_notebook_is_run_again(tmp_path: Path) -> None:
    """In a copy of the repository; the second page is made by processes that are warm."""
    import shutil

    for part in ("data", "notebooks"):
        shutil.copytree(ROOT / part, tmp_path / part)
    command = [sys.executable, "-u", "-m", "analysis.run", "run", "--watch", "--notebook",
               "cost_breakdown", "--municipality", "all", "--jobs", "1"]  # fmt: skip
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        lines = iter(running.stdout.readline, "")
        try:
            assert "1 of 1 pages made" in "".join(_until(lines, "waiting"))
            path = tmp_path / "notebooks" / "cost_breakdown.ipynb"
            notebook = json.loads(path.read_text(encoding="utf-8"))
            notebook["cells"][-2]["source"] += ["\n- One more."]
            path.write_text(json.dumps(notebook), encoding="utf-8")
            assert "1 of 1 pages made" in "".join(_until(lines, "waiting"))
        finally:
            running.terminate()
    page = next((tmp_path / "reports").rglob("all/cost_breakdown.html"))
    assert "One more." in page.read_text(encoding="utf-8")


def _until(lines: Iterator[str], wanted: str) -> Iterator[str]:
    for line in lines:
        yield line
        if wanted in line:
            return


def test_a_single_notebook_explains_itself_in_its_language(tmp_path: Path) -> None:
    output = tmp_path / "oma.ipynb"
    assert main(["notebook", "explore", str(output)]) == 0
    first, *others = markdown_of(output)
    assert first.startswith("# Minkä kuvion haluat nähdä?\n\nKunkin kunnan jokainen kuvio")
    assert "## Valitse" in others
    command = ["notebook", "training_attendance", str(output), "-p", "data", "published"]
    assert main([*command, "-p", "language", "sv", "-p", "figures_dir", str(tmp_path)]) == 0
    first, *others = markdown_of(output)
    assert first.startswith(f"# {Wording('sv').text('topic.training_attendance')}\n\n")
    assert not any("## Limits" in text for text in others)
    assert any(text.startswith("## Begränsningar") for text in others)


def markdown_of(notebook: Path) -> list[str]:
    cells = json.loads(notebook.read_bytes())["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]


@pytest.mark.slow
def test_figures_that_cannot_be_made_say_why(
    project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """What the error says stands there: its file goes with the folder of the pages."""
    write_notebook(project / "notebooks" / "publication_audit.ipynb", ["raise ValueError('why')"])
    assert main(["figures", "meri_lappi", "--output", "drawn"]) == 1
    said, told = capfd.readouterr()
    assert "ValueError: why" in told
    assert "what the error says:" not in told
    assert "the others are as they were" in said


@pytest.mark.slow
def test_a_committed_notebook_that_fails_is_named_and_left(
    project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = project / "notebooks" / f"{TOPICS[0]}.ipynb"
    write_notebook(path, ["raise ValueError('why')"])
    before = path.read_bytes()
    assert main(["notebooks"]) == 1
    assert (
        f"failed: {TOPICS[0]}, which is left as it was: ValueError: why" in capfd.readouterr().err
    )
    assert path.read_bytes() == before
