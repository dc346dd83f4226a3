"""``analysis figures``: the publication's figures, from published numbers."""

import argparse
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from analysis.run.cli.failed import describe_failed
from analysis.run.cli.options import Commands, add_jobs, add_study


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

    from analysis.run.cli.progress import with_progress
    from analysis.run.plan import plan_run, plan_units
    from analysis.run.workers import make_here
    from analysis.study.declaration import ALL
    from analysis.study.project import find_project_root
    from analysis.study.study_file import read_study

    study = read_study(parsed.study)
    folder = (parsed.output or find_project_root() / "figures" / study.key).resolve()
    units = plan_units(study, municipalities=[ALL])
    with tempfile.TemporaryDirectory() as reports:
        run = plan_run(study, units, "published", Path(reports), figures=folder)
        with closing(make_here(run, parsed.jobs)) as outcomes:
            shown = with_progress(outcomes, units, parsed.jobs)
            failed = [outcome for outcome in shown if outcome.error]
        for outcome in failed:
            print(describe_failed(replace(outcome, log=None)), file=sys.stderr)
            if outcome.log:  # which ends with the folder of the pages; nothing in it is secret
                print(outcome.log.read_text(encoding="utf-8"), file=sys.stderr)
    left = " that could be made; the others are as they were" if failed else ""
    print(f"figures are in {folder}{left}")
    return 1 if failed else 0
