"""The tables of a run in one file, and what of them is another than in the run before."""

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from analysis.inputs.digest import file_sha256
from analysis.report.provenance.manifest import MANIFEST
from analysis.report.whole import replacing

ARCHIVE = "tables.zip"
TABLES = "*/figures/*.csv"
"""Where tables lie in a run's folder; beside each a JSON tells its words and origin."""


@dataclass(frozen=True)
class Changes:
    """Tables that are new, other than before, or gone; paths in the run's folder.

    ``cells`` are how many cells of each changed table are other than before; empty where the
    tables of the run before are no longer there.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    cells: tuple[int, ...] = ()


def write_archive(folder: Path) -> Path | None:
    """Write all tables of a run, with their words and origin, as one ZIP.

    The same tables make the same bytes, whenever and wherever it is written.

    Parameters
    ----------
    folder : Path
        Of the run.

    Returns
    -------
    Path or None
        None where there is no table; then none is left from before.
    """
    path = folder / ARCHIVE
    tables = sorted(folder.glob(TABLES))
    if not tables:
        path.unlink(missing_ok=True)
        return None
    with replacing(path) as aside, ZipFile(aside, "w") as archive:
        for table in tables:
            for file in (table, table.with_suffix(".json")):
                if file.is_file():
                    entry = ZipInfo(file.relative_to(folder).as_posix())  # of 1980: no time of ours
                    entry.compress_type = ZIP_DEFLATED
                    archive.writestr(entry, file.read_bytes())
    return path


def compare_tables(folder: Path) -> Changes | None:
    """Hold a run's tables against those that its last manifest lists; None without one.

    Parameters
    ----------
    folder : Path
        Of the run, before its manifest and its archive are written anew.
    """
    try:
        files = json.loads((folder / MANIFEST).read_bytes())["files"]
        before = {entry["path"]: entry["sha256"] for entry in files}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    now = {path.relative_to(folder).as_posix(): file_sha256(path) for path in folder.glob(TABLES)}
    return _compare(folder, {n: d for n, d in before.items() if Path(n).match(TABLES)}, now)


def _compare(folder: Path, before: Mapping[str, str], now: Mapping[str, str]) -> Changes:
    both = before.keys() & now.keys()
    changed = tuple(sorted(name for name in both if before[name] != now[name]))
    return Changes(
        tuple(sorted(now.keys() - before.keys())),
        changed,
        tuple(sorted(before.keys() - now.keys())),
        _count_cells(folder, changed),
    )


def _count_cells(folder: Path, changed: Sequence[str]) -> tuple[int, ...]:
    """How many cells of each table are other than in the archive of the run before."""
    try:
        with ZipFile(folder / ARCHIVE) as archive:
            old = [archive.read(name) for name in changed]
    except (OSError, BadZipFile, KeyError):
        return ()
    new = [(folder / name).read_bytes() for name in changed]
    return tuple(
        _differing(*tables) for tables in zip(map(_read, old), map(_read, new), strict=True)
    )


def _read(table: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(table.decode("utf-8"))))


def _differing(old: list[list[str]], new: list[list[str]]) -> int:
    """Cells that differ in their place; where rows or columns came or went, those that are new."""
    if [*map(len, old)] == [*map(len, new)]:
        pairs = zip(chain(*old), chain(*new), strict=True)
        return sum(before != now for before, now in pairs)
    return (Counter(chain(*new)) - Counter(chain(*old))).total()
