"""Running units in processes: papermill executes each notebook, then its page is rendered."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any, TypeVar

from analysis.inputs.printed.saved_tables import read_saved_table
from analysis.report.pages.page import render_page
from analysis.run import warm_kernel
from analysis.run.execution import execute
from analysis.run.fingerprints import FAILED, fingerprint_project, remove_outputs, write_record
from analysis.run.units import Unit
from analysis.topics.publication_audit.own_tables import audit_own_table

PRELOADED = [
    "analysis.run.lean_jsonschema",
    "analysis.run.batch",
    "nbconvert.filters.markdown_mistune",
    "papermill",
]
"""Imported once for all processes that are forked, in this order."""
Made = TypeVar("Made")


@dataclass(frozen=True)
class Outcome:
    """How a unit ended.

    Attributes
    ----------
    unit : Unit
    error : str
        Empty if its page was made.
    misfits : tuple of str
        Rows of its tables whose numbers cannot all be true.
    """

    unit: Unit
    error: str = ""
    misfits: tuple[str, ...] = ()


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
    study, data = units[0].edition.study, parameters["data"]
    warm_kernel.warm_up(study.key, data)  # shared by the processes below
    broken = []
    project = fingerprint_project(study, data)
    run = partial(run_unit, parameters=parameters, reports=reports, project=project)
    for unit, ended in _run_in_processes(run, units, jobs):
        if isinstance(ended, BrokenProcessPool):
            broken.append(unit)
        else:
            yield as_outcome(unit, ended)
    # A process that was killed takes its pool along. Alone, only the culprit fails again.
    for unit in broken:
        for _, ended in _run_in_processes(run, [unit], 1):
            if isinstance(ended, BrokenProcessPool):
                yield Outcome(unit, f"its process ended: {ended}")
            else:
                yield as_outcome(unit, ended)


def run_in_pool(
    pool: Executor, run: Callable[[Unit], Made], units: Sequence[Unit]
) -> Iterator[tuple[Unit, Made | BaseException]]:
    """Run units in any pool; yields what came of each, as it comes, and keeps none of it."""
    futures: dict[Future[Made], Unit] = {pool.submit(run, unit): unit for unit in units}
    for future in as_completed(futures):
        unit = futures.pop(future)
        try:
            yield unit, future.exception() or future.result()
        except CancelledError as lost:  # as when a cluster's scheduler is gone
            yield unit, lost


def as_outcome(unit: Unit, ended: Outcome | BaseException) -> Outcome:
    """What came of a unit, an error that its process raised included."""
    if isinstance(ended, Outcome):
        return ended
    return Outcome(unit, f"{type(ended).__name__}: {ended}")


def _run_in_processes(
    run: Callable[[Unit], Outcome], units: Sequence[Unit], jobs: int
) -> Iterator[tuple[Unit, Outcome | BaseException]]:
    with ProcessPoolExecutor(min(jobs, len(units)), mp_context=_processes()) as pool:
        yield from run_in_pool(pool, run, units)


def _processes() -> BaseContext:
    """How processes start: forked from one that has imported, or spawned where that is unsafe."""
    if not warm_kernel.CAN_FORK:
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def run_unit(unit: Unit, parameters: Mapping[str, Any], reports: Path, project: str) -> Outcome:
    """Execute a unit's notebook, render its page and audit its tables.

    Notebook and page appear only when whole. A notebook that fails is kept as
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
            return Outcome(unit, error)
        html = render_page(executed, unit.edition, unit.topic, folder / "figures")
        page.write_text(html, encoding="utf-8")
        os.replace(executed, done[".ipynb"])
        os.replace(page, done[".html"])
    outputs = [done[".ipynb"], done[".html"], *unit.figures(reports)]
    misfits = tuple(_find_misfits(outputs, reports))
    # A page whose tables do not fit is made anew, and told of anew, until they do.
    write_record(folder, stem, FAILED if misfits else made_from, outputs)
    return Outcome(unit, "", misfits)


def _find_misfits(outputs: Sequence[Path], reports: Path) -> Iterator[str]:
    """Rows of saved tables whose numbers cannot all be true."""
    for path in (path for path in outputs if path.suffix == ".csv"):
        name = path.relative_to(reports).as_posix()
        for misfit in audit_own_table(read_saved_table(path)):
            yield f"{name}: row {misfit.row}: {', '.join(misfit.columns)}"
