"""What a page was made from, so that a run makes anew only what changed.

Beside each page lies a record: one digest of all that went into it, and one of
each file that came out.
"""

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import analysis
from analysis.inputs.chosen import STUDY_FOLDERS, data_folder, reads_own_files
from analysis.report.pages.files import fill_links
from analysis.study.project import find_project_root
from analysis.study.study import Study

RECORD = ".record.json"
"""Ending of a record's name."""
FAILED = ""
"""In the record of a page that failed: no fingerprint, so that it is never current."""


def fingerprint_project(study: Study, data: str) -> str:
    """Digest of what all notebooks of a run share: code, data, locked packages and Python.

    Parameters
    ----------
    study : Study
    data : str
        The notebooks' parameter; only the folder that it names is looked at.
    """
    root = find_project_root()
    studies = [root / "data" / key for key in (study.key, *study.compared_with)]
    files = _files(Path(analysis.__file__).parent)
    files += [path for folder in studies for path in _files(folder, leave_out=STUDY_FOLDERS)]
    if reads_own_files(study, data):
        files += _files(data_folder(study, data))
    files += root.glob("requirements.lock")
    digest = hashlib.sha256(platform.python_version().encode())
    for path in files:
        # Name and length too: else a line moved from one file to the next would go unseen.
        digest.update(f"{path.name}:{path.stat().st_size}:".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def fingerprint_notebook(path: Path) -> str:
    """Digest of what a notebook asks; the outputs that it is committed with are no part of it."""
    cells = json.loads(path.read_bytes())["cells"]
    asked = [(cell["cell_type"], cell["metadata"], "".join(cell["source"])) for cell in cells]
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


def write_record(folder: Path, stem: str, fingerprint: str, outputs: Iterable[Path]) -> None:
    """Note what a page was made from and which files came of it.

    Parameters
    ----------
    folder : Path
        The municipality's, in the reports.
    stem : str
        Name of the page without its ending.
    fingerprint : str
        Of what the page was made from, or `FAILED`.
    outputs : iterable of Path
        Inside ``folder``.
    """
    digests = {path.relative_to(folder).as_posix(): _digest(path) for path in outputs}
    aside = folder / f".{stem}{RECORD}.new"
    aside.write_text(json.dumps({"made_from": fingerprint, "outputs": digests}), encoding="utf-8")
    aside.replace(folder / record_name(stem))


def is_current(folder: Path, stem: str, fingerprint: str) -> bool:
    """Whether a page was made from just this, and its files are as they were made."""
    path = folder / record_name(stem)
    if not path.exists():
        return False
    record = json.loads(path.read_text(encoding="utf-8"))
    return record["made_from"] == fingerprint and all(
        (folder / name).is_file() and _digest(folder / name) == digest
        for name, digest in record["outputs"].items()
    )


def list_outputs(folder: Path, stem: str) -> list[str]:
    """Names of the files that a page's record names; none where there is no record."""
    path = folder / record_name(stem)
    return list(json.loads(path.read_text(encoding="utf-8"))["outputs"]) if path.exists() else []


def remove_outputs(folder: Path, stem: str) -> None:
    """Remove the files that a page's record names, and the record."""
    for name in list_outputs(folder, stem):
        (folder / name).unlink(missing_ok=True)
    (folder / record_name(stem)).unlink(missing_ok=True)


def remove_all_but(known: Iterable[tuple[str, str]], reports: Path) -> list[str]:
    """Remove pages that a study can no longer have; files that no record names stay.

    Parameters
    ----------
    known : iterable of (municipality, stem)
        Pages that the study can have.
    reports : Path
        The study's.

    Returns
    -------
    list of str
        ``municipality/stem`` of the removed pages.
    """
    removed, kept = [], set(known)
    for record in sorted(reports.glob(f"*/.*{RECORD}")):
        folder, stem = record.parent, record.name[1 : -len(RECORD)]
        if (folder.name, stem) in kept:
            continue
        remove_outputs(folder, stem)
        removed.append(f"{folder.name}/{stem}")
        for emptied in (folder / "figures", folder):
            if emptied.is_dir() and not any(emptied.iterdir()):
                emptied.rmdir()
    return removed


def record_name(stem: str) -> str:
    """Name of a page's record, beside it."""
    return f".{stem}{RECORD}"


def _files(folder: Path, leave_out: tuple[str, ...] = ()) -> list[Path]:
    """Files of a folder and of what lies in it, in an order that does not change."""
    passed_over = {"__pycache__", *leave_out}
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and passed_over.isdisjoint(path.relative_to(folder).parts[:-1])
    ]


def _digest(path: Path) -> str:
    """Digest of a file; of a page without its links to others, which change as those come."""
    whole = path.read_bytes()
    if path.suffix == ".html":
        whole = fill_links(whole.decode("utf-8")).encode("utf-8")
    return hashlib.sha256(whole).hexdigest()
