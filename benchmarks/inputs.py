"""How long a survey of 60 000 forms takes to read, and files that mean harm, and in what memory.

Prints two tables of one run, the first beside openpyxl on the same file:
python benchmarks/inputs.py. Memory is the peak of this process and that of the one that reads
workbooks, as Linux tells them.
"""

import argparse
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from analysis.example.folder import write_example
from analysis.inputs.exports.workbook import WorkbookReader
from analysis.inputs.folder import read_folder
from analysis.study.codebook import Codebook
from analysis.study.study import Study
from analysis.study.study_file import read_study

READ = """
import resource, sys, time
from pathlib import Path
from analysis.inputs.folder import read_folder
from analysis.study.study_file import read_study
study = read_study(sys.argv[1])
start = time.perf_counter()
read_folder(study, Path(sys.argv[2]))
took = time.perf_counter() - start
who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
peaks = [resource.getrusage(which).ru_maxrss / 1024 for which in who]
print(f"{took:.1f}", *[f"{peak:.0f}" for peak in peaks])
"""
MEGABYTE = 2**20


def seconds(work: Callable[[], object], repeats: int = 3) -> float:
    """The shortest of several runs."""
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def open_workbook(path: Path, codebook: Codebook) -> None:
    """Read the cells alone, the start of the process included."""
    with WorkbookReader() as workbooks:
        workbooks.open(path, codebook)


def main() -> None:
    """Write the example, read it in three ways, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--responses", type=int, default=60_000)
    forms = parser.parse_args().responses
    study = read_study("yhdessa_osallisuutta")
    with tempfile.TemporaryDirectory() as folder:
        write_example(study, Path(folder), forms=forms)
        survey = Path(folder, "kysely.xlsx")
        ways = {
            "cells through openpyxl (pandas.read_excel)": lambda: pd.read_excel(
                survey, engine="openpyxl", header=None
            ),
            "cells as we read them": lambda: open_workbook(survey, study.codebook),
            "all files of the folder, checked and tidy": lambda: read_folder(study, Path(folder)),
        }
        taken = {name: seconds(work) for name, work in ways.items()}
    _print_forms(forms, taken)
    _print_harmful(study)


def _print_forms(forms: int, taken: Mapping[str, float]) -> None:
    openpyxl = next(iter(taken.values()))
    print(f"# Reading {forms} forms\n")
    print(f"{date.today()}, Python {platform.python_version()}, {platform.machine()}.\n")
    print("| what | seconds | times as fast as openpyxl |\n|---|---|---|")
    for name, value in taken.items():
        print(f"| {name} | {value:.1f} | {openpyxl / value:.1f} |")


def _print_harmful(study: Study) -> None:
    """Each file of ``tests/harmful.py``, read by a process of its own."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
    from harmful import HARMFUL  # the tests hold each to ten seconds and half a gigabyte

    print("\n# Files that mean harm\n")
    print("| file | MB on the disk | seconds | MB of memory | MB of the reader |")
    print("|---|---|---|---|---|")
    for name, write in HARMFUL.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, name)
            write(path)
            megabytes = path.stat().st_size / MEGABYTE
            command = [sys.executable, "-c", READ, study.key, folder]
            ended = subprocess.run(  # noqa: S603 - this process's own program
                command, capture_output=True, text=True, check=True
            )
        print(f"| `{name}` | {megabytes:.1f} | {' | '.join(ended.stdout.split())} |", flush=True)


if __name__ == "__main__":
    main()
