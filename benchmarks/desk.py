"""From "run all" to the first figure, and from a choice in the explorer to its figure.

Two checkouts side by side, in turn, so that both meet the same machine:
``python benchmarks/desk.py OTHER_CHECKOUT``. Each time a kernel of its own; its start is not
counted, as JupyterLab has one ready. A choice is timed in the process, once data are read.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import nbformat
from jupyter_client.manager import start_new_kernel

HERE = Path(__file__).resolve().parents[1]
NOTEBOOKS = ("explore", "training_attendance", "survey_change")
ROUNDS = 3
CHOICES = """
import json, time
from importlib import import_module, util
new = util.find_spec("analysis.report.desk") is not None
module = import_module("analysis.report.desk.explore" if new else "analysis.report.explore")
from analysis.study.study_file import open_edition
explorer = module.explore(open_edition("yhdessa_osallisuutta", data="example"))
explorer.topic.value = "survey_change"
took = {}
for name, menu, value in (
    ("figure", explorer.figure, "survey_change_means"),
    ("place", explorer.municipality, "raahe"),
    ("language", explorer.language, "sv"),
):
    before = time.perf_counter()
    menu.value = value
    took[name] = time.perf_counter() - before
print(json.dumps(took))
"""


def first_figure(checkout: Path, name: str) -> float:
    """Seconds from the first cell to the first figure."""
    notebook = nbformat.read(checkout / "notebooks" / f"{name}.ipynb", as_version=4)
    environment = os.environ | {"PYTHONPATH": str(checkout / "src")}
    manager, client = start_new_kernel(env=environment, cwd=str(checkout / "notebooks"))
    seen: list[float] = []

    def look(message: dict) -> None:  # type: ignore[type-arg]
        shown = message["content"].get("data", {}).get("text/html", "")
        if "<figure" in shown:
            seen.append(time.perf_counter() - before)

    before = time.perf_counter()
    for cell in notebook.cells:
        if cell.cell_type == "code" and not seen:
            client.execute_interactive(cell.source, output_hook=look, timeout=120)
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    return seen[0]


def choices(checkout: Path) -> dict[str, float]:
    """Seconds of each choice."""
    environment = os.environ | {"PYTHONPATH": str(checkout / "src")}
    command = [sys.executable, "-c", CHOICES]
    told = subprocess.run(  # noqa: S603 - this program, on these two folders
        command, cwd=checkout, env=environment, capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(told.stdout)
    return found


def main() -> None:
    """Print medians, a row a measure and a column a checkout."""
    checkouts = {"other": Path(sys.argv[1]).resolve(), "here": HERE}
    took: dict[tuple[str, str], list[float]] = {}
    for _ in range(ROUNDS):
        for label, checkout in checkouts.items():
            for name in NOTEBOOKS:
                took.setdefault((name, label), []).append(first_figure(checkout, name))
            for name, seconds in choices(checkout).items():
                took.setdefault((f"choice of {name}", label), []).append(seconds)
    print(f"{'seconds, median of ' + str(ROUNDS):28}{'other':>8}{'here':>8}")
    for name in dict.fromkeys(name for name, _ in took):
        other, here = (statistics.median(took[name, label]) for label in checkouts)
        print(f"{name:28}{other:8.2f}{here:8.2f}")


if __name__ == "__main__":
    main()
