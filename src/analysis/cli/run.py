"""``analysis run``: every notebook for every municipality."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.cli.options import (
    Commands,
    add_jobs,
    add_study,
    named_folder,
    tell_of_cold_kernels,
)
from analysis.study import Study

if TYPE_CHECKING:
    from analysis.batch import Outcome


def add(commands: Commands) -> None:
    """Declare the command."""
    run = commands.add_parser(
        "run",
        help="run notebooks and render their pages",
        description="Run every notebook for every municipality, or those that are named, and "
        "render a page each and an index of them.",
    )
    add_study(run)
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
    add_jobs(run)
    run.add_argument(
        "--reports", type=Path, metavar="DIR", help="where pages go (default: reports/)"
    )
    run.add_argument(
        "--force", action="store_true", help="make every page anew, not only what changed"
    )
    run.set_defaults(command=run_command)


def run_command(parsed: argparse.Namespace) -> int:
    """Run; exit status 0 only if every unit went well and every saved table holds."""
    from analysis.batch import (
        check_parameters,
        find_stale,
        plan_units,
        remove_strangers,
        run_units,
    )
    from analysis.cli.progress import with_progress
    from analysis.inputs import find_project_root, read_study
    from analysis.provenance import Run, write_crate, write_manifest

    study = read_study(parsed.study)
    units = plan_units(study, parsed.notebook, parsed.municipality, parsed.language)
    parameters = dict(parsed.parameter)
    check_parameters(units, parameters)
    data = _checked(study, parsed.data, units[0].edition.language)
    reports = (parsed.reports or find_project_root() / "reports").resolve()
    given = {**parameters, "data": data}
    for page in remove_strangers(study, reports):
        print(f"removed, the study no longer has it: {page}")
    stale = units if parsed.force else find_stale(units, given, reports)
    if stale:
        tell_of_cold_kernels()
    runs = run_units(stale, given, reports, parsed.jobs)
    failed = [o for o in with_progress(runs, stale, parsed.jobs) if o.error]
    index = _write_index(study, failed, reports)
    made, unchanged = len(stale) - len(failed), len(units) - len(stale)
    print(f"{made} of {len(stale)} pages made, {unchanged} unchanged; all are in {index}")
    for outcome in failed:
        print(f"failed: {outcome.unit}: {outcome.error}", file=sys.stderr)
    errors = {str(outcome.unit): outcome.error for outcome in failed}
    told = Run(study, data, parameters, {str(u): errors.get(str(u), "") for u in units})
    write_crate(study, write_manifest(told, index.parent), index.parent)
    misfits = list(_misfits(index.parent))
    for misfit in misfits:
        print(f"does not fit: {misfit}", file=sys.stderr)
    return 1 if failed or misfits else 0


def _write_index(study: Study, failed: "Sequence[Outcome]", reports: Path) -> Path:
    """The index of all pages, with what failed."""
    from analysis.pages import Page, write_index

    pages = [
        Page(o.unit.topic, o.unit.edition.municipality, o.unit.edition.language, "", o.error)
        for o in failed
    ]
    return write_index(study, pages, reports)


def _misfits(folder: Path) -> Iterator[str]:
    """Rows of the run's own tables whose numbers cannot all be true."""
    from analysis.inputs import read_saved_tables
    from analysis.publication_audit import audit_own_table

    for path, table in read_saved_tables(folder):
        for misfit in audit_own_table(table):
            yield f"{path}: row {misfit.row}: {', '.join(misfit.columns)}"


def _checked(study: Study, data: str | None, language: str) -> str:
    """The notebooks' parameter ``data``; a folder with faults is refused before any starts."""
    from analysis.execution import shown_path
    from analysis.inputs import STUDY_FOLDERS, read_inputs

    if data is None:
        data = "example" if (study.folder / "example").is_dir() else "published"
    if data != "published" and data not in STUDY_FOLDERS:
        data = shown_path(named_folder(study, data))
    read_inputs(study, data, language)
    return data
