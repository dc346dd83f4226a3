"""A CSV file against its Table Schema."""

import json
import re
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from analysis.inputs.faults import Fault
from analysis.inputs.printed.plain import is_plainly_valid

SAID = frozenset(
    {"encoding-error", "missing-cell", "extra-cell", "blank-row", "primary-key"}
    | {"missing-label", "extra-label", "incorrect-label"}
)
"""Rules of frictionless that have a message of their own."""

_FAULTLESS: set[str] = set()
"""Digests of files, with their schemas, that this process has found without a fault."""


def find_schema_faults(path: Path, schema: dict[str, Any]) -> list[Fault]:
    """Every breach of a Table Schema in a CSV file.

    Parameters
    ----------
    path : Path
        Comma-separated, UTF-8.
    schema : dict
        Frictionless Table Schema.
    """
    if not path.exists():
        return [Fault(str(path), "file", text="file-missing")]
    content = path.read_bytes()
    digest = sha256(content + json.dumps(schema, sort_keys=True).encode()).hexdigest()
    if digest in _FAULTLESS or is_plainly_valid(content, schema):
        return []
    # Imported here: it takes longer than everything else that reading needs.
    import_jsonschema()
    from frictionless import Dialect, FrictionlessException, Resource, Schema

    try:
        checked = Schema.from_descriptor(schema)
    except FrictionlessException:
        return [Fault(str(path), "schema", text="schema.invalid")]
    resource = Resource(
        path=path.name,
        basepath=str(path.parent),
        schema=checked,
        # Not guessed: a semicolon-separated file would pass here and fail later.
        dialect=Dialect.from_descriptor({"csv": {"delimiter": ","}}),
        encoding="utf-8",
    )
    report = resource.validate()
    if report.valid:
        _FAULTLESS.add(digest)
    return [
        _translate(path, error.to_dict(), schema) for task in report.tasks for error in task.errors
    ]


def import_jsonschema() -> None:
    """Import what frictionless and nbformat check with, without its grammar of addresses.

    jsonschema does without where the grammar is not installed. Compiled at each import, it took
    a second, more than all else that a command imports, and no schema here asks for an ``iri``.
    """
    grammar = "rfc3987_syntax"
    if "jsonschema" in sys.modules or grammar in sys.modules:
        return
    sys.modules[grammar] = None  # type: ignore[assignment] # not to be found, as Python has it
    try:
        import jsonschema  # noqa: F401
    finally:
        del sys.modules[grammar]


def _translate(path: Path, error: dict[str, Any], schema: dict[str, Any]) -> Fault:
    """Our own words for a fault: the library's repeat what the cell holds."""
    field: dict[str, Any] = next(
        (f for f in schema["fields"] if f["name"] == error.get("fieldName")), {}
    )
    column = field.get("name", "")
    rule, text, values = _rule(error, field)
    return Fault(
        str(path), rule, row=error.get("rowNumber"), column=column, values=values, text=text
    )


def _rule(error: dict[str, Any], field: dict[str, Any]) -> tuple[str, str, dict[str, object]]:
    """Rule, key of its message and what the message fills in."""
    # The library's note names the constraint, which its other fields do not.
    constraint = re.search(r'constraint "(\w+)"', error["note"])
    if constraint is None:
        if error["type"] == "type-error":
            return "type", "type", {"type": field["type"]}
        return error["type"], f"schema.{_text(error['type'])}", {}
    rule = constraint[1]
    wanted = field["constraints"][rule]
    if wanted is True:
        return rule, "constraint", {"rule": rule}
    return (
        rule,
        "allowed",
        {"allowed": ", ".join(map(str, wanted)) if isinstance(wanted, list) else wanted},
    )


def _text(rule: str) -> str:
    return rule if rule in SAID else "other"
