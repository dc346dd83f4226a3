"""SPSS and Stata files as a sheet: labels for codes, and which values are missing answers."""

import re
from array import array
from typing import Any

from analysis.inputs.exports.distinct import factorize

STATA = ".dta"
ITEM_FIRST = re.compile(r"\[([^\[\]]+)\] (.+)")
"""So LimeSurvey labels a question of several items."""


def read_statistics_file(path: str) -> tuple[dict[str, Any], list["array[int]"]]:
    """The variables of a file, a column each.

    A cell is its value's label where there is one. Both labels and names of the
    variables are given, since either may be what the codebook knows; a variable
    without a label of its own has its name among the labels. Stata's ``.a`` to
    ``.z`` are missing answers.

    Raises
    ------
    ValueError
        If the file cannot be read.
    """
    # Only these files need it, and it loads numpy.
    from pyreadstat import PyreadstatError, ReadstatError, read_dta, read_sav

    read = read_dta if path.lower().endswith(STATA) else read_sav
    try:
        values, meta = read(path, user_missing=True, output_format="dict")
    except (PyreadstatError, ReadstatError) as error:
        raise ValueError("no such file") from error
    columns: list[list[Any]] = []
    missing: list[list[Any]] = []
    for name in meta.column_names:
        letters = {letter: f".{letter}" for letter in meta.missing_user_values.get(name, ())}
        texts: dict[Any, str] = {None: "", **letters, **meta.variable_value_labels.get(name, {})}
        cells = {value: texts.get(value, value) for value in set(values[name])}
        ranges = meta.missing_ranges.get(name, ())
        columns.append([cells[value] for value in values[name]])
        missing.append([cell for value, cell in cells.items()
                        if value in letters or _is_within(value, ranges)])  # fmt: skip
    height, found = factorize(zip(*columns, strict=True))
    sheet = {
        "name": "", "is_visible": True, "height": height, "hidden_rows": 0, "broken": [],
        "merged": [], "columns": [distinct for distinct, _ in found], "missing": missing,
        "headings": [_labels(meta.column_names, meta.column_labels), meta.column_names],
    }  # fmt: skip
    return sheet, [codes for _, codes in found]


def _is_within(value: Any, ranges: Any) -> bool:
    return value is not None and any(
        type(r["lo"]) is type(value) and r["lo"] <= value <= r["hi"] for r in ranges
    )


def _labels(names: list[str], labels: list[str | None]) -> list[str]:
    headings = [_heading(label) for label in labels]
    return [heading if heading and headings.count(heading) == 1 else name
            for name, heading in zip(names, headings, strict=True)]  # fmt: skip


def _heading(label: str | None) -> str:
    text = label or ""
    found = ITEM_FIRST.fullmatch(text)
    return f"{found[2]}: {found[1]}" if found else text
