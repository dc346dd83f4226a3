"""What the sections of a ``study.toml`` are made of.

A section's types are its rules; those of several places are beside it, see `cross_checks`.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetPydanticSchema,
)
from pydantic_core import PydanticCustomError, core_schema

from analysis.study.declaration import LANGUAGES
from analysis.study.spelling import bind_numbers

NAME = re.compile(r"[a-z0-9][a-z0-9_]{0,49}")
RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d|all|region|log")
"""Windows' devices; what stands for the whole project and the region; the folder of logs."""


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


Ends = Annotated[tuple[float, float], Field(strict=False), AfterValidator(check_order)]
"""The smallest and the largest number of a range."""


def check_name(name: str) -> str:
    """Refuse what cannot be the name of a folder on every platform, or leads out of one."""
    if not NAME.fullmatch(name) or RESERVED.fullmatch(name):
        raise PydanticCustomError("study_fault.name", "")
    return name


Name = Annotated[str, AfterValidator(check_name)]
"""A key that folders and files are named after."""
Text = Annotated[str, Field(min_length=1)]
Listing = Annotated[tuple[Text, ...], Field(min_length=1, strict=False)]
"""Texts in a list of at least one."""


def _check_some(texts: dict[str, Any]) -> dict[str, Any]:
    """Refuse a text that is in no language."""
    if not texts:
        raise PydanticCustomError("study_fault.missing", "")
    return texts


def _bind(texts: dict[str, str]) -> dict[str, str]:
    return {language: bind_numbers(text) for language, text in texts.items()}


Texts = Annotated[
    Mapping[str, str],
    with_keys(dict.fromkeys(LANGUAGES, Text), required=False),
    AfterValidator(_check_some),
    AfterValidator(_bind),
]
"""One text in each of the study's languages; see `find_language_faults`."""
Titles = Annotated[
    Mapping[str, tuple[str, ...]],
    with_keys(dict.fromkeys(LANGUAGES, Listing), required=False),
    AfterValidator(_check_some),
]
"""Several texts in each of them."""


class Section(BaseModel):
    """A section: nothing in it is converted or unknown; equal is only what is the same object."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)
