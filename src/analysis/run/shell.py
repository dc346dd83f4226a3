"""A notebook's cells run in this process, their outputs taken down as a kernel sends them."""

import atexit
import io
import json
import traceback
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode
from traitlets import Type
from traitlets.config import Config

from analysis.run.failure import Failure, name_error
from analysis.study.declaration import StudyError

INLINE = "module://matplotlib_inline.backend_inline"
"""Matplotlib's backend that shows the open figures when their cell ends."""
CONFIG = Config({"HistoryManager": {"enabled": False}})


class Outputs(list[Any]):
    """Outputs of the cell that runs now."""

    def __init__(self) -> None:
        super().__init__()
        self._with_id: dict[str, list[Any]] = {}
        self._clear_at_next = False

    def add(self, kind: str, **content: Any) -> Any:
        """Take down an output; text follows text of the same stream without a break."""
        if self._clear_at_next:
            self.clear_output()
        last = self[-1] if self else None
        if kind == "stream" and last and last.get("name") == content["name"]:
            last["text"] += content["text"]
        else:
            self.append(last := NotebookNode(output_type=kind, **content))
        return last

    def update(self, display_id: str, data: dict[str, Any], metadata: dict[str, Any]) -> None:
        """Replace what was displayed under a name, in earlier cells too."""
        for output in self._with_id.get(display_id, ()):
            output["data"], output["metadata"] = data, metadata

    def remember(self, display_id: str, output: Any) -> None:
        """Keep an output under a name by which it may be updated."""
        self._with_id.setdefault(display_id, []).append(output)

    def clear_output(self, *, wait: bool = False) -> None:
        """Drop the cell's outputs, now or when there is another."""
        self._clear_at_next = wait
        if not wait:
            self.clear()

    def take(self) -> list[Any]:
        """The cell's outputs; the next cell starts with none."""
        taken = list(self)
        self.clear_output()
        return taken


class _Stream(io.TextIOBase):
    """Standard output or error of the cells."""

    encoding = "utf-8"

    def __init__(self, name: str, outputs: Outputs) -> None:
        self.name, self._outputs = name, outputs

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if text:
            self._outputs.add("stream", name=self.name, text=text)
        return len(text)


class _Publisher(DisplayPublisher):
    """Takes down what `display` shows."""

    def publish(
        self,
        data: Any,
        metadata: Any = None,
        source: Any = None,
        *,
        transient: Any = None,
        update: bool = False,
        **_: Any,
    ) -> None:
        """Take down a display, or what it is to be from now on."""
        outputs, display_id = self._outputs(), (transient or {}).get("display_id", "")
        bundle, about = _as_json(data), dict(metadata or {})
        if update:
            outputs.update(display_id, bundle, about)
            return
        output = outputs.add("display_data", data=bundle, metadata=about)
        if display_id:
            outputs.remember(display_id, output)

    def clear_output(self, wait: bool = False) -> None:
        """Drop the cell's outputs."""
        self._outputs().clear_output(wait=wait)

    def _outputs(self) -> Outputs:
        shell: Any = self.shell
        outputs: Outputs = shell.outputs
        return outputs


class _DisplayHook(DisplayHook):
    """Takes down the value of a cell's last line."""

    def write_output_prompt(self) -> None:
        """Nothing: the number is in the output."""

    def write_format_data(
        self, format_dict: Mapping[str, Any], md_dict: Mapping[str, Any] | None = None
    ) -> None:
        """Take down the value in all its forms."""
        shell: Any = self.shell
        shell.outputs.add(
            "execute_result",
            data=_as_json(format_dict),
            metadata=dict(md_dict or {}),
            execution_count=self.prompt_count,
        )

    def finish_displayhook(self) -> None:
        """Nothing: no line has to be ended."""
        self._is_active = False


class NotebookShell(InteractiveShell):
    """IPython as a kernel has it, without the kernel."""

    displayhook_class = Type(_DisplayHook)
    display_pub_class = Type(_Publisher)
    system = InteractiveShell.system_piped

    def __init__(self, **settings: Any) -> None:
        self.outputs = Outputs()
        self.failure: Failure | None = None
        self.number = 0
        """Of the cell that runs; IPython counts on before it tells of an error."""
        super().__init__(**settings)

    def enable_gui(self, gui: object = None) -> None:
        """Nothing: figures are shown inline."""

    def showtraceback(self, exc_tuple: Any = None, *_: Any, **__: Any) -> None:
        """Note any error alike; IPython prints some of them, and goes on."""
        kind, error, trace = self._get_exc_info(exc_tuple)
        self._showtraceback(kind, error, traceback.format_exception(kind, error, trace))

    def _showtraceback(self, etype: type, evalue: object, stb: list[str]) -> None:
        """Note an error; its output says of what kind it is and where, and quotes nothing."""
        where = f"{name_error(etype, evalue)} in cell {self.number}, line {self._find_line(evalue)}"
        advice = str(evalue) if issubclass(etype, StudyError) else ""
        self.failure = Failure(where, "\n".join(stb), advice)
        self.outputs.add("error", ename=etype.__name__, evalue="", traceback=[where])

    def _find_line(self, error: object) -> int:
        """The line of the cell that was at work when an exception came."""
        if isinstance(error, SyntaxError):
            return error.lineno or 0
        frames = traceback.walk_tb(getattr(error, "__traceback__", None))
        here = f"<ipython-input-{self.number}-"
        lines = (n for frame, n in frames if frame.f_code.co_filename.startswith(here))
        return next(lines, 0)


@contextmanager
def open_shell() -> Iterator[NotebookShell]:
    """A shell with a namespace of its own; all that it set in the process ends with it."""
    from IPython.core.pylabtools import activate_matplotlib, select_figure_formats
    from matplotlib import pyplot
    from matplotlib_inline.backend_inline import configure_inline_support
    from matplotlib_inline.config import InlineBackend

    NotebookShell.clear_instance()
    shell = NotebookShell.instance(config=CONFIG)
    out, err = _Stream("stdout", shell.outputs), _Stream("stderr", shell.outputs)
    try:
        activate_matplotlib(INLINE)
        configure_inline_support(shell, INLINE)
        inline = InlineBackend.instance()  # it sees to the forms of figures in one shell only
        select_figure_formats(shell, inline.figure_formats, **inline.print_figure_kwargs)
        with redirect_stdout(out), redirect_stderr(err):
            yield shell
    finally:
        pyplot.uninstall_repl_displayhook()  # from this shell; the next one gets it anew
        InlineBackend.clear_instance()
        NotebookShell.clear_instance()
        shell.restore_sys_module_state()
        atexit.unregister(shell.atexit_operations)  # it keeps the shell for as long as the process
        shell.user_ns.clear()


def run_cell(shell: NotebookShell, source: str) -> tuple[list[Any], int, bool]:
    """Run a cell.

    Returns
    -------
    tuple
        Its outputs, its number, and whether it went well.
    """
    number = shell.number = shell.execution_count
    ended = shell.run_cell(source, store_history=True)
    return shell.outputs.take(), number, bool(ended.success)


def _as_json(data: Mapping[str, Any]) -> dict[str, Any]:
    """A bundle as a file of a notebook holds it: bytes in base 64."""
    text = json.dumps(data, default=lambda value: b64encode(value).decode("ascii"))
    bundle: dict[str, Any] = json.loads(text)
    return bundle
