"""A CSV file against its Table Schema."""

import re
from pathlib import Path
from typing import Any

from analysis.faults import Fault

SEPARATE_WITH_COMMAS = "the columns must be those of the schema, separated by commas"
ADVICE = {
    "encoding-error": "save the file as UTF-8",
    "missing-cell": "the row has fewer cells than the header",
    "extra-cell": "the row has more cells than the header",
    "missing-label": SEPARATE_WITH_COMMAS,
    "extra-label": SEPARATE_WITH_COMMAS,
    "incorrect-label": SEPARATE_WITH_COMMAS,
    "blank-row": "delete the empty row",
    "primary-key": "the key must be unique and not empty",
}


def find_schema_faults(path: Path, schema: dict[str, Any]) -> list[Fault]:
    """Every breach of a Table Schema in a CSV file.

    Parameters
    ----------
    path : Path
        Comma-separated, UTF-8.
    schema : dict
        Frictionless Table Schema.
    """
    # Imported here: it takes longer than everything else that reading needs.
    from frictionless import Dialect, Resource, Schema

    if not path.exists():
        return [Fault(str(path), "file", "there is no such file; datapackage.json names it")]
    resource = Resource(
        path=path.name,
        basepath=str(path.parent),
        schema=Schema.from_descriptor(schema),
        # Not guessed: a semicolon-separated file would pass here and fail later.
        dialect=Dialect.from_descriptor({"csv": {"delimiter": ","}}),
        encoding="utf-8",
    )
    report = resource.validate()
    return [
        _translate(path, error.to_dict(), schema) for task in report.tasks for error in task.errors
    ]


def _translate(path: Path, error: dict[str, Any], schema: dict[str, Any]) -> Fault:
    """Our own words for a fault: the library's repeat what the cell holds."""
    field: dict[str, Any] = next(
        (f for f in schema["fields"] if f["name"] == error.get("fieldName")), {}
    )
    rule, message = _rule(error, field)
    column = field.get("name", "")
    return Fault(str(path), rule, message, row=error.get("rowNumber"), column=column)


def _rule(error: dict[str, Any], field: dict[str, Any]) -> tuple[str, str]:
    # The library's note names the constraint, which its other fields do not.
    constraint = re.search(r'constraint "(\w+)"', error["note"])
    if constraint is None:
        if error["type"] == "type-error":
            return "type", f"must be a {field['type']}"
        return error["type"], ADVICE.get(error["type"], "see the schema in datapackage.json")
    wanted = field["constraints"][constraint[1]]
    if wanted is True:
        return constraint[1], f"the column must be {constraint[1]}"
    allowed = ", ".join(wanted) if isinstance(wanted, list) else wanted
    return constraint[1], f"allowed: {allowed}"
