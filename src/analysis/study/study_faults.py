"""What is wrong with a ``study.toml``, in words; and the rules of its sections as a JSON schema."""

import json
import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic_core import ErrorDetails

from analysis.study.cross_checks import Fault, fault
from analysis.study.declaration import LANGUAGES
from analysis.study.study import StudyFile
from analysis.study.wording import Wording

RULES = {
    "missing": "study_fault.missing",
    "literal_error": "study_fault.choice",
    "string_type": "study_fault.text",
    "string_too_short": "study_fault.empty",
    "string_pattern_mismatch": "study_fault.digits",
    "int_type": "study_fault.whole_number",
    "float_type": "study_fault.number",
    "bool_type": "study_fault.true_or_false",
    "date_type": "study_fault.day",
    "decimal_parsing": "study_fault.decimal",
    "finite_number": "study_fault.decimal",
    "dict_type": "study_fault.table",
    "model_type": "study_fault.table",
    "tuple_type": "study_fault.list",
    "frozen_set_type": "study_fault.list",
    "too_short": "study_fault.empty_list",
    "too_long": "study_fault.pair",
    "greater_than": "study_fault.above",
    "greater_than_equal": "study_fault.minimum",
    "less_than": "study_fault.below",
    "multiple_of": "study_fault.whole_people",
}
"""The text for each way in which a value is not of its section's type."""
LANGUAGE = re.compile(r"""^language *= *["'](\w+)["']""", re.MULTILINE)
LINE = re.compile(r"at line (\d+)")
ON_KEY = "[key]"
"""Ends the place of a fault that is the key's own, not its value's."""


def describe(
    faults: Iterable[ErrorDetails | Fault], table: Mapping[str, Any], path: Path
) -> list[str]:
    """Every fault of a file, a line each, in the study's language if the file tells it.

    Parameters
    ----------
    faults : iterable
        Those of sections as pydantic found them, whose words are not used, and the others.
    table : mapping
        The whole file.
    path : Path
        Of the file.
    """
    language = table.get("language")
    say = Wording(language if language in LANGUAGES else "en")
    found = (f if isinstance(f, Fault) else _translate(f) for f in faults)
    lines = (f"'{'.'.join(f.place)}' {say.text(f.rule, **f.values)}" for f in found)
    return [f"{path}: {line}" for line in dict.fromkeys(lines)]


def describe_unread(error: ValueError, path: Path) -> str:
    """Why a file cannot be read at all, in the language that one of its lines says.

    Parameters
    ----------
    error : UnicodeDecodeError or tomllib.TOMLDecodeError
        Its words are in English and not used, but for the number of the line.
    path : Path
        Of the file.
    """
    text = path.read_bytes().decode("utf-8-sig", errors="replace")
    declared = LANGUAGE.search(text)
    say = Wording(declared[1] if declared and declared[1] in LANGUAGES else "en")
    line = LINE.search(str(error))
    place = say.text("study_fault.toml_line", line=line[1]) if line else ""
    is_text = not isinstance(error, UnicodeDecodeError)
    why = say.text("study_fault.toml", place=place) if is_text else say.text("study_fault.encoding")
    return f"{path}: {why}"


def _translate(error: ErrorDetails) -> Fault:
    kind, values, place = error["type"], error.get("ctx", {}), error["loc"]
    named = tuple(part for part in place if isinstance(part, str) and part != ON_KEY)
    if kind == "extra_forbidden":
        return _unknown_key(named)
    if kind == "missing" and isinstance(place[-1], int):  # the end of a range
        return fault("study_fault.pair", *named)
    if kind == "literal_error":
        if not isinstance(error["input"], str):
            return fault("study_fault.text", *named)
        choices = ", ".join(re.findall("'([^']*)'", values["expected"]))
        values = {"value": error["input"], "choices": choices}
    rule = RULES.get(kind, kind)
    if place[-1] == ON_KEY and kind != "study_fault.name":
        rule = "study_fault.unknown"
    return Fault(rule, named, values)


def _unknown_key(place: tuple[str, ...]) -> Fault:
    """A key that its section does not have, beside the one that was meant or all it has."""
    schema = section = StudyFile.model_json_schema()
    for key in place[:-1]:
        section = section.get("properties", {}).get(key) or section["additionalProperties"]
        for choice in section.get("anyOf", ()):  # a section that need not be there
            section = choice if "$ref" in choice else section
        if "$ref" in section:
            section = schema["$defs"][section["$ref"].rpartition("/")[2]]
    known = list(section["properties"])
    if alike := get_close_matches(place[-1], known, n=1):
        return fault("study_fault.unknown_alike", *place, alike=alike[0])
    return fault("study_fault.unknown", *place, choices=", ".join(known))


def write_schema() -> str:
    """The JSON schema of a ``study.toml``, which editors check and complete by."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= StudyFile.model_json_schema()
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
