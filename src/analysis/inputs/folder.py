"""A folder of a project's own files: read as they come, with all that is wrong in them."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.inputs.exports.csv_file import open_csv
from analysis.inputs.exports.entries import (
    check_costs,
    check_registrations,
    no_entries,
    tidy_entries,
)
from analysis.inputs.exports.grid import Opened, refuse
from analysis.inputs.exports.responses import check_responses, tidy_responses
from analysis.inputs.exports.sheet import Sheet, understand
from analysis.inputs.exports.xlsx_file import MEGABYTE, open_xlsx
from analysis.inputs.faults import DataError, Fault, Note
from analysis.inputs.frames import RESPONSES
from analysis.study.codebook import TABLES, Codebook
from analysis.study.declaration import StudyError
from analysis.study.origin import SYNTHETIC
from analysis.study.study import Study

OPEN = {".csv": open_csv, ".txt": open_csv, ".tsv": open_csv, ".xlsx": open_xlsx}
LOCK_FILES = ("~$", ".~lock.")
"""What office programs write beside a file that is open."""
OTHER_SPREADSHEETS = frozenset({".xls", ".xlsm", ".xlsb", ".ods", ".numbers"})


@dataclass(frozen=True)
class Folder:
    """What a folder holds, and what there is to say of it.

    Attributes
    ----------
    tables : mapping
        ``responses``, ``costs`` and ``registrations`` as tidy frames; without
        rows where no file holds any, and all of them if there are faults.
    faults, notes : sequence
    """

    tables: Mapping[str, pd.DataFrame]
    faults: Sequence[Fault]
    notes: Sequence[Note]


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
    for path in sorted(p for p in folder.iterdir() if not p.name.startswith(LOCK_FILES)):
        own, opened = _read_file(path, study.codebook)
        sheets += own
        faults += opened.faults
        notes += opened.notes
    more_faults, more_notes = _check_tables(sheets, study.codebook)
    faults += more_faults
    origins = {sheet.origin for sheet in sheets}
    if len(origins) > 1:
        faults += [Fault(s.file, "mixed", s.sheet) for s in sheets if s.origin == SYNTHETIC]
    if not sheets and not faults:
        faults = [Fault(folder.name, "no-files")]
    tables = _tidy([] if faults else sheets, study.codebook)
    return Folder(tables, _in_order(faults), notes + more_notes)


def is_read(path: Path, codebook: Codebook) -> bool:
    """Whether `read_folder` reads what is in a file; of all others, it sees the name alone."""
    return (
        path.suffix.lower() in OPEN
        and not path.name.startswith(LOCK_FILES)
        and path.is_file()
        and path.stat().st_size <= codebook.largest_mb * MEGABYTE
    )


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


def _read_file(path: Path, codebook: Codebook) -> tuple[list[Sheet], Opened]:
    opened = _open(path, codebook)
    understood = [understand(grid, codebook) for grid in opened.grids]
    sheets = [each.sheet for each in understood if each.sheet]
    faults = [*opened.faults, *(f for each in understood for f in each.faults)]
    notes = [*opened.notes, *(n for each in understood for n in each.notes)]
    if sheets:
        unread = [g for g, u in zip(opened.grids, understood, strict=True) if u.sheet is None]
        notes += [Note(path.name, "sheet-not-read", grid.sheet) for grid in unread]
    elif opened.grids:
        faults.append(Fault(path.name, "no-table", values={"tables": ", ".join(TABLES)}))
    return sheets, Opened(opened.grids, faults, notes)


def _open(path: Path, codebook: Codebook) -> Opened:
    ending = path.suffix.lower()
    if not path.is_file() or (ending not in OPEN and ending not in OTHER_SPREADSHEETS):
        return Opened(notes=[Note(path.name, "file-not-read")])
    if ending in OTHER_SPREADSHEETS:
        return refuse(path, "file-kind")
    try:
        size = path.stat().st_size
        if size > codebook.largest_mb * MEGABYTE:
            return refuse(path, "file-size", limit=codebook.largest_mb)
        return OPEN[ending](path, codebook) if size else refuse(path, "empty-file")
    except OSError:
        return refuse(path, "locked")


def _copies(sheets: Sequence[Sheet]) -> list[Fault]:
    """Sheets that hold the same as an earlier one: the people in them would count twice."""
    seen: dict[bytes, Sheet] = {}
    faults = []
    for sheet in sheets:
        said = [(key, read.said.tolist()) for key, read in sorted(sheet.columns.items())]
        content = hashlib.sha256(repr((sheet.table, sheet.wave, said)).encode()).digest()
        if len(sheet.rows) and seen.setdefault(content, sheet) is not sheet:
            other = seen[content]
            values = {"other": f"{other.file} {other.sheet}".strip()}
            faults.append(Fault(sheet.file, "copy", sheet.sheet, values=values))
    return faults


def _check_tables(sheets: Sequence[Sheet], codebook: Codebook) -> tuple[list[Fault], list[Note]]:
    of, columns = _by_table(sheets), codebook.tables
    faults, notes = check_responses(of["responses"], columns.get("responses", {}))
    more_faults, more_notes = check_costs(of["costs"], columns.get("costs", {}))
    faults, notes = faults + more_faults, notes + more_notes
    faults += check_registrations(of["registrations"], columns.get("registrations", {}))
    # The rows of a copy are doubled too; one fault says more than hundreds.
    copies = _copies(sheets)
    copied = {(fault.file, fault.sheet) for fault in copies}
    return copies + [f for f in faults if (f.file, f.sheet) not in copied], notes


def _tidy(sheets: Sequence[Sheet], codebook: Codebook) -> dict[str, pd.DataFrame]:
    of = _by_table(sheets)
    columns = {table: codebook.tables.get(table, {}) for table in TABLES}
    responses = of.pop("responses")
    return {
        "responses": tidy_responses(responses, columns["responses"])
        if responses
        else RESPONSES.empty(),
        **{
            table: tidy_entries(own, columns[table]) if own else no_entries(columns[table])
            for table, own in of.items()
        },
    }


def _by_table(sheets: Sequence[Sheet]) -> dict[str, list[Sheet]]:
    return {table: [sheet for sheet in sheets if sheet.table == table] for table in TABLES}


def _in_order(faults: Iterable[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda f: (f.file, f.sheet, f.row or 0))
