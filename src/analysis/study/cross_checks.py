"""Checks across several places of a ``study.toml``: what they look at, and what they find."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple


class Fault(NamedTuple):
    """A broken rule of several places: its text, the place it is told of, and its values."""

    rule: str
    place: tuple[str, ...]
    values: Mapping[str, object]


@dataclass(frozen=True)
class Declared:
    """A whole file as it was read, for rules of several places; any of them may be faulty."""

    table: Mapping[str, Any]
    folder: Path

    def section(self, *keys: object) -> Mapping[str, Any]:
        """A table of the file; empty if there is none."""
        found: Any = self.table
        for key in keys:
            is_there = isinstance(found, dict) and isinstance(key, str)
            found = found.get(key) if is_there else None
        return found if isinstance(found, dict) else {}

    def labels(self, table: str, column: object, part: str = "labels") -> Mapping[str, Any]:
        """What a column's answers are called, or its ``items``."""
        return self.section("labels", self.section("tables", table, column).get(part))


def strings(value: object) -> Iterator[str]:
    """All texts of a part of the file, whatever it is."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)


def fault(rule: str, *place: str, **values: object) -> Fault:
    """The fault of a rule at a place."""
    return Fault(rule, place, values)


def unknown(value: object, choices: Iterable[str], *place: str) -> Iterator[Fault]:
    """The fault of a text that is none of the choices, if it is not."""
    if isinstance(value, str) and value not in (known := tuple(choices)):
        listed = ", ".join(known) or "\N{EN DASH}"
        yield fault("study_fault.choice", *place, value=value, choices=listed)
