"""Reading ``study.toml``: a study, or everything that is wrong with its file."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from analysis.study.cross_checks import Declared, Fault
from analysis.study.declaration import ALL, StudyError, check_choice
from analysis.study.edition import Edition, find_municipality
from analysis.study.origin import PUBLISHED
from analysis.study.project import find_project_root, list_studies
from analysis.study.study import Study, StudyFile, find_faults, make_study


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
        With everything that is wrong with the file, a line a fault.
    """
    path = folder / "study.toml"
    try:
        return _parse(path.read_text(encoding="utf-8-sig"), folder)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        from analysis.study.study_faults import describe_unread  # here: a good file needs no words

        raise StudyError(describe_unread(error, path)) from None


@lru_cache(maxsize=4)  # kernels of a batch read the same text, which those that are forked find
def _parse(text: str, folder: Path) -> Study:
    return build_study(tomllib.loads(text), folder)


def build_study(table: Mapping[str, Any], folder: Path) -> Study:
    """The study of a folder, of what its file says.

    Raises
    ------
    StudyError
        With every fault, a line each.
    """
    found: list[ErrorDetails | Fault] = []
    try:
        file = StudyFile.model_validate(table)
    except ValidationError as error:
        found += error.errors(include_url=False)
    found += find_faults(Declared(table, folder))
    if found:
        from analysis.study.study_faults import describe  # here: a good file needs no words

        raise StudyError("\n".join(describe(found, table, folder / "study.toml")))
    return make_study(file, folder)
