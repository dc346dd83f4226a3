"""Reading which checks a study's printed figures allow: ``data/<study>/audit.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.inputs.check import check_study
from analysis.inputs.faults import DataError
from analysis.inputs.printed.declared_checks import (
    Check,
    find_check_faults,
    find_figure_faults,
    find_pattern_faults,
    match_figures,
    resolve_checks,
)
from analysis.inputs.printed.printing import COLUMNS, blank_printing, declare_printing
from analysis.inputs.printed.published import list_tables, read_published
from analysis.study.declaration import StudyError
from analysis.study.study import Study

FIGURE_COLUMNS = ("id", "printed", "value", "unit", "bound", "n", "date", "document", "heading",
                  "origin", *COLUMNS)  # fmt: skip
KEYS = ("checks", "printing", "readings")


@dataclass(frozen=True, eq=False)
class Audit:
    """A study's printed figures and the checks that they allow.

    Attributes
    ----------
    figures : pandas.DataFrame
        A row a figure, with `FIGURE_COLUMNS`.
    checks : tuple of Check
    readings : frozenset of str
        Ids of figures whose place in the document is our reading of its text layer.
    """

    figures: pd.DataFrame
    checks: tuple[Check, ...]
    readings: frozenset[str]


def read_audit(study: Study) -> Audit:
    """Read a study's printed figures and their checks; without the file, no checks.

    Raises
    ------
    StudyError
        With every fault of ``audit.toml``.
    DataError
        With every fault of the published tables that `check_study` finds.
    """
    if faults := check_study(study):
        raise DataError(faults)
    figures = read_figures(study)
    path = study.folder / "audit.toml"
    if not path.exists():
        return build_audit({}, figures, path)
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StudyError(f"{path}: not valid TOML in UTF-8: {error}") from error
    return build_audit(table, figures, path)


def read_figures(study: Study) -> pd.DataFrame:
    """All that a study's published tables print, numbers and dates.

    Returns
    -------
    pandas.DataFrame
        A row a figure, with `FIGURE_COLUMNS`; ids are unique.
    """
    tables = [read_published(study, name) for name in list_tables(study)]
    printed = [t for t in tables if {"id", "printed"} <= set(t.columns)]
    blank = {"value": float("nan"), "unit": "date", "bound": "", "n": pd.NA, "date": pd.NaT}
    filled = [
        blank_printing(t.assign(**{k: v for k, v in blank.items() if k not in t})) for t in printed
    ]
    kinds = {"value": "float64", "n": "Int64", "date": "datetime64[s]"}
    if not filled:  # a study of its own data alone
        return pd.DataFrame(columns=list(FIGURE_COLUMNS)).astype(kinds)
    return pd.concat(
        [t[list(FIGURE_COLUMNS)].astype(kinds) for t in filled], ignore_index=True
    )  # fmt: skip


def build_audit(table: Mapping[str, Any], figures: pd.DataFrame, path: Path) -> Audit:
    """The content of an ``audit.toml``, its patterns resolved.

    Raises
    ------
    StudyError
        With every fault.
    """
    ids = tuple(figures["id"])
    if twice := sorted({name for name in ids if ids.count(name) > 1}):
        raise StudyError("\n".join(f"{path}: two figures are called '{name}'" for name in twice))
    faults = [f"unknown key '{key}'; choose from: {', '.join(KEYS)}"
              for key in table if key not in KEYS]  # fmt: skip
    figures, wrong = declare_printing(
        blank_printing(figures),
        table.get("printing", []),
        lambda patterns: match_figures(patterns, ids),
    )
    faults += wrong
    readings = table.get("readings", [])
    faults += find_pattern_faults(readings, ids, "readings")
    declared = table.get("checks", [])
    for number, entry in enumerate(declared, 1):
        faults += [f"check {number}: {fault}" for fault in find_check_faults(entry, ids)]
    if not faults:
        checks = tuple(chain.from_iterable(resolve_checks(entry, ids) for entry in declared))
        faults = list(find_figure_faults(checks, figures))
    if faults:
        raise StudyError("\n".join(f"{path}: {fault}" for fault in dict.fromkeys(faults)))
    return Audit(figures, checks, frozenset(match_figures(readings, ids)))
