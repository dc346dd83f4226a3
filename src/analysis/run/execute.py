"""Executing notebooks: with parameters through papermill, or as they are committed."""

import json
import os
import platform
import re
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from traitlets.config import Config

from analysis.run.failure import Failure, describe_error
from analysis.study.project import find_project_root

ENGINE = "analysis"
"""Name under which papermill knows ours."""
WIDGET = "application/vnd.jupyter.widget-view+json"
DEFAULT_STUDY = re.compile(r'^(study(?:: str)? = )"\w*"', re.MULTILINE)
"""The line of a notebook's parameters that says whose it is if nobody says anything else."""
SKIP = "skip-execution"
"""Tag of cells that nbclient passes over too."""

Report = Callable[[int | None, bytes], None]
"""Called with the whole notebook as JSON before its first cell runs, at None, and then with
each code cell as it ends, at its place."""


def execute(
    topic: str,
    output: Path,
    parameters: Mapping[str, Any],
    report: Report | None = None,
    computed: Path | None = None,
) -> Failure | None:
    """Execute a topic's notebook in this process; returns what went wrong, if anything.

    Parameters
    ----------
    topic : str
    output : Path
        The executed notebook, written at its end, without room before its lines.
    parameters : mapping
    report : callable, optional
        Is told of each cell as it ends.
    computed : Path, optional
        The same notebook as it was executed from the same data by the same code: cells have
        the outputs that they had there.
    """
    from papermill import PapermillExecutionError, execute_notebook

    _register_engine()
    failures: list[Failure] = []
    try:
        execute_notebook(
            str(notebook_path(topic)),
            output,
            parameters=dict(parameters),
            engine_name=ENGINE,
            request_save_on_cell_execute=False,
            progress_bar=False,
            cwd=find_project_root() / "notebooks",
            report=report,
            failures=failures,
            computed=computed,
        )
        _outdent(output)
    except PapermillExecutionError as error:
        failures.append(describe_error(error))  # after that of the cell itself
    except Exception as error:  # noqa: BLE001 - any failure of one notebook is this unit's alone
        failures.append(describe_error(error))
    return failures[0] if failures else None


def _outdent(notebook: Path) -> None:
    """The same lines without room before them: a thirteenth of the file, as cells of tables."""
    text = json.dumps(json.loads(notebook.read_bytes()), ensure_ascii=False, indent=0)
    notebook.write_text(f"{text}\n", encoding="utf-8", newline="\n")


@cache
def _register_engine() -> None:
    """Teach papermill to run cells in this process, without a kernel."""
    from papermill.engines import Engine, papermill_engines

    class InProcess(Engine):  # type: ignore[misc] # papermill has no types
        @classmethod
        def execute_managed_notebook(
            cls,
            nb_man: Any,
            *_: Any,
            failures: list[Failure],
            report: Report | None = None,
            computed: Path | None = None,
            **__: Any,
        ) -> None:
            _run_cells(nb_man, report or (lambda *_: None), failures, computed)

    papermill_engines.register(ENGINE, InProcess)


def _run_cells(
    managed: Any, report: Report, failures: list[Failure], computed: Path | None
) -> None:
    """Run the cells of a notebook that papermill manages, up to the first that fails."""
    from analysis.run.shell import open_shell, run_cell

    notebook = managed.nb
    _rename_default_study(notebook)
    report(None, json.dumps(notebook).encode())
    notebook.metadata["language_info"] = _language_info()
    before = iter(_find_outputs(notebook, computed) if computed else ())
    with open_shell() as shell:
        for place, cell in enumerate(notebook.cells):
            managed.cell_start(cell, place)
            went_well = True
            if is_run(cell):
                ended = next(before, None) or run_cell(shell, cell.source)
                cell.outputs, cell.execution_count, went_well = ended
                report(place, json.dumps(cell).encode())
            if not went_well:
                failures.append(shell.failure or Failure(f"Unknown error in cell {shell.number}"))
                managed.cell_exception(cell, place)
            managed.cell_complete(cell, place)
            if not went_well:
                return


