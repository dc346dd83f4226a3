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
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from ways import Taken, Unit, run_api, run_command_lines, run_ours, take, take_limit

from analysis.example.folder import SEED
from analysis.example.study import write_study
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
            write_section(root / "benchmarks" / "results.md",
                          "\n".join([heading(asked.jobs), *tables]))  # fmt: skip
    print("\n".join(tables))


def write_section(results: Path, section: str) -> None:
    """Put the tables in place of those that stand first; what other benchmarks found stays."""
    _, mark, others = results.read_text(encoding="utf-8").partition("\n# ")
    results.write_text(f"{section.rstrip()}\n{mark}{others}", encoding="utf-8")


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
    return "\n".join([*lines, "", *as_sentences(taken, slowest * len(units))])


def as_sentences(taken: dict[str, Taken], command_line_s: float) -> list[str]:
    """What the table shows of `analysis run`."""
    again, whole = taken[AGAIN].seconds, taken[OURS].seconds
    lines = [
        f"A run with nothing changed takes {100 * again / whole:.1f} % of the full one. The full "
        f"one, pages included, takes {100 * whole / command_line_s:.0f} % of what papermill's "
        "command line would take for the notebooks alone.",
        "",
    ]
    if SMALLER in taken:
        ratio = taken[OURS].each_s / taken[SMALLER].each_s
        lines += [f"A notebook takes {ratio:.2f} times what it takes at the size before.", ""]
    return lines


if __name__ == "__main__":
    main()
