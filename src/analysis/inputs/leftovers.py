"""What is left in a study of the one that it was copied from."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

import pandas as pd

from analysis.inputs.faults import DataError, Note
from analysis.inputs.printed.published import PACKAGE, list_tables, read_published
from analysis.study.declaration import StudyError
from analysis.study.municipality import Municipality
from analysis.study.project import list_studies
from analysis.study.spelling import normal
from analysis.study.study import Study
from analysis.study.study_file import read_study


def find_leftovers(study: Study, figures: Collection[str]) -> list[Note]:
    """Titles, places, documents and remarks that look like another study's.

    Parameters
    ----------
    study : Study
    figures : collection of str
        Names of the figures of the study's topics.

    Returns
    -------
    list of Note
        None of them is a fault: two projects may be in the same place.
    """
    others = _read_others(study)
    notes = [*_find_titles(study, others), *_find_remarks(study, others, figures)]
    try:
        printed = _read_printed(study)
        beside = [_read_printed(other) for other in others if other.key in study.compared_with]
    except DataError:  # told of as faults; what a faulty table names is not known
        return notes
    notes += _find_places(study, others, printed)
    return [*notes, *_find_documents(study, [*printed, *chain.from_iterable(beside)])]


def _note(study: Study, rule: str, place: str, **values: object) -> Note:
    path = study.folder / "study.toml"
    return Note(str(path), rule, values={"place": place, **values})


def _read_others(study: Study) -> list[Study]:
    """The other studies, but for those whose own files are faulty."""
    others = []
    for key in list_studies():
        try:
            others += [read_study(key)] if key != study.key else []
        except StudyError:
            continue  # its own check tells
    return others


def _read_printed(study: Study) -> list[pd.DataFrame]:
    return [read_published(study, table) for table in list_tables(study)]


def _find_titles(study: Study, others: Sequence[Study]) -> Iterator[Note]:
    package = _title(study.folder)
    for other in others:
        if {*study.name.values()} & {*other.name.values()}:
            yield _note(study, "left-name", "name", other=other.key)
        if package and package == _title(other.folder):
            yield Note(
                str(study.folder / PACKAGE),
                "left-name",
                values={"place": "title", "other": other.key},
            )


def _title(folder: Path) -> str:
    try:
        package = json.loads((folder / PACKAGE).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return ""  # told of as a fault
    return str(package.get("title", "")) if isinstance(package, Mapping) else ""


def _find_places(
    study: Study, others: Sequence[Study], printed: Sequence[pd.DataFrame]
) -> Iterator[Note]:
    """Places that another study has too, and that no published table of this one names.

    The code alone tells nothing: many studies number their schools from 1.
    """
    named = _values(printed, "municipality")
    for key, place in study.municipalities.items():
        same = [o.key for o in others if any(_is_same(place, p) for p in o.municipalities.values())]
        if same and key not in named:
            yield _note(study, "left-place", f"municipalities.{key}", other=same[0])


def _is_same(place: Municipality, other: Municipality) -> bool:
    names = [{*map(normal, each.name.values())} for each in (place, other)]
    return place.code == other.code and bool(names[0] & names[1])


def _find_documents(study: Study, printed: Sequence[pd.DataFrame]) -> Iterator[Note]:
    cited = _values(printed, "document")
    cited |= {*study.costing.sources.values()} if study.costing else set()
    for key in study.documents:
        if key not in cited:
            yield _note(study, "left-document", f"documents.{key}")


def _find_remarks(
    study: Study, others: Sequence[Study], figures: Collection[str]
) -> Iterator[Note]:
    for key, texts in study.remarks.items():
        if key not in figures:
            yield _note(study, "left-remark", f"remarks.{key}")
        for other in others:
            if {*texts.values()} & {*other.remarks.get(key, {}).values()}:
                yield _note(study, "left-text", f"remarks.{key}", other=other.key)


def _values(frames: Sequence[pd.DataFrame], column: str) -> set[str]:
    return {value for frame in frames if column in frame for value in frame[column]}
