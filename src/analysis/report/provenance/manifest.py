"""One file that tells all of a run: every file with its hash, and what it was made from."""

import json
import platform
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analysis.inputs.digest import file_sha256
from analysis.inputs.own_files import STUDY_FOLDERS
from analysis.report.provenance.code import CodeVersion, list_packages
from analysis.report.provenance.inputs import describe_inputs, hash_data
from analysis.report.provenance.listing import write_listing
from analysis.study.origin import PUBLISHED
from analysis.study.study import Study

MANIFEST = "manifest.json"
CRATE = "ro-crate-metadata.json"
LOG = "log"
"""Folder with what errors say in full, which may quote data; no part of what is published."""


@dataclass(frozen=True)
class Provenance:
    """What all files of a run were made from, as its manifest tells it.

    Attributes
    ----------
    study : Study
    data : str
        ``"published"``, ``"example"``, ``"raw"`` or a folder.
    parameters : mapping
        Of the notebooks, as they were set.
    units : mapping
        What went wrong, or an empty text, by the name of each notebook's run.
    code : CodeVersion
    """

    study: Study
    data: str
    parameters: Mapping[str, str]
    units: Mapping[str, str]
    code: CodeVersion

    @property
    def data_name(self) -> str:
        """The data's name without this machine's folders."""
        known = self.data in (*STUDY_FOLDERS, PUBLISHED)
        return self.data if known else Path(self.data).name


def write_manifest(made_from: Provenance, folder: Path) -> dict[str, Any]:
    """Write ``manifest.json`` over all files that lie in a study's reports.

    Parameters
    ----------
    made_from : Provenance
    folder : Path
        ``<reports>/<study>``.

    Returns
    -------
    dict
        The manifest. Paths in it are relative to the folder.
    """
    manifest = {
        "study": made_from.study.key,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "data": made_from.data_name,
        **hash_data(made_from.study, made_from.data),
        "synthetic": _has_synthetic_figure(folder),
        "study_sha256": file_sha256(made_from.study.folder / "study.toml"),
        "parameters": dict(made_from.parameters),
        "disclosure": dict(made_from.study.disclosure),
        "places": list(made_from.study.municipalities),
        "units": [{"unit": unit, "error": error} for unit, error in made_from.units.items()],
        "code": _code(made_from.code),
        "packages": {"python": platform.python_version(), **list_packages()},
        "inputs": describe_inputs(made_from.study, made_from.data),
    }
    files = list_files(folder)
    folder.mkdir(parents=True, exist_ok=True)
    write_listing(folder / MANIFEST, manifest, "files", files)
    return {**manifest, "files": files}


def _code(code: CodeVersion) -> dict[str, Any]:
    return {
        "version": code.version,
        "commit": code.commit,
        "modified": code.is_modified,
        "sha256": code.sha256,
    }


def _has_synthetic_figure(folder: Path) -> bool:
    sidecars = folder.glob("*/figures/*.json")
    return any(read_sidecar(path).get("synthetic") for path in sidecars)


def read_sidecar(path: Path) -> Mapping[str, Any]:
    """What a figure's JSON tells; nothing where it is not there or is not one of ours."""
    try:
        told = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def list_files(folder: Path) -> list[dict[str, Any]]:
    """Every file of a run but the two that list them, logs, and what is hidden."""
    paths = (p for p in folder.rglob("*") if p.is_file() and p.name not in (MANIFEST, CRATE))
    named = ((path.relative_to(folder).as_posix(), path) for path in sorted(paths))
    left_out = (".", f"{LOG}/")
    shown = {name: p for name, p in named if not name.startswith(left_out) and "/." not in name}
    with ThreadPoolExecutor() as threads:
        digests = threads.map(file_sha256, shown.values())
        return [
            {"path": name, "sha256": digest, "size": path.stat().st_size}
            for (name, path), digest in zip(shown.items(), digests, strict=True)
        ]
