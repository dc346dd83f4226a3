"""``analysis open``: the pages of the last run, in the browser."""

import argparse
import webbrowser
from pathlib import Path

from analysis.run.cli.options import Commands, add_language, add_study, data_name, read_choice
from analysis.study.declaration import StudyError


def add(commands: Commands) -> None:
    """Declare the command."""
    opened = commands.add_parser(
        "open",
        help="open the pages of the last run in the browser",
        description="Open the front page of what `analysis run` made last.",
    )
    add_study(opened)
    add_language(opened)
    opened.add_argument("--data", metavar="DIR", help="as of `analysis run`")
    opened.add_argument("--reports", type=Path, metavar="DIR", help="as of `analysis run`")
    opened.set_defaults(command=open_command)


def open_command(parsed: argparse.Namespace) -> int:
    """Open; exit status 1 where there is no browser, whose address is told even so."""
    from analysis.inputs.own_files import data_label
    from analysis.report.pages.files import page_stem
    from analysis.study.project import find_project_root

    study, language = read_choice(parsed)
    reports = parsed.reports or find_project_root() / "reports"
    folder = reports / study.key / data_label(data_name(study, parsed.data))
    page = (folder / f"{page_stem(study, 'index', language)}.html").resolve()
    if not page.is_file():
        raise StudyError(f"{page} is not there: make it with `analysis run {study.key}`")
    print(page)
    return 0 if webbrowser.open(page.as_uri()) else 1
