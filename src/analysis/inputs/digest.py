"""Which files an edition's numbers are read from, and their hashes."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analysis.inputs.faults import shown_name
from analysis.inputs.own_files import STUDY_FOLDERS, data_folder, is_read, reads_own_files
from analysis.study.declaration import StudyError
from analysis.study.project import find_project_root
from analysis.study.study import Study


@dataclass(frozen=True)
class InputFile:
    """A file that was read: its name without this machine's folders, its hash and size."""

    name: str
    sha256: str
    size: int


def list_published_files(study: Study) -> tuple[InputFile, ...]:
    """The published tables of a study and of those that it is compared with, by name."""
    keys = (study.key, *study.compared_with)
    folders = [study.folder, *(find_project_root() / "data" / key for key in keys[1:])]
    found = zip(keys, folders, strict=True)
    return tuple(
        file
        for key, folder in found
        for file in _digest((folder / "published").glob("*.csv"), f"{key}/published")
    )


def list_own_files(study: Study, data: str) -> tuple[InputFile, ...]:
    """The files of a project's own that ``data`` names, by name.

    Raises
    ------
    StudyError
        If ``data`` names none, or there is no such folder.
    """
    if not reads_own_files(study, data):
        raise StudyError(f"data '{data}' names no files of a project's own")
    folder = data_folder(study, data)
    shown = f"{study.key}/{data}" if data in STUDY_FOLDERS else shown_name(folder)
    return tuple(_digest((p for p in folder.iterdir() if is_read(p, study.codebook)), shown))


def data_sha256(files: Iterable[InputFile]) -> str:
    """One hash of many files: that of the list which ``sha256sum`` would print of them."""
    lines = (f"{file.sha256}  {file.name}\n" for file in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def file_sha256(path: Path) -> str:
    """Hash of a file, read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest(paths: Iterable[Path], folder: str) -> Iterator[InputFile]:
    for path in sorted(paths):
        state = path.stat()
        digest = _unchanged_sha256(path, state.st_mtime_ns, state.st_size)
        yield InputFile(f"{folder}/{shown_name(path)}", digest, state.st_size)


@lru_cache(maxsize=1000)  # each figure of a notebook tells of the same files
def _unchanged_sha256(path: Path, _mtime_ns: int, _size: int) -> str:
    return file_sha256(path)
