"""``analysis notebook``: one notebook with parameters, as papermill runs it, but checked."""

import argparse
import sys
from ast import literal_eval
from collections.abc import Mapping
from pathlib import Path

from analysis.run.cli.options import Commands


def add(commands: Commands) -> None:
    """Declare the command."""
    notebook = commands.add_parser(
        "notebook",
        help="execute one notebook with parameters, to a file of your own",
        description="Execute a notebook with parameters and write it to a file, with its outputs, "
        "its headings and explanations in its language. A parameter that the notebook does not "
        "declare is refused: papermill called by hand writes any name into the notebook as code.",
    )
    notebook.add_argument("topic", metavar="TOPIC", help="such as cost_breakdown or workbench")
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
    from analysis.report.pages.prose import DESK_TITLES
    from analysis.run.clean import clean_state
    from analysis.run.execute import execute
    from analysis.run.parameters import check_names
    from analysis.study.declaration import TOPICS, StudyError, check_choice

    check_choice("notebook", parsed.topic, (*TOPICS, *DESK_TITLES))
    parameters = dict(parsed.parameter)
    check_names(parsed.topic, parameters)
    output = parsed.output.resolve()
    if output.suffix != ".ipynb" or not output.parent.is_dir():
        raise StudyError(f"{parsed.output}: name a file that ends in .ipynb, in a folder there is")
    with clean_state():
        failure = execute(parsed.topic, output, parameters)
    if failure is None:
        translate(output, parsed.topic, parameters)
        print(f"executed: {output}")
        return 0
    reason = "\n".join(filter(None, (failure.error, failure.advice)))
    print(f"failed: {parsed.topic}: {reason}", file=sys.stderr)
    return 1


def translate(output: Path, name: str, parameters: Mapping[str, str]) -> None:
    """Have an executed notebook's headings and explanations speak the language of its outputs."""
    import nbformat
    from papermill import inspect_notebook

    from analysis.report.pages.prose import say_notebook
    from analysis.report.whole import write_whole
    from analysis.run.execute import notebook_path
    from analysis.study.study_file import read_study

    declared = inspect_notebook(str(notebook_path(name)))
    study, language = (
        parameters.get(key) or literal_eval(declared[key]["default"])
        for key in ("study", "language")
    )
    notebook = nbformat.read(output, as_version=nbformat.NO_CONVERT)
    written = {cell.id: cell for cell in notebook.cells if cell.cell_type == "markdown"}
    sources = {key: cell.source for key, cell in written.items()}
    for key, text in say_notebook(sources, name, read_study(study).say(language)).items():
        written[key].source = text
    write_whole(output, f"{nbformat.writes(notebook)}\n".encode())
