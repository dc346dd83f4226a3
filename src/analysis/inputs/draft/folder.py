"""A new study under ``data/``: drafted from a folder of exports, or the smallest that runs."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.inputs.draft.entries import find_entries
from analysis.inputs.draft.found import Found
from analysis.inputs.draft.page import Page
from analysis.inputs.draft.row_shape import find_misshapen
from analysis.inputs.draft.study_text import write_study
from analysis.inputs.draft.survey import find_survey
from analysis.inputs.draft.tables import read_tables
from analysis.inputs.faults import DataError
from analysis.study.declaration import LANGUAGES, StudyError, check_choice
from analysis.study.project import find_project_root
from analysis.study.wording import Wording

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)")
"""Names that no folder can have on some systems."""


@dataclass(frozen=True)
class Draft:
    """What became of a folder of exports.

    Attributes
    ----------
    folder : Path
        Of the new study.
    decisions : sequence of str
        What a person must decide; the first is number 1.
    aside : sequence of str
        Names of files and sheets that hold no table and were not read.
    """

    folder: Path
    decisions: Sequence[str] = ()
    aside: Sequence[str] = ()


def draft_study(name: str, source: Path, language: str) -> Draft:
    """Read the exports in a folder and write what they tell as a study's file.

    No respondent's code, free text or answer of fewer than five people is
    written. What a person must decide is left invalid and marked.

    Parameters
    ----------
    name : str
        Of the study's folder under ``data/``.
    source : Path
        Its files are only read, and not copied.
    language : str
        Of the exports and of the study.

    Raises
    ------
    StudyError
        If the name cannot be a folder's, or there is such a study.
    DataError
        With everything that keeps the files from being drafted.
    """
    folder = new_folder(name, language)
    tables, aside = read_tables(source, language)
    survey = find_survey(tables["responses"]) if "responses" in tables else None
    if survey and (faults := find_misshapen(tables["responses"], survey)):
        raise DataError(faults, language)
    entries = [find_entries(kind, tables[kind]) for kind in tables if kind != "responses"]
    page = Page(language)
    write_study(name, Found(tables, survey, entries), page)
    _write(folder, page.text(), language)
    return Draft(folder, page.decisions.texts, aside)


def write_smallest_study(name: str, language: str) -> Draft:
    """Write the smallest study that runs: it publishes nothing and reads no exports.

    Raises
    ------
    StudyError
        If the name cannot be a folder's, or there is such a study.
    """
    folder = new_folder(name, language)
    page = Page(language)
    page.raw("#:schema ../study.schema.json")
    page.comment(page.say.text("draft.smallest"))
    page.blank()
    page.entry("id", name)
    page.entry("languages", [language])
    page.entry("language", language)
    page.entry("topics", ["survey_change"])
    for section, text in (("name", name), ("region", page.say.text("draft.region"))):
        page.section(section)
        page.text_entry(text)
    page.section("disclosure")
    page.entry("minimum_n", 5)
    page.entry("minimum_count", 3)
    for section in ("municipalities", "compared_with", "documents", "remarks", "labels"):
        page.section(section)
    _write(folder, page.text(), language)
    return Draft(folder)


def new_folder(name: str, language: str) -> Path:
    """Where a new study is to stand.

    Raises
    ------
    StudyError
        If the name cannot be a folder's, or there is such a study.
    """
    check_choice("language", language, LANGUAGES)
    say = Wording(language)
    if not NAME.fullmatch(name) or RESERVED.fullmatch(name):
        raise StudyError(say.text("draft.bad_name"))
    folder = find_project_root() / "data" / name
    if folder.exists():
        raise StudyError(say.text("draft.is_there", folder=folder))
    return folder


def _write(folder: Path, text: str, language: str) -> None:
    package = {"name": folder.name.replace("_", "-"), "title": folder.name, "resources": []}
    try:
        folder.mkdir()
    except FileExistsError:  # made meanwhile
        raise StudyError(Wording(language).text("draft.is_there", folder=folder)) from None
    (folder / "published").mkdir()
    (folder / "datapackage.json").write_text(
        json.dumps(package, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n"
    )
    (folder / "study.toml").write_text(text, encoding="utf-8", newline="\n")
