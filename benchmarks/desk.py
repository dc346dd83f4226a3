"""From "run all" to the first figure, and from a choice in the explorer to its figure.

Two checkouts side by side, in turn, so that both meet the same machine:
``python benchmarks/desk.py OTHER_CHECKOUT [ITS_PYTHON]``. Each time a kernel of its own; its
start is not counted, as JupyterLab has one ready. A choice is timed in the process, once data
are read. A change of words is timed from its being saved, while ``analysis run --watch`` looks,
until the page has it; of how many seconds those are of waiting for all to be saved, nothing is
taken off.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import nbformat
from jupyter_client.manager import start_new_kernel

HERE = Path(__file__).resolve().parents[1]
NOTEBOOKS = ("explore", "training_attendance", "survey_change")
WATCHED = ("cost_breakdown", "survey_change")
STUDY = "yhdessa_osallisuutta"
DECLARED = {
    "a name": {"": 'fi = "'},
    "a remark": {topic: f'{topic} = {{ fi = "' for topic in WATCHED},
    "own words": {
        "cost_breakdown": 'volunteer_work = { fi = "',
        "survey_change": 'response = { fi = "',
    },
    "a question": {"survey_change": 'domain_rating = { fi = "'},
}
"""Before which words of a study's file one is added: of all topics, or of one.

The first name is the study's, which stands on every page.
"""
ROUNDS = 5
CHOICES = """
import json, time
explorer = explore(edition)
explorer.topic.value = "survey_change"
took = {}
for name, menu, value in (
    ("figure", explorer.figure, "survey_change_distribution"),
    ("place", explorer.municipality, "raahe"),
    ("language", explorer.language, "sv"),
    ("place there", explorer.municipality, "sievi"),
    ("figure there", explorer.figure, "survey_change_forest"),
):
    before = time.perf_counter()
    menu.value = value
    took[name] = time.perf_counter() - before
print(json.dumps(took))
"""
"""After the notebook of the explorer, whatever its house calls its modules."""


def main() -> None:
    """Print medians, a row a measure and a column a checkout."""
    if sys.argv[1] == "--measure":
        print(json.dumps(measure(Path(sys.argv[2]))))
        return
    other, *python = sys.argv[1:]
    checkouts = {
        "other": (python[0] if python else sys.executable, Path(other).resolve()),
        "here": (sys.executable, HERE),
    }
    took: dict[str, list[dict[str, float]]] = {label: [] for label in checkouts}
    for _ in range(ROUNDS):
        for label, (program, checkout) in checkouts.items():
            command = [program, __file__, "--measure", str(checkout)]
            environment = os.environ | {"PYTHONPATH": str(checkout / "src")}
            measured = subprocess.run(  # noqa: S603 - this program, on these two folders
                command, cwd=checkout, env=environment, capture_output=True, text=True, check=True
            )
            took[label].append(json.loads(measured.stdout.splitlines()[-1]))
    print(f"{'seconds, median of ' + str(ROUNDS):34}{'other':>8}{'here':>8}{'ratio':>8}")
    for name in took["here"][0]:
        before, now = (statistics.median(each[name] for each in took[label]) for label in checkouts)
        print(f"{name:34}{before:8.2f}{now:8.2f}{now / before:8.2f}")


def measure(checkout: Path) -> dict[str, float]:
    """Seconds of each measure in a checkout, by this Python."""
    took = {f"first figure of {name}": first_figure(checkout, name) for name in NOTEBOOKS}
    cells = [cell.source for cell in read_code(checkout, "explore")]
    choices = subprocess.run(  # noqa: S603 - this program, on this folder
        [sys.executable, "-c", "\n".join([*cells, CHOICES])],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=True,
    )
    for name, seconds in json.loads(choices.stdout).items():
        took[f"choice of a {name}"] = seconds
    return took | {
        f"{kind}, {topic}": seconds
        for topic in WATCHED
        for kind, seconds in watched_changes(checkout, topic).items()
    }


def watched_changes(checkout: Path, topic: str) -> dict[str, float]:
    """Seconds from saving words until the page of a topic has them, in a copy of a checkout."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for part in ("data", "notebooks"):
            shutil.copytree(checkout / part, copy / part)
        command = [sys.executable, "-u", "-m", "analysis.run", "run", "--watch", "--notebook",
                   topic, "--municipality", "all"]  # fmt: skip
        with subprocess.Popen(command, cwd=copy, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603 - as above
            try:
                wait_for(running, "waiting")
                page = next((copy / "reports").rglob(f"all/{topic}.html"))
                saves = {"words in the notebook": partial(save_notebook, copy, topic)}
                for kind, begins in DECLARED.items():
                    if before := begins.get(topic, begins.get("")):
                        saves[kind] = partial(save_study, copy, before)
                took: dict[str, list[float]] = {kind: [] for kind in saves}
                for number in range(ROUNDS):
                    for at, (kind, save) in enumerate(saves.items()):
                        wanted = f"Sana{number}{at}"
                        took[kind].append(time_change(page, partial(save, wanted), wanted))
                        wait_for(running, "waiting")
            finally:
                running.terminate()
    return {kind: statistics.median(seconds) for kind, seconds in took.items()}


def save_notebook(copy: Path, topic: str, word: str) -> None:
    """Add a word to a notebook's last Markdown."""
    path = copy / "notebooks" / f"{topic}.ipynb"
    notebook = json.loads(path.read_bytes())
    last = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"][-1]
    last["source"] = [*last["source"], f"\n\n{word}"]
    path.write_text(json.dumps(notebook), encoding="utf-8")


def save_study(copy: Path, before: str, word: str) -> None:
    """Add a word to the first line of the study's file that begins so."""
    path = copy / "data" / STUDY / "study.toml"
    text = path.read_text("utf-8")
    line = re.compile(f"^{re.escape(before)}", re.MULTILINE)
    path.write_text(line.sub(f"{before}{word} ", text, count=1), encoding="utf-8")


def time_change(page: Path, save: Callable[[], None], wanted: str) -> float:
    """Seconds until a page has what was saved."""
    before = time.perf_counter()
    save()
    while wanted not in page.read_text("utf-8"):
        time.sleep(0.01)
    return time.perf_counter() - before


def wait_for(running: "subprocess.Popen[str]", word: str) -> None:
    """Read what a process tells until it tells of this."""
    assert running.stdout is not None  # noqa: S101 - it was asked for
    for line in running.stdout:
        if word in line:
            return


def read_code(checkout: Path, name: str) -> list[nbformat.NotebookNode]:
    """The code cells of a notebook."""
    notebook = nbformat.read(checkout / "notebooks" / f"{name}.ipynb", as_version=4)
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def first_figure(checkout: Path, name: str) -> float:
    """Seconds from the first cell to the first figure."""
    manager, client = start_new_kernel(cwd=str(checkout / "notebooks"))
    seen: list[float] = []

    def look(message: dict) -> None:  # type: ignore[type-arg]
        shown = message["content"].get("data", {}).get("text/html", "")
        if "<figure" in shown:
            seen.append(time.perf_counter() - before)

    before = time.perf_counter()
    for cell in read_code(checkout, name):
        if not seen:
            client.execute_interactive(cell.source, output_hook=look, timeout=120)
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    return seen[0]


if __name__ == "__main__":
    main()
