"""How printed numbers were computed and shortened, as far as somebody has declared it.

What is declared stands in columns of the published tables, or for many numbers at once under
``[[printing]]`` of ``audit.toml``. An empty cell says that nobody knows.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.inputs.printed.declared_checks import as_list
from analysis.statistics.forensics.printed import DOWN, HALF, read_printed

THOUSANDS = "thousands"
YES, NO = "yes", "no"
MEAN, MEDIAN = "mean", "median"
OF_SAMPLE, OF_POPULATION = "n-1", "n"
CHOICES: Mapping[str, tuple[str, ...]] = {
    "weighted": (YES, NO),
    "rounding": (HALF, DOWN, THOUSANDS),
    "statistic": (MEAN, MEDIAN),
    "divisor": (OF_SAMPLE, OF_POPULATION),
}
"""What the columns of few values may hold; an empty cell is undeclared."""
COLUMNS = ("sd", "items", *CHOICES)
DECLARABLE = ("items", *CHOICES)
"""What ``[[printing]]`` may say of several figures; a standard deviation belongs to one."""

Matches = Callable[[Any], Sequence[str]]
"""Ids of the figures that patterns name."""


def blank_printing(figures: pd.DataFrame) -> pd.DataFrame:
    """The figures with every column of `COLUMNS`, empty or missing where nothing is declared."""
    table = figures.assign(**{key: pd.NA for key in COLUMNS if key not in figures.columns})
    for key in ("sd", *CHOICES):
        table[key] = pd.Series([_as_text(cell) for cell in table[key]], table.index, dtype="str")
    table["items"] = table["items"].astype("Int64")
    return table


def declare_printing(
    figures: pd.DataFrame, groups: Sequence[Mapping[str, Any]], matches: Matches
) -> tuple[pd.DataFrame, list[str]]:
    """Fill in what ``[[printing]]`` declares, and list what is wrong with it and the columns.

    Parameters
    ----------
    figures : pandas.DataFrame
        From `blank_printing`.
    groups : sequence of mapping
        ``figures`` (patterns) with any of `DECLARABLE`.
    matches : callable
        From patterns to ids.
    """
    faults = [f"printing {number}: {fault}" for number, group in enumerate(groups, 1)
              for fault in _group_faults(group, matches)]  # fmt: skip
    if faults:
        return figures, faults
    cells = {key: dict(zip(figures["id"], figures[key], strict=True)) for key in COLUMNS}
    for number, group in enumerate(groups, 1):
        for key in [key for key in DECLARABLE if key in group]:
            value = group[key] if key == "items" else _as_text(group[key])
            for name in matches(group["figures"]):
                if _as_text(cells[key][name]) not in ("", str(value)):
                    faults.append(f"printing {number}: '{key}' of {name} is declared twice")
                cells[key][name] = value
    faults += _cell_faults(cells)
    filled = {key: pd.Series(list(column.values()), figures.index, dtype=figures[key].dtype)
              for key, column in cells.items()}  # fmt: skip
    return figures.assign(**filled), faults


def _group_faults(group: Mapping[str, Any], matches: Matches) -> Iterator[str]:
    allowed = ("figures", *DECLARABLE)
    yield from (f"unknown key '{key}'; choose from: {', '.join(allowed)}"
                for key in group if key not in allowed)  # fmt: skip
    if "figures" not in group:
        yield "'figures' is needed"
    for pattern in as_list(group.get("figures", [])):
        if not isinstance(pattern, str) or not matches(pattern):
            yield f"'figures': no figure is called '{pattern}'"
    for key, choices in CHOICES.items():
        if key in group and _as_text(group[key]) not in choices:
            shown = "true, false" if key == "weighted" else ", ".join(choices)
            yield f"unknown '{key}' {group[key]!r}; choose from: {shown}"
    items = group.get("items", 1)
    if isinstance(items, bool) or not isinstance(items, int) or items < 1:
        yield f"'items' must be a whole number of at least 1, not {items!r}"


def _cell_faults(cells: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """What the columns of a published table hold that cannot be read."""
    for key, choices in CHOICES.items():
        for name, cell in cells[key].items():
            if cell not in ("", *choices):
                yield f"{name}: unknown '{key}'; choose from: {', '.join(choices)}"
    for name, items in cells["items"].items():
        if not pd.isna(items) and items < 1:
            yield f"{name}: 'items' must be at least 1"
    for name, text in cells["sd"].items():
        if text and not _is_deviation(text):
            yield f"{name}: 'sd' must be a printed number, such as \"1,25\""


def _is_deviation(text: str) -> bool:
    try:
        return read_printed(text).value >= 0
    except ValueError:
        return False


def _as_text(value: Any) -> str:
    """A cell or a value of TOML; what is missing is empty, and a truth value is yes or no."""
    if pd.isna(value):
        return ""
    return {"true": YES, "false": NO}.get(str(value).lower(), str(value))
