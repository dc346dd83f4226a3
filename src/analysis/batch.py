"""Running notebooks through papermill: every topic for every municipality."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from traitlets.config import Config

from analysis.inputs import find_project_root
from analysis.pages import page_stem, render_page
from analysis.study import ALL, Edition, Study, StudyError, check_choice, find_municipality

KERNEL_ARGUMENTS = ["--log-level=CRITICAL"]
"""Kernels log that they are being shut down as an error; what fails is in the notebook."""
CELL_TIMEOUT_S = 600
WIDGET = "application/vnd.jupyter.widget-view+json"
BATCH_PARAMETERS = ("study", "municipality", "language", "data", "figures_dir")
"""Parameters that the batch itself sets in every notebook."""


@dataclass(frozen=True)
class Unit:
    """One notebook for one municipality in one language."""

    topic: str
    edition: Edition

    @property
    def stem(self) -> str:
        """Name of its files, without an ending."""
        return page_stem(self.edition.study, self.topic, self.edition.language)

    def __str__(self) -> str:
        return f"{self.topic} · {self.edition.municipality} · {self.edition.language}"


@dataclass(frozen=True)
class Outcome:
    """How a unit ended; ``error`` is empty if it went well."""

    unit: Unit
    error: str


def plan_units(
    study: Study,
    topics: Sequence[str] = (),
    municipalities: Sequence[str] = (),
    languages: Sequence[str] = (),
) -> list[Unit]:
    """The units of a run; where nothing is named, all of them.

    Raises
    ------
    StudyError
        For an unknown topic, municipality or language, with the allowed ones.
    """
    for topic in topics:
        check_choice("notebook", topic, study.topics)
    keys = [find_municipality(study, m) for m in municipalities]
    return [
        Unit(topic, Edition(study, municipality, language))
        for municipality in dict.fromkeys(keys or [ALL, *study.municipalities])
        for topic in dict.fromkeys(topics or study.topics)
        for language in dict.fromkeys(languages or [study.language])
    ]


def check_parameters(units: Sequence[Unit], parameters: Mapping[str, Any]) -> None:
    """Refuse parameters that a notebook does not have, before anything runs.

    papermill itself only warns of them.

    Raises
    ------
    StudyError
        With the parameters that the notebook has.
    """
    from papermill import inspect_notebook

    for topic in {unit.topic for unit in units} if parameters else ():
        known = [p for p in inspect_notebook(_notebook(topic)) if p not in BATCH_PARAMETERS]
        for name in parameters:
            if name in BATCH_PARAMETERS:
                raise StudyError(f"parameter '{name}' is set by an option of its own; see --help")
            check_choice(f"parameter of {topic}", name, tuple(known))


def run_units(
    units: Sequence[Unit], parameters: Mapping[str, Any], reports: Path, jobs: int
) -> Iterator[Outcome]:
    """Run units in separate processes, yielding each outcome as it comes.

    A failing unit stops no other.

    Parameters
    ----------
    units : sequence of Unit
    parameters : mapping
        Passed to every notebook, besides those that the unit sets.
    reports : Path
        Pages go to ``<reports>/<study>/<municipality>/``.
    jobs : int
        Number of processes.
    """
    broken = []
    for unit, error in _run_in_pool(units, parameters, reports, jobs):
        if isinstance(error, BrokenProcessPool):
            broken.append(unit)
        else:
            yield Outcome(unit, str(error or ""))
    # A process that was killed takes its pool along. Alone, only the culprit fails again.
    for unit in broken:
        for _, error in _run_in_pool([unit], parameters, reports, 1):
            ended = isinstance(error, BrokenProcessPool)
            yield Outcome(unit, f"its process ended: {error}" if ended else str(error or ""))


def _run_in_pool(
    units: Sequence[Unit], parameters: Mapping[str, Any], reports: Path, jobs: int
) -> Iterator[tuple[Unit, BaseException | str | None]]:
    # Spawned on every platform, so that a run behaves the same where forking is absent.
    with ProcessPoolExecutor(min(jobs, len(units)), mp_context=get_context("spawn")) as pool:
        futures: dict[Future[str], Unit] = {
            pool.submit(run_unit, unit, parameters, reports): unit for unit in units
        }
        for future in as_completed(futures):
            yield futures[future], future.exception() or future.result()


def run_unit(unit: Unit, parameters: Mapping[str, Any], reports: Path) -> str:
    """Execute a unit's notebook and render its page; both appear only when whole.

    Returns what went wrong, if anything. A notebook that fails is kept as
    ``<topic>.failed.ipynb``, to be looked at.
    """
    folder = reports / unit.edition.study.key / unit.edition.municipality
    folder.mkdir(parents=True, exist_ok=True)
    done = {end: folder / f"{unit.stem}{end}" for end in (".ipynb", ".html", ".failed.ipynb")}
    for left_over in folder.glob(f".building-{unit.stem}-*"):  # of a run that was killed
        shutil.rmtree(left_over)
    with tempfile.TemporaryDirectory(prefix=f".building-{unit.stem}-", dir=folder) as building:
        executed = Path(building) / f"{unit.stem}.ipynb"
        error = execute(
            unit, executed, {"figures_dir": shown_path(folder / "figures"), **parameters}
        )
        for path in done.values():
            path.unlink(missing_ok=True)
        if error:
            if executed.exists():
                os.replace(executed, done[".failed.ipynb"])
            return error
        page = Path(building) / f"{unit.stem}.html"
        page.write_text(render_page(executed, unit.edition, unit.topic), encoding="utf-8")
        os.replace(executed, done[".ipynb"])
        os.replace(page, done[".html"])
    return ""


def execute(unit: Unit, output: Path, parameters: Mapping[str, Any]) -> str:
    """Execute a unit's notebook into a file; returns what went wrong, if anything."""
    from papermill import PapermillExecutionError, execute_notebook

    edition = unit.edition
    own = {
        "study": edition.study.key,
        "municipality": edition.municipality,
        "language": edition.language,
    }
    try:
        with tempfile.TemporaryDirectory(prefix="kernel-") as sockets:
            notebook = execute_notebook(
                _notebook(unit.topic),
                output,
                parameters={**own, **parameters},
                progress_bar=False,
                cwd=find_project_root() / "notebooks",
                config=kernel_config(sockets),
                extra_arguments=KERNEL_ARGUMENTS,
                execution_timeout=CELL_TIMEOUT_S,
            )
    except PapermillExecutionError as error:
        return f"{error.ename}: {error.evalue}"
    except Exception as error:  # noqa: BLE001 - any failure of one notebook is this unit's alone
        return f"{type(error).__name__}: {error}"
    # A cell whose kernel died may be written down as completed.
    unfinished = [c for c in notebook.cells if c.cell_type == "code" and not c.execution_count]
    return f"{len(unfinished)} cells were not executed" if unfinished else ""


