"""How long a survey of 60 000 forms takes to read, beside openpyxl on the same file.

Prints a table of seconds and ratios of one run:  python benchmarks/inputs.py
"""

import argparse
import platform
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd

from analysis.example.folder import write_example
from analysis.inputs.exports.workbook import WorkbookReader
from analysis.inputs.folder import read_folder
from analysis.study.codebook import Codebook
from analysis.study.study_file import read_study


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
    openpyxl = next(iter(taken.values()))
    print(f"# Reading {forms} forms\n")
    print(f"{date.today()}, Python {platform.python_version()}, {platform.machine()}.\n")
    print("| what | seconds | times as fast as openpyxl |\n|---|---|---|")
    for name, value in taken.items():
        print(f"| {name} | {value:.1f} | {openpyxl / value:.1f} |")


if __name__ == "__main__":
    main()
