"""Warm kernels: what one notebook does reaches no other."""

import asyncio
import os
import sys
import tempfile
from pathlib import Path
from queue import Empty
from typing import Any

import pytest

from analysis.run.warm_kernel.client import PromptClient

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")

SOIL = """
import os, random, warnings, matplotlib, numpy as np
left = 1
matplotlib.rcParams["font.size"] = 99
os.environ["LEFT"] = "1"
random.seed(1); np.random.seed(1)
os.chdir("/")
warnings.simplefilter("ignore")
"""
LOOK = """
import os, random, warnings, matplotlib, numpy as np
print(repr(["left" in globals(), dict(matplotlib.rcParams)["font.size"], "LEFT" in os.environ,
            os.getcwd(), [f[0] for f in warnings.filters]]))
"""
CHANCE = "import random, numpy as np; print(random.random(), np.random.random())"


def run(code: str, folder: Path) -> str:
    """What a notebook of one cell prints in a warm kernel of its own."""
    import nbformat
    from nbclient import NotebookClient

    from analysis.run.execution import kernel_config
    from analysis.run.warm_kernel import KERNEL_NAME, why_not

    if missing := why_not():
        pytest.skip(missing)
    notebook: Any = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    resources = {"metadata": {"path": str(folder)}}
    with tempfile.TemporaryDirectory() as sockets:
        NotebookClient(
            notebook, kernel_name=KERNEL_NAME, resources=resources, config=kernel_config(sockets)
        ).execute()
    return "".join(output.get("text", "") for output in notebook.cells[0].outputs)


def test_nothing_leaks_from_one_notebook_to_the_next(tmp_path: Path) -> None:
    before = run(LOOK, tmp_path)
    run(SOIL, tmp_path)
    assert run(LOOK, tmp_path) == before
    assert str(tmp_path) in before
    assert "99" not in before


def test_each_kernel_has_chance_of_its_own(tmp_path: Path) -> None:
    first, second = run(CHANCE, tmp_path).split(), run(CHANCE, tmp_path).split()
    assert first[0] != second[0]
    assert first[1] != second[1]


def test_it_has_imported_already_and_is_not_this_process(tmp_path: Path) -> None:
    loaded, pid = run(
        "import os, sys; print('frictionless' in sys.modules, os.getpid())", tmp_path
    ).split()
    assert loaded == "True"
    assert int(pid) != os.getpid()


def test_without_fork_the_same_kernel_starts_as_an_ordinary_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.run.warm_kernel.provisioner.CAN_FORK", False)
    assert run("import sys; print('frictionless' in sys.modules)", tmp_path) == "False\n"


def test_a_run_says_why_its_kernels_start_cold(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from analysis.run.cli.options import tell_of_cold_kernels

    monkeypatch.setattr("analysis.run.warm_kernel.CAN_FORK", False)
    tell_of_cold_kernels()
    assert "cannot safely be forked" in capsys.readouterr().err


def test_a_killed_server_is_replaced(tmp_path: Path) -> None:
    # The kernel's parent is the server, which it takes along here.
    run("import os, signal; os.kill(os.getppid(), signal.SIGKILL)", tmp_path)
    assert run("print('frictionless' in __import__('sys').modules)", tmp_path) == "True\n"


class Channel(PromptClient):
    """A client whose kernel says what it is told to say."""

    def __init__(self, said: list[dict[str, Any] | None], *, lives: bool = True) -> None:
        self.said, self.lives, self.asked = said, lives, 0

    def kernel_info(self, *_: Any, **__: Any) -> str:
        self.asked += 1
        return f"question {self.asked}"

    async def get_iopub_msg(self, *_: Any, **__: Any) -> dict[str, Any]:
        if not self.said or (told := self.said.pop(0)) is None:
            raise Empty
        return told

    async def is_alive(self) -> bool:
        return self.lives


def status(state: str, question: int) -> dict[str, Any]:
    parent = {"msg_id": f"question {question}"}
    return {"msg_type": "status", "parent_header": parent, "content": {"execution_state": state}}


WELCOME: dict[str, Any] = {"msg_type": "iopub_welcome", "parent_header": {}, "content": {}}


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ([WELCOME, status("busy", 1), status("idle", 1)], 2),
        ([WELCOME, status("busy", 2), status("idle", 2)], 2),  # the first answer was not heard
        ([None, status("idle", 2)], 2),  # nor a welcome
        ([status("starting", 9), status("idle", 9), status("idle", 1)], 1),  # of somebody else
    ],
)
def test_a_kernel_is_ready_when_it_says_so(said: list[dict[str, Any] | None], asked: int) -> None:
    client = Channel(said)
    asyncio.run(client.wait_for_ready(timeout=5))
    assert (client.asked, client.said) == (asked, [])


def test_a_kernel_that_ended_or_never_answers_is_not_waited_for_longer() -> None:
    with pytest.raises(RuntimeError, match="ended before it was ready"):
        asyncio.run(Channel([WELCOME], lives=False).wait_for_ready(timeout=5))
    with pytest.raises(RuntimeError, match="not ready in 0"):
        asyncio.run(Channel([]).wait_for_ready(timeout=0))


def test_a_kernel_that_fails_to_start_is_told_of(tmp_path: Path) -> None:
    """Its connection file lies where nothing can be written."""
    from analysis.run.warm_kernel.provisioner import ForkedKernel

    command = [sys.executable, "-m", "-f", str(tmp_path / "missing" / "kernel.json")]
    command += ["--IPKernelApp.no_such_option=1", "--ip=300.300.300.300"]
    with pytest.raises(RuntimeError, match="no kernel came of the server"):
        ForkedKernel(command, dict(os.environ), str(tmp_path))
