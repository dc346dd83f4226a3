"""What the name of a sheet or file tells of its forms: a wave, a place, a group."""

from collections.abc import Mapping
from pathlib import Path

from analysis.inputs.exports.grid import Grid
from analysis.inputs.exports.header import Header
from analysis.study.codebook import Codebook
from analysis.study.spelling import YEAR, normal


def named_waves(grid: Grid, codebook: Codebook) -> list[str]:
    """The waves that the sheet's name and the file's tell, the sheet's first."""
    waves = codebook.tables.get("responses", {}).get("wave")
    answers = waves.answers.items() if waves else ()
    spelled = {s: w for s, w in answers if not s.isdigit() or YEAR.fullmatch(s)}
    return _told(grid, spelled)


def named_background(grid: Grid, header: Header, codebook: Codebook) -> dict[str, str]:
    """Place and background of a survey without a heading for them, where the name tells one.

    The sheet's name goes before the file's. Numbers tell nothing.
    """
    if header.table != "responses":
        return {}
    there = {name for name, _ in header.columns.values()}
    spellings = {"municipality": codebook.municipalities} | {
        column.name: column.answers
        for column in codebook.tables["responses"].values()
        if column.is_background and column.name not in there
    }
    told = {
        name: _told(grid, {s: key for s, key in spelled.items() if not s.isdigit()})
        for name, spelled in spellings.items()
    }
    return {name: keys[0] for name, keys in told.items() if keys}


def _told(grid: Grid, spelled: Mapping[str, str]) -> list[str]:
    """The only key that the sheet's name has a spelling of, and the only one of the file's."""
    told: list[str] = []
    for name in (grid.sheet, Path(grid.file).stem):
        found = {key for s, key in spelled.items() if f" {s} " in f" {normal(name)} "}
        told += found if len(found) == 1 else []
    return told
