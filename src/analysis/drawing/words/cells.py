"""How the cells of shown tables are written: texts in the edition's language."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.drawing.words.labels import document_name, group_label, place_name
from analysis.drawing.words.numbers import band_text, p_text
from analysis.release.columns import Cells
from analysis.release.estimates import Estimates
from analysis.study.scale import RATING, STEPS

MOST_DECIMALS = 3
NOTHING = "–"


def write_cells(estimates: Estimates, name: str) -> list[str]:
    """Cells of a column as its declaration says, else as its numbers or texts ask for."""
    write = estimates.of.frame.columns[name].cells
    if write is not None:
        return write(estimates, name)
    values = estimates.table[name]
    if pd.api.types.is_bool_dtype(values):
        return [estimates.say.text("yes") if v else estimates.say.text("no") for v in values]
    if pd.api.types.is_numeric_dtype(values):
        return _numbers(estimates, name)
    return as_it_is(estimates, name)


def as_it_is(estimates: Estimates, name: str) -> list[str]:
    """Texts, and whole numbers that are names, such as years."""
    return [str(value) if _is_there(value) else NOTHING for value in estimates.table[name]]


def items(estimates: Estimates, _: str) -> list[str]:
    """Labels of the rows' items."""
    return estimates.labels


def groups(estimates: Estimates, name: str) -> list[str]:
    """Groups of people, by what the column ``by`` tells them apart."""
    pairs = zip(estimates.table["by"], estimates.table[name], strict=True)
    return [group_label(estimates.edition, by, group) for by, group in pairs]


def of_question(question: str) -> Cells:
    """The study's labels of a question's answers."""

    def write(estimates: Estimates, name: str) -> list[str]:
        return [estimates.edition.label(question, value) for value in estimates.table[name]]

    return write


def bands(estimates: Estimates, name: str) -> list[str]:
    """Numbers of people: exact, as a band, or the symbol for what is withheld."""
    most = estimates.of.frame.columns[name].most
    ends = zip(estimates.table[name], estimates.table[most], strict=True)
    return [band_text(estimates.say, low, high) for low, high in ends]


def shares(estimates: Estimates, name: str) -> list[str]:
    """Parts on the scale 0-1 as percentages."""
    percent = estimates.say.percent
    return [percent(100 * v) if _is_there(v) else NOTHING for v in estimates.table[name]]


def tenths(estimates: Estimates, name: str) -> list[str]:
    """Numbers that were rounded to tenths."""
    number = estimates.say.number
    return [number(value, 1) if _is_there(value) else NOTHING for value in estimates.table[name]]


def p_values(estimates: Estimates, name: str) -> list[str]:
    """P-values as they are printed."""
    return [p_text(estimates.say, p) or NOTHING for p in estimates.table[name]]


def places(estimates: Estimates, name: str) -> list[str]:
    """Municipalities, and the whole project."""
    keys = estimates.table[name]
    return [place_name(estimates.edition, key) if _is_there(key) else NOTHING for key in keys]


def documents(estimates: Estimates, name: str) -> list[str]:
    """Sources."""
    keys = estimates.table[name]
    return [document_name(estimates.edition, key) if _is_there(key) else NOTHING for key in keys]


def studies(estimates: Estimates, name: str) -> list[str]:
    """The study and those that it is compared with."""
    return [estimates.edition.study_name(key) for key in estimates.table[name]]


def days(estimates: Estimates, name: str) -> list[str]:
    """Dates."""
    return [estimates.say.day(day) if _is_there(day) else NOTHING for day in estimates.table[name]]


def in_words(keys: Mapping[str, str], **values: str) -> Cells:
    """Values that are the same in every study, by the key of each one's text.

    ``values`` fill the texts' placeholders.
    """

    def write(estimates: Estimates, name: str) -> list[str]:
        texts = (keys.get(value, "") for value in estimates.table[name])
        return [estimates.say.text(key, **values).strip() if key else NOTHING for key in texts]

    return write


def questions(keys: Mapping[str, str]) -> Cells:
    """What the survey's questions are called, and what else is asked of numbers.

    Parameters
    ----------
    keys : mapping
        Key of the text by question, of those that the survey does not ask.
    """
    others = in_words(keys)

    def write(estimates: Estimates, name: str) -> list[str]:
        edition = estimates.edition
        known = {*edition.study.questions, *edition.study.columns} - keys.keys()
        texts = zip(estimates.table[name], others(estimates, name), strict=True)
        return [edition.question(key) if key in known else text for key, text in texts]

    return write


def _is_there(value: Any) -> bool:
    return not pd.isna(value) and value != ""


def _numbers(estimates: Estimates, name: str) -> list[str]:
    values = estimates.table[name]
    decimals = _decimals_by_unit(estimates.table, _alike(estimates, name))
    scale = estimates.of.scale
    if scale is not None and estimates.of.frame.columns[name].unit in (RATING, STEPS):
        # A mean that happens to be whole has its decimal, as in the figure's own words.
        least, most = scale.decimals(1), scale.decimals(MOST_DECIMALS)
        is_mean = pd.api.types.is_float_dtype(values)
        decimals = [min(max(needed, least if is_mean else 0), most) for needed in decimals]
    pairs = zip(values, decimals, strict=True)
    return [NOTHING if pd.isna(v) else estimates.say.number(float(v), d) for v, d in pairs]


def _alike(estimates: Estimates, name: str) -> list[str]:
    """Columns that are written to as many decimals: an estimate and both ends of its interval."""
    columns, table = estimates.of.frame.columns, estimates.table
    if not pd.api.types.is_float_dtype(table[name]):
        return [name]
    return [
        other.name
        for other in columns.values()
        if (other.unit, other.cells) == (columns[name].unit, None)
        and other.heading
        and pd.api.types.is_float_dtype(table[other.name])
    ]


def _decimals_by_unit(table: pd.DataFrame, names: list[str]) -> list[int]:
    """The decimals of each row: those of its unit, where rows tell theirs.

    The ends of an interval are told no more exactly than what they are of, but for a first
    decimal.
    """
    units = table["unit"].fillna("").to_list() if "unit" in table else [""] * len(table)
    needed = _needed(table, names, units)
    if "estimate" in names:
        most = _needed(table, ["estimate"], units)
        needed = {unit: min(d, max(most.get(unit, d), 1)) for unit, d in needed.items()}
    return [needed.get(unit, 0) for unit in units]


def _needed(table: pd.DataFrame, names: list[str], units: list[str]) -> dict[str, int]:
    """The decimals that the numbers of each unit need, of units that have any."""
    values = np.array([table[name].to_numpy("float64", na_value=np.nan) for name in names])
    of_unit = {unit: values[:, [u == unit for u in units]] for unit in {*units}}
    return {
        unit: _decimals(known)
        for unit, numbers in of_unit.items()
        if (known := numbers[~np.isnan(numbers)]).size
    }


def _decimals(numbers: np.ndarray) -> int:
    """As many decimals as numbers of a kind need, and no more than make sense."""
    most = MOST_DECIMALS if abs(numbers).max() <= 1 else MOST_DECIMALS - 1
    exact = numbers.round(6)
    return next(d for d in range(most + 1) if d == most or (exact == numbers.round(d)).all())
