"""Reading which checks a study's printed figures allow: ``data/<study>/audit.toml``."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.inputs.printed.published import list_tables, read_published
from analysis.study.declaration import StudyError
from analysis.study.study import Study

FIGURE_COLUMNS = ("id", "printed", "value", "unit", "bound", "n", "date", "document", "heading",
                  "origin")  # fmt: skip
ROLES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "sum": (("total", "parts"), ()),
    "share": (("shares",), ("parts", "whole")),
    "mean": (("mean", "total", "over", "ratios"), ()),
    "filter": (("followed", "through"), ()),
    "product": (("product", "times"), ("over", "heads", "exact")),
    "list": (("figures", "listed"), ()),
    "at_most": (("lower", "upper"), ()),
    "scale": (("figures",), ()),
}
"""Figures that a check of each kind needs, and those that it may have besides."""
OPTIONS = {"share": ("complete",), "list": ("complete",), "scale": ("low", "high")}
SINGLE = {("sum", "total"), ("share", "whole"), ("mean", "mean"), ("mean", "total"),
          ("mean", "over")}  # fmt: skip
"""Roles that one figure has."""
EACH = {"filter": "followed", "product": "product", "at_most": "lower", "scale": "figures"}
"""Roles whose every figure is a check of its own; a * elsewhere stands for the same."""
NEEDS_N = ("filter",)


@dataclass(frozen=True)
class Check:
    """One check of printed figures.

    Attributes
    ----------
    kind : str
        One of `ROLES`.
    figures : mapping
        Ids of the figures by the part that they have in the check.
    options : mapping
        ``complete`` of shares and lists, ``low`` and ``high`` of a scale.
    """

    kind: str
    figures: Mapping[str, tuple[str, ...]]
    options: Mapping[str, Any] = field(default_factory=dict)


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
        With every fault of a published table.
    """
    figures = read_figures(study)
    path = study.folder / "audit.toml"
    if not path.exists():
        return Audit(figures, (), frozenset())
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
    filled = [t.assign(**{k: v for k, v in blank.items() if k not in t}) for t in printed]
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
    faults = [f"unknown key '{key}'; choose from: checks, readings"
              for key in table if key not in ("checks", "readings")]  # fmt: skip
    readings = table.get("readings", [])
    faults += _pattern_faults(readings, ids, "readings")
    declared = table.get("checks", [])
    for number, own in enumerate(declared, 1):
        faults += [f"check {number}: {fault}" for fault in _find_faults(own, ids)]
    if not faults:
        checks = tuple(chain.from_iterable(_resolve(own, ids) for own in declared))
        faults = list(_figure_faults(checks, figures))
    if faults:
        raise StudyError("\n".join(f"{path}: {fault}" for fault in dict.fromkeys(faults)))
    return Audit(figures, checks, frozenset(_matches(readings, ids)))


def _find_faults(own: Mapping[str, Any], ids: tuple[str, ...]) -> Iterator[str]:
    kind = str(own.get("kind"))
    if kind not in ROLES:
        yield f"unknown kind '{kind}'; choose from: {', '.join(ROLES)}"
        return
    needed, optional = ROLES[kind]
    allowed = (*needed, *optional, *OPTIONS.get(kind, ()))
    yield from (f"'{kind}' needs '{role}'" for role in needed if role not in own)
    yield from (f"'{kind}' has no '{key}'; choose from: {', '.join(allowed)}"
                for key in own if key not in ("kind", *allowed))  # fmt: skip
    driver = EACH.get(kind, "")
    for role in (*needed, *optional):
        if role not in own:
            continue
        found = list(_pattern_faults(own[role], ids, role))
        yield from found
        if not found and (kind, role) in SINGLE and len(_matches(own[role], ids)) != 1:
            yield f"'{role}' must be one figure"
    if driver in own and isinstance(own[driver], list) and len(own[driver]) != 1:
        several = [p for role in (*needed, *optional) for p in _listed(own.get(role, []))
                   if "*" in str(p) and role != driver]  # fmt: skip
        if several:
            yield f"'{driver}' must be one pattern where '*' stands elsewhere"


def _pattern_faults(patterns: Any, ids: tuple[str, ...], role: str) -> Iterator[str]:
    for pattern in _listed(patterns):
        if not isinstance(pattern, str):
            yield f"'{role}' must be ids of figures, not {pattern!r}"
        elif not _matches(pattern, ids):
            yield f"'{role}': no figure is called '{pattern}'"


def _resolve(own: Mapping[str, Any], ids: tuple[str, ...]) -> Iterator[Check]:
    kind = own["kind"]
    roles = [role for group in ROLES[kind] for role in group if role in own]
    options = {key: own[key] for key in OPTIONS.get(kind, ()) if key in own}
    driver = EACH.get(kind)
    if driver is None:
        yield Check(kind, {role: _matches(own[role], ids) for role in roles}, options)
        return
    for pattern in _listed(own[driver]):
        for each in _matches(pattern, ids):
            found = re.fullmatch(_expression(pattern), each)
            stars = found.groups() if found else ()
            figures = {role: _matches(_filled(own[role], stars), ids) for role in roles}
            yield Check(kind, {**figures, driver: (each,)}, options)


def _filled(patterns: Any, stars: tuple[str, ...]) -> list[str]:
    """Patterns with what the stars stand for in the figure that is checked."""
    filled = []
    for pattern in _listed(patterns):
        text = pattern
        for star in stars:
            text = text.replace("*", star, 1)
        filled.append(text)
    return filled


def _figure_faults(checks: tuple[Check, ...], figures: pd.DataFrame) -> Iterator[str]:
    table = figures.set_index("id").to_dict("index")
    for check in checks:
        for role in ROLES[check.kind][0]:
            if not check.figures[role]:
                other = next(iter(check.figures.values()))
                yield f"'{check.kind}' of {', '.join(other)}: no figure fits '{role}'"
        for name in chain.from_iterable(check.figures.values()):
            row = table[name]
            is_number = not (pd.isna(row["value"]) and pd.isna(row["date"]))
            if not is_number and check.kind != "list":
                yield f"'{check.kind}': {name} is no number and no date"
            if check.kind in NEEDS_N and pd.isna(row["n"]):
                yield f"'{check.kind}': {name} has no n"
        for key in ("low", "high"):
            end = check.options.get(key)
            if isinstance(end, str) and end not in table:
                yield f"'scale': no figure is called '{end}'"


def _matches(patterns: Any, ids: tuple[str, ...]) -> tuple[str, ...]:
    expressions = [re.compile(_expression(str(p))) for p in _listed(patterns)]
    return tuple(dict.fromkeys(name for e in expressions for name in ids if e.fullmatch(name)))


def _expression(pattern: str) -> str:
    return re.escape(pattern).replace(r"\*", "([^.]+)")


def _listed(patterns: Any) -> list[Any]:
    return list(patterns) if isinstance(patterns, list | tuple) else [patterns]
