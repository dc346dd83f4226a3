"""Executing notebooks: with parameters through papermill, or as they are committed."""

import os
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from traitlets.config import Config

from analysis.run import warm_kernel
from analysis.study.project import find_project_root

KERNEL_ARGUMENTS = ["--log-level=CRITICAL", "--HistoryManager.enabled=False"]
"""Kernels log that they are being shut down as an error; what fails is in the notebook."""
CELL_TIMEOUT_S = 600
ENGINE = "analysis"
"""Name under which papermill knows ours."""
WIDGET = "application/vnd.jupyter.widget-view+json"


def execute(topic: str, output: Path, parameters: Mapping[str, Any]) -> str:
    """Execute a topic's notebook into a file; returns what went wrong, if anything."""
    from papermill import PapermillExecutionError, execute_notebook

    _register_engine()
    try:
        with tempfile.TemporaryDirectory(prefix="kernel-") as sockets:
            notebook = execute_notebook(
                str(notebook_path(topic)),
                output,
                parameters=dict(parameters),
                engine_name=ENGINE,
                kernel_name=None if warm_kernel.why_not() else warm_kernel.KERNEL_NAME,
                progress_bar=False,
                cwd=find_project_root() / "notebooks",
                config=kernel_config(sockets),
                extra_arguments=KERNEL_ARGUMENTS,
                execution_timeout=CELL_TIMEOUT_S,
            )
    except PapermillExecutionError as error:
        return f"{error.ename}: {error.evalue}"
    except Exception as error:  # noqa: BLE001 - any failure of one notebook is this unit's alone
        return f"{type(error).__name__}: {error}"
    # A cell whose kernel died may be written down as completed.
    unfinished = [c for c in notebook.cells if c.cell_type == "code" and not c.execution_count]
    return f"{len(unfinished)} cells were not executed" if unfinished else ""


@cache
def _register_engine() -> None:
    """Teach papermill to write a notebook once, at its end, and not twice for each cell."""
    from papermill.engines import NBClientEngine, papermill_engines
    from papermill.iorw import write_ipynb

    class WriteAtTheEnd(NBClientEngine):  # type: ignore[misc] # papermill has no types
        @classmethod
        def execute_notebook(
            cls, nb: Any, kernel_name: str, output_path: str | None = None, **kwargs: Any
        ) -> Any:
            try:
                return super().execute_notebook(nb, kernel_name, output_path=None, **kwargs)
            except Exception:  # of a dead kernel too, what was done until then is kept
                write_ipynb(nb, output_path)
                raise

    papermill_engines.register(ENGINE, WriteAtTheEnd)


def shown_path(path: Path) -> str:
    """A path as a notebook's readers see it: relative to the repository."""
    try:
        return Path(os.path.relpath(path, find_project_root())).as_posix()
    except ValueError:  # another drive of a Windows machine
        return path.as_posix()


def notebook_path(topic: str) -> Path:
    """The committed notebook of a topic."""
    return find_project_root() / "notebooks" / f"{topic}.ipynb"


def kernel_config(sockets: str) -> Config:
    """Settings of a kernel that talks over local sockets in a folder of its own.

    What kernels say then stays on this machine. Windows has only TCP. When the
    last cell is done the kernel is ended at once: it has nothing left to put in order.
    """
    manager = {"client_class": "analysis.run.warm_kernel.client.PromptClient"}
    if os.name != "nt":
        manager |= {"transport": "ipc", "ip": str(Path(sockets, "socket"))}
    return Config({"NotebookClient": {"shutdown_kernel": "immediate"}, "KernelManager": manager})


def refresh_notebook(topic: str) -> None:
    """Execute a notebook with its defaults and keep the outputs in it, without timings."""
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
            config=kernel_config(sockets),
            extra_arguments=KERNEL_ARGUMENTS,
        ).execute()
    for output in (o for cell in notebook.cells for o in cell.get("outputs", [])):
        output.get("data", {}).pop(WIDGET, None)  # without its kernel, a widget is a broken link
    # The version of Python that ran it says nothing to a reader and changes with the machine.
    notebook.metadata["language_info"] = {"name": "python"}
    nbformat.write(notebook, path)
