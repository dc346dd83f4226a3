"""Digests of what pages, and a run as a whole, are made from."""

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import analysis
from analysis.inputs.own_files import STUDY_FOLDERS, data_folder, is_read, reads_own_files
from analysis.release.keyed import KEY_FILE, LEDGER, keyed_sha256, read_or_make_key
from analysis.report.provenance.inputs import is_private
from analysis.run.records import RECORD
from analysis.study.project import find_project_root
from analysis.study.study import Study
from analysis.study.told import TOLD, tell

STUDY_FILE = "study.toml"
FileState = tuple[int, int, int]


def fingerprint_project(study: Study, data: str) -> tuple[str, str]:
    """Digests of what all notebooks of a run share: code, data, locked packages and Python.

    Parameters
    ----------
    study : Study
    data : str
        The notebooks' parameter; only the folder that it names is looked at.

    Returns
    -------
    whole, for_numbers : str
        Of all of it; of all but what the study declares for readers alone.
        With private files among them a keyed hash: it lies in each page's record, and all else
        that goes into it is public, so that a plain one would check a guess at the files.
    """
    digest = hashlib.sha256(platform.python_version().encode())
    for path in list_code():
        _add(digest, path)
    declared = study.folder / STUDY_FILE
    for path in list_sources(study, data):
        if path != declared:
            _add(digest, path, is_read=_is_read(study, data, path))
    for_numbers = digest.copy()
    for_numbers.update(study.declared_for_numbers().encode())
    _add(digest, declared)
    digests = digest.hexdigest(), for_numbers.hexdigest()
    if is_private(study, data):
        key = read_or_make_key(study.folder)
        return keyed_sha256(digests[0], key), keyed_sha256(digests[1], key)
    return digests


def list_code() -> list[Path]:
    """The files of the package, and the list of the packages that it uses."""
    locked = find_project_root().glob("requirements.lock")
    return [*_files(Path(analysis.__file__).parent), *locked]


def list_sources(study: Study, data: str) -> list[Path]:
    """The files that a run's numbers come from: of the study, of those beside it, and its data."""
    root = find_project_root()
    studies = [root / "data" / key for key in (study.key, *study.compared_with)]
    files = [path for folder in studies for path in _files(folder, leave_out=STUDY_FOLDERS)]
    if reads_own_files(study, data):
        files += sorted(p for p in data_folder(study, data).iterdir() if p.is_file())
    return files


def look_at(paths: Iterable[Path]) -> dict[Path, FileState]:
    """What tells at once whether a file was written: when, how long it is, and which it is."""
    states = {}
    for path in paths:
        with suppress(FileNotFoundError):  # it is gone: that it is missing tells so
            found = path.stat()
            states[path] = (found.st_mtime_ns, found.st_size, found.st_ino)
    return states


def _is_read(study: Study, data: str, path: Path) -> bool:
    is_own = reads_own_files(study, data) and path.parent == data_folder(study, data)
    return not is_own or is_read(path, study.codebook)


def _add(digest: Any, path: Path, *, is_read: bool = True) -> None:
    """Add a file to a digest; of one that is not read, its name and length alone."""
    # Name and length too: else a line moved from one file to the next would go unseen.
    digest.update(f"{path.name}:{path.stat().st_size}:".encode())
    if is_read:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())


def fingerprint_notebook(path: Path, *, with_words: bool = True) -> str:
    """Digest of what a notebook asks; the outputs that it is committed with are no part of it.

    Parameters
    ----------
    path : Path
    with_words : bool, optional
        Whether its Markdown counts; without it, the digest is of what its outputs follow from.
    """
    cells = json.loads(path.read_bytes())["cells"]
    asked = [
        (cell["cell_type"], cell["metadata"], "".join(cell["source"]))
        for cell in cells
        if with_words or cell["cell_type"] == "code"
    ]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def fingerprint_unit(project: str, notebook: str, parameters: Mapping[str, Any]) -> str:
    """Digest of everything that one page is made from.

    Parameters
    ----------
    project : str
        From `fingerprint_project`.
    notebook : str
        From `fingerprint_notebook`.
    parameters : mapping
        All that are passed to the notebook.
    """
    whole = json.dumps([project, notebook, dict(parameters)], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()


def fingerprint_told(study: Study, read: Iterable[str]) -> dict[str, str]:
    """Digest of each thing that was read of what a study declares for readers alone."""
    known = (name for name in sorted({*read}) if name.partition(".")[0] in TOLD)
    return {name: hashlib.sha256(tell(study, name).encode()).hexdigest() for name in known}


def fingerprint_summary(project: str, asked: Any, reports: Path) -> str:
    """Digest of everything that a run's index and manifest are made from.

    Parameters
    ----------
    project : str
        From `fingerprint_project`.
    asked : JSON types
        What the run was asked for.
    reports : Path
        The study's; of its pages, their records count.
    """
    digest = hashlib.sha256(json.dumps([project, asked], sort_keys=True).encode())
    for record in sorted(reports.glob(f"*/.*{RECORD}")):
        digest.update(record.relative_to(reports).as_posix().encode() + record.read_bytes())
    return digest.hexdigest()


def _files(folder: Path, leave_out: tuple[str, ...] = ()) -> list[Path]:
    """Files of a folder and of what lies in it, in an order that does not change.

    No number comes from the key of hashes or from what was released before.
    """
    passed_over = {"__pycache__", *leave_out}
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.name not in (LEDGER, KEY_FILE)
        and not path.name.startswith(f".{KEY_FILE}.")
        and passed_over.isdisjoint(path.relative_to(folder).parts[:-1])
    ]
