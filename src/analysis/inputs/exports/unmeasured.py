"""Places that answered at one of the compared waves and not at the other."""

from collections import defaultdict
from collections.abc import Sequence

from analysis.inputs.exports.sheet import Sheet
from analysis.inputs.faults import Note
from analysis.study.study import Study


def find_unmeasured(sheets: Sequence[Sheet], study: Study) -> list[Note]:
    """A warning a place that has no forms at one of the compared waves.

    The whole project's change is then in part one of who was asked.
    """
    waves: dict[str, set[str]] = defaultdict(set)
    first: dict[str, Sheet] = {}
    for sheet in sheets:
        if sheet.table != "responses":
            continue
        told = sheet.columns.get(("municipality", ""))
        places = told.said if told else [sheet.place] * len(sheet.rows)
        for place, wave in zip(places, sheet.waves, strict=True):
            if place in study.municipalities and wave:
                waves[place].add(wave)
                first.setdefault(place, sheet)
    return [
        Note(first[place].file, "place-without-wave", first[place].sheet,
             values={"place": study.municipalities[place].name,
                     "wave": study.labels.get("wave", {}).get(missed, missed)})
        for place, own in waves.items()
        for missed in study.compared_waves
        if missed not in own and own & {*study.compared_waves}
    ]  # fmt: skip
