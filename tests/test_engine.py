"""Cells run in-process: the outputs of a kernel, and nothing of one notebook in the next."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import nbformat
import pytest

from analysis.run.execute import execute
from analysis.run.make import Outcome
from analysis.run.parameters import SET_BY_RUN
from analysis.run.plan import Run, Unit, plan_run, plan_units
from analysis.run.workers import CAN_FORK, Limits, Workers, make_here
from analysis.study.study_file import read_study

pytestmark = pytest.mark.slow

MODES = [
    pytest.param(True, marks=pytest.mark.skipif(not CAN_FORK, reason="it cannot fork"), id="fork"),
    pytest.param(False, id="reuse"),
]
in_both_modes = pytest.mark.parametrize("fork", MODES)
TOPIC = "training_attendance"
UNIT = Unit(TOPIC, "all", "fi")
PARAMETERS = "\n".join(f"{name} = ''" for name in SET_BY_RUN)

CELLS = [
    "import sys\nprint('printed', 1)\nprint('again')",
    "print('aside', file=sys.stderr)",
    "from IPython.display import HTML, display\ndisplay(HTML('<b>shown</b>'), 'text')",
    "import pandas as pd\npd.DataFrame({'a': [1, 2]})",
    "None",
    "'quiet';",
    "handle = display('first', display_id='it')\nhandle.update('second')",
    "from IPython.display import clear_output\nprint('gone')\nclear_output()\nprint('stays')",
    "import matplotlib.pyplot as plt\nfigure, axes = plt.subplots(figsize=(1, 1))\naxes.grid()",
    "figure",
    "_, __, In[1], Out[6].shape",
    "!echo from the system",
    "await __import__('asyncio').sleep(0, 'waited')",
    "def fail():\n    raise ValueError('on purpose')\nprint('before')\nfail()",
    "print('never')",
]


def write_notebook(path: Path, cells: list[str]) -> None:
    made: Any = nbformat.v4.new_notebook()
    made.metadata["kernelspec"] = {
        "name": "python3", "display_name": "Python 3", "language": "python",
    }  # fmt: skip
    made.cells = [nbformat.v4.new_code_cell(cell) for cell in cells]
    made.cells.insert(0, nbformat.v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}))
    nbformat.write(made, path)


@pytest.fixture
def project(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of its own, whose notebooks may be replaced."""
    for folder in ("data", "notebooks"):
        shutil.copytree(root / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def plan(project: Path, *units: Unit) -> Run:
    study = read_study("yhdessa_osallisuutta")
    return plan_run(study, units, "published", project / "reports")


def outputs(path: Path) -> list[Any]:
    """The outputs of each code cell that ran; of an error, its kind alone, as ours tell it."""
    cells = nbformat.read(path, as_version=4).cells
    for output in (output for cell in cells for output in cell.get("outputs", [])):
        if "traceback" in output:
            output.evalue, output.traceback = "", []
    return [
        (cell.execution_count, cell.outputs)
        for cell in cells
        if cell.cell_type == "code" and cell.execution_count
    ]


def in_a_kernel(path: Path, made: Path, parameters: dict[str, str]) -> None:
    """Papermill as anybody calls it."""
    from papermill import PapermillExecutionError, execute_notebook

    with suppress(PapermillExecutionError):  # the last cell of a notebook fails on purpose
        execute_notebook(path, made, parameters, progress_bar=False, cwd=path.parent)


@in_both_modes
def test_outputs_are_those_of_an_ordinary_kernel(project: Path, fork: bool, tmp_path: Path) -> None:
    path = project / "notebooks" / f"{TOPIC}.ipynb"
    write_notebook(path, CELLS)
    run = plan(project, UNIT)
    assert list(make_here(run, 1, fork=fork)) == [
        Outcome(UNIT, "ValueError in cell 16, line 4", log=run.folder / "log/all" / f"{TOPIC}.txt")
    ]
    assert "ValueError: on purpose" in (run.folder / "log/all" / f"{TOPIC}.txt").read_text("utf-8")
    made = run.place(UNIT) / f"{TOPIC}.failed.ipynb"
    in_a_kernel(path, tmp_path / "kernel.ipynb", run.notebook_parameters(UNIT))
    here, kernel = outputs(made), outputs(tmp_path / "kernel.ipynb")
    assert len(here) == len(CELLS) + 1
    assert here == kernel
    whole, other = (nbformat.read(p, as_version=4) for p in (made, tmp_path / "kernel.ipynb"))
    nbformat.validate(whole)
    assert "An Exception was encountered" in whole.cells[0].source
    assert whole.metadata.language_info == other.metadata.language_info


@in_both_modes
def test_a_whole_notebook_of_ours_comes_out_the_same(
    project: Path, fork: bool, tmp_path: Path
) -> None:
    run = plan(project, UNIT)
    assert list(make_here(run, 1, fork=fork)) == [Outcome(UNIT)]
    path, made = (folder / f"{TOPIC}.ipynb" for folder in (project / "notebooks", run.place(UNIT)))
    in_a_kernel(path, tmp_path / "kernel.ipynb", run.notebook_parameters(UNIT))
    here, kernel = without_pictures(made), without_pictures(tmp_path / "kernel.ipynb")
    assert len(here) > 20
    assert here == kernel


def without_pictures(path: Path) -> list[Any]:
    """The outputs but for figures' forms: a batch keeps them as SVG, a kernel as pixels."""
    ran = outputs(path)
    for output in (output for _, shown in ran for output in shown):
        if "text/html" in output.get("data", {}):
            html = output.data["text/html"]
            output.data["text/html"] = re.sub(r"data:image/[^\"]*", "picture", html)
        for form in ("wide", "narrow"):
            output.get("metadata", {}).get("analysis", {}).pop(form, None)
    return ran


def printed(project: Path, fork: bool, *sources: str) -> list[str]:
    """What notebooks of one cell print, run one after the other by the same worker."""
    places = ["all", "raahe", "nivala"][: len(sources)]
    run = plan(project, *(Unit(TOPIC, place, "fi") for place in places))
    texts = []
    workers = Workers(run, fork, Limits(cell_s=120))
    try:
        for unit, source in zip(run.units, sources, strict=True):
            write_notebook(project / "notebooks" / f"{TOPIC}.ipynb", [source])
            assert workers.make(unit) == Outcome(unit)
            made = outputs(run.place(unit) / f"{TOPIC}.ipynb")[-1][1]
            texts.append("".join(output["text"] for output in made))
    finally:
        workers.close()
    return texts


SOIL = """
import os, random, sys, warnings, matplotlib, numpy as np, pandas as pd
import matplotlib.pyplot as plt
left = 1
matplotlib.rcParams["font.size"] = 99
os.environ["LEFT"] = "1"
del os.environ["PATH"]
random.seed(1); np.random.seed(1)
os.chdir("/")
sys.path.append("/left")
warnings.simplefilter("ignore")
np.set_printoptions(precision=1)
pd.set_option("display.max_rows", 3)
plt.ioff(); plt.figure()
__import__("matplotlib_inline.backend_inline").backend_inline.set_matplotlib_formats("svg")
sys.stdout = None
"""
LOOK = """
import os, random, sys, warnings, matplotlib, numpy as np, pandas as pd
import matplotlib.pyplot as plt
shown = plt.Figure()
shown.add_subplot()
print(json.dumps([
    "left" in globals(), "_oh" in globals() and len(_oh), len(In), matplotlib.rcParams["font.size"],
    "LEFT" in os.environ, "PATH" in os.environ, os.getcwd(), "/left" in sys.path,
    [str(entry[:3]) for entry in warnings.filters], np.get_printoptions()["precision"],
    pd.get_option("display.max_rows"), plt.get_fignums(), plt.isinteractive(),
    matplotlib.get_backend(),
    sorted(get_ipython().display_formatter.format(shown)[0]),
]))
"""
CHANCE = "import random, numpy as np; print(random.random(), np.random.random())"


@in_both_modes
def test_nothing_leaks_from_one_notebook_to_the_next(project: Path, fork: bool) -> None:
    look = f"import json{LOOK}"
    before, _, after = printed(project, fork, look, SOIL, look)
    assert after == before
    assert str(project / "notebooks") in before
    assert 99 not in json.loads(before)
    assert '["image/png", "text/plain"]' in before


@in_both_modes
def test_each_notebook_has_chance_of_its_own(project: Path, fork: bool) -> None:
    first, second, third = (line.split() for line in printed(project, fork, CHANCE, CHANCE, CHANCE))
    assert len({first[0], second[0], third[0]}) == 3
    assert len({first[1], second[1], third[1]}) == 3


def test_a_notebook_finds_what_it_needs_imported_and_one_process_a_notebook(
    project: Path,
) -> None:
    if not CAN_FORK:
        pytest.skip("it cannot fork")
    source = "import os, sys; print('frictionless' in sys.modules, os.getpid())"
    first, second = (line.split() for line in printed(project, True, source, source))
    assert first[0] == "True"
    assert first[1] != second[1]
    assert str(os.getpid()) not in (first[1], second[1])


def test_where_it_cannot_fork_a_process_makes_many_notebooks(project: Path) -> None:
    first, second = printed(project, False, *["import os; print(os.getpid())"] * 2)
    assert first == second


@in_both_modes
def test_a_cell_that_takes_too_long_is_ended_and_stops_no_other(project: Path, fork: bool) -> None:
    path = project / "notebooks" / f"{TOPIC}.ipynb"
    write_notebook(path, ["print('done')", "import time; time.sleep(600)", "print('never')"])
    write_notebook(project / "notebooks" / "cost_breakdown.ipynb", ["print('well')"])
    run = plan(project, UNIT, Unit("cost_breakdown", "all", "fi"))
    late, well = sorted(
        make_here(run, 1, fork=fork, limits=Limits(cell_s=20)), key=lambda ended: not ended.error
    )
    assert late == Outcome(UNIT, "CellTimeout: no cell ended within 20 s")
    assert well.error == ""
    check_kept(run, "CellTimeout")


@in_both_modes
def test_a_unit_over_its_whole_limit_is_ended_though_its_cells_are_short(
    project: Path, fork: bool
) -> None:
    cells = ["print('done')", "import time; time.sleep(600)", "print('never')"]
    write_notebook(project / "notebooks" / f"{TOPIC}.ipynb", cells)
    run = plan(project, UNIT)
    (ended,) = make_here(run, 1, fork=fork, limits=Limits(unit_s=20))
    assert ended == Outcome(UNIT, "UnitTimeout: the notebook did not end within 20 s")
    check_kept(run, "UnitTimeout")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to kill with")
@in_both_modes
def test_of_a_process_that_is_killed_what_was_done_is_kept(project: Path, fork: bool) -> None:
    kill = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    path = project / "notebooks" / f"{TOPIC}.ipynb"
    write_notebook(path, ["print('done')", kill, "print('never')"])
    run = plan(project, UNIT)
    (ended,) = make_here(run, 1, fork=fork)
    assert ended.error.startswith("ProcessEnded: the notebook's process ended with exit code")
    check_kept(run, "ProcessEnded")


def check_kept(run: Run, reason: str) -> None:
    """A notebook whose second cell was broken off is kept, and told of in it."""
    left = sorted(path.name for path in run.place(UNIT).glob(f"*{TOPIC}*"))
    assert left == [f"{TOPIC}.failed.ipynb"]
    kept = nbformat.read(run.place(UNIT) / f"{TOPIC}.failed.ipynb", as_version=4)
    nbformat.validate(kept)
    assert "An Exception was encountered" in kept.cells[0].source
    code = [cell for cell in kept.cells if cell.cell_type == "code"]
    assert [bool(cell.execution_count) for cell in code[-3:]] == [True, False, False]
    assert code[-3].outputs[0].text == "done\n"
    assert code[-2].outputs[0].ename == reason


@pytest.mark.skipif(not CAN_FORK, reason="it cannot fork")
def test_a_killed_template_is_replaced(project: Path) -> None:
    # The parent of a notebook's process is the template, which it takes along here.
    kill = "import os, signal; os.kill(os.getppid(), signal.SIGKILL)"
    look = "import sys; print('frictionless' in sys.modules)"
    assert printed(project, True, look, f"{kill}; print('done')", look) == [
        "True\n", "done\n", "True\n",
    ]  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up as Linux has them")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT], ids=["killed", "interrupted"])
def test_no_process_of_a_run_survives_it(project: Path, end: signal.Signals) -> None:
    sleep = "open('asleep', 'w').close(); import time; time.sleep(600)"
    write_notebook(project / "notebooks" / f"{TOPIC}.ipynb", [sleep])
    mark = f"MARK_OF_A_TEST={project}"
    run = subprocess.Popen(
        [sys.executable, "-m", "analysis.run", "run", "--notebook", TOPIC,
         "--municipality", "all", "--jobs", "1"],
        cwd=project, env={**os.environ, "MARK_OF_A_TEST": str(project)},
        stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    wait_for(lambda: (project / "notebooks" / "asleep").exists())
    assert len(find_processes(mark)) >= 3
    run.send_signal(end)
    run.wait(30)
    wait_for(lambda: not find_processes(mark))


def find_processes(mark: str) -> list[str]:
    """Processes that have a variable in their environment."""
    found = []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):  # it ended meanwhile, or is another's
            if mark.encode() in environment.read_bytes().split(b"\0"):
                found.append(environment.parent.name)
    return found


def wait_for(happened: Callable[[], object]) -> None:
    until = time.monotonic() + 120
    while not happened():
        if time.monotonic() > until:
            pytest.fail("it did not happen within two minutes")
        time.sleep(0.05)


def test_the_notebook_that_a_process_reports_of_is_json(project: Path, tmp_path: Path) -> None:
    write_notebook(project / "notebooks" / f"{TOPIC}.ipynb", ["b'bytes'", "1 / 0"])
    told: dict[int | None, Any] = {}
    execute(TOPIC, tmp_path / "made.ipynb", {}, lambda place, content: told.update(
        {place: json.loads(content)}))  # fmt: skip
    assert list(told) == [None, 0, 1, 2]
    assert len(told[None]["cells"]) == 3
    assert told[2]["outputs"][0]["ename"] == "ZeroDivisionError"


def test_an_executed_notebook_has_no_room_before_its_lines(project: Path, tmp_path: Path) -> None:
    write_notebook(project / "notebooks" / f"{TOPIC}.ipynb", ["print('ä')", "'shown'"])
    made = tmp_path / "made.ipynb"
    assert execute(TOPIC, made, {}) is None
    text = made.read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line != line.strip()] == []
    assert "ä" in text
    nbformat.validate(nbformat.read(made, as_version=4))


def test_units_of_a_run_are_few_words() -> None:
    """They go to every process, so a study's declaration is no part of them."""
    assert plan_units(read_study("meri_lappi"))[0] == Unit("project_monitoring", "all", "fi")
