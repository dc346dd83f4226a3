"""Making units on other machines, through a Dask scheduler; what they make comes back.

Each machine has the project itself: the same commit, data and packages, which is
checked, so that confidential answers never travel. No folder need be shared.
"""

import hashlib
import json
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.inputs.digest import file_sha256
from analysis.run.execute import shown_path
from analysis.run.make import Outcome, make_unit
from analysis.run.plan import Run, Unit, plan_run
from analysis.run.records import are_inside, list_outputs, record_name
from analysis.run.swap import building, put_in_place
from analysis.run.workers import as_outcome, submit_all
from analysis.study.declaration import StudyError
from analysis.study.project import find_project_root
from analysis.study.study_file import read_study

if TYPE_CHECKING:
    from distributed import Client

ANSWER_S, WORKER_S = 10, 60
"""How long the scheduler, and then its first worker, is waited for."""


@dataclass(frozen=True)
class Parcel:
    """How a unit ended on another machine, and the files that came of it.

    ``files`` are by their names in the unit's folder, its record last.
    """

    outcome: Outcome
    files: Mapping[str, bytes]


def count_slots(scheduler: str, reports: Path) -> int:
    """How many units a cluster runs at a time, once it is known that it can run any.

    Raises
    ------
    StudyError
        If reports would lie outside the project, no scheduler answers, or no worker
        comes to it within a minute.
    """
    if not reports.is_relative_to(find_project_root()):
        raise StudyError(f"with --scheduler, --reports must be a folder of {find_project_root()}")
    with _connect(scheduler) as client:
        try:
            client.wait_for_workers(1, timeout=WORKER_S)
        except TimeoutError as error:
            raise StudyError(
                f"no worker came to {scheduler} within {WORKER_S} s; see docs/cluster.md"
            ) from error
        return sum(client.nthreads().values())


def make_on_cluster(run: Run, scheduler: str) -> Generator[Outcome, None, None]:
    """Make units on a cluster, yielding each outcome as it comes; as `make_here` otherwise.

    A unit whose worker is lost is made by another. No cell is limited in time.

    Parameters
    ----------
    run : Run
        Its reports lie in this project. Workers keep what they make in the same place of theirs.
    scheduler : str
        Address, such as ``tcp://node1:8786``.
    """
    make = partial(
        make_for_caller, run.only(), shown_path(run.reports), _digest_machine(run.digest)
    )
    with _connect(scheduler) as client, client.get_executor() as pool:
        for unit, ended in submit_all(pool, make, run.units):
            if isinstance(ended, Parcel):
                if not ended.outcome.error:
                    _unpack(ended, run.place(unit), run.stem(unit))
                yield ended.outcome
            else:
                yield as_outcome(unit, ended)


def make_for_caller(run: Run, reports: str, same: str, unit: Unit) -> Parcel:
    """What a worker does: make a unit in its own project and send what came of it.

    Parameters
    ----------
    run : Run
        The caller's.
    reports : str
        Relative to the project.
    same : str
        Digest of the caller's machine.
    unit : Unit

    Raises
    ------
    StudyError
        If the worker's project is not the caller's, or it makes several units in one process.
    """
    from distributed import get_worker

    worker = get_worker()
    if worker.state.nthreads > 1:
        raise StudyError(
            f"the worker at {worker.address} runs {worker.state.nthreads} notebooks in one "
            "process; start it with --nworkers N --nthreads 1"
        )
    folder = (find_project_root() / reports).resolve()
    study = read_study(run.study.key)
    planned = plan_run(study, [unit], run.data, folder, run.parameters, run.figures)
    here = replace(planned, is_forced=run.is_forced)
    if _digest_machine(here.digest) != same:
        raise StudyError(
            f"the worker at {worker.address} has another version of the code, the notebooks, "
            "the data, the packages or Python; give every machine the same"
        )
    outcome = make_unit(here, unit)
    if outcome.error:  # its words, and a failed notebook, may quote an answer
        error = f"{outcome.error}; more is in the reports of the worker at {worker.address}"
        return Parcel(replace(outcome, error=error, advice="", log=None), {})
    return Parcel(outcome, _pack(here.place(unit), here.stem(unit)))


def _digest_machine(run: str) -> str:
    """Digest of a run's digest, the project's notebooks and what is installed."""
    notebooks = sorted((find_project_root() / "notebooks").glob("*.ipynb"))
    parts = [run, [(path.name, file_sha256(path)) for path in notebooks], _list_installed()]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@cache
def _list_installed() -> list[str]:
    return sorted(f"{package.name}=={package.version}" for package in distributions())


def _pack(folder: Path, stem: str) -> dict[str, bytes]:
    names = list_outputs(folder, stem)
    names += [record_name(stem)] if names else []
    return {name: (folder / name).read_bytes() for name in names}


def _unpack(parcel: Parcel, place: Path, stem: str) -> None:
    with building(place, stem) as aside:
        if not are_inside(aside, parcel.files):
            raise StudyError("a worker sent a file that lies outside its folder")
        for name, content in parcel.files.items():
            path = aside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        put_in_place(aside, stem)


@contextmanager
def _connect(scheduler: str) -> "Iterator[Client]":
    try:
        from distributed import Client
    except ImportError as error:
        raise StudyError(
            "--scheduler needs Dask: pip install --no-build-isolation -e .[cluster]"
        ) from error
    try:
        client = Client(scheduler, timeout=ANSWER_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise StudyError(f"no scheduler answers at {scheduler}: {error}") from error
    with client:
        yield client
