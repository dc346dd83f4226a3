"""What was released when, so that a new release gives nothing away together with old ones."""

import json
from dataclasses import dataclass, replace
from hashlib import sha256
from math import inf, isinf
from pathlib import Path
from typing import Any

from analysis.release.attack.breaks import find_breaks
from analysis.release.attack.facts import (
    PROJECT,
    Evidence,
    Fact,
    Group,
    Linear,
    Pooled,
    Quantity,
    Source,
    Term,
)
from analysis.release.attack.limits import Break, Kind, Limits
from analysis.release.attack.relations import PLACES, join_releases, relate
from analysis.release.keyed import LEDGER
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


def places_of(evidence: Evidence) -> tuple[str, ...]:
    """Places that the evidence's project is the sum of."""
    whole = (p for p in evidence.partitions if p.source == PLACES and p.total.place == PROJECT)
    first = next(whole, None)
    return tuple(part.place for part in first.parts) if first else ()


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
    joined, single = new, [new]
    for number, release in enumerate(ledger.releases, start=1):
        if _numbers(release.evidence) == _numbers(new):
            continue  # the same release again
        places = places_of(new), release.places
        name = f"{release.name}, {number}"
        joined = join_releases(joined, release.evidence, name, places)
        single.append(release.evidence)
    if joined is new:
        return []
    alone = {_key(broken) for each in single for broken in find_breaks(each, limits)}
    # How many people the new release tells itself is hidden nowhere.
    alone |= {(Kind.SIZE, f.group, None, f.low, f.high)
              for f in new.facts if f.quantity is Quantity.SIZE}  # fmt: skip
    return [
        found
        for found in find_breaks(joined, limits)
        if found.kind is Kind.MISREAD or _key(found) not in alone
    ]


def _numbers(evidence: Evidence) -> set[object]:
    """What is told, wherever it stands."""
    return {(f.group, f.quantity, f.low, f.high, f.answers) for f in evidence.facts}


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
        releases = tuple(map(_read, entries))
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
        entry = _write(release)
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


def _write(release: Release) -> dict[str, Any]:
    """A release in the types of JSON; open ends of bounds are null."""
    evidence = release.evidence
    own = [linear for linear in evidence.linears if linear.source.file]
    return {
        "name": release.name,
        "when": release.when,
        "places": list(release.places),
        "scales": {name: list(points) for name, points in evidence.scales.items()},
        "facts": [_write_fact(fact) for fact in dict.fromkeys(evidence.facts)],
        "sums": [
            [[[t.factor, *t.group, t.quantity.value, list(t.answers)] for t in linear.terms],
             _end(linear.low), _end(linear.high), *linear.source]
            for linear in dict.fromkeys(own)
        ],
        "pooled": [[*pooled.groups, pooled.low, pooled.high, pooled.source]
                   for pooled in dict.fromkeys(evidence.pooled)],
    }  # fmt: skip


def _write_fact(fact: Fact) -> list[Any]:
    ends = _end(fact.low), _end(fact.high)
    answers = list(fact.answers)
    return [*fact.group, fact.quantity.value, *ends, answers, fact.is_public, *fact.source]


def _end(value: float) -> float | None:
    return None if isinf(value) else value


def _read(entry: dict[str, Any]) -> Release:
    scales = {name: tuple(points) for name, points in entry["scales"].items()}
    facts = [_read_fact(*told) for told in entry["facts"]]
    sums = [_read_sum(*told) for told in entry["sums"]]
    pooled = tuple(
        Pooled((Group(*first), Group(*second)), low, high, Source(*source))
        for first, second, low, high, source in entry["pooled"]
    )
    evidence = relate(facts, sums, entry["places"], scales) + Evidence((), pooled=pooled)
    return Release(entry["name"], entry["when"], evidence)


def _read_fact(place: str, wave: str, variable: str, part: str, quantity: str, low: float | None,
               high: float | None, answers: list[float], is_public: bool, *source: str,
               ) -> Fact:  # fmt: skip
    group = Group(place, wave, variable, part)
    ends = -inf if low is None else low, inf if high is None else high
    return Fact(group, Quantity(quantity), *ends, Source(*source), tuple(answers), is_public)


def _read_sum(terms: list[Any], low: float | None, high: float | None, *source: str) -> Linear:
    read = (Term(factor, Group(*group), Quantity(quantity), tuple(answers))
            for factor, *group, quantity, answers in terms)  # fmt: skip
    ends = -inf if low is None else low, inf if high is None else high
    return Linear(tuple(read), *ends, Source(*source))
