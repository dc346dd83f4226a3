"""Where only words of a notebook change, its page is that of a whole run, and nothing is run."""

import json
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO

import pytest

from analysis.run import shell
from analysis.run.cli import watch
from analysis.run.make import Outcome, make_unit
from analysis.run.plan import Run, Unit, find_stale, plan_run
from analysis.run.records import note_outdated
from analysis.study.kept import hand_on, keeping
from analysis.study.study_file import read_study

STUDY = "yhdessa_osallisuutta"
UNIT = Unit("project_monitoring", "all", "fi")
ADDED = "\n\nA sentence that was not there."

pytestmark = pytest.mark.slow


@pytest.fixture
def project(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of which a page was made, by its notebook's first words."""
    for folder in ("data", "notebooks"):
        shutil.copytree(root / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    run = plan(tmp_path)
    assert make_unit(run, UNIT) == Outcome(UNIT)
    assert find_stale(run) == []
    return tmp_path


def plan(project: Path) -> Run:
    return plan_run(read_study(STUDY), [UNIT], "published", project / "reports")


def declare(project: Path, old: str, new: str) -> None:
    """Put other words into the study's file, at the first place where the old ones stand."""
    declared = project / "data" / STUDY / "study.toml"
    text = declared.read_text("utf-8")
    assert old in text
    declared.write_text(text.replace(old, new, 1), encoding="utf-8")


def edit(notebook: Path, kind: str, added: str) -> None:
    """Add to a notebook's second cell of a kind; the first of code holds its parameters."""
    told = json.loads(notebook.read_bytes())
    cells = [cell for cell in told["cells"] if cell["cell_type"] == kind]
    cells[1]["source"] = [*cells[1]["source"], added]
    notebook.write_text(json.dumps(told), encoding="utf-8")


@pytest.fixture
def executed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The cells that are run."""
    sources: list[str] = []
    run_cell = shell.run_cell

    def count(opened: shell.NotebookShell, source: str) -> tuple[list[object], int, bool]:
        sources.append(source)
        return run_cell(opened, source)

    monkeypatch.setattr(shell, "run_cell", count)
    return sources


def read_files(run: Run, unit: Unit = UNIT) -> dict[str, bytes]:
    """All files of a unit but its notebook and record, which say when it was run."""
    place = run.place(unit)
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in place.rglob("*")
        if path.is_file() and path.suffix != ".ipynb" and "record" not in path.name
    }


def test_the_page_is_that_of_a_whole_run(project: Path, executed: list[str]) -> None:
    edit(project / "notebooks" / f"{UNIT.topic}.ipynb", "markdown", ADDED)
    run = plan(project)
    assert find_stale(run) == [UNIT]
    assert make_unit(run, UNIT) == Outcome(UNIT)
    assert executed == []
    assert find_stale(run) == []
    kept = read_files(run)
    assert ADDED.strip().encode() in kept[f"{UNIT.topic}.html"]
    assert f"figures/{UNIT.topic}_budget.pdf" in kept
    notebook = json.loads((run.place(UNIT) / f"{UNIT.topic}.ipynb").read_bytes())
    forced = replace(run, is_forced=True)
    assert find_stale(forced) == [UNIT]
    assert make_unit(forced, UNIT) == Outcome(UNIT)
    assert executed
    assert read_files(run) == kept
    again = json.loads((run.place(UNIT) / f"{UNIT.topic}.ipynb").read_bytes())
    assert [without_times(c) for c in notebook["cells"]] == [
        without_times(c) for c in again["cells"]
    ]


def without_times(cell: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in cell.items() if key not in ("metadata", "id")}


def change_code(project: Path) -> None:
    edit(project / "notebooks" / f"{UNIT.topic}.ipynb", "code", "\nadded = 1")


def change_study(project: Path) -> None:
    declare(project, "minimum_n = 5", "minimum_n = 6")


def change_told(project: Path) -> None:
    declare(project, 'fi = "Yhdessä', 'fi = "Hanke: yhdessä')  # named beside another study


def change_data(project: Path) -> None:
    printed = project / "data" / STUDY / "published" / "events.csv"
    printed.write_bytes(printed.read_bytes() + b"\n")


def damage_a_figure(project: Path) -> None:
    next((project / "reports").rglob(f"{UNIT.topic}_budget.svg")).write_bytes(b"altered")


def damage_the_notebook(project: Path) -> None:
    path = next((project / "reports").rglob(f"{UNIT.topic}.ipynb"))
    path.write_bytes(path.read_bytes().replace(b"%", b"&", 1))


def remove_a_table(project: Path) -> None:
    next((project / "reports").rglob(f"{UNIT.topic}_budget.csv")).unlink()


def outdate(project: Path) -> None:
    note_outdated(plan(project).place(UNIT), UNIT.topic)


@pytest.mark.parametrize(
    "change",
    [change_code, change_study, change_told, change_data, damage_a_figure, damage_the_notebook,
     remove_a_table, outdate],
)  # fmt: skip
def test_whatever_else_changed_has_the_notebook_run(
    project: Path, executed: list[str], change: Callable[[Path], None]
) -> None:
    edit(project / "notebooks" / f"{UNIT.topic}.ipynb", "markdown", ADDED)
    change(project)
    run = plan(project)
    assert find_stale(run) == [UNIT]
    make_unit(run, UNIT)
    assert executed


TOLD = {
    "name": 'fi = "',
    "about": '[about]\nfi = "',
    "aims": '[aims.skills]\nfi = "',
    "publication": '[publication.collective]\nfi = "',
    "region": '[region]\nfi = "',
    "questions": 'domain_rating = { fi = "',
    "terms": 'purchase = { fi = "',
    "remarks": '[remarks]\ncost_breakdown = { fi = "',
}
"""Before which words each of what readers alone are told begins in the study's file."""


def test_words_that_the_notebook_did_not_read_have_nothing_run(
    project: Path, executed: list[str]
) -> None:
    for field in ("about", "aims", "publication", "region"):
        declare(project, TOLD[field], f"{TOLD[field]}Sana ")
    run = plan(project)
    assert find_stale(run) == [UNIT]
    assert make_unit(run, UNIT) == Outcome(UNIT)
    assert executed == []
    assert find_stale(run) == []
    kept = read_files(run)
    assert make_unit(replace(run, is_forced=True), UNIT) == Outcome(UNIT)
    assert executed
    assert read_files(run) == kept


@pytest.mark.parametrize(
    ("topic", "own", "pictured"),
    [
        ("cost_breakdown", {}, {"terms"}),
        ("survey_change", {"terms": '[terms.survey_change]\nstart = { fi = "',
                           "remarks": 'survey_change = { fi = "Kysely on'},
         {"terms", "questions", "region"}),
    ],
    ids=["costs", "survey"],
)  # fmt: skip
def test_a_watched_page_is_that_of_a_whole_run_whatever_words_change(
    project: Path, topic: str, own: dict[str, str], pictured: set[str]
) -> None:
    unit, before, known = Unit(topic, "all", "fi"), b"", 0
    for field, begins in {"first": 'fi = "', **TOLD, **own}.items():
        declare(project, begins, begins.replace('fi = "', f'fi = "Sana {field} '))
        run = plan_run(read_study(STUDY), [unit], "example", project / "reports")
        with keeping(before) as kept:
            assert make_unit(run, unit) == Outcome(unit)
        before = hand_on(kept)
        assert len(pickle.loads(before)) >= known, "whether the notebook was run or not"
        known = len(pickle.loads(before))
        files = read_files(run, unit)
        told = f"sana {field} ".encode()
        is_drawn = any(told in f.lower() for name, f in files.items() if name.endswith(".svg"))
        assert is_drawn == (field in pictured)
        assert make_unit(replace(run, is_forced=True), unit) == Outcome(unit)
        assert read_files(run, unit) == files, field


def test_code_that_was_saved_after_planning_is_run(project: Path, executed: list[str]) -> None:
    notebook = project / "notebooks" / f"{UNIT.topic}.ipynb"
    edit(notebook, "markdown", ADDED)
    run = plan(project)
    edit(notebook, "code", "\nadded = 1")
    assert make_unit(run, UNIT) == Outcome(UNIT)
    assert any("added = 1" in source for source in executed)


def test_a_change_of_the_package_starts_the_program_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "module.py"
    module.touch()
    started: list[list[str]] = []

    def start(_: str, command: list[str]) -> None:
        started.append(command)
        raise KeyboardInterrupt  # it never returns

    def run() -> int:
        module.write_text("value = 1", encoding="utf-8")
        return 0

    monkeypatch.setattr("analysis.run.fingerprints.list_code", lambda: [module])
    monkeypatch.setattr(os, "execv", start)
    with pytest.raises(KeyboardInterrupt):
        watch.watch(run, lambda: [module])
    assert started == [[sys.executable, *sys.orig_argv[1:]]]


def test_whatever_is_saved_is_seen_while_watching(tmp_path: Path, root: Path) -> None:
    """In a copy of the repository, the package included; what is warm is never out of date."""
    for part in ("data", "notebooks", "src"):
        shutil.copytree(root / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-u", "-m", "analysis.run", "run", "--watch", "--notebook",
               "cost_breakdown", "--municipality", "all", "--jobs", "1"]  # fmt: skip
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "src")}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        try:
            page = await_page(running.stdout, tmp_path)
            edit(tmp_path / "notebooks" / "cost_breakdown.ipynb", "markdown", ADDED)
            page = await_page(running.stdout, tmp_path)
            assert ADDED.strip() in page
            for path, old, new in (
                (f"data/{STUDY}/example/kustannukset.csv", "Raahe", "Sievi"),
                (f"data/{STUDY}/study.toml", 'fi = "Raahe"', 'fi = "Raahela"'),
                ("src/analysis/topics/cost_breakdown/words.toml", '"Palkkaty', '"Kas: palkkaty'),
            ):
                saved = tmp_path / path
                text = saved.read_text("utf-8")
                assert old in text
                saved.write_text(text.replace(old, new), encoding="utf-8")
                before, page = page, await_page(running.stdout, tmp_path)
                assert page != before
            assert "Raahela" in page
            assert "Kas: " in page
        finally:
            running.terminate()


def await_page(lines: IO[str], project: Path) -> str:
    """The page as it stands when its run has ended well."""
    told = "".join(_until_waiting(lines))
    assert "1 of 1 pages made" in told, told
    path = project / "reports" / STUDY / "example" / "all" / "cost_breakdown.html"
    return path.read_text("utf-8")


def _until_waiting(lines: IO[str]) -> Iterator[str]:
    for line in lines:
        yield line
        if "waiting" in line:
            return
