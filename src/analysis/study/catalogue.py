"""The texts of all wings, as their ``words.toml`` have them."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import analysis


class WordingError(KeyError):
    """The catalogue lacks a text."""


@cache
def read_catalogue() -> dict[str, dict[str, Any]]:
    """The texts by key and language; a text with plural forms is a table of them.

    Each wing and topic has its own ``words.toml``; together they are one catalogue.
    """
    catalogue: dict[str, Any] = {}
    for path in sorted(Path(analysis.__file__).parent.rglob("words.toml")):
        for key, texts in tomllib.loads(path.read_text(encoding="utf-8")).items():
            group = catalogue.setdefault(key, {})
            if repeated := group.keys() & texts.keys():
                raise WordingError(f"{path}: '{key}' has {sorted(repeated)} from elsewhere too")
            group |= texts
    return catalogue
