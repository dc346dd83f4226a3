"""The survey's responses as one tidy frame, and what is wrong across their rows."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.inputs.exports.carried import carry_backgrounds, find_unasked
from analysis.inputs.exports.codes import find_codes_alike, find_doubled_codes
from analysis.inputs.exports.header import Key
from analysis.inputs.exports.sheet import Sheet
from analysis.inputs.faults import Fault, Note
from analysis.inputs.frames import response_fields
from analysis.study.codebook import REASONS, Column

*_, NO_ANSWER, NOT_ASKED = REASONS
Columns = Mapping[str, Column]


class Answer(NamedTuple):
    """The answers to one item, form by form; `reasons` are empty where something is said."""

    said: np.ndarray
    reasons: np.ndarray


Answers = Mapping[Key, Answer]


def tidy_responses(
    sheets: Sequence[Sheet], columns: Columns, only_place: str | None = None
) -> pd.DataFrame:
    """Answers of all sheets in one frame.

    Parameters
    ----------
    sheets : sequence of Sheet
        Without faults.
    columns : mapping
        The codebook's columns of the table ``responses``.
    only_place : str, optional
        Of a study in one place: where forms are from that do not tell.

    Returns
    -------
    pandas.DataFrame
        A row an answer: ``form`` (number of the filled-in form, the first wave
        first), background, ``question, item, response, missing, origin``.
        ``response`` is the rating of a scale; of several answers, and of a yes or
        no, 1 for a chosen and 0 for another; a choice has one row, its ``item``
        being the answer. Where it is missing, ``missing`` tells why: ``dont_know``,
        ``no_answer`` or ``not_asked``. Of several answers none chosen is no answer.
    """
    waves = np.concatenate([sheet.waves for sheet in sheets])
    order = np.argsort([columns["wave"].allowed.index(wave) for wave in waves], kind="stable")
    joined = _join([_answers(sheet, columns) for sheet in sheets], order)
    background = pd.concat([_background(sheet, columns) for sheet in sheets]).iloc[order]
    if only_place:
        background["municipality"] = background["municipality"].fillna(only_place)
    background = carry_backgrounds(background, _variables(columns))
    # A few words many times over: categories keep a large survey small.
    background = background.astype("category")
    background.insert(0, "form", np.arange(1, len(order) + 1))
    orders = {
        "question": [c.name for c in _questions(columns)],
        "item": _items(columns),
        "missing": ["", *REASONS],
    }
    parts = [
        background.assign(
            response=rows.pop("response"),
            **{name: _categorical(rows[name], orders[name], len(order)) for name in rows},
        )
        for column in _questions(columns)
        for rows in _rows(column, joined)
    ]
    frame = pd.concat(parts, ignore_index=True)
    has_numbers = any(column.ends is not None for column in _questions(columns))
    frame["response"] = frame["response"].astype("Float64" if has_numbers else "Int64")
    frame = frame.sort_values("form", kind="stable", ignore_index=True)
    return frame[response_fields(_variables(columns)).names]


def _join(answers: Sequence[Answers], order: np.ndarray) -> Answers:
    """Answers of all sheets, their forms in an order."""
    return {
        key: Answer(
            np.concatenate([a[key].said for a in answers])[order],
            np.concatenate([a[key].reasons for a in answers])[order],
        )
        for key in answers[0]
    }


def check_responses(sheets: Sequence[Sheet], columns: Columns) -> tuple[list[Fault], list[Note]]:
    """The same code twice at one wave; answers from those who were not asked."""
    notes = [n for sheet in sheets for n in (*_unasked(sheet, columns), *_other_wave(sheet))]
    notes += [*find_codes_alike(sheets), *find_unasked(sheets, columns)]
    return find_doubled_codes(sheets), notes


def _other_wave(sheet: Sheet) -> list[Note]:
    """A warning where no form is of the wave that the file's name tells."""
    if ("wave", "") not in sheet.columns or not sheet.wave:
        return []
    waves = sheet.columns["wave", ""].said
    return [sheet.note("wave-named", 0, "wave")] if len(waves) and sheet.wave not in waves else []


def _unasked(sheet: Sheet, columns: Columns) -> list[Note]:
    """A warning a question: how many answered it whom its filter excludes."""
    answers, notes = _answers(sheet, columns), []
    for column in _questions(columns):
        answered = np.any([answers[key].reasons == "" for key in _keys(column)], axis=0)
        there = np.flatnonzero(answered & _is_excluded(column, answers))
        if len(there):
            note = sheet.note("not-asked", int(there[0]), column.name, count=len(there))
            notes.append(note)
    return notes


