"""Only what changed is made anew, held to real runs and to what goes into a fingerprint."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

import analysis
from analysis.run import plan
from analysis.run.fingerprints import (
    fingerprint_notebook,
    fingerprint_project,
    fingerprint_unit,
)
from analysis.run.make import Outcome, make_unit
from analysis.run.report import report
from analysis.study.study import Study
from analysis.study.study_file import read_study

pytestmark = pytest.mark.slow

STUDY = "yhdessa_osallisuutta"
UNIT = plan.Unit("publication_audit", "all", "fi")
Project = Path


@pytest.fixture
def project(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    for folder in ("data", "notebooks"):
        shutil.copytree(root / folder, tmp_path / folder)
    (tmp_path / "requirements.lock").write_text("pandas==3.0.0\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(project: Project, *more: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-m", "analysis.run", "run", "--notebook", "training_attendance",
         "--municipality", "all", "--municipality", "raahe", *more],
        cwd=project, capture_output=True, text=True, timeout=600, check=True,
    )  # fmt: skip
    return ended.stdout


def test_a_run_makes_only_what_changed_and_removes_what_left_the_study(project: Project) -> None:
    reports = project / "reports" / STUDY / "example"
    assert "2 of 2 pages made, 0 unchanged" in run(project)
    figures = {p.name for p in (reports / "raahe" / "figures").iterdir()}
    assert "training_attendance_totals.svg" in figures
    assert {Path(name).suffix for name in figures} == {".svg", ".csv", ".json"}
    whole = {path.suffix for path in (reports / "all" / "figures").iterdir()}
    assert whole == {".svg", ".png", ".pdf", ".csv", ".json"}
    assert "no page had to be made, 2 unchanged" in run(project)
    (reports / "raahe" / "figures" / "training_attendance_totals.svg").write_bytes(b"altered")
    (reports / "raahe" / "own_notes.txt").write_text("kept", encoding="utf-8")
    assert "1 of 1 pages made, 1 unchanged" in run(project)
    assert "2 of 2 pages made" in run(project, "--force")

    told = project / "data" / STUDY / "study.toml"
    text = told.read_text(encoding="utf-8")
    told.write_text(
        text.replace('"training_attendance",', "", 1).replace('"training_attendance"', "", 1),
        encoding="utf-8",
    )
    ended = subprocess.run(
        [sys.executable, "-m", "analysis.run", "run", "--municipality", "all",
         "--notebook", "cost_breakdown"],
        cwd=project, capture_output=True, text=True, timeout=600, check=True,
    )  # fmt: skip
    assert "removed, the study no longer has it: raahe/training_attendance" in ended.stdout
    left = sorted(p.name for p in (reports / "raahe").rglob("*"))
    assert left == ["own_notes.txt"]
    assert "training_attendance" not in (reports / "index.html").read_text(encoding="utf-8")


def replace(path: str, old: str, new: str) -> Callable[[Project], None]:
    def change(project: Project) -> None:
        file = project / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


@pytest.mark.parametrize(
    "change",
    [
        replace("requirements.lock", "3.0.0", "3.0.1"),
        replace(f"data/{STUDY}/study.toml", "fi", "Fi"),
        replace(f"data/{STUDY}/published/events.csv", ",", ";"),
        replace(f"data/{STUDY}/example/kustannukset.csv", "1", "2"),
        replace("data/meri_lappi/published/events.csv", ",", ";"),
    ],
)
def test_the_shared_fingerprint_follows_lock_study_data_and_studies_compared_with(
    change: Callable[[Project], None], project: Project
) -> None:
    study = read_study(STUDY)
    before = fingerprint_project(study, "example")
    assert fingerprint_project(study, "example") == before
    change(project)
    assert fingerprint_project(study, "example") != before


def test_the_shared_fingerprint_follows_the_code_and_the_version_of_python(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = project / "package"
    shutil.copytree(Path(analysis.__file__).parent, package)
    monkeypatch.setattr(analysis, "__file__", str(package / "__init__.py"))
    study = read_study(STUDY)
    prints = [fingerprint_project(study, "published")]
    for name in ("run/plan.py", "report/pages/templates/page.html.j2", "drawing/figure.typ"):
        (package / name).write_bytes((package / name).read_bytes() + b"\n")
        prints.append(fingerprint_project(study, "published"))
    (package / "run" / "new.py").touch()
    prints.append(fingerprint_project(study, "published"))
    monkeypatch.setattr("platform.python_version", lambda: "3.99.0")
    prints.append(fingerprint_project(study, "published"))
    assert len({*prints}) == len(prints) == 6


def test_a_run_is_digested_once(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    digested = []

    def digest(study: Study, data: str) -> tuple[str, str]:
        digested.append(data)
        return fingerprint_project(study, data)

    monkeypatch.setattr(plan, "fingerprint_project", digest)
    run = plan.plan_run(read_study(STUDY), [UNIT], "published", tmp_path / "reports")
    assert plan.find_stale(run) == [UNIT]
    assert make_unit(run, UNIT) == Outcome(UNIT)
    report(run, [])
    assert plan.find_stale(run) == []
    assert digested == ["published"]


def test_data_that_a_run_does_not_read_change_nothing(project: Project) -> None:
    study = read_study(STUDY)
    before = fingerprint_project(study, "published")
    replace(f"data/{STUDY}/example/kustannukset.csv", "1", "2")(project)
    assert fingerprint_project(study, "published") == before


def test_a_units_fingerprint_follows_cells_and_parameters_and_not_committed_outputs(
    project: Project,
) -> None:
    path = project / "notebooks" / "cost_breakdown.ipynb"
    asked = fingerprint_notebook(path)
    before = fingerprint_unit("", asked, {"language": "fi"})
    assert fingerprint_unit("", asked, {"language": "sv"}) != before
    assert fingerprint_unit("other", asked, {"language": "fi"}) != before
    assert fingerprint_unit("", "other", {"language": "fi"}) != before
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.write(notebook, path)
    assert fingerprint_notebook(path) == asked
    notebook.cells[0].source += " "
    nbformat.write(notebook, path)
    assert fingerprint_notebook(path) != asked
