"""A folder of a project's own files: read as they come, with all that is wrong in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.inputs.asked_once import note_asked_once
from analysis.inputs.draft.prose import is_prose
from analysis.inputs.exports.codes import find_registrants_alike
from analysis.inputs.exports.cost_columns import complete_costs
from analysis.inputs.exports.csv_file import open_csv
from analysis.inputs.exports.entries import (
    check_costs,
    check_registrations,
    check_spellings,
    no_entries,
    tidy_entries,
)
from analysis.inputs.exports.grid import Opened, refuse
from analysis.inputs.exports.registrations import complete_registrations
from analysis.inputs.exports.repeats import check_repeats
from analysis.inputs.exports.responses import check_responses, tidy_responses
from analysis.inputs.exports.sheet import Sheet
from analysis.inputs.exports.signature import find_mistaken
from analysis.inputs.exports.tally import count_read
from analysis.inputs.exports.understand import understand
from analysis.inputs.exports.unmeasured import find_unmeasured
from analysis.inputs.exports.workbook import WorkbookReader
from analysis.inputs.faults import (
    Count,
    DataError,
    Fault,
    Note,
    grouped,
    name_places,
    name_waves,
    shown_name,
)
from analysis.inputs.frames import RESPONSES
from analysis.inputs.own_files import MEGABYTE, STATISTICS, SYSTEM_FILES, TEXTS, WORKBOOKS
from analysis.study.codebook import TABLES, Codebook
from analysis.study.declaration import StudyError
from analysis.study.origin import SYNTHETIC
from analysis.study.study import Study

OTHER_FORMATS = {
    **dict.fromkeys((".xls", ".xlsm", ".xlsb", ".xlt", ".xltx", ".fods", ".ots", ".numbers"),
                    "file-kind-spreadsheet"),
    **dict.fromkeys((".por", ".sas7bdat", ".xpt", ".rds", ".rdata"),
                    "file-kind-statistics"),
}  # fmt: skip
"""Files that may hold data and are not read, by the text of how to export them."""


@dataclass(frozen=True)
class Folder:
    """What a folder holds, and what there is to say of it.

    Attributes
    ----------
    tables : mapping
        ``responses``, ``costs`` and ``registrations`` as tidy frames; without
        rows where no file holds any, and all of them if there are faults.
    faults, notes : sequence
    counts : sequence
        Of rows, forms and codes that were read.
    """

    tables: Mapping[str, pd.DataFrame]
    faults: Sequence[Fault]
    notes: Sequence[Note]
    counts: Sequence[Count] = ()


def read_folder(study: Study, folder: Path) -> Folder:
    """Read every file of a folder and list everything that is wrong.

    The files are only read, never written to.

    Parameters
    ----------
    study : Study
        Its codebook says how the files are read.
    folder : Path
        XLSX and CSV files, under any names.

    Raises
    ------
    StudyError
        If there is no such folder, or the study reads no exports.
    """
    if not folder.is_dir():
        raise StudyError(f"{folder}: there is no such folder")
    if not study.codebook.tables:
        raise StudyError(
            f"{study.folder / 'study.toml'} declares no tables, so no exports are read"
        )
    sheets: list[Sheet] = []
    faults: list[Fault] = []
    notes: list[Note] = []
    with WorkbookReader() as workbooks:
        for path in list_files(folder):
            found, opened = _read_file(path, study.codebook, workbooks)
            sheets += found
            faults += opened.faults
            notes += opened.notes
    more_faults, more_notes = _check_tables(sheets, study.codebook)
    faults += more_faults
    notes += find_unmeasured(sheets, study)
    origins = {sheet.origin for sheet in sheets}
    if len(origins) > 1:
        faults += [Fault(s.file, "mixed", s.sheet) for s in sheets if s.origin == SYNTHETIC]
    if not sheets and not faults:
        faults = [Fault(folder.name, "no-files")]
    tables = _tidy([] if faults else sheets, study.codebook)
    more_notes += note_asked_once(tables["responses"], study, folder.name)
    faults, notes = name_places(faults, study), name_places(notes + more_notes, study)
    counts = name_waves(count_read(sheets, study.waves), study)
    return Folder(tables, _in_order(faults), notes, counts)


def list_files(folder: Path) -> list[Path]:
    """What people put into a folder, by name."""
    paths = folder.iterdir()
    return sorted(p for p in paths if not p.name.casefold().startswith(SYSTEM_FILES))


def require_faultless(found: Folder, language: str) -> Folder:
    """Refuse a folder with faults.

    Raises
    ------
    DataError
        With every fault, in the language asked for.
    """
    if found.faults:
        raise DataError(found.faults, language)
    return found


def _read_file(
    path: Path, codebook: Codebook, workbooks: WorkbookReader
) -> tuple[list[Sheet], Opened]:
    opened = open_file(path, codebook, workbooks)
    understood = [understand(grid, codebook) for grid in opened.grids]
    sheets = [each.sheet for each in understood if each.sheet]
    inside = [f for each in understood for f in each.faults]
    end = min((f.row for f in inside if f.rule == "table-below" and f.row), default=None)
    # Of the table below, which is to be moved, nothing else is said.
    shape = [f for f in opened.faults if end is None or f.row is None or f.row < end]
    faults = [*shape, *inside]
    notes = [*opened.notes, *(n for each in understood for n in each.notes)]
    if sheets:
        unread = [g for g, u in zip(opened.grids, understood, strict=True) if u.sheet is None]
        notes += [Note(shown_name(path), "sheet-not-read", grid.sheet) for grid in unread]
    elif opened.grids and all(is_prose(path, grid) for grid in opened.grids):
        return [], Opened(notes=[Note(shown_name(path), "text-not-read")])
    elif opened.grids:
        faults.append(
            Fault(shown_name(path), "no-table", values={"tables": ", ".join(codebook.tables)})
        )
    return sheets, Opened(opened.grids, faults, notes)


def open_file(path: Path, codebook: Codebook, workbooks: WorkbookReader) -> Opened:
    """The cells of a file, or why it is not read; nothing of them is understood yet."""
    ending = path.suffix.lower()
    if path.is_file() and ending in OTHER_FORMATS:
        values = {"ending": ending}
        fault = Fault(shown_name(path), "file-kind", values=values, text=OTHER_FORMATS[ending])
        return Opened(faults=[fault])
    if not path.is_file() or ending not in TEXTS | WORKBOOKS:
        text = "folder-not-read" if path.is_dir() else ""
        return Opened(notes=[Note(shown_name(path), "file-not-read", text=text)])
    try:
        size = path.stat().st_size
        if size > codebook.largest_mb * MEGABYTE:
            return refuse(path, "file-size", limit=codebook.largest_mb)
        if not size:
            return refuse(path, "empty-file")
        if ending not in STATISTICS and (text := find_mistaken(path, is_text=ending in TEXTS)):
            return Opened(faults=[Fault(shown_name(path), "unreadable", text=text)])
        return open_csv(path, codebook) if ending in TEXTS else workbooks.open(path, codebook)
    except OSError:
        return refuse(path, "locked")


def _check_tables(sheets: Sequence[Sheet], codebook: Codebook) -> tuple[list[Fault], list[Note]]:
    of, columns = _by_table(sheets), codebook.tables
    faults, notes = check_responses(of["responses"], columns.get("responses", {}))
    more_faults, more_notes = check_costs(of["costs"], columns.get("costs", {}))
    faults, notes = faults + more_faults, notes + more_notes
    faults += check_registrations(of["registrations"], columns.get("registrations", {}))
    notes += find_registrants_alike(of["registrations"])
    notes += [
        n for t in ("costs", "registrations") for n in check_spellings(of[t], columns.get(t, {}))
    ]
    # The rows of a copy are doubled too; one fault says more than hundreds.
    copies, repeats = check_repeats(sheets)
    copied = {(fault.file, fault.sheet) for fault in copies}
    others = [f for f in faults if (f.file, f.sheet) not in copied]
    return copies + grouped(others), notes + repeats


def _tidy(sheets: Sequence[Sheet], codebook: Codebook) -> dict[str, pd.DataFrame]:
    of = _by_table(sheets)
    columns = {table: codebook.tables.get(table, {}) for table in TABLES}
    responses = of.pop("responses")
    tables = {
        table: tidy_entries(own, columns[table]) if own else no_entries(columns[table])
        for table, own in of.items()
    }
    if columns["costs"]:
        tables["costs"] = complete_costs(tables["costs"])
    if columns["registrations"]:
        tables["registrations"] = complete_registrations(tables["registrations"])
    return {
        "responses": tidy_responses(responses, columns["responses"], codebook.only_place)
        if responses
        else RESPONSES.empty(),
        **tables,
    }


def _by_table(sheets: Sequence[Sheet]) -> dict[str, list[Sheet]]:
    return {table: [sheet for sheet in sheets if sheet.table == table] for table in TABLES}


def _in_order(faults: Iterable[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda f: (f.file, f.sheet, f.row or 0))
