"""Reading ``study.toml``."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.inputs.project import find_project_root, list_studies
from analysis.study import (
    ALL,
    LANGUAGES,
    DisclosureRule,
    Edition,
    Municipality,
    Study,
    StudyError,
    check_choice,
)


def open_edition(study: str, municipality: str = ALL, language: str = "fi") -> Edition:
    """The edition that a notebook's parameters ask for.

    Parameters
    ----------
    study : str
        Name of a folder under ``data/``.
    municipality : str
        Key (``"raahe"``) or code (``"678"``), or ``"all"``.
    language : str
        ``"fi"``, ``"sv"`` or ``"en"``.

    Raises
    ------
    StudyError
        For an unknown value, with the allowed ones, or a fault in ``study.toml``.
    """
    return Edition(read_study(study), municipality, language)


def read_study(key: str) -> Study:
    """Read and check ``data/<key>/study.toml``.

    Raises
    ------
    StudyError
        If there is no such study, or its file breaks a rule.
    """
    check_choice("study", key, list_studies())
    folder = find_project_root() / "data" / key
    path = folder / "study.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise StudyError(f"{path}: not valid TOML: {error}") from error
    study = _build_study(table, folder)
    if study.key != key:
        raise StudyError(f"{path}: id is '{study.key}'; it must be the folder's name, '{key}'")
    return study


def _build_study(table: Mapping[str, Any], folder: Path) -> Study:
    path = folder / "study.toml"
    rule = _need(table, "disclosure", dict, path)
    return Study(
        key=_need(table, "id", str, path),
        folder=folder,
        name=_texts(table, "name", path),
        language=_need(table, "language", str, path),
        topics=tuple(_need(table, "topics", list, path)),
        compared_with=_all_texts(table, "compared_with", path),
        municipalities={
            key: Municipality(key, _need(m, "code", str, path), _texts(m, "name", path))
            for key, m in _need(table, "municipalities", dict, path).items()
        },
        region=_texts(table, "region", path),
        documents=_all_texts(table, "documents", path),
        labels={
            question: _all_texts(table["labels"], question, path)
            for question in _need(table, "labels", dict, path)
        },
        remarks=_all_texts(table, "remarks", path),
        disclosure=DisclosureRule(
            _need(rule, "minimum_n", int, path), _need(rule, "minimum_count", int, path)
        ),
    )


def _need(table: Mapping[str, Any], key: str, kind: type, path: Path) -> Any:
    if not isinstance(table.get(key), kind):
        raise StudyError(f"{path}: '{key}' is missing or is not a TOML {kind.__name__}")
    return table[key]


def _texts(table: Mapping[str, Any], key: str, path: Path) -> dict[str, str]:
    texts: dict[str, str] = _need(table, key, dict, path)
    missing = [language for language in LANGUAGES if not texts.get(language)]
    if missing:
        raise StudyError(f"{path}: '{key}' has no text in: {', '.join(missing)}")
    return texts


def _all_texts(table: Mapping[str, Any], key: str, path: Path) -> dict[str, dict[str, str]]:
    group = _need(table, key, dict, path)
    return {name: _texts(group, name, path) for name in group}
