"""What a page was made from and which files came of it, so that only what changed is made anew.

Beside each page lies a record: one digest of all that went into it, and one of each file
that came out. A record may come from anywhere, with a folder that somebody sent: one that is
torn or odd counts as none, and what it names outside its folder does not count as its file.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from analysis.report.pages.files import digest_links, fill_links, find_links
from analysis.report.whole import write_whole

RECORD = ".record.json"
"""Ending of a record's name."""
FAILED = ""
"""In the record of a page that failed: no fingerprint, so that it is never current."""
UNSAFE = re.compile(r"[\\:\0]")
"""What parts folders and drives on Windows, and ends names nowhere but in C."""


@dataclass(frozen=True)
class Record:
    """A page's record.

    Attributes
    ----------
    made_from : str
        Fingerprint of what the page was made from, or `FAILED`.
    outputs : mapping
        Digest of each file by its name in the page's folder.
    error, failed_at : str
        Why the page could not be renewed, without words of data, and since when; empty of one
        that was.
    computed_from : str
        Fingerprint of what the outputs of the page's notebook were computed from, or `FAILED`.
    told : mapping
        Digest of what its notebook read of what the study declares for readers alone.
    """

    made_from: str
    outputs: Mapping[str, str] = field(default_factory=dict)
    error: str = ""
    failed_at: str = ""
    computed_from: str = FAILED
    told: Mapping[str, str] = field(default_factory=dict)


NONE = Record(FAILED)


def read_record(folder: Path, stem: str) -> Record:
    """The record of a page; `NONE` where there is none that can be read."""
    try:
        told = json.loads((folder / record_name(stem)).read_bytes())
        record = Record(**told)
        texts = [record.made_from, record.error, record.failed_at, record.computed_from]
        pairs = (*record.outputs.items(), *record.told.items())
        texts += [text for pair in pairs for text in pair]
        datetime.fromisoformat(record.failed_at or "2000-01-01")
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return NONE
    if not all(isinstance(text, str) for text in texts):
        return NONE
    return record if are_inside(folder, record.outputs) else NONE


def are_inside(folder: Path, names: Iterable[str]) -> bool:
    """Whether all names are of files in a folder or below it, and no link leads elsewhere."""
    parents = set()
    for name in names:
        parts = PurePosixPath(name).parts
        if not parts or {"..", "/"} & {*parts} or UNSAFE.search(name):
            return False
        parents.add(folder.joinpath(*parts[:-1]))
    top = folder.resolve()
    return all(parent.resolve().is_relative_to(top) for parent in parents)


def write_record(
    folder: Path,
    stem: str,
    fingerprint: str,
    outputs: Iterable[Path],
    computed_from: str = FAILED,
    told: Mapping[str, str] | None = None,
) -> None:
    """Note what a page was made from and which files came of it.

    Parameters
    ----------
    folder : Path
        The municipality's, in the reports, or one aside where a page is made.
    stem : str
        Name of the page without its ending.
    fingerprint : str
        Of what the page was made from, or `FAILED`.
    outputs : iterable of Path
        Inside ``folder``.
    computed_from : str, optional
        Of what its notebook's outputs were computed from.
    told : mapping, optional
        Digests of what else its notebook read; see `analysis.run.fingerprints.fingerprint_told`.
    """
    digests = {path.relative_to(folder).as_posix(): _digest(path) for path in outputs}
    _write(folder, stem, Record(fingerprint, digests, "", "", computed_from, told or {}))


def note_failure(folder: Path, stem: str, error: str, files: Iterable[str] = ()) -> None:
    """Note that a page could not be renewed; what was there of it stays, and is never current.

    Parameters
    ----------
    folder : Path
    stem : str
    error : str
        Without words of data.
    files : iterable of str
        What the failure left in the folder.
    """
    record = read_record(folder, stem)
    there = [name for name in files if (folder / name).is_file()]
    outputs = {
        **record.outputs,
        **{name: _digest(folder / name) for name in there},
    }
    since = record.failed_at or datetime.now(UTC).isoformat(timespec="seconds")
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder, stem, Record(FAILED, outputs, error, since))


def note_outdated(folder: Path, stem: str) -> None:
    """Note that a page is to be made anew whatever it was made from."""
    record = read_record(folder, stem)
    if record != NONE:
        _write(folder, stem, Record(FAILED, record.outputs, record.error, record.failed_at))


def is_current(folder: Path, stem: str, fingerprint: str, links: Iterable[str] = ()) -> bool:
    """Whether a page was made from just this, and its files are as they were made.

    Parameters
    ----------
    folder : Path
    stem : str
    fingerprint : str
    links : iterable of str
        Digests of what may stand between the page's link marks; nothing always may.
    """
    record = read_record(folder, stem)
    allowed = {digest_links(""), *links}
    return bool(record.made_from == fingerprint and record.outputs) and all(
        _is_as_made(folder / name, digest, allowed) for name, digest in record.outputs.items()
    )


def is_computed(folder: Path, stem: str, fingerprint: str) -> bool:
    """Whether a notebook was computed from just this, and all that its page needs is whole."""
    record = read_record(folder, stem)
    files = {folder / name: digest for name, digest in record.outputs.items()}
    return bool(record.computed_from == fingerprint and files) and all(
        path.suffix == ".html" or _is_as_made(path, digest, set()) for path, digest in files.items()
    )


def _is_as_made(path: Path, digest: str, links: set[str]) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    whole = path.read_bytes()
    if (
        path.suffix == ".html"
        and digest_links(find_links(whole.decode("utf-8", errors="replace"))) not in links
    ):
        return False
    return _digest(path, whole) == digest


def list_outputs(folder: Path, stem: str) -> list[str]:
    """Names of the files that a page's record names; none where there is no record."""
    return list(read_record(folder, stem).outputs)


def remove_outputs(folder: Path, stem: str) -> None:
    """Remove the files that a page's record names, and the record."""
    for name in list_outputs(folder, stem):
        remove_file(folder / name)
    (folder / record_name(stem)).unlink(missing_ok=True)


def remove_file(path: Path) -> None:
    """Remove a file or link, if there is one; a folder is no file of a record."""
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)


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
    for folder, stem in find_records(reports):
        if (folder.name, stem) in kept:
            continue
        remove_outputs(folder, stem)
        removed.append(f"{folder.name}/{stem}")
        for emptied in (folder / "figures", folder):
            if emptied.is_dir() and not emptied.is_symlink() and not any(emptied.iterdir()):
                emptied.rmdir()
    return removed


def find_records(reports: Path) -> Iterator[tuple[Path, str]]:
    """Folder and stem of each record in a study's reports; links to other folders do not count."""
    for path in sorted(reports.glob(f"*/.*{RECORD}")):
        if not path.parent.is_symlink():
            yield path.parent, path.name[1 : -len(RECORD)]


def record_name(stem: str) -> str:
    """Name of a page's record, beside it."""
    return f".{stem}{RECORD}"


def _write(folder: Path, stem: str, record: Record) -> None:
    told = {key: value for key, value in asdict(record).items() if value or key == "made_from"}
    write_whole(folder / record_name(stem), json.dumps(told).encode())


def _digest(path: Path, content: bytes | None = None) -> str:
    """Digest of a file; of a page without its links to others, which change as those come."""
    whole = path.read_bytes() if content is None else content
    if path.suffix == ".html":
        whole = fill_links(whole.decode("utf-8", errors="replace")).encode("utf-8")
    return hashlib.sha256(whole).hexdigest()
