"""The kinds of check that an ``audit.toml`` may declare, and which figures each takes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import pandas as pd

ROLES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "sum": (("total", "parts"), ()),
    "share": (("shares",), ("parts", "whole")),
    "mean": (("mean", "total", "over", "ratios"), ()),
    "filter": (("followed", "through"), ("shares",)),
    "product": (("product", "times"), ("over", "heads", "exact")),
    "sum_of_products": (("total", "times"), ("counts", "shares", "whole")),
    "change": (("change", "before", "after"), ()),
    "list": (("figures", "listed"), ()),
    "at_most": (("lower", "upper"), ()),
    "scale": (("figures",), ()),
}
"""Figures that a check of each kind needs, and those that it may have besides."""
OPTIONS = {"share": ("complete",), "list": ("complete",), "scale": ("low", "high")}
SINGLE = {("sum", "total"), ("share", "whole"), ("mean", "mean"), ("mean", "total"),
          ("mean", "over"), ("sum_of_products", "total"), ("sum_of_products", "whole")}  # fmt: skip
"""Roles that one figure has."""
EACH = {"filter": "followed", "product": "product", "change": "change", "at_most": "lower",
        "scale": "figures"}  # fmt: skip
"""Roles whose every figure is one check; a * elsewhere stands for the same."""
NEEDS_N = ("filter",)
PAIRED = {"share": ("shares", ("parts",)), "sum_of_products": ("times", ("counts", "shares"))}
"""Roles whose figures go together one by one, in their order."""


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


def find_check_faults(declared: Mapping[str, Any], ids: tuple[str, ...]) -> Iterator[str]:
    """What is wrong with one entry of ``[[checks]]``, the figures themselves apart."""
    kind = str(declared.get("kind"))
    if kind not in ROLES:
        yield f"unknown kind '{kind}'; choose from: {', '.join(ROLES)}"
        return
    needed, optional = ROLES[kind]
    allowed = (*needed, *optional, *OPTIONS.get(kind, ()))
    yield from (f"'{kind}' needs '{role}'" for role in needed if role not in declared)
    yield from (f"'{kind}' has no '{key}'; choose from: {', '.join(allowed)}"
                for key in declared if key not in ("kind", *allowed))  # fmt: skip
    driver = EACH.get(kind, "")
    for role in (*needed, *optional):
        if role not in declared:
            continue
        found = list(find_pattern_faults(declared[role], ids, role))
        yield from found
        if not found and (kind, role) in SINGLE and len(match_figures(declared[role], ids)) != 1:
            yield f"'{role}' must be one figure"
    if driver in declared and isinstance(declared[driver], list) and len(declared[driver]) != 1:
        several = [p for role in (*needed, *optional) for p in as_list(declared.get(role, []))
                   if "*" in str(p) and role != driver]  # fmt: skip
        if several:
            yield f"'{driver}' must be one pattern where '*' stands elsewhere"


def find_pattern_faults(patterns: Any, ids: tuple[str, ...], role: str) -> Iterator[str]:
    """Patterns that are no text or name no figure."""
    for pattern in as_list(patterns):
        if not isinstance(pattern, str):
            yield f"'{role}' must be ids of figures, not {pattern!r}"
        elif not match_figures(pattern, ids):
            yield f"'{role}': no figure is called '{pattern}'"


def resolve_checks(declared: Mapping[str, Any], ids: tuple[str, ...]) -> Iterator[Check]:
    """The checks that one entry declares: one, or one a figure of its driving role."""
    kind = declared["kind"]
    roles = [role for group in ROLES[kind] for role in group if role in declared]
    options = {key: declared[key] for key in OPTIONS.get(kind, ()) if key in declared}
    driver = EACH.get(kind)
    if driver is None:
        yield Check(kind, {role: match_figures(declared[role], ids) for role in roles}, options)
        return
    for pattern in as_list(declared[driver]):
        for name in match_figures(pattern, ids):
            found = re.fullmatch(_expression(pattern), name)
            stars = found.groups() if found else ()
            figures = {role: match_figures(_filled(declared[role], stars), ids) for role in roles}
            yield Check(kind, {**figures, driver: (name,)}, options)


def _filled(patterns: Any, stars: tuple[str, ...]) -> list[str]:
    """Patterns with what the stars stand for in the figure that is checked."""
    filled = []
    for pattern in as_list(patterns):
        text = pattern
        for star in stars:
            text = text.replace("*", star, 1)
        filled.append(text)
    return filled


def find_figure_faults(checks: tuple[Check, ...], figures: pd.DataFrame) -> Iterator[str]:
    """What the figures of a check lack: a number, an n, a partner."""
    table = figures.set_index("id")[["value", "date", "n"]].to_dict("index")
    for check in checks:
        for role in ROLES[check.kind][0]:
            if not check.figures[role]:
                other = next(iter(check.figures.values()))
                yield f"'{check.kind}' of {', '.join(other)}: no figure fits '{role}'"
        yield from _pair_faults(check)
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


def _pair_faults(check: Check) -> Iterator[str]:
    first, others = PAIRED.get(check.kind, ("", ()))
    for other in others:
        if other in check.figures and len(check.figures[other]) != len(check.figures[first]):
            yield f"'{check.kind}': '{first}' and '{other}' must be as many"
    given = {*check.figures}
    if check.kind == "sum_of_products" and not ("counts" in given or {"shares", "whole"} <= given):
        yield "'sum_of_products' needs 'counts', or 'shares' with 'whole'"


def match_figures(patterns: Any, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Ids that patterns name; a ``*`` is one part of an id between dots."""
    expressions = [re.compile(_expression(str(p))) for p in as_list(patterns)]
    return tuple(dict.fromkeys(name for e in expressions for name in ids if e.fullmatch(name)))


def _expression(pattern: str) -> str:
    return re.escape(pattern).replace(r"\*", "([^.]+)")


def as_list(patterns: Any) -> list[Any]:
    """One pattern or several, as a list."""
    return list(patterns) if isinstance(patterns, list | tuple) else [patterns]
