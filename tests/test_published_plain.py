"""What is plainly valid, is valid: held to the library for schemas, file by file and garbled."""

import json
from pathlib import Path
from typing import Any

import pytest
from frictionless import Dialect, Resource, Schema
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from analysis.inputs.printed.plain import is_plainly_valid
from analysis.study.project import find_project_root

TABLES: list[tuple[Path, dict[str, Any]]] = [
    (package.parent / resource["path"], resource["schema"])
    for package in sorted((find_project_root() / "data").glob("*/datapackage.json"))
    for resource in json.loads(package.read_text(encoding="utf-8"))["resources"]
]
KINDS = {
    "fields": [
        {"name": "id", "type": "string", "constraints": {"required": True, "pattern": "[a-z]+"}},
        {"name": "n", "type": "integer", "constraints": {"minimum": 1}},
        {"name": "share", "type": "number"},
        {"name": "day", "type": "date"},
        {"name": "kind", "type": "string", "constraints": {"enum": ["a", "b"]}},
        {"name": "once", "type": "string", "constraints": {"unique": True}},
    ],
    "primaryKey": "id",
    "missingValues": [""],
}
FINE = "id,n,share,day,kind,once\nx,1,2.5,2023-01-31,a,p\ny,,,,,\n"


def is_valid(content: bytes, schema: dict[str, Any], folder: Path) -> bool:
    (folder / "table.csv").write_bytes(content)
    resource = Resource(
        path="table.csv",
        basepath=str(folder),
        schema=Schema.from_descriptor(schema),
        dialect=Dialect.from_descriptor({"csv": {"delimiter": ","}}),
        encoding="utf-8",
    )
    return bool(resource.validate().valid)


@pytest.mark.parametrize(("path", "schema"), TABLES, ids=lambda part: getattr(part, "stem", ""))
def test_every_published_table_is_plainly_valid(path: Path, schema: dict[str, Any]) -> None:
    """So that no notebook loads the library."""
    assert is_plainly_valid(path.read_bytes(), schema)


@pytest.mark.slow
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    at=st.integers(0, len(FINE)),
    drop=st.integers(0, 3),
    put=st.text(alphabet='abxy,"\n\r 0123456789-.;\ufeffä', max_size=4),
)
@example(at=0, drop=0, put="\ufeff")
@example(at=len(FINE), drop=0, put="x,1,,,,\n")
@example(at=len(FINE), drop=0, put="\n")
@example(at=27, drop=1, put="0")
def test_what_is_plainly_valid_is_valid(at: int, drop: int, put: str, tmp_path: Path) -> None:
    content = (FINE[:at] + put + FINE[at + drop :]).encode()
    if is_plainly_valid(content, KINDS):
        assert is_valid(content, KINDS, tmp_path)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("id,n", "n,id"),
        ("x,1,", "x,0,"),
        ("x,1,", "x,one,"),
        ("x,1,", "x,1,1,"),
        ("\nx,", "\n,"),
        ("\nx,", "\ny,"),
        ("\nx,", "\nX,"),
        ("2.5", "2,5"),
        ("01-31", "02-31"),
        (",a,", ",c,"),
        (",,,,,", ",,,,,p"),
    ],
)
def test_a_breach_is_left_to_the_library(before: str, after: str) -> None:
    assert is_plainly_valid(FINE.encode(), KINDS)
    assert not is_plainly_valid(FINE.replace(before, after, 1).encode(), KINDS)


def test_a_schema_that_asks_for_more_is_left_to_the_library() -> None:
    field = KINDS["fields"][0]
    assert isinstance(field, dict)
    for schema in (
        {**KINDS, "foreignKeys": []},
        {**KINDS, "missingValues": ["", "-"]},
        {**KINDS, "fields": [{**field, "constraints": {"maxLength": 1}}]},
        {**KINDS, "fields": [{**field, "type": "boolean"}]},
    ):
        assert not is_plainly_valid(FINE.encode(), schema)
