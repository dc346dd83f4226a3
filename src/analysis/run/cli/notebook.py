"""``analysis notebook``: one notebook with parameters, as papermill runs it, but checked."""

import argparse
import sys
from pathlib import Path

from analysis.run.cli.options import Commands


def add(commands: Commands) -> None:
    """Declare the command."""
    notebook = commands.add_parser(
        "notebook",
        help="execute one notebook with parameters, to a file of your own",
        description="Execute a notebook with parameters and write it, with its outputs, to a "
        "file. A parameter that the notebook does not declare is refused: papermill called by "
        "hand writes any name into the notebook as code.",
    )
    notebook.add_argument("topic", metavar="TOPIC", help="such as cost_breakdown")
    notebook.add_argument("output", metavar="FILE", type=Path, help="such as out.ipynb")
    notebook.add_argument(
        "-p",
        "--parameter",
        nargs=2,
        action="append",
        default=[],
        metavar=("NAME", "VALUE"),
        help="set a parameter of the notebook, as municipality raahe; repeatable",
    )
    notebook.set_defaults(command=notebook_command)


def notebook_command(parsed: argparse.Namespace) -> int:
    """Execute; exit status 0 only if every cell went well."""
    from analysis.run.clean import clean_state
    from analysis.run.execute import execute
    from analysis.run.plan import check_names
    from analysis.study.declaration import TOPICS, StudyError, check_choice

    check_choice("notebook", parsed.topic, TOPICS)
    parameters = dict(parsed.parameter)
    check_names(parsed.topic, parameters)
    output = parsed.output.resolve()
    if output.suffix != ".ipynb" or not output.parent.is_dir():
        raise StudyError(f"{parsed.output}: name a file that ends in .ipynb, in a folder there is")
    with clean_state():
        failure = execute(parsed.topic, output, parameters)
    if failure is None:
        print(f"executed: {output}")
        return 0
    reason = "\n".join(filter(None, (failure.error, failure.advice)))
    print(f"failed: {parsed.topic}: {reason}", file=sys.stderr)
    return 1
