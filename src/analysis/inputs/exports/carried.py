"""Backgrounds that one wave asks and another does not: a trial's arm is told once."""

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.inputs.exports.sheet import Sheet
from analysis.inputs.faults import Note
from analysis.study.codebook import Column


def carry_backgrounds(forms: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Forms with what their wave did not ask, from the forms of the same code that tell it.

    A wave at which anybody tells it did ask, and an empty cell there stays empty. A code of
    several places may be of two people, and one whose forms disagree tells nothing.

    Parameters
    ----------
    forms : pandas.DataFrame
        With ``respondent_id, municipality, wave`` and the backgrounds.
    names : sequence of str
        The backgrounds.
    """
    codes = forms["respondent_id"]
    places = forms.groupby(codes)["municipality"].nunique()
    alone = set(places.index[places <= 1])
    carried = forms.copy()
    for name in names:
        is_asked = forms["wave"].isin(forms.loc[forms[name].notna(), "wave"])
        if is_asked.all() or not is_asked.any():
            continue
        told = forms[forms[name].notna() & codes.isin(alone)].groupby(codes)[name]
        agreed = told.min()[told.min() == told.max()]
        carried[name] = forms[name].where(is_asked, codes.map(agreed))
    return carried


def find_unasked(sheets: Sequence[Sheet], columns: Mapping[str, Column]) -> list[Note]:
    """A warning a background that some waves do not ask: how many forms are of those waves."""
    notes = []
    for name in (column.name for column in columns.values() if column.is_background):
        forms = [
            (sheet, at, wave, said)
            for sheet in sheets
            for at, (wave, said) in enumerate(zip(sheet.waves, _said(sheet, name), strict=True))
        ]
        asked = {wave for _, _, wave, said in forms if said is not None}
        unasked = [(sheet, at) for sheet, at, wave, _ in forms if wave and wave not in asked]
        if asked and unasked:
            sheet, at = unasked[0]
            notes.append(sheet.note("background-once", at, name, count=len(unasked)))
    return notes


def _said(sheet: Sheet, name: str) -> list[object]:
    read = sheet.columns.get((name, ""))
    return list(read.said) if read else [None] * len(sheet.rows)
