"""``analysis run``: every notebook for every municipality."""

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.run.cli.absent import describe_absent
from analysis.run.cli.failed import describe_failed
from analysis.run.cli.options import Commands, add_jobs, add_study, data_name
from analysis.run.cli.watch import list_watched, watch
from analysis.study.declaration import StudyError

if TYPE_CHECKING:
    from analysis.run.make import Outcome
    from analysis.run.plan import Run, Unit


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
    _add_means(run)
    run.add_argument(
        "--reports", type=Path, metavar="DIR", help="where pages go (default: reports/)"
    )
    run.add_argument(
        "--force", action="store_true", help="make every page anew, not only what changed"
    )
    run.add_argument(
        "--watch", action="store_true", help="run again whenever a notebook or the study is saved"
    )
    run.set_defaults(command=run_command)


def _add_means(run: argparse.ArgumentParser) -> None:
    """Where notebooks are executed, by how many processes and for how long."""
    add_jobs(run)
    run.add_argument(
        "--unit-timeout",
        type=float,
        default=inf,
        metavar="SECONDS",
        help="end a notebook that takes longer as a whole (default: only cells are limited)",
    )
    run.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="run on the workers of the Dask scheduler there, as tcp://node1:8786, instead of here",
    )


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
    """Run once, or after each change."""
    if parsed.scheduler and parsed.unit_timeout < inf:
        raise StudyError(
            "workers of a scheduler keep no time limit: leave out --unit-timeout or --scheduler"
        )
    if parsed.watch:
        watch(lambda: _run(parsed), lambda: list_watched(parsed.study, parsed.data))
    return _run(parsed)


def _plan(parsed: argparse.Namespace) -> "Run":
    """The run that is asked for."""
    from analysis.run.plan import MOST_WATCHED, plan_documents, plan_run, plan_units
    from analysis.study.project import find_project_root
    from analysis.study.study_file import read_study

    study = read_study(parsed.study)
    units = plan_units(study, parsed.notebook, parsed.municipality, parsed.language)
    units = [*plan_documents(study, units), *units]  # what takes longest starts first
    reports = (parsed.reports or find_project_root() / "reports").resolve()
    data = data_name(study, parsed.data)
    planned = plan_run(study, units, data, reports, dict(parsed.parameter))
    is_watched = parsed.watch and len(units) <= MOST_WATCHED
    return replace(planned, is_forced=parsed.force, is_watched=is_watched)


def _run(parsed: argparse.Namespace) -> int:
    """Run; exit status 0 only if every unit went well and every saved table holds."""
    from analysis.run.claim import claim
    from analysis.run.plan import find_stale, remove_strangers
    from analysis.run.swap import finish_left_over

    run = _plan(parsed)
    with claim(run.folder):
        finish_left_over(run.folder)
        stale = tuple(find_stale(run))
        absent = []
        try:
            if stale:
                absent = _prepare(run, parsed.scheduler)
            ended = _make(run.only(*stale), parsed)
        finally:
            finish_left_over(run.folder)  # where a process was ended
        for page in remove_strangers(run):  # the index is made anew at once
            print(f"removed, the study no longer has it: {page}")
        status = max(
            _conclude(run, stale, ended),
            _attack(run),
            _name_changed(run, stale),  # at the end: all of the above read the data
        )
        print("".join(f"{line}\n" for line in absent), end="")
        return status


def _prepare(run: "Run", scheduler: str | None) -> list[str]:
    """Refuse bad input before any notebook starts; says which places it has no rows of."""
    if not scheduler:
        from analysis.run.template import start_template
        from analysis.run.workers import CAN_FORK

        if CAN_FORK:
            start_template(run)  # it imports while this process reads
    from analysis.inputs.absent import find_absent
    from analysis.inputs.chosen import keep_inputs
    from analysis.report.pages import index  # noqa: F401 - imported while the template still is

    inputs = keep_inputs(run.study, run.data, run.units[0].language)  # for the next one of a watch
    absent = find_absent(run.study, vars(inputs))
    return list(describe_absent(run.study, absent, "en"))


def _make(run: "Run", parsed: argparse.Namespace) -> "list[Outcome]":
    """Make units here or on a cluster; the outcomes that somebody has to know of."""
    from analysis.run.cli.progress import with_progress

    if not run.units:
        return []
    jobs = parsed.jobs
    if parsed.scheduler:
        from analysis.run.cluster import count_slots, make_on_cluster

        jobs = count_slots(parsed.scheduler, run.reports)
        outcomes = make_on_cluster(run, parsed.scheduler)
    else:
        from analysis.run.workers import Limits, make_here

        outcomes = make_here(run, jobs, limits=Limits(unit_s=parsed.unit_timeout))
    with closing(outcomes):  # an interrupt ends all processes
        shown = with_progress(outcomes, run.units, jobs)
        return [outcome for outcome in shown if outcome.error or outcome.misfits]


def _name_changed(run: "Run", made: "Sequence[Unit]") -> int:
    """Name files that changed while the run was at work, and have the next one make all anew.

    Returns
    -------
    int
        Exit status 1 if there are any.
    """
    from analysis.run.records import note_outdated
    from analysis.run.report import SUMMARY

    if not (changed := run.find_changed()):
        return 0
    for unit in made:
        note_outdated(run.place(unit), run.stem(unit))
    note_outdated(run.folder, SUMMARY)
    for path in changed:
        print(f"changed while the run was at work: {path}", file=sys.stderr)
    print("its pages rest on two states of the data: call it again", file=sys.stderr)
    return 1


def _attack(run: "Run") -> int:
    """Tell what follows from a run on own data that nobody should know; 1 if anything does."""
    from analysis.run.attacked import NOTICE, attack_run

    if not (chains := attack_run(run)):
        return 0
    print("\n".join(chains), file=sys.stderr)
    print(f"not for publication: see {run.folder / NOTICE}", file=sys.stderr)
    return 1


def _conclude(run: "Run", stale: "Sequence[Unit]", ended: "Sequence[Outcome]") -> int:
    """Report on a run and say how it ended."""
    failed = [outcome for outcome in ended if outcome.error]
    for outcome in failed:  # before what may fail too, as on a full disk
        print(describe_failed(outcome), file=sys.stderr)
    where = _report(run, ended)
    asked = _count_pages(stale)
    made = asked - _count_pages([outcome.unit for outcome in failed])
    pages = f"{made} of {asked} pages made" if asked else "no page had to be made"
    print(f"{pages}, {_count_pages(run.units) - asked} unchanged; {where}")
    for misfit in (misfit for outcome in ended for misfit in outcome.misfits):
        print(f"does not fit: {misfit}", file=sys.stderr)
    return 1 if ended else 0


def _count_pages(units: "Sequence[Unit]") -> int:
    from analysis.run.plan import DOCUMENTS

    return sum(unit.topic != DOCUMENTS for unit in units)


def _report(run: "Run", ended: "Sequence[Outcome]") -> str:
    """Write the front page; where what it reads changed meanwhile, the one before may stay."""
    from analysis.run.report import report

    try:
        return f"all are in {report(run, ended)}"
    except StudyError as error:
        if not run.find_changed():
            raise
        return f"the front page was not made anew: {error}"
