"""A batch of notebooks in four ways, side by side: benchmarks/results.md.

Prints the table and writes it:  python benchmarks/batch.py --municipalities 3 --jobs 2
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from analysis.execution import notebook_path
from analysis.inputs import find_project_root, read_study
from analysis.study import ALL
from analysis.warm_kernel import why_not

TOPICS = ("training_attendance", "cost_breakdown")
LIMIT = "the cells in warm processes, nothing else"
Unit = tuple[str, str]  # topic and municipality


def main() -> None:
    """Run the same units in each way; write seconds and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--municipalities", type=int, default=6)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    places = [ALL, *read_study("yhdessa_osallisuutta").municipalities][: asked.municipalities + 1]
    units = [(topic, place) for place in places for topic in TOPICS]
    with tempfile.TemporaryDirectory() as folder:
        taken = measure(units, asked.jobs, Path(folder))
    result = find_project_root() / "benchmarks" / "results.md"
    result.write_text(as_table(taken, units, asked.jobs), encoding="utf-8")
    print(result.read_text(encoding="utf-8"))


def measure(units: Sequence[Unit], jobs: int, folder: Path) -> dict[str, float]:
    """Seconds that each way takes for all units."""
    with warm_pool(jobs) as pool:
        # Each process has run every topic once before the clock starts.
        list(pool.map(run_cells, [(topic, ALL, folder) for topic in TOPICS] * jobs, chunksize=2))
        limit = seconds(lambda: list(pool.map(run_cells, [(*unit, folder) for unit in units])))
    ours = [sys.executable, "-m", "analysis", "run", "--jobs", str(jobs)]
    ours += ["--reports", str(folder / "reports")]
    ours += [word for topic in TOPICS for word in ("--notebook", topic)]
    ours += [word for _, place in units[:: len(TOPICS)] for word in ("--municipality", place)]
    ways: dict[str, Callable[[], object]] = {
        "papermill's command line": lambda: run_command_lines(units, jobs, folder),
        "papermill's API": lambda: run_api(units, jobs, folder),
        "`analysis run`, pages included": lambda: call(ours),
        "`analysis run` again, nothing changed": lambda: call(ours),
    }
    return {way: seconds(work) for way, work in ways.items()} | {LIMIT: limit}


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    start = time.perf_counter()
    work()
    taken = time.perf_counter() - start
    print(f"{taken:.1f} s", file=sys.stderr, flush=True)
    return taken


def run_command_lines(units: Sequence[Unit], jobs: int, folder: Path) -> None:
    """A papermill process a notebook."""
    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(call, [command_line(unit, folder) for unit in units]))


def command_line(unit: Unit, folder: Path) -> list[str]:
    """As a reader of papermill's documentation would write it."""
    topic, place = unit
    words = [sys.executable, "-m", "papermill", str(notebook_path(topic))]
    words += [str(folder / f"{topic}-{place}.ipynb"), "-p", "municipality", place]
    return [*words, "-p", "figures_dir", str(folder / place)]


def call(words: Sequence[str]) -> None:
    """Run a command quietly; a failure ends the benchmark with what it said."""
    ended = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603
    if ended.returncode:
        raise RuntimeError(f"{' '.join(words)}: {ended.stderr[-2000:]}")


def run_api(units: Sequence[Unit], jobs: int, folder: Path) -> None:
    """Notebooks through papermill's API in a pool of processes."""
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        list(pool.map(execute, [(*unit, folder) for unit in units]))


def execute(unit: tuple[str, str, Path]) -> None:
    """One notebook, in papermill's ordinary kernel."""
    from papermill import execute_notebook

    topic, place, folder = unit
    execute_notebook(
        str(notebook_path(topic)),
        str(folder / f"{topic}-{place}.ipynb"),
        parameters={"municipality": place, "figures_dir": str(folder / place)},
        progress_bar=False,
    )


def warm_pool(jobs: int) -> ProcessPoolExecutor:
    """Processes that will have imported when the clock starts."""
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))


def run_cells(unit: tuple[str, str, Path]) -> None:
    """A notebook's code cells in this process."""
    import nbformat

    topic, place, folder = unit
    names: dict[str, object] = {}
    for cell in nbformat.read(notebook_path(topic), as_version=4).cells:
        if cell.cell_type == "code":
            exec(cell.source, names)  # noqa: S102
        if cell.id == "parameters":
            names |= {"municipality": place, "figures_dir": str(folder / place)}


def as_table(taken: dict[str, float], units: Sequence[Unit], jobs: int) -> str:
    """The results as Markdown, with the machine."""
    slowest, fastest = next(iter(taken.values())), taken[LIMIT]
    warm = f"cold kernels: {reason}" if (reason := why_not()) else "warm kernels"
    load = f"load {os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else ""
    lines = [
        f"# {len(units)} notebooks, {jobs} at a time",
        "",
        f"{date.today()}, {os.cpu_count()} cores of a shared machine, {load}, "
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, {warm}. "
        f"Notebooks: {', '.join(TOPICS)}. The ways ran one after the other, so that what else "
        "the machine did meanwhile is in the ratios too.",
        "",
        "| way | seconds | per notebook | times the command line's speed | times the limit |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {way} | {value:.1f} | {value / len(units):.2f} | {slowest / value:.1f} "
        f"| {value / fastest:.2f} |"
        for way, value in taken.items()
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
