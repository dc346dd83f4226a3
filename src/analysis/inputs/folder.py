"""A folder of a project's own files: read as they come, with all that is wrong in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.codebook import TABLES, Codebook
from analysis.faults import DataError, Fault, Note
from analysis.inputs.csv_file import open_csv
from analysis.inputs.entries import check_costs, check_registrations, no_entries, tidy_entries
from analysis.inputs.grid import Opened, refuse
from analysis.inputs.responses import check_responses, no_responses, tidy_responses
from analysis.inputs.sheet import Sheet, understand
from analysis.inputs.xlsx_file import MEGABYTE, open_xlsx
from analysis.study import Study, StudyError

OPEN = {".csv": open_csv, ".txt": open_csv, ".tsv": open_csv, ".xlsx": open_xlsx}
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
    for path in sorted(p for p in folder.iterdir() if p.is_file() and p.name[0] not in ".~"):
        own, opened = _read_file(path, study.codebook)
        sheets += own
        faults += opened.faults
        notes += opened.notes
    more_faults, more_notes = _check_tables(sheets, study.codebook)
    faults += more_faults
    if not sheets and not faults:
        faults = [Fault(folder.name, "no-files")]
    tables = _tidy([] if faults else sheets, study.codebook)
    return Folder(tables, _in_order(faults), notes + more_notes)


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
    understood = [(grid, understand(grid, codebook)) for grid in opened.grids]
    sheets = [u.sheet for _, u in understood if u.sheet]
    for grid, each in understood:
        opened.faults.extend(each.faults)
        opened.notes.extend(each.notes)
        if each.sheet is None and sheets:
            opened.notes.append(Note(grid.file, "sheet-not-read", grid.sheet))
    if opened.grids and not sheets:
        opened.faults.append(Fault(path.name, "no-table", values={"tables": ", ".join(TABLES)}))
    return sheets, opened


def _open(path: Path, codebook: Codebook) -> Opened:
    ending = path.suffix.lower()
    if ending in OTHER_SPREADSHEETS:
        return refuse(path, "file-kind")
    if ending not in OPEN:
        return Opened(notes=[Note(path.name, "file-not-read")])
    size = path.stat().st_size
    if size > codebook.largest_mb * MEGABYTE:
        return refuse(path, "file-size", limit=codebook.largest_mb)
    if not size:
        return refuse(path, "empty-file")
    return OPEN[ending](path, codebook)


def _check_tables(sheets: Sequence[Sheet], codebook: Codebook) -> tuple[list[Fault], list[Note]]:
    of, columns = _by_table(sheets), codebook.tables
    faults, notes = check_responses(of["responses"], columns.get("responses", {}))
    faults += check_costs(of["costs"], columns.get("costs", {}))
    faults += check_registrations(of["registrations"], columns.get("registrations", {}))
    return faults, notes


def _tidy(sheets: Sequence[Sheet], codebook: Codebook) -> dict[str, pd.DataFrame]:
    of = _by_table(sheets)
    columns = {table: codebook.tables.get(table, {}) for table in TABLES}
    responses = of.pop("responses")
    return {
        "responses": tidy_responses(responses, columns["responses"])
        if responses
        else no_responses(),
        **{
            table: tidy_entries(own, columns[table]) if own else no_entries(columns[table])
            for table, own in of.items()
        },
    }


def _by_table(sheets: Sequence[Sheet]) -> dict[str, list[Sheet]]:
    return {table: [sheet for sheet in sheets if sheet.table == table] for table in TABLES}


def _in_order(faults: Iterable[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda f: (f.file, f.sheet, f.row or 0))
