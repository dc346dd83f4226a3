"""Which files of a project's own a notebook's ``data`` names, and which of them are read."""

import hashlib
import os
import re
from pathlib import Path

from analysis.study.codebook import Codebook
from analysis.study.declaration import StudyError
from analysis.study.project import find_project_root
from analysis.study.study import Study

PUBLISHED_ONLY = "published"
MADE_UP = "example"
STUDY_FOLDERS = (MADE_UP, "raw")
"""Folders of a study that are asked for by their names."""
TEXTS = frozenset({".csv", ".txt", ".tsv"})
STATISTICS = frozenset({".sav", ".zsav", ".dta"})
WORKBOOKS = frozenset({".xlsx", ".ods"}) | STATISTICS
SYSTEM_FILES = (".", "~$", "__macosx", "thumbs.db", "desktop.ini", "ehthumbs.db")
"""Beginnings of what office programs and systems write beside people's files."""
MEGABYTE = 2**20


def reads_own_files(study: Study, data: str) -> bool:
    """Whether ``data`` names files of a project's own; some studies read none."""
    return data != PUBLISHED_ONLY and (bool(study.codebook.tables) or data not in STUDY_FOLDERS)


def data_folder(study: Study, data: str) -> Path:
    """Folder of ``"example"``, ``"raw"`` or a path.

    Raises
    ------
    StudyError
        If there is none.
    """
    folder = study.folder / data if data in STUDY_FOLDERS else find_project_root() / data
    if not folder.is_dir():
        raise StudyError(
            f"data '{data}': there is no folder {folder}; "
            f"choose from: {PUBLISHED_ONLY}, {', '.join(STUDY_FOLDERS)}, or the path of a folder"
        )
    return folder


def is_read(path: Path, codebook: Codebook) -> bool:
    """Whether reading a folder reads what is in a file; of all others, it sees the name alone."""
    return (
        path.suffix.lower() in TEXTS | WORKBOOKS
        and not path.name.casefold().startswith(SYSTEM_FILES)
        and path.is_file()
        and path.stat().st_size <= codebook.largest_mb * MEGABYTE
    )


def data_label(data: str) -> str:
    """What folders and files call the data that they were made from.

    A folder of one's own has its name and a digest of its path: what two folders of one name
    hold is not mixed up.

    Examples
    --------
    >>> data_label("example"), data_label("../exports/Spring 2024")
    ('example', 'spring_2024_8b0c')
    """
    if data == PUBLISHED_ONLY or data in STUDY_FOLDERS:
        return data
    name = re.sub("[^a-z0-9]+", "_", Path(data).name.casefold()).strip("_") or "data"
    return f"{name}_{hashlib.sha256(os.fsencode(data)).hexdigest()[:4]}"