def _answers(sheet: Sheet, columns: Columns) -> Answers:
    """A sheet's answers in one shape, whichever of the exports' shapes it has."""
    nothing = Answer(_all(sheet, None), _all(sheet, NOT_ASKED))
    found: dict[Key, Answer] = {}
    for column in _questions(columns):
        if column.kind == "multiple":
            found |= _chosen(sheet, column)
            continue
        for key in _keys(column):
            read = sheet.columns.get(key)
            found[key] = Answer(read.said, read.reasons) if read else nothing
    for column in _questions(columns):
        if column.none_counts:
            found |= _chosen(sheet, column, _is_excluded(column, found))
    return found


def _chosen(sheet: Sheet, column: Column, excluded: np.ndarray | None = None) -> dict[Key, Answer]:
    """Which of several answers were chosen; none of them is no answer.

    With those who were not asked, none is an answer of all others: of this sheet, if it asks.
    Of answers with a column each, one that the sheet does not offer was not asked there.
    """
    joined = sheet.columns.get((column.name, ""))
    chosen = {item: np.zeros(len(sheet.rows), dtype=bool) for item in column.item_keys}
    for item in column.item_keys:
        own = sheet.columns.get((column.name, item))
        if joined:
            chosen[item] = np.array([item in (said or ()) for said in joined.said], dtype=bool)
        elif own:
            chosen[item] = np.array([bool(said) for said in own.said], dtype=bool)
    answered = np.any(list(chosen.values()), axis=0)
    # Of an empty cell no reason is known.
    reasons = np.where(joined.notes == "", "", joined.reasons) if joined else _all(sheet, "")
    for item in () if joined else column.item_keys:
        own = sheet.columns.get((column.name, item))
        if own:
            reasons = np.where(reasons == "", own.reasons, reasons)
    offered = {item for item in column.item_keys if (column.name, item) in sheet.columns}
    is_asked = bool(joined or offered)
    if excluded is not None and is_asked:
        answered |= (reasons == "") & ~excluded
    reasons[answered] = ""
    reasons[~answered & (reasons == "")] = NO_ANSWER if is_asked else NOT_ASKED
    return {
        (column.name, item): Answer(_where(answered, marks), reasons)
        if joined or not offered or item in offered
        # That nobody could mark it says nothing of who would have.
        else Answer(_all(sheet, None), _all(sheet, NOT_ASKED))
        for item, marks in chosen.items()
    }


def _rows(column: Column, answers: Answers) -> list[dict[str, object]]:
    """Question, item, response and reason of every form, an item at a time."""
    excluded = _is_excluded(column, answers)
    rows = []
    for name, item in _keys(column):
        values, reasons = answers[name, item]
        answered = reasons == ""
        row: dict[str, object] = {"question": name, "item": item, "response": values}
        if column.kind == "choice":
            row |= {"item": np.where(answered, values, ""), "response": _where(answered, answered)}
        # Who was not asked and did not answer is no one who refused to.
        rows.append(row | {"missing": np.where(~answered & excluded, NOT_ASKED, reasons)})
    return rows


def _is_excluded(column: Column, answers: Answers) -> np.ndarray:
    """Forms whose answer to an earlier question lets this one not be asked."""
    forms = len(next(iter(answers.values())).said)
    excluded = np.zeros(forms, dtype=bool)
    for question, allowed in column.asked_if.items():
        values, reasons = answers[question, ""]
        excluded |= (reasons == "") & ~np.isin(values.astype(str), allowed)
    return excluded


def _questions(columns: Columns) -> list[Column]:
    return [column for column in columns.values() if column.is_question]


def _variables(columns: Columns) -> list[str]:
    """Background variables, in the order of the codebook."""
    return [column.name for column in columns.values() if column.is_background]


def _keys(column: Column) -> list[Key]:
    return [(column.name, item) for item in column.item_keys or ("",)]


def _items(columns: Columns) -> list[str]:
    """Items and answers in the codebook's order, which tables and figures keep."""
    keys = [key for c in _questions(columns) for key in c.item_keys or c.allowed]
    return list(dict.fromkeys(["", *keys]))


def _categorical(values: Any, categories: list[str], length: int) -> pd.Categorical:
    if isinstance(values, str):
        return pd.Categorical.from_codes(np.full(length, categories.index(values)), categories)
    return pd.Categorical(values, categories)


def _background(sheet: Sheet, columns: Columns) -> pd.DataFrame:
    found = {
        name: sheet.columns[name, ""].said if (name, "") in sheet.columns else _all(sheet, None)
        for name in ("respondent_id", "municipality", *_variables(columns))
    }
    found |= {name: _all(sheet, key) for name, key in sheet.names.items()
              if (name, "") not in sheet.columns}  # fmt: skip
    return pd.DataFrame({**found, "wave": sheet.waves, "origin": sheet.origin})


def _all(sheet: Sheet, value: object) -> np.ndarray:
    return np.full(len(sheet.rows), value, dtype=object)


def _where(answered: np.ndarray, values: np.ndarray) -> np.ndarray:
    """The values as numbers where something was answered, else None."""
    numbers = values.astype(int).astype(object)
    numbers[~answered] = None
    return numbers
