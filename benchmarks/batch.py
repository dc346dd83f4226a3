"""A batch of notebooks in five ways, side by side in one run: benchmarks/results.md.

The slow ways run a sample of the units. At each size, all ways run the same notebooks:

    python benchmarks/batch.py                          # 6, 60 and 308 municipalities
    python benchmarks/batch.py --sizes 6 60             # without the largest, which takes longest
    python benchmarks/batch.py --sizes 6 60 308 --most 25   # of the 308, 25 municipalities
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from threading import Thread

import psutil

from analysis.example.folder import SEED
from analysis.example.study import write_study
from analysis.run.execute import notebook_path
from analysis.run.workers import CAN_FORK
from analysis.study.declaration import ALL
from analysis.study.project import find_project_root
from analysis.study.study import Study
from analysis.study.study_file import read_study, read_study_file

FORMS_A_MUNICIPALITY = 14
SAMPLE = 24
LIMIT = "the cells in warm processes, nothing else"
COMMAND_LINE = "papermill's command line"
API = "papermill's API"
OURS = "`analysis run`"
AGAIN = "`analysis run` again, nothing changed"
SMALLER = "`analysis run`, of the size before"
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


def main() -> None:
    """Measure at each size; write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[6, 60, 308])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--most", type=int, default=0, help="municipalities of ours; 0: all")
    asked = parser.parse_args()
    root, own = find_project_root(), read_study("yhdessa_osallisuutta")
    tables: list[str] = []
    smaller: list[Unit] = []
    with tempfile.TemporaryDirectory() as project:
        for part in ("data", "notebooks"):
            shutil.copytree(root / part, Path(project, part), ignore=lambda *_: {"raw"})
        shutil.copy(root / "requirements.lock", project)
        os.chdir(project)
        for size in asked.sizes:
            study = make_study(size)
            places = [ALL, *study.municipalities][: asked.most or None]
            units = [(study.key, topic, place) for place in places for topic in study.topics]
            tables.append(as_table(size, study, units, measure(units, smaller, asked.jobs)))
            smaller = units if size != len(own.municipalities) else []  # it has other notebooks
            # After each size: the largest takes long, and may be stopped.
            result = root / "benchmarks" / "results.md"
            result.write_text("\n".join([heading(asked.jobs), *tables]), encoding="utf-8")
    print(result.read_text(encoding="utf-8"))


def make_study(size: int) -> Study:
    """The project's own study with its example at 6; else a made-up one."""
    own = read_study("yhdessa_osallisuutta")
    if size == len(own.municipalities):
        return own
    folder = Path("data", f"made_up_{size}").resolve()
    forms = FORMS_A_MUNICIPALITY * size
    write_study(own, folder, municipalities=size, forms=forms, seed=SEED)
    return read_study_file(folder)


def measure(units: Sequence[Unit], smaller: Sequence[Unit], jobs: int) -> dict[str, Taken]:
    """What each way takes; the slow ones for a sample of municipalities at even steps.

    ``smaller`` are the units of the size before, run once more beside these: minutes
    later the machine is not the same.
    """
    topics = dict.fromkeys(topic for _, topic, _ in units)
    places = list(dict.fromkeys(place for _, _, place in units))
    step = max(1, len(places) // -(-SAMPLE // len(topics)))
    sample = [unit for unit in units if unit[2] in set(places[::step])]
    reports = Path("reports").resolve()
    ours = partial(run_ours, units, jobs, reports / "ours")
    before = partial(run_ours, smaller, jobs, reports / "before")
    print(f"{len(units)} notebooks, {len(sample)} in the sample", file=sys.stderr)
    return {
        COMMAND_LINE: take(partial(run_command_lines, sample, jobs), len(sample)),
        API: take(partial(run_api, sample, jobs), len(sample)),
        OURS: take(ours, len(units)),
        **({SMALLER: take(before, len(smaller))} if smaller else {}),
        AGAIN: take(ours, len(units)),
        LIMIT: take_limit(sample, jobs),
    }


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


def take_limit(units: Sequence[Unit], jobs: int) -> Taken:
    """The code cells alone, in processes that have imported and drawn before."""
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        first = list({topic: unit for unit in units for _, topic, _ in [unit]}.values())
        for _ in range(2):  # each process has run every topic before the clock starts
            list(pool.map(run_cells, first * jobs, chunksize=len(first)))
        return take(lambda: list(pool.map(run_cells, units)), len(units))


def run_cells(unit: Unit) -> None:
    """A notebook's code cells in this process."""
    import nbformat

    study, topic, place = unit
    given = {"study": study, "municipality": place, "figures_dir": f"limit/{place}"}
    names: dict[str, object] = {}
    for cell in nbformat.read(notebook_path(topic), as_version=4).cells:
        if cell.cell_type == "code":
            exec(cell.source, names)  # noqa: S102
        if cell.id == "parameters":
            names |= given


def heading(jobs: int) -> str:
    """What was measured, where and when."""
    start = "a process forked for each notebook" if CAN_FORK else "processes for many notebooks"
    return (
        f"# Batches of notebooks, {jobs} at a time\n\n"
        f"{date.today()}, {os.cpu_count()} cores of a shared machine, {platform.system()} "
        f"{platform.machine()}, Python {platform.python_version()}, {start}. Written by "
        "`benchmarks/batch.py`. The ways ran one after the other, so what else the machine did "
        "meanwhile is in the ratios too. `analysis run` makes the pages as well; the other ways "
        "make the notebooks alone. Memory is that of all processes at its peak, what they share "
        "counted once.\n"
    )


def as_table(size: int, study: Study, units: Sequence[Unit], taken: dict[str, Taken]) -> str:
    """One size's results as Markdown."""
    slowest, api, fastest = taken[COMMAND_LINE].each_s, taken[API].each_s, taken[LIMIT].each_s
    topics, places = ", ".join(study.topics), len({place for _, _, place in units})
    lines = [
        f"## {size} municipalities",
        "",
        f"{len(units)} notebooks of {topics}, for {places} of {size + 1} places (the whole "
        "project is one).",
        "",
        "| way | notebooks | seconds | s per notebook | × command line's speed | × API's speed "
        "| × the limit's time | peak MB |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {way} | {t.notebooks} | {t.seconds:.1f} | {t.each_s:.3f} | {slowest / t.each_s:.1f} "
        f"| {api / t.each_s:.1f} | {t.each_s / fastest:.2f} | {t.peak_mb:.0f} |"
        for way, t in taken.items()
    ]
    again, whole = taken[AGAIN].seconds, taken[OURS].seconds
    plain = slowest * len(units)
    lines += [
        "",
        f"A run with nothing changed takes {100 * again / whole:.1f} % of the full one. The full "
        f"one, pages included, takes {100 * whole / plain:.0f} % of what papermill's command line "
        "would take for the notebooks alone.",
        "",
    ]
    if SMALLER in taken:
        ratio = taken[OURS].each_s / taken[SMALLER].each_s
        lines += [f"A notebook takes {ratio:.2f} times what it takes at the size before.", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
