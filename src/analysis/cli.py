"""The command ``analysis``: thin, and quick to answer.

Heavy modules are imported by the command that needs them.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.faults import DataError
from analysis.study import StudyError

if TYPE_CHECKING:
    from analysis.batch import Outcome

Commands = Any  # argparse does not name the type of its sub-parsers
DEFAULT_STUDY = "yhdessa_osallisuutta"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parsed = build_parser().parse_args(arguments)
    try:
        return int(parsed.command(parsed))
    except (StudyError, DataError) as error:
        print(f"analysis: {error}", file=sys.stderr)
        return 2


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="analysis",
        description="From a project's surveys, costs and trainings to its published figures.",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_run(commands)
    _add_check(commands)
    _add_figures(commands)
    _add_notebooks(commands)
    return parser


def _add_run(commands: Commands) -> None:
    run = commands.add_parser(
        "run",
        help="execute the notebooks for the whole project and each municipality",
        description="Execute every notebook of a study for the whole project and for each "
        "municipality. Pages go to reports/<study>/, which index.html leads through.",
    )
    _add_study(run)
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
        "-p",
        "--parameter",
        nargs=2,
        metavar=("NAME", "VALUE"),
        help="set a parameter of the notebooks; repeatable",
        **repeated,
    )
    _add_jobs(run)
    run.add_argument(
        "--reports", type=Path, metavar="DIR", help="where pages go (default: reports/)"
    )
    run.set_defaults(command=run_command)


def _add_check(commands: Commands) -> None:
    check = commands.add_parser(
        "check",
        help="list everything that is wrong with a study's tables",
        description="List every fault of a study's published tables: file, row as the spreadsheet "
        "numbers it, column, rule and what to do. Exit status 0 only without faults.",
    )
    _add_study(check)
    check.add_argument("--json", action="store_true", help="the same as JSON")
    check.set_defaults(command=check_command)


def _add_figures(commands: Commands) -> None:
    figures = commands.add_parser(
        "figures",
        help="make the publication's figures anew, in figures/<study>/",
        description="Execute every notebook of a study for the whole project and save its "
        "figures, with the table behind each, in figures/<study>/.",
    )
    _add_study(figures)
    _add_jobs(figures)
    figures.add_argument(
        "--output", type=Path, metavar="DIR", help="where figures go (default: figures/<study>/)"
    )
    figures.set_defaults(command=figures_command)


def _add_notebooks(commands: Commands) -> None:
    notebooks = commands.add_parser(
        "notebooks",
        help="execute the notebooks with their defaults and keep the outputs in them",
        description="Execute all notebooks with their default parameters and keep the outputs "
        "in notebooks/, so that they can be read where they are hosted.",
    )
    notebooks.set_defaults(command=notebooks_command)


def run_command(parsed: argparse.Namespace) -> int:
    """``analysis run``: exit status 0 only if every unit went well."""
    from analysis.batch import check_parameters, plan_units, run_units
    from analysis.inputs import find_project_root, read_study
    from analysis.pages import Page, write_index

    study = read_study(parsed.study)
    units = plan_units(study, parsed.notebook, parsed.municipality, parsed.language)
    parameters = dict(parsed.parameter)
    check_parameters(units, parameters)
    reports = (parsed.reports or find_project_root() / "reports").resolve()
    runs = run_units(units, parameters, reports, parsed.jobs)
    outcomes = list(_with_progress(runs, len(units)))
    failed = [outcome for outcome in outcomes if outcome.error]
    pages = [
        Page(o.unit.topic, o.unit.edition.municipality, o.unit.edition.language, "", o.error)
        for o in failed
    ]
    index = write_index(study, pages, reports)
    print(f"{len(units) - len(failed)} of {len(units)} pages made; all are in {index}")
    for outcome in failed:
        print(f"failed: {outcome.unit}: {outcome.error}", file=sys.stderr)
    return 1 if failed else 0


def check_command(parsed: argparse.Namespace) -> int:
    """``analysis check``: exit status 0 only without faults."""
    import json

    from analysis.inputs import check_study, read_study

    faults = check_study(read_study(parsed.study))
    if parsed.json:
        found = {"ok": not faults, "faults": [asdict(fault) for fault in faults]}
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        print("\n".join([*map(str, faults), f"{len(faults)} faults"]))
    return 1 if faults else 0


def figures_command(parsed: argparse.Namespace) -> int:
    """``analysis figures``: exit status 0 only if every notebook went well."""
    import tempfile

    from analysis.batch import plan_units, run_units, shown_path
    from analysis.inputs import find_project_root, read_study
    from analysis.study import ALL

    study = read_study(parsed.study)
    folder = (parsed.output or find_project_root() / "figures" / study.key).resolve()
    units = plan_units(study, municipalities=[ALL])
    with tempfile.TemporaryDirectory() as reports:
        runs = run_units(units, {"figures_dir": shown_path(folder)}, Path(reports), parsed.jobs)
        failed = [o for o in _with_progress(runs, len(units)) if o.error]
    for outcome in failed:
        print(f"failed: {outcome.unit}: {outcome.error}", file=sys.stderr)
    print(f"figures are in {folder}")
    return 1 if failed else 0


def notebooks_command(_: argparse.Namespace) -> int:
    """``analysis notebooks``: stops at the first notebook that fails."""
    from analysis.batch import refresh_notebook
    from analysis.study import TOPICS

    for topic in TOPICS:
        refresh_notebook(topic)
    return 0


def _add_study(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "study", nargs="?", default=DEFAULT_STUDY, help="folder under data/ (default: %(default)s)"
    )


def _add_jobs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--jobs",
        type=_at_least_one,
        default=os.cpu_count() or 1,
        metavar="N",
        help="number of processes (default: one a core)",
    )


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is less than 1")
    return number


def _with_progress(outcomes: Iterator[Outcome], total: int) -> Iterator[Outcome]:
    from tqdm import tqdm

    yield from tqdm(outcomes, total=total, unit="page", file=sys.stderr)
