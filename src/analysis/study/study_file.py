"""Reading ``study.toml``."""

import copy
import tomllib
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.study.codebook import normal
from analysis.study.codebook_file import build_codebook
from analysis.study.costing_file import build_costing
from analysis.study.declaration import (
    ALL,
    COST_KINDS,
    COST_PARTS,
    LANGUAGES,
    TOPICS,
    DisclosureRule,
    Municipality,
    Study,
    StudyError,
    check_choice,
)
from analysis.study.edition import Edition, find_municipality
from analysis.study.origin import PUBLISHED
from analysis.study.project import find_project_root, list_studies
from analysis.study.survey_file import build_survey

_parse = lru_cache(maxsize=4)(tomllib.loads)
"""Kernels of a batch read the same text, which those that are forked find parsed."""
TOML_KINDS = {dict: "a table", list: "a list", str: "a text", int: "a whole number"}


def open_edition(
    study: str, municipality: str | int = ALL, language: str = "fi", data: str = PUBLISHED
) -> Edition:
    """The edition that a notebook's parameters ask for.

    Parameters
    ----------
    study : str
        Name of a folder under ``data/``.
    municipality : str or int
        Key (``"raahe"``) or code (``"678"``, or 678), or ``"all"``.
    language : str
        ``"fi"``, ``"sv"`` or ``"en"``.
    data : str
        ``"published"``, ``"example"``, ``"raw"`` or a folder; saved figures tell of it.

    Raises
    ------
    StudyError
        For an unknown value, with the allowed ones, or a fault in ``study.toml``.
    """
    found = read_study(study)
    return Edition(found, find_municipality(found, municipality), language, data)


def read_study(key: str) -> Study:
    """Read and check ``data/<key>/study.toml``.

    Raises
    ------
    StudyError
        If there is no such study, or its file breaks a rule.
    """
    check_choice("study", key, list_studies())
    return read_study_file(find_project_root() / "data" / key)


def read_study_file(folder: Path) -> Study:
    """Read and check the ``study.toml`` of a folder.

    Raises
    ------
    StudyError
        If the file breaks a rule.
    """
    path = folder / "study.toml"
    try:
        table = copy.deepcopy(_parse(path.read_text(encoding="utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StudyError(f"{path}: not valid TOML in UTF-8: {error}") from error
    study = _build_study(table, folder)
    if study.key != folder.name:
        raise StudyError(
            f"{path}: id is '{study.key}'; it must be the folder's name, '{folder.name}'"
        )
    return study


def _build_study(table: Mapping[str, Any], folder: Path) -> Study:
    path = folder / "study.toml"
    rule = _need(table, "disclosure", dict, path)
    declared = _need(table, "municipalities", dict, path)
    municipalities = {key: _municipality(declared, key, path) for key in declared}
    labels = {
        question: _all_texts(table["labels"], question, path, "labels.")
        for question in _need(table, "labels", dict, path)
    }
    codebook = build_codebook(table, municipalities, labels, path)
    study = Study(
        key=_need(table, "id", str, path),
        folder=folder,
        name=_texts(table, "name", path),
        language=_need(table, "language", str, path),
        topics=tuple(_need(table, "topics", list, path)),
        compared_with=_all_texts(table, "compared_with", path),
        municipalities=municipalities,
        region=_texts(table, "region", path),
        documents=_all_texts(table, "documents", path),
        labels=labels,
        remarks=_all_texts(table, "remarks", path),
        disclosure=DisclosureRule(
            _need(rule, "minimum_n", int, path, "disclosure."),
            _need(rule, "minimum_count", int, path, "disclosure."),
        ),
        codebook=codebook,
        costing=build_costing(table, path),
        survey=build_survey(table, codebook.tables.get("responses", {}), path),
        aims=_all_texts(table, "aims", path) if "aims" in table else {},
    )
    _check_values(study, path)
    _check_costing(study, path)
    return study


def _check_costing(study: Study, path: Path) -> None:
    costs = study.codebook.tables.get("costs")
    if costs is None:
        return
    if study.costing is None:
        raise StudyError(f"{path}: 'tables.costs' needs the rates of [costing]")
    for column, known in {"cost_kind": COST_KINDS, "cost_part": COST_PARTS}.items():
        declared = costs[column].allowed if column in costs else ()
        if unknown := sorted(set(declared) - set(known)):
            raise StudyError(
                f"{path}: unknown answers of '{column}': {', '.join(unknown)}; "
                f"choose from: {', '.join(known)}"
            )


def _check_values(study: Study, path: Path) -> None:
    codes = Counter(m.code for m in study.municipalities.values())
    spelled = [
        (spelling, m.key)
        for m in study.municipalities.values()
        for spelling in {normal(word) for word in (m.key, *m.name.values(), *m.aliases)}
    ]
    spellings = Counter(spelling for spelling, _ in spelled)
    faults = [
        *(f"unknown topic '{topic}'; choose from: {', '.join(TOPICS)}"
          for topic in study.topics if topic not in TOPICS),
        *(f"unknown study '{key}' in compared_with; choose from: {', '.join(list_studies())}"
          for key in study.compared_with if key not in list_studies()),
        *(f"code '{code}' is given to several municipalities"
          for code, times in codes.items() if times > 1),
        *(f"'{key}' is spelled like another municipality: '{spelling}'"
          for spelling, key in spelled if spellings[spelling] > 1),
        *(f"'{key}' must be at least 1" for key, value in vars(study.disclosure).items()
          if value < 1),
    ]  # fmt: skip
    if study.language not in LANGUAGES:
        faults.append(f"unknown language '{study.language}'; choose from: {', '.join(LANGUAGES)}")
    if faults:
        raise StudyError("\n".join(f"{path}: {fault}" for fault in faults))


def _municipality(table: Mapping[str, Any], key: str, path: Path) -> Municipality:
    own, where = _need(table, key, dict, path, "municipalities."), f"municipalities.{key}."
    code, aliases = _need(own, "code", str, path, where), own.get("aliases", [])
    if not (code.isascii() and code.isdigit()):
        raise StudyError(f"{path}: '{where}code' must be digits, such as \"071\"")
    if not all(isinstance(alias, str) for alias in aliases):
        raise StudyError(f"{path}: '{where}aliases' must be a list of texts")
    forms = {form: _texts(own, form, path, where) for form in ("inside", "genitive") if form in own}
    return Municipality(key, code, _texts(own, "name", path, where), tuple(aliases), **forms)


def _need(table: Mapping[str, Any], key: str, kind: type, path: Path, where: str = "") -> Any:
    # A bool is an int to Python, but not in a study's file.
    if type(table.get(key)) is not kind:
        raise StudyError(f"{path}: '{where}{key}' is missing or is not {TOML_KINDS[kind]}")
    return table[key]


def _texts(table: Mapping[str, Any], key: str, path: Path, where: str = "") -> dict[str, str]:
    texts: dict[str, str] = _need(table, key, dict, path, where)
    missing = [
        lang for lang in LANGUAGES if not isinstance(texts.get(lang), str) or not texts[lang]
    ]
    if missing:
        raise StudyError(f"{path}: '{where}{key}' has no text in: {', '.join(missing)}")
    return texts


def _all_texts(
    table: Mapping[str, Any], key: str, path: Path, where: str = ""
) -> dict[str, dict[str, str]]:
    group = _need(table, key, dict, path, where)
    return {name: _texts(group, name, path, f"{where}{key}.") for name in group}
