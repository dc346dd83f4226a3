"""Reading what public documents print: ``data/<study>/published/*.csv``."""

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.inputs.study_file import read_study
from analysis.origin import PUBLISHED
from analysis.study import ALL, TOPICS, DataError, Study

FIRST_ROW = 2  # the header is row 1 of a spreadsheet
PANDAS_TYPE = {
    "string": "str",
    "number": "float64",
    "integer": "Int64",
    "date": "datetime64[s]",
}


NUMBER_COLUMNS = (
    "id",
    "question",
    "item",
    "municipality",
    "wave",
    "printed",
    "value",
    "unit",
    "bound",
    "n",
    "document",
    "heading",
    "note",
    "origin",
)
NOT_TEXT = {"value": "float64", "n": "Int64", "date": "datetime64[s]", "order": "Int64"}
OTHER_COLUMNS = {
    "events": ("id", "kind", "item", "date", "document", "origin"),
    "pilots": (
        "municipality",
        "activity_fi",
        "activity_sv",
        "activity_en",
        "continued",
        "document",
        "origin",
    ),
    "vision": ("order", "fi", "sv", "en", "document", "origin"),
    "statements": ("id", "topic", "fi", "sv", "en", "document", "origin"),
}


def read_published(study: Study, table: str) -> pd.DataFrame:
    """Read one table of printed figures, checked against the study's data package.

    Parameters
    ----------
    study : Study
    table : str
        Name of a resource of ``datapackage.json``, such as ``"cost_breakdown"``.

    Returns
    -------
    pandas.DataFrame
        A row a printed number, with the columns of the schema and ``origin``,
        which is ``"published"`` throughout. Empty strings stay empty strings;
        missing numbers are missing. A study that prints nothing on the topic
        has no such table and gives a frame without rows.

    Raises
    ------
    DataError
        With file, row as a spreadsheet numbers it, column and rule of every
        breach of the schema.
    """
    resources = _resources(study)
    if table not in resources:
        columns = OTHER_COLUMNS.get(table, NUMBER_COLUMNS)
        return pd.DataFrame({c: pd.Series(dtype=NOT_TEXT.get(c, "str")) for c in columns})
    resource = resources[table]
    path = study.folder / resource["path"]
    if not path.exists():
        raise DataError(f"{path}: there is no such file, but datapackage.json names it")
    _check(path, resource["schema"])
    kinds = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    frame = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8")
    for column, kind in kinds.items():
        if kind != "string":
            frame[column] = frame[column].where(frame[column] != "").astype(PANDAS_TYPE[kind])
    _check_documents(path, frame["document"], study)
    return frame.assign(origin=PUBLISHED)


def read_all_published(study: Study) -> dict[str, dict[str, pd.DataFrame]]:
    """Every published table of a study and of those that it is compared with.

    Returns
    -------
    dict
        ``[study][table]``, the study itself first; a table that a study does
        not have is there without rows.
    """
    keys = [study.key, *study.compared_with]
    studies = {key: study if key == study.key else read_study(key) for key in keys}
    tables = sorted({*TOPICS, *OTHER_COLUMNS})
    return {
        key: {table: read_published(each, table) for table in tables}
        for key, each in studies.items()
    }


def select_statements(
    statements: pd.DataFrame, topic: str, municipality: str = ALL
) -> pd.DataFrame:
    """What the documents tell of a topic in words; of the whole project only.

    Returns
    -------
    pandas.DataFrame
        ``fi, sv, en, document, origin``.
    """
    rows = statements[(statements["topic"] == topic) & (municipality == ALL)]
    return rows[["fi", "sv", "en", "document", "origin"]].reset_index(drop=True)


def count_printed(printed: pd.DataFrame) -> pd.DataFrame:
    """How many numbers come from each document, and how many carry a remark.

    Parameters
    ----------
    printed : pandas.DataFrame
        From `read_published`.

    Returns
    -------
    pandas.DataFrame
        A row a document: ``document, numbers, doubts, origin``.
    """
    rows = printed.assign(numbers=1, doubts=(printed["note"] != "").astype("int64"))
    return rows.groupby(["document", "origin"], sort=False, as_index=False)[
        ["numbers", "doubts"]
    ].sum()[["document", "numbers", "doubts", "origin"]]


def _resources(study: Study) -> dict[str, dict[str, Any]]:
    path = study.folder / "datapackage.json"
    try:
        package = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: not a readable JSON file: {error}") from error
    return {resource["name"]: resource for resource in package["resources"]}


def _check(path: Path, schema: dict[str, Any]) -> None:
    # Imported here: it takes longer than everything else that reading needs.
    from frictionless import Dialect, Resource, Schema

    resource = Resource(
        path=path.name,
        basepath=str(path.parent),
        schema=Schema.from_descriptor(schema),
        # Not guessed: a semicolon-separated file would pass here and fail later.
        dialect=Dialect.from_descriptor({"csv": {"delimiter": ","}}),
        encoding="utf-8",
    )
    report = resource.validate()
    # The message is our own: the library's repeats what the cell holds.
    faults = [_describe(fault.to_dict(), schema) for task in report.tasks for fault in task.errors]
    if faults:
        raise DataError("\n".join(f"{path}: {fault}" for fault in faults))


def _describe(fault: dict[str, Any], schema: dict[str, Any]) -> str:
    field: dict[str, Any] = next(
        (f for f in schema["fields"] if f["name"] == fault.get("fieldName")), {}
    )
    where = f"row {fault['rowNumber']}, " if "rowNumber" in fault else ""
    column = f"column '{field['name']}', " if field else ""
    return f"{where}{column}rule {_rule(fault, field)}"


def _check_documents(path: Path, documents: pd.Series, study: Study) -> None:
    allowed = ", ".join(study.documents)
    faults = [
        f"{path}: row {row + FIRST_ROW}, column 'document', rule enum: {allowed}"
        for row, document in enumerate(documents)
        if document not in study.documents
    ]
    if faults:
        raise DataError("\n".join(faults))


def _rule(fault: dict[str, Any], field: dict[str, Any]) -> str:
    # The library's note names the constraint; the rest of its message holds the cell.
    constraint = re.search(r'constraint "(\w+)"', fault["note"])
    if constraint is None:
        return f"type {field['type']}" if fault["type"] == "type-error" else str(fault["type"])
    wanted = field["constraints"][constraint[1]]
    allowed = ", ".join(wanted) if isinstance(wanted, list) else wanted
    return constraint[1] if wanted is True else f"{constraint[1]}: {allowed}"
