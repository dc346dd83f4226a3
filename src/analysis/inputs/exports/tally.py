"""How many rows, forms and codes were read."""

from collections import Counter
from collections.abc import Iterator, Sequence

from analysis.inputs.exports.codes import coded_forms
from analysis.inputs.exports.sheet import Sheet
from analysis.inputs.faults import Count, Remark

NOTICED = ("forms-empty", "forms-unfinished", "forms-preview", "rows-repeated", "rows-shared")
"""Rules of the notes that count forms: those left out first, then those that are in."""


def count_read(sheets: Sequence[Sheet], waves: Sequence[str]) -> list[Count]:
    """Counts a sheet, and of the survey's forms and codes a wave, in the order of ``waves``."""
    rows = [
        Count(s.file, "rows", s.sheet, values={"count": len(s.rows), "table": s.table})
        for s in sheets
    ]
    surveys = [sheet for sheet in sheets if sheet.table == "responses"]
    return [*rows, *_count_forms(surveys, waves)]


def count_noticed(remarks: Sequence[Remark]) -> dict[str, int]:
    """How many forms of the survey were left out, or noticed, by rule.

    Parameters
    ----------
    remarks : sequence of Remark
        Notes and counts of a folder.
    """
    surveys = {(r.file, r.sheet) for r in remarks if r.values.get("table") == "responses"}
    counts = dict.fromkeys(NOTICED, 0)
    for remark in remarks:
        if remark.rule in counts and (remark.file, remark.sheet) in surveys:
            counts[remark.rule] += int(str(remark.values["count"]))
    return counts


def _count_forms(sheets: Sequence[Sheet], order: Sequence[str]) -> Iterator[Count]:
    forms = Counter(wave for sheet in sheets for wave in sheet.waves)
    codes: dict[str, set[str]] = {wave: set() for wave in (*order, *forms) if wave and forms[wave]}
    for _, _, code, wave in coded_forms(sheets):
        codes[wave].add(code)
    files = ", ".join(dict.fromkeys(sheet.file for sheet in sheets))
    for wave, own in codes.items():
        values = {"count": forms[wave], "codes": len(own), "wave": wave}
        yield Count(files, "forms", values=values, text="forms-wave")
    waves = Counter(code for own in codes.values() for code in own)
    if waves:
        linked = sum(count > 1 for count in waves.values())
        yield Count(files, "linked", values={"count": linked})
