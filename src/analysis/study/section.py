"""What the sections of a ``study.toml`` are made of, and what its rules look at and find."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetPydanticSchema
from pydantic_core import PydanticCustomError, core_schema

from analysis.study.declaration import LANGUAGES


def one_of(choices: Iterable[str]) -> GetPydanticSchema:
    """Marks a text that is one of the choices."""
    return GetPydanticSchema(lambda *_: core_schema.literal_schema(list(choices)))


def with_keys(kinds: Mapping[str, Any], *, required: bool = True) -> GetPydanticSchema:
    """Marks a table with these keys, each of its kind, and no others."""

    def build_schema(_: Any, build: GetCoreSchemaHandler) -> Any:
        fields = {
            key: core_schema.typed_dict_field(build.generate_schema(kind), required=required)
            for key, kind in kinds.items()
        }
        return core_schema.typed_dict_schema(fields, extra_behavior="forbid")

    return GetPydanticSchema(build_schema)


def check_order(ends: tuple[Any, Any]) -> tuple[Any, Any]:
    """Refuse a range that begins with its higher end."""
    if ends[0] > ends[1]:
        raise PydanticCustomError("study_fault.order", "")
    return ends


Text = Annotated[str, Field(min_length=1)]
Listing = Annotated[tuple[Text, ...], Field(min_length=1, strict=False)]
"""Texts in a list of at least one."""
Texts = Annotated[Mapping[str, str], with_keys(dict.fromkeys(LANGUAGES, Text))]
"""One text in each of LANGUAGES."""


class Section(BaseModel):
    """A section: nothing in it is converted or unknown; equal is only what is the same object."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


class Fault(NamedTuple):
    """A broken rule of several places: its text, the place it is told of, and its values."""

    rule: str
    place: tuple[str, ...]
    values: Mapping[str, object] = {}


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


def unknown(value: object, choices: Iterable[str], *place: str) -> Iterator[Fault]:
    """The fault of a text that is none of the choices, if it is not."""
    if isinstance(value, str) and value not in (known := tuple(choices)):
        yield Fault("study_fault.choice", place, {"value": value, "choices": ", ".join(known)})
