"""Reading what public documents print: ``data/<study>/published/*.csv``."""

import json
from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.inputs import frames
from analysis.inputs.faults import DataError, Fault, grouped
from analysis.inputs.printed.schema import find_schema_faults
from analysis.study.declaration import ALL, TOPICS
from analysis.study.origin import PUBLISHED
from analysis.study.spelling import bind_numbers
from analysis.study.study import Study
from analysis.study.study_file import read_study

PACKAGE = "datapackage.json"
FIRST_ROW = 2  # the header is row 1 of a spreadsheet
NUMBER_COLUMNS = ("item", "municipality", "printed", "value")
"""What a table of numbers has besides the questions that they answer."""
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
    kinds = {field["name"]: field["type"] for field in schema["fields"]}
    if faults := _column_faults(study, kinds) or find_schema_faults(path, schema):
        raise DataError(grouped(faults))
    frame = _parse(path.read_bytes(), tuple(kinds.items()))
    if faults := _document_faults(path, frame["document"], study):
        raise DataError(grouped(faults))
    return frame.assign(origin=PUBLISHED)


@lru_cache(maxsize=100)  # figures ask for the same tables, which are changed in copies alone
def _parse(content: bytes, kinds: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    """A table's columns, each of its kind."""
    frame = pd.read_csv(BytesIO(content), dtype="str", keep_default_na=False, encoding="utf-8")
    for column, kind in kinds:
        if kind != "string":
            frame[column] = frame[column].where(frame[column] != "").astype(PANDAS_TYPE[kind])
    return frame


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
    texts = rows[["fi", "sv", "en"]].map(bind_numbers)
    return texts.assign(document=rows["document"], origin=rows["origin"]).reset_index(drop=True)


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
    path = study.folder / PACKAGE
    if not study.documents and not path.exists():
        return {}  # nothing is cited, so nothing is printed
    try:
        package = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise DataError([Fault(str(path), "file", text="package-missing")]) from None
    except json.JSONDecodeError as error:
        raise DataError([Fault(str(path), "json", row=error.lineno)]) from None
    except UnicodeDecodeError:
        fault = Fault(str(path), "encoding-error", text="schema.encoding-error")
        raise DataError([fault]) from None
    if not _is_package(package):
        raise DataError([Fault(str(path), "json", text="package-shape")])
    return {resource["name"]: resource for resource in package["resources"]}


def _is_package(package: Any) -> bool:
    """Whether a package lists tables in the shape that is read here."""
    resources = package.get("resources") if isinstance(package, dict) else None
    if not isinstance(resources, list) or not all(isinstance(r, dict) for r in resources):
        return False
    schemas = [resource.get("schema") for resource in resources]
    fields = [schema.get("fields") if isinstance(schema, dict) else None for schema in schemas]
    return all(
        isinstance(resource.get("name"), str) and isinstance(resource.get("path"), str)
        for resource in resources
    ) and all(
        isinstance(own, list)
        and all(isinstance(f, dict) and isinstance(f.get("name"), str) for f in own)
        and all(f.get("type") in [*PANDAS_TYPE] for f in own)
        for own in fields
    )


def _column_faults(study: Study, columns: Iterable[str]) -> list[Fault]:
    """Columns that the schema of a published table lacks."""
    needed = {"document", *(NUMBER_COLUMNS if "question" in columns else ())}
    missing = ", ".join(sorted(needed - {*columns}))
    path, values = str(study.folder / PACKAGE), {"columns": missing}
    return [Fault(path, "schema", values=values, text="package-columns")] if missing else []


def _document_faults(path: Path, documents: pd.Series, study: Study) -> list[Fault]:
    values = {"allowed": ", ".join(study.documents)}
    return [
        Fault(str(path), "document", row=row, column="document", values=values, text="declared")
        for row, document in enumerate(documents, FIRST_ROW)
        if document not in study.documents
    ]
