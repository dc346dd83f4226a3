"""In which languages a study has its texts: in those that it is made in."""

from collections.abc import Iterator, Mapping
from typing import Any

from analysis.study.cross_checks import Declared, Fault, fault, strings, unknown
from analysis.study.declaration import LANGUAGES


def find_language_faults(file: Declared) -> Iterator[Fault]:
    """Texts that lack a language of the study, wherever they stand."""
    languages = tuple(strings(file.table.get("languages", list(LANGUAGES))))
    if set(languages) <= set(LANGUAGES):
        yield from unknown(file.table.get("language"), languages, "language")
        yield from _find_missing(file.table, languages)


def _find_missing(
    table: Mapping[str, Any], languages: tuple[str, ...], *place: str
) -> Iterator[Fault]:
    for key, value in table.items():
        if not isinstance(value, dict):
            continue
        if _is_text(value):
            missing = (language for language in languages if language not in value)
            yield from (fault("study_fault.missing", *place, key, each) for each in missing)
        else:
            yield from _find_missing(value, languages, *place, key)


def _is_text(table: Mapping[str, Any]) -> bool:
    """Whether a table is one text, or one list of texts, in several languages."""
    is_told = all(isinstance(value, str | list) for value in table.values())
    return bool(table) and table.keys() <= set(LANGUAGES) and is_told
