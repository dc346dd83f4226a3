"""Hashes of files that are not published: whoever guesses such a file can check the guess."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from analysis.release.attack.chain import Step
from analysis.release.attack.facts import Group, Source
from analysis.release.attack.limits import Break, Kind
from analysis.report.provenance.manifest import MANIFEST
from analysis.study.origin import PUBLISHED

PLAIN = "sha256"
"""Of an input's hash that anyone can compute; a keyed one has another name."""


def find_guesses(folder: Path) -> Iterator[Break]:
    """Hashes of confidential inputs that anyone can compute from a guess at the file.

    Parameters
    ----------
    folder : Path
        A study's folder of reports.

    Yields
    ------
    Break
        One a file; made-up files and published ones tell nothing.
    """
    told = _read(folder / MANIFEST)
    if told.get("synthetic"):
        return
    for entry in told.get("inputs", ()):
        if f"/{PUBLISHED}/" not in entry["name"] and PLAIN in entry:
            step = Step("text", source=Source(MANIFEST, "inputs"), text=f"SHA-256 {entry[PLAIN]}")
            yield Break(Kind.GUESS, Group(entry["name"], ""), 0, 0, None, (step,))


def _read(path: Path) -> Mapping[str, Any]:
    try:
        told = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}
