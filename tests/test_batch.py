"""Batch runs through real papermill, and their failures."""

import html
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from analysis.run.parameters import check_parameters
from analysis.run.plan import plan_units
from analysis.study.declaration import LANGUAGES, StudyError
from analysis.study.study_file import read_study

pytestmark = pytest.mark.slow


def analysis(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "analysis.run", *arguments],
        cwd=cwd, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip


def test_a_run_is_every_topic_for_the_project_and_each_municipality() -> None:
    units = plan_units(read_study("yhdessa_osallisuutta"))
    assert len(units) == 6 * (1 + 6)
    assert len({str(unit) for unit in units}) == 42
    assert len(plan_units(read_study("meri_lappi"))) == 2 * (1 + 6)


def test_a_part_of_a_run_can_be_named() -> None:
    study = read_study("yhdessa_osallisuutta")
    units = plan_units(study, ["survey_change"], ["678", "raahe", "all"], LANGUAGES)
    assert [str(unit) for unit in units[:3]] == [
        "survey_change · raahe · fi", "survey_change · raahe · sv", "survey_change · raahe · en",
    ]  # fmt: skip
    assert len(units) == 6


def test_unknown_parameters_are_refused_with_what_there_is() -> None:
    with pytest.raises(StudyError, match="unknown parameter of survey_change 'munisipality'"):
        check_parameters(["survey_change"], {"munisipality": "raahe"})


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("run", "--notebook", "costs"), "choose from: at_a_glance, training_attendance"),
        (("run", "--municipality", "Oulu"), "choose from: all, haapavesi"),
        (("run", "--language", "de"), "choose from: fi, sv, en"),
        (("run", "-p", "munisipality", "raahe"), "there are none to choose from"),
        (("run", "-p", "municipality", "raahe"), "an option of its own"),
        (("run", "--jobs", "0"), "less than 1"),
        (("run", "nowhere"), "choose from: grona_timmar, meri_lappi, yhdessa_osallisuutta"),
    ],
)
def test_the_command_refuses_before_anything_runs(
    arguments: tuple[str, ...], told: str, root: Path, tmp_path: Path
) -> None:
    run = arguments[0] == "run"
    ended = analysis(*arguments, *(("--reports", str(tmp_path)) if run else ()), cwd=root)
    assert ended.returncode == 2
    assert told in ended.stderr
    assert "Traceback" not in ended.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def broken_run(
    tmp_path_factory: pytest.TempPathFactory, root: Path
) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A run of two notebooks for two places, one notebook broken on purpose."""
    project = tmp_path_factory.mktemp("project")
    for folder in ("data", "notebooks"):
        shutil.copytree(root / folder, project / folder)
    path = project / "notebooks" / "survey_change.ipynb"
    notebook = nbformat.read(path, as_version=4)
    next(c for c in notebook.cells if c.id == "estimate-change").source = "1 / 0"
    nbformat.write(notebook, path)
    ended = analysis(
        "run", "--notebook", "survey_change", "--notebook", "cost_breakdown",
        "--municipality", "all", "--municipality", "raahe", cwd=project,
    )  # fmt: skip
    return project / "reports" / "yhdessa_osallisuutta" / "example", ended


Broken = tuple[Path, subprocess.CompletedProcess[str]]


def test_one_failing_notebook_stops_no_other(broken_run: Broken) -> None:
    reports, ended = broken_run
    assert ended.returncode == 1
    assert "2 of 4 pages made" in ended.stdout
    assert "failed: survey_change · raahe · fi: ZeroDivisionError in cell " in ended.stderr
    assert "division by zero" not in ended.stderr
    log = reports / "log" / "raahe" / "survey_change.txt"
    assert f"what the error says: {log}" in ended.stderr
    assert "ZeroDivisionError: division by zero" in log.read_text("utf-8")
    for place in ("all", "raahe"):
        assert (reports / place / "cost_breakdown.html").exists()
        assert (reports / place / "cost_breakdown.ipynb").exists()


def test_a_failed_notebook_leaves_no_page_but_can_be_looked_at(broken_run: Broken) -> None:
    reports, _ = broken_run
    left = sorted(p.name for p in (reports / "raahe").glob("[!.]*"))
    assert left == ["cost_breakdown.html", "cost_breakdown.ipynb", "figures",
                    "survey_change.failed.ipynb"]  # fmt: skip
    kept, made = (
        nbformat.read(reports / "raahe" / name, as_version=4)
        for name in ("survey_change.failed.ipynb", "cost_breakdown.ipynb")
    )
    nbformat.validate(kept)
    nbformat.validate(made)
    assert "An Exception was encountered" in kept.cells[0].source


def test_a_page_asks_nothing_of_any_server(broken_run: Broken) -> None:
    reports, _ = broken_run
    page = (reports / "raahe" / "cost_breakdown.html").read_text(encoding="utf-8")
    assert '<html lang="fi">' in page
    assert "<title>Mitä kokeilut maksoivat? · Raahe" in page
    assert re.findall(r"""(?:src|href)=["'](?:https?:)?//[^"']*""", page) == []
    assert re.findall(r"@import|url\((?!data:font/)", page) == []
    assert "<script" not in page
    assert "default-src 'none'" in html.unescape(page)


def test_the_index_leads_to_every_page_and_names_what_failed(broken_run: Broken) -> None:
    reports, _ = broken_run
    index = (reports / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'(?:href|src)="([^"]+)"', index)
    assert "all/cost_breakdown.html" in links
    assert "raahe/cost_breakdown.html" in links
    files = [link.partition("#")[0] for link in links if not link.startswith("data:")]
    assert all((reports / file).exists() for file in files if file)
    failure = r'<li><strong>(.*?)</strong> <span class="error" lang="en">(.*?)</span>'
    failures = re.findall(failure, index)
    told = {(re.sub("<[^>]+>", "", unit), error) for unit, error in failures}
    assert told == {
        (f"Muuttuiko elämä? Kysely alussa ja lopussa · {place} · suomi",
         "ZeroDivisionError in cell 11, line 1")
        for place in ("Koko hanke", "Raahe")
    }  # fmt: skip
    assert index.count(">epäonnistui</span>") == 2
    assert 'alt=""' not in index


def test_an_executed_notebook_shows_no_path_of_the_machine(broken_run: Broken) -> None:
    reports, _ = broken_run
    notebook = nbformat.read(reports / "raahe" / "cost_breakdown.ipynb", as_version=4)
    injected = next(
        c for c in notebook.cells if "injected-parameters" in c.metadata.get("tags", [])
    )
    assert 'figures_dir = "reports/yhdessa_osallisuutta/example/raahe/figures"' in injected.source


def test_a_later_partial_run_keeps_what_is_there_in_the_index(broken_run: Broken) -> None:
    reports, _ = broken_run
    project = reports.parents[2]
    ended = analysis(
        "run", "--notebook", "cost_breakdown", "--municipality", "Brahestad", "--language", "sv",
        cwd=project,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.rstrip().endswith("index_sv.html")
    wanted = {"all/cost_breakdown.html", "raahe/cost_breakdown.html"}
    assert links_to_pages(reports / "index.html") == wanted
    swedish = {"all/cost_breakdown.html", "raahe/cost_breakdown_sv.html"}
    assert links_to_pages(reports / "index_sv.html") == swedish
    # An earlier page has learnt of the new one.
    assert "cost_breakdown_sv.html" in (reports / "raahe/cost_breakdown.html").read_text("utf-8")


def links_to_pages(index: Path) -> set[str]:
    links = re.findall(r'href="([^"#]+/[^"#]+)"', index.read_text(encoding="utf-8"))
    return {link for link in links if not link.startswith("data:")}


def test_every_fault_of_a_data_file_reaches_the_reader_of_the_run(
    tmp_path: Path, root: Path
) -> None:
    for folder in ("data", "notebooks"):
        shutil.copytree(root / folder, tmp_path / folder)
    path = tmp_path / "data" / "yhdessa_osallisuutta" / "published" / "training_attendance.csv"
    path.write_text(path.read_text("utf-8").replace(",count,", ",counts,"), encoding="utf-8")
    ended = analysis(
        "run", "--notebook", "training_attendance", "--municipality", "all", cwd=tmp_path
    )
    assert ended.returncode == 1
    assert "DataError" in ended.stderr
    assert re.search(r"rows 2\S.*, column 'unit'", ended.stderr)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to kill with")
def test_a_killed_process_takes_no_other_notebook_along(tmp_path: Path, root: Path) -> None:
    for folder in ("data", "notebooks"):
        shutil.copytree(root / folder, tmp_path / folder)
    path = tmp_path / "notebooks" / "survey_change.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell = next(c for c in notebook.cells if c.id == "estimate-change")
    cell.source = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"
    nbformat.write(notebook, path)
    ended = analysis(
        "run", "--notebook", "survey_change", "--notebook", "cost_breakdown",
        "--municipality", "all", "--municipality", "raahe", cwd=tmp_path,
    )  # fmt: skip
    reports = tmp_path / "reports" / "yhdessa_osallisuutta" / "example"
    assert ended.returncode == 1
    assert "2 of 4 pages made" in ended.stdout
    assert ended.stderr.count("the notebook's process ended with exit code -9") == 2
    for place in ("all", "raahe"):
        assert (reports / place / "cost_breakdown.html").exists()
        left = sorted(path.name for path in (reports / place).glob("*survey_change*"))
        assert left == [".survey_change.record.json", "survey_change.failed.ipynb"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to kill with")
def test_of_a_notebook_whose_process_dies_what_was_done_is_kept(tmp_path: Path, root: Path) -> None:
    for folder in ("data", "notebooks"):
        shutil.copytree(root / folder, tmp_path / folder)
    path = tmp_path / "notebooks" / "cost_breakdown.ipynb"
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    code[3].source = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"
    nbformat.write(notebook, path)
    ended = analysis("run", "--notebook", "cost_breakdown", "--municipality", "all", cwd=tmp_path)
    assert ended.returncode == 1
    assert "ProcessEnded: the notebook's process ended" in ended.stderr
    (kept,) = tmp_path.glob("reports/*/*/all/*.failed.ipynb")
    cells = [c for c in nbformat.read(kept, as_version=4).cells if c.cell_type == "code"]
    done = [cell.execution_count is not None for cell in cells]
    assert done[:3] == [True, True, True]
    assert not done[-1]


def test_two_runs_do_not_meet_in_one_folder(tmp_path: Path, root: Path) -> None:
    reports = tmp_path / "yhdessa_osallisuutta" / "example"
    code = (
        "import sys, time, pathlib; from analysis.run.claim import claim\n"
        "with claim(pathlib.Path(sys.argv[1])): print('claimed', flush=True); time.sleep(600)"
    )
    chosen = ("run", "--notebook", "cost_breakdown", "--municipality", "raahe")
    run = (*chosen, "--reports", str(tmp_path))
    with subprocess.Popen(
        [sys.executable, "-c", code, str(reports)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "claimed\n"
        refused = analysis(*run, cwd=root)
        other.kill()
    assert refused.returncode == 2
    assert "another run is making the pages" in refused.stderr
    assert "--reports" in refused.stderr
    assert not (reports / "raahe").exists()
    assert analysis(*run, cwd=root).returncode == 0, "a claim ends with its process"
