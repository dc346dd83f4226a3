"""Exports written as files and read, with what reading tells of them."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bad_inputs import Case, Rows, find, good_rows

from analysis.inputs.folder import Folder, read_folder
from analysis.study.study_file import read_study

STUDY = read_study("yhdessa_osallisuutta")


def survey() -> Rows:
    return good_rows(STUDY, Case("", "", None, "", form="csv"))


def write_csv(path: Path, rows: Sequence[Sequence[Any]], encoding: str = "utf-8") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(rows)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def read(path: Path, rows: Sequence[Sequence[Any]], encoding: str = "utf-8") -> Folder:
    return read_folder(STUDY, write_csv(path / "file.csv", rows, encoding).parent)


def faults(found: Folder) -> list[tuple[str, int | None]]:
    return [(fault.rule, fault.row) for fault in found.faults]


def notes(found: Folder) -> dict[str, Any]:
    return {note.rule: dict(note.values).get("count") for note in found.notes}


def with_cells(rows: Rows, column: str, cells: Sequence[Any]) -> Rows:
    copied = [list(row) for row in rows]
    for row, cell in zip(copied[1:], cells, strict=False):
        row[find(rows, column)] = cell
    return copied


def without_codes(rows: Rows) -> Rows:
    return with_cells(rows, "Vastaajatunnus", [""] * len(rows))
