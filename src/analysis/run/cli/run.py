"""``analysis run``: every notebook for every municipality."""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.run.cli.options import (
    Commands,
    add_jobs,
    add_study,
    named_folder,
    tell_of_cold_kernels,
)
from analysis.study.declaration import StudyError

if TYPE_CHECKING:
    from analysis.run.batch import Outcome
    from analysis.run.units import Unit
    from analysis.study.study import Study

LOCK = ".lock"
"""File in a study's reports that a run holds while it works there."""


def add(commands: Commands) -> None:
    """Declare the command."""
    run = commands.add_parser(
        "run",
        help="run notebooks and render their pages",
        description="Run every notebook for every municipality, or those that are named, and "
        "render a page each and an index of them.",
    )
    add_study(run)
    _add_choice(run)
    add_jobs(run)
    run.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="run on the workers of the Dask scheduler there, as tcp://node1:8786, instead of here",
    )
    run.add_argument(
        "--reports", type=Path, metavar="DIR", help="where pages go (default: reports/)"
    )
    run.add_argument(
        "--force", action="store_true", help="make every page anew, not only what changed"
    )
    run.set_defaults(command=run_command)


def _add_choice(run: argparse.ArgumentParser) -> None:
    """Which notebooks run, for whom and on what."""
    repeated: dict[str, Any] = {"action": "append", "default": []}
    run.add_argument(
        "--notebook", metavar="TOPIC", help="only this notebook; repeatable", **repeated
    )
    run.add_argument(
        "--municipality",
        metavar="NAME",
        help='only this municipality, by name or code, or "all"; repeatable',
        **repeated,
    )
    run.add_argument("--language", metavar="CODE", help="fi, sv or en; repeatable", **repeated)
    run.add_argument(
        "--data",
        metavar="DIR",
        help='"published", "example", "raw" or a folder of your own files (default: the example, '
        "or what is published where the study has none)",
    )
    run.add_argument(
        "-p",
        "--parameter",
        nargs=2,
        metavar=("NAME", "VALUE"),
        help="set a parameter of the notebooks; repeatable",
        **repeated,
    )


def run_command(parsed: argparse.Namespace) -> int:
    """Run; exit status 0 only if every unit went well and every saved table holds."""
    from analysis.run.units import check_parameters, plan_units
    from analysis.study.project import find_project_root
    from analysis.study.study_file import read_study

    study = read_study(parsed.study)
    units = plan_units(study, parsed.notebook, parsed.municipality, parsed.language)
    parameters = dict(parsed.parameter)
    check_parameters(units, parameters)
    given = {**parameters, "data": _data_name(study, parsed.data)}
    reports = (parsed.reports or find_project_root() / "reports").resolve()
    with claim(reports / study.key):
        return _run_and_summarise(units, given, reports, parsed)


@contextmanager
def claim(folder: Path) -> Iterator[None]:
    """Keep other runs out of a folder; a claim ends with its process, even if that is killed.

    Processes that a killed run leaves behind may still finish the page that they are at.

    Raises
    ------
    StudyError
        If another run is at work there.
    """
    from filelock import FileLock, Timeout

    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise StudyError(
            f"another run is making the pages in {folder}; "
            "wait until it is done, or give this one a folder of its own with --reports"
        ) from None
    try:
        yield
    finally:
        lock.release()


def _run_and_summarise(
    units: "Sequence[Unit]", given: Mapping[str, Any], reports: Path, parsed: argparse.Namespace
) -> int:
    """Make what is stale, sum it up and tell of it."""
    from analysis.run.cli.progress import with_progress
    from analysis.run.summary import summarise

    stale = _prepare(units, given, reports, parsed)
    slots, runs = _start(stale, given, reports, parsed)
    ended = [o for o in with_progress(runs, stale, slots) if o.error or o.misfits]
    index = summarise(units, given, ended, reports)
    failed = [o for o in ended if o.error]
    made, unchanged = len(stale) - len(failed), len(units) - len(stale)
    told = f"{made} of {len(stale)} pages made" if stale else "no page had to be made"
    print(f"{told}, {unchanged} unchanged; all are in {index}")
    for outcome in failed:
        print(f"failed: {outcome.unit}: {outcome.error}", file=sys.stderr)
    for misfit in (misfit for outcome in ended for misfit in outcome.misfits):
        print(f"does not fit: {misfit}", file=sys.stderr)
    return 1 if ended else 0


def _prepare(
    units: "Sequence[Unit]", given: Mapping[str, Any], reports: Path, parsed: argparse.Namespace
) -> "Sequence[Unit]":
    """Find what has to be made; refuse bad input before any notebook starts."""
    from analysis.inputs.chosen import read_inputs
    from analysis.run.units import find_stale, remove_strangers
    from analysis.run.warm_kernel import warm_up

    study = units[0].edition.study
    stale = units if parsed.force else find_stale(units, given, reports)
    if stale and not parsed.scheduler:
        warm_up(study.key, given["data"])  # the server imports while this process reads
    if stale:
        read_inputs(study, given["data"], units[0].edition.language)
    for page in remove_strangers(study, reports):
        print(f"removed, the study no longer has it: {page}")
    return stale


def _start(
    stale: "Sequence[Unit]", given: Mapping[str, Any], reports: Path, parsed: argparse.Namespace
) -> "tuple[int, Iterator[Outcome]]":
    """How many units run at a time, and the run, here or on a cluster."""
    if not stale:
        return 0, iter(())
    if parsed.scheduler:
        from analysis.run.cluster import count_slots, run_on_cluster

        slots = count_slots(parsed.scheduler, reports)
        return slots, run_on_cluster(stale, given, reports, parsed.scheduler)
    from analysis.run.batch import run_units

    tell_of_cold_kernels()
    return parsed.jobs, run_units(stale, given, reports, parsed.jobs)


def _data_name(study: "Study", data: str | None) -> str:
    """The notebooks' parameter ``data``."""
    from analysis.inputs.chosen import STUDY_FOLDERS
    from analysis.run.execution import shown_path

    if data is None:
        return "example" if (study.folder / "example").is_dir() else "published"
    if data != "published" and data not in STUDY_FOLDERS:
        return shown_path(named_folder(study, data))
    return data
