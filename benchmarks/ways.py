"""The ways of running notebooks that `benchmarks/batch.py` compares, and what each takes."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from threading import Thread

import psutil

from analysis.run.execute import notebook_path

Unit = tuple[str, str, str]  # study, topic and municipality


@dataclass(frozen=True)
class Taken:
    """What a way took for so many notebooks.

    ``peak_mb`` is the memory of all its processes, what they share counted once.
    """

    seconds: float
    notebooks: int
    peak_mb: float

    @property
    def each_s(self) -> float:
        """Seconds a notebook."""
        return self.seconds / self.notebooks


def take(work: Callable[[], object], notebooks: int) -> Taken:
    """How long something takes, and the most memory that it holds meanwhile."""
    peak = [0.0]
    running = [True]
    watch = Thread(target=_watch, args=(peak, running))
    watch.start()
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    running.clear()
    watch.join()
    print(f"{seconds:.1f} s, {notebooks} notebooks, {peak[0]:.0f} MB", file=sys.stderr, flush=True)
    return Taken(seconds, notebooks, peak[0])


def _watch(peak: list[float], running: list[bool]) -> None:
    while running:
        peak[0] = max(peak[0], _memory_mb())
        time.sleep(1)  # looking takes 25 ms


def _memory_mb() -> float:
    total = 0
    for process in psutil.Process().children(recursive=True):
        try:
            memory = process.memory_full_info()
        except psutil.Error:  # it ended, or is another's
            continue
        total += getattr(memory, "pss", memory.rss)
    return total / 1e6


def take_limit(units: Sequence[Unit], jobs: int) -> Taken:
    """The code cells alone, in processes that have imported and drawn before.

    A process writes into a folder of its own: while they warm up, all run the same units.
    """
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        first = list({topic: unit for unit in units for _, topic, _ in [unit]}.values())
        for _ in range(2):  # each process has run every topic before the clock starts
            list(pool.map(run_cells, first * jobs, chunksize=len(first)))
        return take(lambda: list(pool.map(run_cells, units)), len(units))


def run_ours(units: Sequence[Unit], jobs: int, reports: Path) -> None:
    """The same units through `analysis run`, pages included."""
    places = dict.fromkeys(place for _, _, place in units)
    topics = dict.fromkeys(topic for _, topic, _ in units)
    words = [sys.executable, "-m", "analysis.run", "run", units[0][0], "--jobs", str(jobs)]
    words += ["--reports", str(reports)]
    words += [word for topic in topics for word in ("--notebook", topic)]
    words += [word for place in places for word in ("--municipality", place)]
    call(words)


def run_command_lines(units: Sequence[Unit], jobs: int) -> None:
    """A papermill process a notebook."""
    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(call, [command_line(unit) for unit in units]))


def command_line(unit: Unit) -> list[str]:
    """As a reader of papermill's documentation would write it."""
    study, topic, place = unit
    words = [sys.executable, "-m", "papermill", str(notebook_path(topic))]
    words += [f"{topic}-{place}.ipynb", "-p", "study", study, "-p", "municipality", place]
    return [*words, "-p", "figures_dir", f"papermill/{place}"]


def call(words: Sequence[str]) -> None:
    """Run a command quietly; a failure ends the benchmark with what it said."""
    ended = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603
    if ended.returncode:
        raise RuntimeError(f"{' '.join(words[:8])}: {ended.stderr[-2000:]}")


def run_api(units: Sequence[Unit], jobs: int) -> None:
    """Notebooks through papermill's API in a pool of processes."""
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        list(pool.map(execute, units))


def execute(unit: Unit) -> None:
    """One notebook, in papermill's ordinary kernel."""
    from papermill import execute_notebook

    study, topic, place = unit
    given = {"study": study, "municipality": place, "figures_dir": f"api/{place}"}
    execute_notebook(
        str(notebook_path(topic)), f"{topic}-{place}.api.ipynb", given, progress_bar=False
    )


def run_cells(unit: Unit) -> None:
    """A notebook's code cells in this process."""
    import nbformat

    study, topic, place = unit
    given = {"study": study, "municipality": place, "figures_dir": f"limit/{os.getpid()}/{place}"}
    names: dict[str, object] = {}
    for cell in nbformat.read(notebook_path(topic), as_version=4).cells:
        if cell.cell_type == "code":
            exec(cell.source, names)  # noqa: S102
        if cell.id == "parameters":
            names |= given