def shown_path(path: Path) -> str:
    """A path as a notebook's readers see it: relative to the repository."""
    try:
        return Path(os.path.relpath(path, find_project_root())).as_posix()
    except ValueError:  # another drive of a Windows machine
        return path.as_posix()


def _notebook(topic: str) -> str:
    return str(find_project_root() / "notebooks" / f"{topic}.ipynb")


def kernel_config(sockets: str) -> Config:
    """Settings of a kernel that talks over local sockets in a folder of its own.

    What kernels say then stays on this machine. Windows has only TCP.
    """
    if os.name == "nt":
        return Config()
    return Config({"KernelManager": {"transport": "ipc", "ip": str(Path(sockets, "socket"))}})


def refresh_notebook(topic: str) -> None:
    """Execute a notebook with its defaults and keep the outputs in it, without timings."""
    import nbformat
    from nbclient import NotebookClient

    path = Path(_notebook(topic))
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory(prefix="kernel-") as sockets:
        NotebookClient(
            notebook,
            record_timing=False,
            store_widget_state=False,
            resources={"metadata": {"path": path.parent}},
            config=kernel_config(sockets),
            extra_arguments=KERNEL_ARGUMENTS,
        ).execute()
    for output in (o for cell in notebook.cells for o in cell.get("outputs", [])):
        output.get("data", {}).pop(WIDGET, None)  # without its kernel, a widget is a broken link
    # The version of Python that ran it says nothing to a reader and changes with the machine.
    notebook.metadata["language_info"] = {"name": "python"}
    nbformat.write(notebook, path)
