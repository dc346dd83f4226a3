"""How many rows, forms and codes were read."""

from collections import Counter
from collections.abc import Iterator, Sequence

from analysis.inputs.exports.codes import coded_forms
from analysis.inputs.exports.sheet import Sheet
from analysis.inputs.faults import Count

FORMS = {"start": "forms-start", "end": "forms-end"}
"""Texts of the number of forms, by wave."""


def count_read(sheets: Sequence[Sheet]) -> list[Count]:
    """Counts a sheet, and of the survey's forms and codes a wave."""
    rows = [
        Count(s.file, "rows", s.sheet, values={"count": len(s.rows), "table": s.table})
        for s in sheets
    ]
    return [*rows, *_count_forms([sheet for sheet in sheets if sheet.table == "responses"])]


def _count_forms(sheets: Sequence[Sheet]) -> Iterator[Count]:
    forms = Counter(wave for sheet in sheets for wave in sheet.waves)
    codes: dict[str, set[str]] = {wave: set() for wave in forms if wave}
    for _, _, code, wave in coded_forms(sheets):
        codes[wave].add(code)
    files = ", ".join(dict.fromkeys(sheet.file for sheet in sheets))
    for wave, own in codes.items():
        values = {"count": forms[wave], "codes": len(own), "wave": wave}
        yield Count(files, "forms", values=values, text=FORMS.get(wave, "forms-wave"))
    waves = Counter(code for own in codes.values() for code in own)
    if waves:
        linked = sum(count > 1 for count in waves.values())
        yield Count(files, "linked", values={"count": linked})
