"""Running notebooks through papermill: every topic for every municipality."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any

from analysis import warm_kernel
from analysis.execution import execute, notebook_path, shown_path
from analysis.fingerprints import (
    FAILED,
    fingerprint_project,
    fingerprint_unit,
    is_current,
    remove_all_but,
    remove_outputs,
    write_record,
)
from analysis.pages import page_stem, render_page
from analysis.study import (
    ALL,
    LANGUAGES,
    Edition,
    Study,
    StudyError,
    check_choice,
    find_municipality,
)

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

    def folder(self, reports: Path) -> Path:
        """Where its files go."""
        return reports / self.edition.study.key / self.edition.municipality

    def parameters(self, given: Mapping[str, Any], reports: Path) -> dict[str, Any]:
        """All that its notebook is given."""
        own = {
            "study": self.edition.study.key,
            "municipality": self.edition.municipality,
            "language": self.edition.language,
            "figures_dir": shown_path(self.folder(reports) / "figures"),
        }
        return {**own, **given}

    def fingerprint(self, project: str, given: Mapping[str, Any], reports: Path) -> str:
        """Digest of what its page is made from."""
        parameters = self.parameters(given, reports)
        return fingerprint_unit(project, notebook_path(self.topic), parameters)

    def figures(self, reports: Path) -> list[Path]:
        """Figures of its page that lie in the reports."""
        own = self.stem.removeprefix(self.topic)
        others = tuple(f"_{language}" for language in LANGUAGES if f"_{language}" != own)
        return [
            path
            for path in sorted(self.folder(reports).glob(f"figures/{self.topic}_*"))
            if path.stem.endswith(own) and not path.stem.endswith(others)
        ]

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
        known = [
            p for p in inspect_notebook(str(notebook_path(topic))) if p not in BATCH_PARAMETERS
        ]
        for name in parameters:
            if name in BATCH_PARAMETERS:
                raise StudyError(f"parameter '{name}' is set by an option of its own; see --help")
            check_choice(f"parameter of {topic}", name, tuple(known))


def find_stale(units: Sequence[Unit], parameters: Mapping[str, Any], reports: Path) -> list[Unit]:
    """The units whose page is missing, was altered, or is made from what has changed since."""
    project = fingerprint_project(units[0].edition.study, parameters["data"])
    return [
        unit
        for unit in units
        if not is_current(
            unit.folder(reports), unit.stem, unit.fingerprint(project, parameters, reports)
        )
    ]


def remove_strangers(study: Study, reports: Path) -> list[str]:
    """Remove pages of municipalities and topics that the study no longer has; names them."""
    known = {(u.edition.municipality, u.stem) for u in plan_units(study, languages=LANGUAGES)}
    return remove_all_but(known, reports / study.key)


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
    if not units:
        return
    if not warm_kernel.why_not():
        from analysis.warm_kernel.provisioner import start_server

        start_server()  # shared by the processes below, and importing while they start
    broken = []
    project = fingerprint_project(units[0].edition.study, parameters["data"])
    run = partial(run_unit, parameters=parameters, reports=reports, project=project)
    for unit, error in _run_in_pool(run, units, jobs):
        if isinstance(error, BrokenProcessPool):
            broken.append(unit)
        else:
            yield Outcome(unit, str(error or ""))
    # A process that was killed takes its pool along. Alone, only the culprit fails again.
    for unit in broken:
        for _, error in _run_in_pool(run, [unit], 1):
            ended = isinstance(error, BrokenProcessPool)
            yield Outcome(unit, f"its process ended: {error}" if ended else str(error or ""))


def _run_in_pool(
    run: Callable[[Unit], str], units: Sequence[Unit], jobs: int
) -> Iterator[tuple[Unit, BaseException | str | None]]:
    with ProcessPoolExecutor(min(jobs, len(units)), mp_context=_processes()) as pool:
        futures: dict[Future[str], Unit] = {pool.submit(run, unit): unit for unit in units}
        for future in as_completed(futures):
            yield futures[future], future.exception() or future.result()


def _processes() -> BaseContext:
    """How processes start: forked from one that has imported, or spawned where that is unsafe."""
    if not warm_kernel.CAN_FORK:
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(["analysis.batch", "papermill", "nbconvert"])
    return context


def run_unit(unit: Unit, parameters: Mapping[str, Any], reports: Path, project: str) -> str:
    """Execute a unit's notebook and render its page; both appear only when whole.

    Returns what went wrong, if anything. A notebook that fails is kept as
    ``<topic>.failed.ipynb``, to be looked at.

    Parameters
    ----------
    unit : Unit
    parameters : mapping
    reports : Path
    project : str
        From `fingerprint_project`; recorded with the page.
    """
    folder, stem = unit.folder(reports), unit.stem
    folder.mkdir(parents=True, exist_ok=True)
    done = {end: folder / f"{stem}{end}" for end in (".ipynb", ".html", ".failed.ipynb")}
    for left_over in folder.glob(f".building-{stem}-*"):  # of a run that was killed
        shutil.rmtree(left_over)
    made_from = unit.fingerprint(project, parameters, reports)
    with tempfile.TemporaryDirectory(prefix=f".building-{stem}-", dir=folder) as building:
        executed, page = Path(building, f"{stem}.ipynb"), Path(building, f"{stem}.html")
        remove_outputs(folder, stem)
        error = execute(unit.topic, executed, unit.parameters(parameters, reports))
        for path in done.values():
            path.unlink(missing_ok=True)
        if error:
            if executed.exists():
                os.replace(executed, done[".failed.ipynb"])
                write_record(folder, stem, FAILED, [done[".failed.ipynb"]])
            return error
        html = render_page(executed, unit.edition, unit.topic, folder / "figures")
        page.write_text(html, encoding="utf-8")
        os.replace(executed, done[".ipynb"])
        os.replace(page, done[".html"])
        outputs = [done[".ipynb"], done[".html"], *unit.figures(reports)]
        write_record(folder, stem, made_from, outputs)
    return ""
