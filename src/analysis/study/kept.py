"""What follows from the same as before, found instead of made: under a watch, and nowhere else.

A watch makes a page again and again while a few words change. What its notebook has made is handed
from one process to the next in memory, each part by a digest of all that it was given. A study in
it counts without what readers alone are told: of that counts what was read as the part was made.
"""

import hashlib
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from functools import lru_cache
from types import FunctionType
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from analysis.study.edition import Edition
from analysis.study.section import Section
from analysis.study.study import Study
from analysis.study.told import noting_reads, tell

Made = TypeVar("Made")
Reads = frozenset[tuple[str, str, str]]
"""Key of a study, what of it was read, and how that reads."""
UNFIT = (pickle.PicklingError, TypeError, ValueError, AttributeError, RecursionError)
"""Raised of what has no digest, such as an open file or a function of the notebook's own."""


@dataclass(frozen=True)
class Kept:
    """What was made before, and what is made or found now."""

    before: dict[str, tuple[Reads, bytes]]
    now: dict[str, tuple[Reads, Any]] = field(default_factory=dict)
    digested: dict[int, tuple[Any, str, dict[str, Study]]] = field(default_factory=dict)


_KEPT: list[Kept] = []
"""That of the watched page which is being made, if any."""


@contextmanager
def keeping(before: bytes | None) -> Iterator[Kept]:
    """Keep what `keep` is asked for meanwhile.

    Parameters
    ----------
    before : bytes or None
        From `hand_on`; empty of a first time. None to keep nothing.
    """
    kept = Kept(pickle.loads(before) if before else {})  # noqa: S301 - from a process of ours
    if before is not None:
        _KEPT.append(kept)
    try:
        yield kept
    finally:
        _KEPT.clear()


def hand_on(kept: Kept) -> bytes:
    """What was made or found, with what it has worked out since, for the next process.

    Where nothing was asked for, as where only a page's words are new, it is what was there.
    """
    made = {key: (reads, pickle.dumps(made)) for key, (reads, made) in kept.now.items()}
    return pickle.dumps(made or kept.before)


def keep(make: Callable[..., Made], *given: Any, same: object = None) -> Made:
    """What a function makes of what it is given, made once for the same.

    Parameters
    ----------
    make : callable
        Of the package; what it makes follows from what it is given alone.
    *given
    same : dataclass, optional
        Of what is given, what nobody changes while a page is made, and of which all that it works
        out follows from its fields: their digest is taken once.
    """
    if not _KEPT:
        return make(*given)
    kept = _KEPT[0]
    try:
        key, studies = _digest((make, given), kept, same)
    except UNFIT:
        return make(*given)
    reads, content = kept.before.get(key, (None, b""))
    if reads is not None and all(_reads_so(studies.get(of), *read) for of, *read in reads):
        found: Made = pickle.loads(content)  # noqa: S301 - as above
        kept.now[key] = reads, found
        return found
    with noting_reads() as noted:
        made = make(*given)
    if all(studies.get(study.key) is study for _, study in noted):
        read = frozenset((study.key, name, tell(study, name)) for name, study in noted)
        kept.now[key] = read, made
    return made


def _reads_so(study: Study | None, name: str, told: str) -> bool:
    return study is not None and tell(study, name) == told


def _digest(given: Any, kept: Kept, same: object = None) -> tuple[str, dict[str, Study]]:
    """Digest of all that can be reached from something, and the studies among it."""
    digest = _Digest()
    pickler = _Pickler(digest, kept, same)
    pickler.dump(given)
    return digest.whole.hexdigest(), pickler.studies


@lru_cache(maxsize=4)
def _digest_declared(study: Study) -> str:
    return hashlib.sha256(study.declared_for_numbers().encode()).hexdigest()


def _take_apart(column: pd.Series) -> Any:
    """A column's values, however pandas holds them and whatever it has worked out of them."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy().tobytes(), tuple(column.cat.categories)
    if isinstance(column.dtype, np.dtype) and column.dtype != object:
        return column.to_numpy().tobytes()
    return pickle.dumps(column.tolist())  # of which texts that come often are told once


class _Digest:
    """A file of which nothing but the digest is kept."""

    def __init__(self) -> None:
        self.whole = hashlib.sha256()

    def write(self, content: Any) -> None:
        self.whole.update(content)


class _Pickler(pickle.Pickler):
    """Takes functions of the package apart, and of studies all but what is told."""

    def __init__(self, digest: _Digest, kept: Kept, same: object) -> None:
        super().__init__(digest, pickle.HIGHEST_PROTOCOL)
        self.fast = True  # what is equal has one digest, whether it is one object or two
        self.studies: dict[str, Study] = {}
        self._kept, self._same = kept, same

    def reducer_override(self, given: Any) -> Any:
        """What stands for an object that pickle alone would not take, or take whole."""
        if isinstance(given, Study):
            self._note(given)
            return str, (_digest_declared(given),)
        if given is self._same and given is not None:
            return str, (self._digest_once(given),)
        if isinstance(given, pd.DataFrame):  # however its columns lie in memory
            columns = [(str(c.dtype), _take_apart(c)) for _, c in given.items()]
            return tuple, ((given.columns.tolist(), given.index.tolist(), columns),)
        if isinstance(given, Section | Edition):  # what they have worked out follows from the rest
            of = type(given).model_fields if isinstance(given, Section) else given.__match_args__
            return tuple, ((type(given), *(getattr(given, name) for name in of)),)
        if isinstance(given, FunctionType) and given.__module__ == "__main__":
            raise pickle.PicklingError("a function of the notebook's own")
        if isinstance(given, FunctionType) and given.__module__.startswith("analysis."):
            inside = tuple(cell.cell_contents for cell in given.__closure__ or ())
            place = given.__module__, given.__qualname__, given.__code__.co_firstlineno
            return tuple, ((*place, given.__defaults__, given.__kwdefaults__, inside),)
        return NotImplemented

    def _note(self, study: Study) -> None:
        if self.studies.setdefault(study.key, study) is not study:
            raise pickle.PicklingError("two states of a study")

    def _digest_once(self, given: Any) -> str:
        """Digest of what stays as it is; it is held, so that no other takes its place."""
        if id(given) not in self._kept.digested:
            made_with = {each.name: getattr(given, each.name) for each in fields(given)}
            self._kept.digested[id(given)] = given, *_digest(made_with, self._kept)
        _, digest, studies = self._kept.digested[id(given)]
        for study in studies.values():
            self._note(study)
        return digest
