"""Files as a project exports them, written for a test."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from instruments import Instrument, Question

LISTS = {
    "date": {"kind": "date", "titles": {"en": ["Date"]}},
    "theme": {"kind": "choice", "labels": "theme", "titles": {"en": ["Session"]}},
    "attended": {"kind": "flag", "titles": {"en": ["Came"]}},
}
"""Columns of a list of registrations that tells little."""


def write_csv(folder: Path, name: str, rows: Sequence[Sequence[object]]) -> Path:
    """Write a CSV file with semicolons; returns its folder, which is made where it is not."""
    folder.mkdir(exist_ok=True)
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return folder


def declare_lists(name: str) -> dict[str, Any]:
    """A study in two places of which there are lists of registrations."""
    table = Instrument((Question("hobby", "flag"),)).declare(name)
    table["topics"] = ["training_attendance"]
    table["labels"]["theme"] = {"cooking": {"en": "Cooking"}, "walking": {"en": "Walking"}}
    table["spellings"] = {"yes": ["Yes"], "no": ["No"]}
    table["tables"]["registrations"] = LISTS
    return table
