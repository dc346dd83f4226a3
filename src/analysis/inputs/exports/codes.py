"""Respondents' codes across forms and waves: the same twice, and almost the same."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from analysis.inputs.exports.sheet import Sheet
from analysis.inputs.faults import Fault, Note
from analysis.study.codebook import Column

Coded = Iterator[tuple[Sheet, int, str, str]]
"""Sheet, position, code and wave of each form that has a code and a wave."""


def find_doubled_codes(sheets: Sequence[Sheet]) -> list[Fault]:
    """The same code twice at one wave."""
    seen: set[tuple[str, str]] = set()
    faults = []
    for sheet, at, code, wave in coded_forms(sheets):
        key = ("".join(code.split()).casefold(), wave)
        if key in seen:
            faults.append(sheet.fault("doubled-code", at, "respondent_id"))
        seen.add(key)
    return faults


def find_codes_alike(sheets: Sequence[Sheet]) -> list[Note]:
    """A warning of codes of one wave only, which but for noughts or capitals are at another."""
    waves: dict[str, set[str]] = defaultdict(set)
    first: dict[str, tuple[Sheet, int]] = {}
    for sheet, at, code, wave in coded_forms(sheets):
        waves[code].add(wave)
        first.setdefault(code, (sheet, at))
    alone: dict[str, dict[str, str]] = defaultdict(dict)
    for code, seen in waves.items():
        if len(seen) == 1:
            alone[_bare(code)].setdefault(min(seen), code)
    alike = [first[next(iter(codes.values()))] for codes in alone.values() if len(codes) > 1]
    return [
        sheet.note("codes-alike", at, "respondent_id", count=len(alike)) for sheet, at in alike[:1]
    ]


def find_registrants_alike(sheets: Sequence[Sheet]) -> list[Note]:
    """A warning of registrants' codes that are the same but for noughts, capitals and spaces."""
    first: dict[str, tuple[Sheet, int]] = {}
    for sheet in sheets:
        read = sheet.columns.get(("registrant_id", ""))
        for at, code in enumerate(read.said if read else ()):
            if code is not None:
                first.setdefault(code, (sheet, at))
    seen: set[str] = set()
    alike = []
    for code, place in first.items():
        alike += [place] if _bare(code) in seen else []
        seen.add(_bare(code))
    return [
        sheet.note("registrants-alike", at, "registrant_id", count=len(alike))
        for sheet, at in alike[:1]
    ]


def of_places(sheet: Sheet, columns: Mapping[str, Column]) -> Sheet:
    """A survey's sheet whose codes have their places before them, if each place has its own."""
    key = ("respondent_id", "")
    if sheet.table != "responses" or key not in sheet.columns or not columns[key[0]].per_place:
        return sheet
    told = sheet.columns.get(("municipality", ""))
    places = told.said if told else [sheet.place] * len(sheet.rows)
    read = sheet.columns[key]
    said = [code and f"{place} {code}" for place, code in zip(places, read.said, strict=True)]
    own = replace(read, said=np.array(said, dtype=object))
    return replace(sheet, columns={**sheet.columns, key: own})


def coded_forms(sheets: Sequence[Sheet]) -> Coded:
    """The forms that have a code and a wave."""
    for sheet in sheets:
        codes = sheet.columns.get(("respondent_id", ""))
        for at, (code, wave) in enumerate(
            zip(codes.said if codes else (), sheet.waves if codes else (), strict=True)
        ):
            if code is not None and wave:
                yield sheet, at, code, wave


def _bare(code: str) -> str:
    """A code without what programs and people change: noughts, capitals, spaces.

    A program that takes codes for numbers, of which some are missing, writes 12.0.
    """
    parts = re.findall(r"\d+|[^\W\d_]+", re.sub(r"(?<=\d)[.,]0+$", "", code.casefold()))
    return " ".join(part.lstrip("0") or "0" for part in parts)
