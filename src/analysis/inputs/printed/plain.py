"""Whether a CSV file plainly keeps its Table Schema, told without the library for schemas.

The library takes longer to load than all that a notebook reads, and nearly every file is fine.
Whatever is not plainly fine, in file or schema, is left to the library and its messages.
"""

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

KNOWN_SCHEMA = {"fields", "primaryKey", "missingValues"}
KNOWN_FIELD = {"name", "type", "description", "constraints"}
KNOWN_CONSTRAINTS = {"required", "unique", "enum", "pattern", "minimum"}
MISSING = ""


def is_plainly_valid(content: bytes, schema: Mapping[str, Any]) -> bool:
    """Whether a file certainly keeps its schema; if not, it may keep it even so.

    Parameters
    ----------
    content : bytes
        Of a comma-separated file in UTF-8.
    schema : mapping
        Frictionless Table Schema.
    """
    if not _is_known(schema):
        return False
    try:
        text = content.decode("utf-8")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return False
    names = [field["name"] for field in schema["fields"]]
    if not rows or rows[0] != names or len({*names}) < len(names):
        return False
    if any(len(row) != len(names) or not any(row) for row in rows[1:]):
        return False
    columns = dict(zip(names, zip(*rows[1:], strict=True), strict=True)) if rows[1:] else {}
    return all(
        _keeps(columns.get(field["name"], ()), field) for field in schema["fields"]
    ) and _is_key(schema, columns)


def _is_known(schema: Mapping[str, Any]) -> bool:
    """Whether a schema asks for nothing but what is looked at here."""
    return (
        schema.keys() <= KNOWN_SCHEMA
        and schema.get("missingValues", [MISSING]) == [MISSING]
        and all(
            field.keys() <= KNOWN_FIELD
            and field.get("type") in TYPES
            and field.get("constraints", {}).keys() <= KNOWN_CONSTRAINTS
            and (field["type"] == "string" or "enum" not in field.get("constraints", {}))
            and (field["type"] == "integer" or "minimum" not in field.get("constraints", {}))
            for field in schema["fields"]
        )
    )


def _keeps(cells: Sequence[str], field: Mapping[str, Any]) -> bool:
    """Whether a column keeps its type and constraints."""
    rules = field.get("constraints", {})
    given = [cell for cell in cells if cell != MISSING]
    return (
        all(map(TYPES[field["type"]], given))
        and (not rules.get("required") or len(given) == len(cells))
        and (not rules.get("unique") or len({*given}) == len(given))
        and ("enum" not in rules or {*rules["enum"]} >= {*given})
        and ("pattern" not in rules or all(re.fullmatch(rules["pattern"], c) for c in given))
        and ("minimum" not in rules or all(int(cell) >= rules["minimum"] for cell in given))
    )


def _is_key(schema: Mapping[str, Any], columns: Mapping[str, Sequence[str]]) -> bool:
    """Whether the column of the key, if there is one, tells all rows apart."""
    key = schema.get("primaryKey", [])
    names = [key] if isinstance(key, str) else list(key)
    if not names or not columns:
        return not names or {*names} <= {field["name"] for field in schema["fields"]}
    if len(names) > 1 or names[0] not in columns:
        return False
    cells = columns[names[0]]
    return MISSING not in cells and len({*cells}) == len(cells)


def _is_integer(cell: str) -> bool:
    return re.fullmatch(r"-?[0-9]{1,15}", cell) is not None


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]+)?", cell) is not None


def _is_date(cell: str) -> bool:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell) is None:
        return False
    try:
        date.fromisoformat(cell)
    except ValueError:
        return False
    return True


TYPES: Mapping[str, Callable[[str], bool]] = {
    "string": lambda _: True,
    "integer": _is_integer,
    "number": _is_number,
    "date": _is_date,
}
