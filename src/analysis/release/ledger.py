"""What was released when, so that a new release gives nothing away together with old ones."""

import json
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from analysis.release.attack.between import find_changed, find_renamed
from analysis.release.attack.breaks import find_breaks
from analysis.release.attack.facts import (
    PROJECT,
    Evidence,
    Quantity,
)
from analysis.release.attack.limits import Break, Kind, Limits
from analysis.release.attack.relations import join_releases
from analysis.release.keyed import LEDGER
from analysis.release.written import places_of, read_evidence, write_evidence
from analysis.study.declaration import StudyError


@dataclass(frozen=True)
class Release:
    """What one release told.

    Attributes
    ----------
    name : str
    when : str
        Day, as 2026-11-28.
    evidence : Evidence
        Its numbers of people and answers, and of which places its project was.
    """

    name: str
    when: str
    evidence: Evidence

    @property
    def places(self) -> tuple[str, ...]:
        """Places that its project is the sum of."""
        return places_of(self.evidence)


@dataclass(frozen=True)
class Ledger:
    """All releases of a study, the first one first."""

    releases: tuple[Release, ...] = ()

    def record(self, release: Release) -> "Ledger":
        """The ledger with one more release.

        Raises
        ------
        StudyError
            If one of that name is in it already.
        """
        if release.name in {other.name for other in self.releases}:
            raise StudyError(f"'{release.name}' is recorded already; give this release a new name")
        return replace(self, releases=(*self.releases, release))


def find_conflicts(ledger: Ledger, new: Evidence, limits: Limits | None = None) -> list[Break]:
    """What follows from a new release only together with what was released before.

    Parameters
    ----------
    ledger : Ledger
    new : Evidence
        Of the release to be.
    limits : Limits, optional

    Returns
    -------
    list of Break
        Without what the new release gives away alone, or an old one alone. Where numbers of
        the same people differ, one of `Kind.MISREAD`: the answers are not the same any more, and
        whose were added or taken out would follow.
    """
    joined, single, changed = new, [new], list[Break]()
    for number, release in enumerate(ledger.releases, start=1):
        if _numbers(release.evidence) == _numbers(new):
            continue  # the same release again
        places = places_of(new), release.places
        for find in (find_changed, find_renamed):
            changed += find(new, release.evidence, places, limits or Limits())
        name = f"{release.name}, {number}"
        joined = join_releases(joined, release.evidence, name, places)
        single.append(release.evidence)
    if joined is new:
        return []
    alone = {_key(broken) for each in single for broken in find_breaks(each, limits)}
    # How many people the new release tells itself is hidden nowhere.
    alone |= {(Kind.SIZE, f.group, None, f.low, f.high)
              for f in new.facts if f.quantity is Quantity.SIZE}  # fmt: skip
    return changed + [
        found
        for found in find_breaks(joined, limits)
        if found.kind is Kind.MISREAD or _key(found) not in alone
    ]


def _numbers(evidence: Evidence) -> set[object]:
    """What is told, wherever it stands."""
    counted = {told[:3] for told in evidence.counted}
    return counted | {(f.group, f.quantity, f.low, f.high, f.answers) for f in evidence.facts}


def _key(broken: Break) -> object:
    """What is broken; of an earlier release's project, as of the project."""
    group = broken.group
    if group.place.startswith(f"{PROJECT} ("):
        group = group._replace(place=PROJECT)
    return broken.kind, group, broken.answer, broken.low, broken.high


def read_ledger(folder: Path) -> Ledger:
    """What a study released; nothing where there is no ledger.

    Parameters
    ----------
    folder : Path
        ``data/<study>``.

    Raises
    ------
    StudyError
        If the file is no ledger, or an entry is not as it was written.
    """
    path = folder / LEDGER
    try:
        entries = json.loads(path.read_bytes())["releases"]
        written = [entry.pop("sha256") for entry in entries]
        releases = tuple(Release(e["name"], e["when"], read_evidence(e)) for e in entries)
    except FileNotFoundError:
        return Ledger()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StudyError(f"{path} is no ledger of releases") from error
    digest = ""
    for entry, expected in zip(entries, written, strict=True):
        digest = _digest(entry, digest)
        if digest != expected:
            raise StudyError(
                f"{path}: the entry '{entry['name']}' or one before it was altered; put back the "
                "file as 'analysis release' wrote it"
            )
    return Ledger(releases)


def write_ledger(folder: Path, ledger: Ledger) -> Path:
    """Write a study's ledger; each entry's hash covers those before it.

    Parameters
    ----------
    folder : Path
        ``data/<study>``.
    ledger : Ledger

    Returns
    -------
    Path
        The written file.
    """
    digest, entries = "", []
    for release in ledger.releases:
        told = write_evidence(release.evidence)
        entry = {"name": release.name, "when": release.when, **told}
        digest = _digest(entry, digest)
        entries.append({**entry, "sha256": digest})
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    path = folder / LEDGER
    beside = path.with_suffix(".new")
    beside.write_text(f'{{"releases": [\n{lines}\n]}}\n', encoding="utf-8")
    return beside.replace(path)


def _digest(entry: dict[str, Any], before: str) -> str:
    whole = json.dumps([before, entry], ensure_ascii=False, sort_keys=True)
    return sha256(whole.encode()).hexdigest()
