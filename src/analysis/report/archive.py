"""The tables of a run in one file, and what of them is another than in the run before."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from analysis.inputs.digest import file_sha256
from analysis.report.provenance.manifest import MANIFEST
from analysis.report.whole import replacing

ARCHIVE = "tables.zip"
TABLES = "*/figures/*.csv"
"""Where tables lie in a run's folder; beside each a JSON tells its words and origin."""


@dataclass(frozen=True)
class Changes:
    """Tables that are new, other than before, or gone; paths in the run's folder."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


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
        Of the run, before its manifest is written anew.
    """
    try:
        files = json.loads((folder / MANIFEST).read_bytes())["files"]
        before = {entry["path"]: entry["sha256"] for entry in files}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    now = {path.relative_to(folder).as_posix(): file_sha256(path) for path in folder.glob(TABLES)}
    return _compare({name: d for name, d in before.items() if Path(name).match(TABLES)}, now)


def _compare(before: Mapping[str, str], now: Mapping[str, str]) -> Changes:
    both = before.keys() & now.keys()
    return Changes(
        tuple(sorted(now.keys() - before.keys())),
        tuple(sorted(name for name in both if before[name] != now[name])),
        tuple(sorted(before.keys() - now.keys())),
    )
