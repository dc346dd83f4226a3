"""``analysis notebooks``: the committed notebooks, executed with their defaults."""

import argparse
import sys

from analysis.run.cli.options import Commands


def add(commands: Commands) -> None:
    """Declare the command."""
    notebooks = commands.add_parser(
        "notebooks",
        help="execute the notebooks with their defaults and keep the outputs in them",
        description="Execute all notebooks with their default parameters and keep the outputs "
        "in notebooks/, so that they can be read where they are hosted.",
    )
    notebooks.set_defaults(command=notebooks_command)


def notebooks_command(_: argparse.Namespace) -> int:
    """Execute; stops at the first notebook that fails, which is left as it was."""
    from nbclient.exceptions import CellExecutionError

    from analysis.report.pages.prose import DESK_TITLES
    from analysis.run.execute import refresh_notebook
    from analysis.study.declaration import TOPICS

    for name in (*TOPICS, *DESK_TITLES):
        try:
            refresh_notebook(name)
        except CellExecutionError as error:
            told = f"{error.ename}: {error.evalue}"
            print(f"failed: {name}, which is left as it was: {told}", file=sys.stderr)
            return 1
    return 0
