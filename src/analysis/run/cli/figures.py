"""``analysis figures``: the publication's figures, from published numbers."""

import argparse
import sys
from pathlib import Path

from analysis.run.cli.options import Commands, add_jobs, add_study, tell_of_cold_kernels


def add(commands: Commands) -> None:
    """Declare the command."""
    figures = commands.add_parser(
        "figures",
        help="make the publication's figures anew, in figures/<study>/",
        description="Execute every notebook of a study for the whole project, with what is "
        "published, and save its figures, with the table behind each, in figures/<study>/.",
    )
    add_study(figures)
    add_jobs(figures)
    figures.add_argument(
        "--output", type=Path, metavar="DIR", help="where figures go (default: figures/<study>/)"
    )
    figures.set_defaults(command=figures_command)


def figures_command(parsed: argparse.Namespace) -> int:
    """Make figures; exit status 0 only if every notebook went well."""
    import tempfile

    from analysis.run.batch import run_units
    from analysis.run.cli.progress import with_progress
    from analysis.run.execution import shown_path
    from analysis.run.units import plan_units
    from analysis.study.declaration import ALL
    from analysis.study.project import find_project_root
    from analysis.study.study_file import read_study

    study = read_study(parsed.study)
    folder = (parsed.output or find_project_root() / "figures" / study.key).resolve()
    units = plan_units(study, municipalities=[ALL])
    parameters = {"data": "published", "figures_dir": shown_path(folder)}
    tell_of_cold_kernels()
    with tempfile.TemporaryDirectory() as reports:
        runs = run_units(units, parameters, Path(reports), parsed.jobs)
        failed = [o for o in with_progress(runs, units, parsed.jobs) if o.error]
    for outcome in failed:
        print(f"failed: {outcome.unit}: {outcome.error}", file=sys.stderr)
    print(f"figures are in {folder}")
    return 1 if failed else 0
