"""A folder of reports held against its manifest and crate."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from analysis.inputs.digest import file_sha256
from analysis.release.keyed import keyed_sha256, read_key
from analysis.report.pages.files import LINKS
from analysis.report.provenance.inputs import KEYED, PLAIN
from analysis.report.provenance.manifest import CRATE, LOG, MANIFEST, list_files
from analysis.study.declaration import StudyError
from analysis.study.project import find_project_root
from analysis.study.study import Study

KEPT_HIDDEN = (LINKS, ".record.json", ".lock", ".gitignore")
"""Ends of the names of what a run keeps for itself."""


@dataclass(frozen=True)
class Difference:
    """What is not as the manifest says.

    Attributes
    ----------
    kind : str
        ``"altered"``, ``"missing"`` or ``"foreign"``.
    path : str
        Relative to the study's reports.
    """

    kind: str
    path: str


def verify(folder: Path) -> list[Difference]:
    """Hold every file of a study's reports against the manifest.

    The manifest and the crate list the same files; where they differ, one of them was altered.

    Parameters
    ----------
    folder : Path
        ``<reports>/<study>/<data>``.

    Raises
    ------
    StudyError
        If there is no manifest that can be read.
    """
    listed = {entry["path"]: entry["sha256"] for entry in _read(folder / MANIFEST, "files")}
    links = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink()}
    there = {entry["path"]: entry["sha256"] for entry in list_files(folder)}
    found = [Difference("missing", path) for path in listed.keys() - there.keys()]
    found += [Difference("foreign", path) for path in there.keys() - listed.keys()]
    found += [
        Difference("altered", path)
        for path in listed.keys() & there.keys()
        if listed[path] != there[path] or path in links
    ]
    found += [Difference("foreign", path) for path in links - listed.keys() - there.keys()]
    found += [Difference("foreign", path) for path in _list_hidden(folder, links)]
    if _read_crate(folder) != listed:
        found.append(Difference("altered", f"{MANIFEST} or {CRATE}"))
    return sorted(found, key=lambda difference: difference.path)


@dataclass(frozen=True)
class CheckedInputs:
    """What a run's inputs are today.

    Attributes
    ----------
    altered : tuple of Difference
        Inputs that are here, and not as they were.
    unchecked : int
        Inputs whose hash needs the study's key, which is not here.
    """

    altered: tuple[Difference, ...]
    unchecked: int


def verify_inputs(study: Study, folder: Path) -> CheckedInputs:
    """Hold the inputs that are on this machine against the manifest.

    Parameters
    ----------
    study : Study
        Its key, where there is one, checks the hashes of private files.
    folder : Path
        ``<reports>/<study>``.

    Raises
    ------
    StudyError
        If there is no manifest that can be read.
    """
    key, altered, unchecked = read_key(study.folder), [], 0
    for entry in _read(folder / MANIFEST, "inputs"):
        path = find_project_root() / "data" / entry["name"]
        if PLAIN not in entry and key is None:
            unchecked += 1
        elif path.is_file():
            digest = file_sha256(path)
            if PLAIN not in entry and key is not None:
                digest = keyed_sha256(digest, key)
            if digest != entry.get(PLAIN, entry.get(KEYED)):
                altered.append(Difference("altered", entry["name"]))
    return CheckedInputs(tuple(altered), unchecked)


def _list_hidden(folder: Path, links: set[str]) -> Iterator[str]:
    """Hidden files that no run keeps."""
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        is_hidden = name.startswith(".") or "/." in name
        is_kept = name.endswith(KEPT_HIDDEN) or name.startswith(f"{LOG}/")
        if is_hidden and not is_kept and name not in links and path.is_file():
            yield name


def _read_crate(folder: Path) -> dict[str, str] | None:
    """Digests by path, as the crate tells them; None where there is none that can be read."""
    try:
        graph = _read(folder / CRATE, "@graph")
        files = [entity for entity in graph if entity["@type"] == "File"]
        return {unquote(f["@id"]): f["sha256"] for f in files if f["@id"] != MANIFEST}
    except (StudyError, KeyError, TypeError):
        return None


def _read(path: Path, name: str) -> list[dict[str, Any]]:
    try:
        listing: list[dict[str, Any]] = json.loads(path.read_bytes())[name]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise StudyError(f"{path} is not there, or is no listing of a run") from error
    return listing
