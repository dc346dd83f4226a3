"""The survey's responses as one tidy frame, and what is wrong across their rows."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.codebook import Column
from analysis.faults import Fault, Note
from analysis.inputs.cells import NO_ANSWER
from analysis.inputs.header import Key
from analysis.inputs.sheet import Sheet
from analysis.study import WAVES

BACKGROUND = ("respondent_id", "municipality", "age_group", "gender", "wave")
NOT_ASKED = "not_asked"
RESPONSE_COLUMNS = ("form", *BACKGROUND, "question", "item", "response", "missing", "origin")
Columns = Mapping[str, Column]
Answers = Mapping[Key, tuple[np.ndarray, np.ndarray]]
"""Values and reasons of missing ones, by question and item."""


def tidy_responses(sheets: Sequence[Sheet], columns: Columns) -> pd.DataFrame:
    """Answers of all sheets in one frame.

    Parameters
    ----------
    sheets : sequence of Sheet
        Without faults.
    columns : mapping
        The codebook's columns of the table ``responses``.

    Returns
    -------
    pandas.DataFrame
        A row an answer: ``form`` (number of the filled-in form, the first wave
        first), background, ``question, item, response, missing, origin``.
        ``response`` is the rating 1-5 of a scale; of several answers 1 for a
        chosen and 0 for another; a choice has one row, its ``item`` being the
        answer. Where it is missing, ``missing`` tells why: ``dont_know``,
        ``no_answer`` or ``not_asked``. Of several answers none chosen is no answer.
    """
    answers = [_answers(sheet, columns) for sheet in sheets]
    waves = np.concatenate([_waves(sheet) for sheet in sheets])
    order = np.argsort([WAVES.index(wave) for wave in waves], kind="stable")
    joined: Answers = {
        key: tuple(np.concatenate([a[key][part] for a in answers])[order] for part in (0, 1))
        for key in answers[0]
    }  # type: ignore[misc]
    background = pd.concat([_background(sheet) for sheet in sheets]).iloc[order]
    background.insert(0, "form", np.arange(1, len(order) + 1))
    parts = [
        background.assign(**rows)
        for column in _questions(columns)
        for rows in _rows(column, joined)
    ]
    frame = pd.concat(parts, ignore_index=True)
    frame["response"] = frame["response"].astype("Int8")
    for name in ("question", "item", "missing"):
        frame[name] = pd.Categorical(frame[name])
    frame = frame.sort_values("form", kind="stable", ignore_index=True)
    return frame[list(RESPONSE_COLUMNS)]


def no_responses() -> pd.DataFrame:
    """The frame of `tidy_responses` without rows."""
    kinds = {"form": "int64", "response": "Int8"}
    return pd.DataFrame({c: pd.Series(dtype=kinds.get(c, "str")) for c in RESPONSE_COLUMNS})


def check_responses(sheets: Sequence[Sheet], columns: Columns) -> tuple[list[Fault], list[Note]]:
    """The same code twice at one wave; answers from those who were not asked."""
    return _doubled_codes(sheets), [n for sheet in sheets for n in _unasked(sheet, columns)]


def _doubled_codes(sheets: Sequence[Sheet]) -> list[Fault]:
    seen: set[tuple[str, str]] = set()
    faults = []
    for sheet in sheets:
        codes = sheet.columns.get(("respondent_id", ""))
        waves = _waves(sheet)
        for at, code in enumerate(codes.said if codes else ()):
            if code is None:
                continue
            if (code, waves[at]) in seen:
                faults.append(sheet.fault("doubled-code", at, "respondent_id"))
            seen.add((code, waves[at]))
    return faults


def _unasked(sheet: Sheet, columns: Columns) -> list[Note]:
    """A warning a question: how many answered it whom its filter excludes."""
    answers, notes = _answers(sheet, columns), []
    for column in _questions(columns):
        answered = np.any([answers[key][1] == "" for key in _keys(column)], axis=0)
        there = np.flatnonzero(answered & _is_excluded(column, answers))
        if len(there):
            at = sheet.fault("not-asked", int(there[0]), column.name)
            count = {"count": len(there)}
            notes.append(Note(at.file, at.rule, at.sheet, at.row, at.column, count))
    return notes


def _answers(sheet: Sheet, columns: Columns) -> Answers:
    """A sheet's answers in one shape, whichever of the exports' shapes it has."""
    empty = np.full(len(sheet.rows), None, dtype=object)
    nothing = (empty, np.full(len(sheet.rows), NO_ANSWER, dtype=object))
    found: dict[Key, tuple[np.ndarray, np.ndarray]] = {}
    for column in _questions(columns):
        if column.kind == "multiple":
            found |= _chosen(sheet, column)
            continue
        for key in _keys(column):
            read = sheet.columns.get(key)
            found[key] = (read.said, read.reasons) if read else nothing
    return found


def _chosen(sheet: Sheet, column: Column) -> dict[Key, tuple[np.ndarray, np.ndarray]]:
    joined = sheet.columns.get((column.name, ""))
    chosen = {}
    for item in column.item_keys:
        own = sheet.columns.get((column.name, item))
        if joined:
            chosen[item] = np.array([item in (v or ()) for v in joined.said], dtype=bool)
        else:
            marks = own.said if own else ()
            chosen[item] = np.array([bool(v) for v in marks], dtype=bool)
            chosen[item].resize(len(sheet.rows), refcheck=False)
    answered = np.any(list(chosen.values()), axis=0)
    reasons = np.where(answered, "", NO_ANSWER).astype(object)
    if joined:
        reasons = np.where(answered, "", np.where(joined.reasons == "", NO_ANSWER, joined.reasons))
    return {
        (column.name, item): (np.where(answered, marks, None), reasons)
        for item, marks in chosen.items()
    }


def _rows(column: Column, answers: Answers) -> list[dict[str, object]]:
    """Question, item, response and reason of every form, an item at a time."""
    excluded = _is_excluded(column, answers)
    rows = []
    for name, item in _keys(column):
        values, reasons = answers[name, item]
        # Who was not asked and did not answer is no one who refused to.
        why = np.where((reasons != "") & excluded, NOT_ASKED, reasons)
        is_choice = column.kind == "choice"
        items = np.where(reasons == "", values, "") if is_choice else item
        response = np.where(reasons == "", 1, None) if is_choice else values
        rows.append({"question": name, "item": items, "response": response, "missing": why})
    return rows


def _is_excluded(column: Column, answers: Answers) -> np.ndarray:
    """Forms whose answer to an earlier question lets this one not be asked."""
    forms = len(next(iter(answers.values()))[0])
    excluded = np.zeros(forms, dtype=bool)
    for question, allowed in column.asked_if.items():
        values, reasons = answers[question, ""]
        excluded |= (reasons == "") & ~np.isin(values.astype(str), allowed)
    return excluded


def _questions(columns: Columns) -> list[Column]:
    return [c for c in columns.values() if c.name not in BACKGROUND and c.kind != "free_text"]


def _keys(column: Column) -> list[Key]:
    return [(column.name, item) for item in column.item_keys or ("",)]


def _waves(sheet: Sheet) -> np.ndarray:
    read = sheet.columns.get(("wave", ""))
    return read.said if read else np.full(len(sheet.rows), sheet.wave, dtype=object)


def _background(sheet: Sheet) -> pd.DataFrame:
    nothing = np.full(len(sheet.rows), None, dtype=object)
    found = {n: sheet.columns[n, ""].said if (n, "") in sheet.columns else nothing
             for n in BACKGROUND}  # fmt: skip
    frame = pd.DataFrame({**found, "wave": _waves(sheet)}, dtype="str")
    return frame.assign(origin=sheet.origin)
