"""Everything that is wrong with a study's published tables, in one list."""

import re
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from analysis.inputs.faults import DataError, Fault, grouped, name_places
from analysis.inputs.printed.published import FIRST_ROW, list_tables, read_published, table_path
from analysis.study.declaration import ALL, REGION
from analysis.study.study import Study

PLAIN_NUMBER = re.compile(r"\d[\d \N{NO-BREAK SPACE}]*(?:[.,]\d+)?\s?[€%]?")
LABELS_OF = {
    "attended": "theme",
    "registered": "theme",
    "sustainability_direct": "sustainability",
    "sustainability_indirect": "sustainability",
}
"""Questions whose items have labels under another name."""


def check_study(study: Study) -> list[Fault]:
    """Every fault of a study's published tables.

    Besides the schema: files that the data package does not name, unknown
    municipalities, items without a label, values that are not what is printed,
    and municipality codes that are not the study's.

    Parameters
    ----------
    study : Study

    Returns
    -------
    list of Fault
        Empty if nothing is wrong.
    """
    try:
        tables = list_tables(study)
    except DataError as error:
        return [*error.faults]
    faults = _unnamed_files(study, tables)
    for table in tables:
        try:
            frame = read_published(study, table)
        except DataError as error:
            faults += error.faults
            continue
        if "question" in frame.columns:
            path = table_path(study, table)
            faults += _places(study, path, frame) + _values(path, frame)
            faults += _labels(study, path, frame) + _codes(study, path, frame)
    return name_places(grouped(faults), study)


def _unnamed_files(study: Study, tables: Iterable[str]) -> list[Fault]:
    named = {table_path(study, table) for table in tables}
    there = set((study.folder / "published").glob("*.csv"))
    return [Fault(str(path), "file", text="file-unnamed") for path in sorted(there - named)]


def _places(study: Study, path: Path, frame: pd.DataFrame) -> list[Fault]:
    allowed = (ALL, REGION, *study.municipalities)
    return [
        Fault(str(path), "municipality", row=row, column="municipality",
              values={"allowed": ", ".join(allowed)}, text="declared")
        for row, place in enumerate(frame["municipality"], FIRST_ROW) if place not in allowed
    ]  # fmt: skip


def _values(path: Path, frame: pd.DataFrame) -> list[Fault]:
    """Where a printed string is a plain number, the value must be that number."""
    return [
        Fault(str(path), "value", row=row, column="value")
        for row, (printed, value) in enumerate(
            zip(frame["printed"], frame["value"], strict=True), FIRST_ROW)
        if PLAIN_NUMBER.fullmatch(printed) and not pd.isna(value) and _plain(printed) != value
    ]  # fmt: skip


def _plain(printed: str) -> float:
    return float(re.sub(r"[^\d.,]", "", printed).replace(",", "."))


def _labels(study: Study, path: Path, frame: pd.DataFrame) -> list[Fault]:
    faults = []
    for row, (question, item) in enumerate(
        zip(frame["question"], frame["item"], strict=True), FIRST_ROW
    ):
        group = LABELS_OF.get(question, question)
        if group in study.labels and item not in study.labels[group]:
            values = {"group": group}
            faults.append(Fault(str(path), "label", row=row, column="item", values=values))
    return faults


def _codes(study: Study, path: Path, frame: pd.DataFrame) -> list[Fault]:
    codes = {key: m.code for key, m in study.municipalities.items()}
    rows = frame[frame["question"] == "municipality_code"]
    return [
        Fault(str(path), "code", row=int(index) + FIRST_ROW, column="printed")
        for index, place, printed in zip(rows.index, rows["municipality"], rows["printed"],
                                         strict=True)
        if codes.get(place, printed) != printed
    ]  # fmt: skip
