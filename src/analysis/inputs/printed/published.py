"""Reading what public documents print: ``data/<study>/published/*.csv``."""

import json
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.inputs import frames
from analysis.inputs.faults import DataError, Fault
from analysis.inputs.printed.schema import find_schema_faults
from analysis.study.declaration import ALL, TOPICS
from analysis.study.origin import PUBLISHED
from analysis.study.study import Study
from analysis.study.study_file import read_study

FIRST_ROW = 2  # the header is row 1 of a spreadsheet
PANDAS_TYPE = {
    "string": "str",
    "number": "float64",
    "integer": "Int64",
    "date": "datetime64[s]",
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
        return frames.PUBLISHED.get(table, frames.NUMBERS).empty()
    path, schema = table_path(study, table), resources[table]["schema"]
    if faults := find_schema_faults(path, schema):
        raise DataError(faults)
    kinds = {field["name"]: field["type"] for field in schema["fields"]}
    frame = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8")
    for column, kind in kinds.items():
        if kind != "string":
            frame[column] = frame[column].where(frame[column] != "").astype(PANDAS_TYPE[kind])
    if faults := _document_faults(path, frame["document"], study):
        raise DataError(faults)
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
    tables = sorted({*TOPICS, *frames.PUBLISHED})
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
        From `read_published`, or numbers computed in the same shape.

    Returns
    -------
    pandas.DataFrame
        A row a document: ``document, numbers, doubts, origin``.
    """
    rows = printed.assign(numbers=1, doubts=(printed["note"] != "").astype("int64"))
    return rows.groupby(["document", "origin"], sort=False, as_index=False)[
        ["numbers", "doubts"]
    ].sum()[["document", "numbers", "doubts", "origin"]]


def list_tables(study: Study) -> tuple[str, ...]:
    """Names of the tables that a study's data package describes."""
    return tuple(_resources(study))


def table_path(study: Study, table: str) -> Path:
    """File of a table that the study's data package describes."""
    return study.folder / str(_resources(study)[table]["path"])


def _resources(study: Study) -> dict[str, dict[str, Any]]:
    path = study.folder / "datapackage.json"
    if not study.documents and not path.exists():
        return {}  # nothing is cited, so nothing is printed
    try:
        package = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        fault = Fault(str(path), "json", values={"error": error})
        raise DataError([fault]) from error
    return {resource["name"]: resource for resource in package["resources"]}


def _document_faults(path: Path, documents: pd.Series, study: Study) -> list[Fault]:
    values = {"allowed": ", ".join(study.documents)}
    return [
        Fault(str(path), "document", row=row, column="document", values=values, text="declared")
        for row, document in enumerate(documents, FIRST_ROW)
        if document not in study.documents
    ]
