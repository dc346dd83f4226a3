"""Hashes of files that are not published: whoever guesses such a file can check the guess."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from analysis.release.attack.chain import Step
from analysis.release.attack.facts import Group, Source
from analysis.release.attack.limits import Break, Kind
from analysis.report.provenance.inputs import PLAIN
from analysis.report.provenance.manifest import MANIFEST
from analysis.study.origin import PUBLISHED


def find_guesses(folder: Path) -> Iterator[Break]:
    """Hashes of confidential inputs that anyone can compute from a guess at the file.

    Parameters
    ----------
    folder : Path
        A study's folder of reports.

    Yields
    ------
    Break
        One a file, and one a hash of all of them; made-up and published files tell nothing.
    """
    told = _read(folder / MANIFEST)
    if not told.get("synthetic"):
        for entry in told.get("inputs", ()):
            if f"/{PUBLISHED}/" not in entry["name"] and PLAIN in entry:
                yield _guess(entry["name"], Source(MANIFEST, "inputs"), entry[PLAIN])
    found: dict[str, Source] = {}
    for path in (folder / MANIFEST, *sorted(folder.glob("*/figures/*.json"))):
        told = _read(path)
        is_public = told.get("synthetic") or told.get("data") == PUBLISHED
        if not is_public and f"data_{PLAIN}" in told:
            source = Source(path.relative_to(folder).as_posix(), f"data_{PLAIN}")
            found.setdefault(told[f"data_{PLAIN}"], source)
    for digest, source in found.items():
        yield _guess("data", source, digest)


def _guess(name: str, source: Source, digest: str) -> Break:
    step = Step("text", source=source, text=f"SHA-256 {digest}")
    return Break(Kind.GUESS, Group(name, ""), 0, 0, None, (step,))


def _read(path: Path) -> Mapping[str, Any]:
    try:
        told = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}
