"""A batch on a real Dask cluster: a scheduler and two workers, one of which is killed."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import nbformat
import pytest

pytestmark = pytest.mark.slow

pytest.importorskip("distributed", reason="Dask is an extra of its own, [cluster]")

STUDY = "yhdessa_osallisuutta"
PLACES = ("all", "nivala", "sievi")
UNITS = ["--notebook", "publication_audit", "--notebook", "training_attendance"]
UNITS += [word for place in PLACES for word in ("--municipality", place)]


@pytest.fixture
def projects(tmp_path: Path, root: Path) -> dict[str, Path]:
    """Three machines, each with a project in a folder of its own."""
    made = {name: tmp_path / name for name in ("caller", "first", "second")}
    for folder in made.values():
        for part in ("data", "notebooks"):
            shutil.copytree(root / part, folder / part)
        shutil.copy(root / "requirements.lock", folder)
    return made


@pytest.fixture
def start(projects: dict[str, Path]) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []

    def begin(*words: str, cwd: Path) -> subprocess.Popen[bytes]:
        started.append(
            subprocess.Popen(
                [sys.executable, "-m", "distributed.cli." + words[0], *words[1:], "--no-dashboard"],
                cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        )  # fmt: skip
        return started[-1]

    yield begin
    for process in started:
        process.terminate()
        process.wait(20)


@pytest.fixture
def scheduler(start: Callable[..., subprocess.Popen[bytes]], tmp_path: Path) -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start("dask_scheduler", "--host", "127.0.0.1", "--port", str(port), cwd=tmp_path)
    return f"tcp://127.0.0.1:{port}"


def run(
    project: Path, *arguments: str, units: Sequence[str] = UNITS
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "analysis.run", "run", *units, *arguments],
        cwd=project, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to kill with")
def test_every_unit_arrives_once_though_a_worker_is_killed(
    projects: dict[str, Path], scheduler: str, start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    workers = [
        start("dask_worker", scheduler, "--nthreads", "1", "--no-nanny", cwd=projects[name])
        for name in ("first", "second")
    ]
    running = subprocess.Popen(
        [sys.executable, "-m", "analysis.run", "run", *UNITS, "--scheduler", scheduler],
        cwd=projects["caller"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    wait_for(lambda: list(projects["first"].glob(f"reports/{STUDY}/*/*/.building-*")))
    os.killpg(workers[0].pid, signal.SIGKILL)
    said, told = running.communicate(timeout=600)
    assert running.returncode == 0, told
    assert "6 of 6 pages made" in said
    made = [line.split(" made ")[1].split(";")[0] for line in told.splitlines() if " made " in line]
    assert len(made) == len(set(made)) == 6
    reports = projects["caller"] / "reports" / STUDY / "example"
    assert len(list(reports.glob("*/*.html"))) == 6
    assert len(list(reports.glob("*/figures/*.svg"))) > 12
    again = run(projects["caller"])
    assert "no page had to be made, 6 unchanged" in again.stdout, "as if it had been made here"


def other_data(project: Path) -> None:
    sheet = project / "data" / STUDY / "published" / "events.csv"
    sheet.write_bytes(sheet.read_bytes() + b"\n")


def other_notebook(project: Path) -> None:
    path = project / "notebooks" / "cost_breakdown.ipynb"
    path.write_bytes(path.read_bytes() + b"\n")


@pytest.mark.parametrize(
    ("change", "threads", "told"),
    [
        (other_data, "1", "has another version of the code, the notebooks, the data"),
        (other_notebook, "1", "has another version of the code, the notebooks, the data"),
        (lambda _: None, "2", "runs 2 notebooks in one process; start it with"),
    ],
)
def test_a_worker_that_is_not_alike_is_refused(
    projects: dict[str, Path], scheduler: str, start: Callable[..., subprocess.Popen[bytes]],
    change: Callable[[Path], None], threads: str, told: str,
) -> None:  # fmt: skip
    change(projects["first"])
    start("dask_worker", scheduler, "--nthreads", threads, "--no-nanny", cwd=projects["first"])
    ended = run(projects["caller"], "--scheduler", scheduler, units=UNITS[:2])
    assert ended.returncode == 1
    assert ended.stderr.count(told) == 7
    assert not list(projects["caller"].glob("reports/*/*/*/*.html"))


def test_of_a_notebook_that_fails_only_the_kind_of_error_travels(
    projects: dict[str, Path], scheduler: str, start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    for project in projects.values():
        path = project / "notebooks" / "publication_audit.ipynb"
        notebook = nbformat.read(path, as_version=4)
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        code[2].source = "raise ValueError('an answer of somebody')"
        nbformat.write(notebook, path)
    start("dask_worker", scheduler, "--nthreads", "1", "--no-nanny", cwd=projects["first"])
    units = [*UNITS[:2], "--municipality", "all"]
    ended = run(projects["caller"], "--scheduler", scheduler, units=units)
    assert ended.returncode == 1
    said = r"ValueError in cell \d+, line 1; more is in the reports of the worker at tcp://"
    assert re.search(said, ended.stderr)
    assert "of somebody" not in ended.stderr
    written = [p for p in projects["caller"].glob("reports/**/*") if p.is_file()]
    assert written
    assert not [p for p in written if b"of somebody" in p.read_bytes()]
    assert list(projects["first"].glob("reports/*/*/all/publication_audit.failed.ipynb"))


def test_nobody_there_is_said_before_anything_runs(projects: dict[str, Path]) -> None:
    ended = run(projects["caller"], "--scheduler", "nowhere")
    assert ended.returncode == 2
    assert "no scheduler answers at nowhere" in ended.stderr
    elsewhere = run(projects["caller"], "--scheduler", "tcp://x:1", "--reports", "/elsewhere")
    assert elsewhere.returncode == 2
    assert "--reports must be a folder of" in elsewhere.stderr


def wait_for(happened: Callable[[], object]) -> None:
    until = time.monotonic() + 120
    while not happened():
        if time.monotonic() > until:
            pytest.fail("it did not happen within two minutes")
        time.sleep(0.05)