def _find_outputs(notebook: Any, computed: Path) -> list[tuple[list[Any], int, bool]]:
    """What the cells gave before, in their order; nothing if any of them has other code."""
    import nbformat

    cells = [cell for cell in nbformat.read(computed, as_version=4).cells if is_run(cell)]
    if [cell.source for cell in cells] != [c.source for c in notebook.cells if is_run(c)]:
        return []
    return [(cell.outputs, cell.execution_count, True) for cell in cells]


def _rename_default_study(notebook: Any) -> None:
    """Let the notebook of one study not begin with the name of another, its default."""
    study = notebook.metadata.papermill.parameters.get("study")
    for cell in notebook.cells:
        if study and "parameters" in cell.metadata.get("tags", ()):
            cell.source = DEFAULT_STUDY.sub(rf'\g<1>"{study}"', cell.source)


def is_run(cell: Any) -> bool:
    """Whether a cell of a notebook holds code to be run."""
    skipped = SKIP in cell["metadata"].get("tags", ())
    return cell["cell_type"] == "code" and bool(cell["source"].strip()) and not skipped


def _language_info() -> dict[str, Any]:
    """What a notebook's file says of the language of its cells."""
    return {
        "codemirror_mode": {"name": "ipython", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
        "version": platform.python_version(),
    }


def keep_unfinished(notebook: Any, path: Path, ename: str, evalue: str) -> None:
    """Write a notebook that was broken off, with the reason in the cell that ran.

    Parameters
    ----------
    notebook : NotebookNode
        With the outputs of all cells that ended.
    path : Path
    ename, evalue : str
        The reason, as an exception's name and words; they quote no data.
    """
    from nbformat.v4 import new_output
    from papermill.exceptions import PapermillExecutionError
    from papermill.execute import raise_for_execution_errors

    running = next((c for c in notebook.cells if is_run(c) and c.execution_count is None), None)
    if running is not None:
        reason = new_output("error", ename=ename, evalue=evalue, traceback=[f"{ename}: {evalue}"])
        running.outputs = [reason]
    with suppress(PapermillExecutionError):  # it writes the notebook, with a link to the cell
        raise_for_execution_errors(notebook, str(path))


def shown_path(path: Path) -> str:
    """A path as a notebook's readers see it: relative to the repository."""
    try:
        return Path(os.path.relpath(path, find_project_root())).as_posix()
    except ValueError:  # another drive of a Windows machine
        return path.as_posix()


def notebook_path(topic: str) -> Path:
    """The committed notebook of a topic."""
    return find_project_root() / "notebooks" / f"{topic}.ipynb"


def refresh_notebook(topic: str) -> None:
    """Execute a notebook in an ordinary kernel with its defaults; keep outputs, no timings."""
    import nbformat
    from nbclient import NotebookClient

    path = notebook_path(topic)
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory(prefix="kernel-") as sockets:
        NotebookClient(
            notebook,
            record_timing=False,
            store_widget_state=False,
            resources={"metadata": {"path": path.parent}},
            config=_kernel_config(sockets),
            extra_arguments=["--HistoryManager.enabled=False"],
        ).execute()
    for output in (o for cell in notebook.cells for o in cell.get("outputs", [])):
        output.get("data", {}).pop(WIDGET, None)  # without its kernel, a widget is a broken link
    # The version of Python that ran it says nothing to a reader and changes with the machine.
    notebook.metadata["language_info"] = {"name": "python"}
    nbformat.write(notebook, path)


def _kernel_config(sockets: str) -> Config:
    """Settings of a kernel whose words stay on this machine; Windows has only TCP for them."""
    if os.name == "nt":
        return Config()
    return Config({"KernelManager": {"transport": "ipc", "ip": str(Path(sockets, "socket"))}})
