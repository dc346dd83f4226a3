"""What a study declares for readers alone, and what of it is read while something is made."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

TOLD = ("name", "about", "aims", "publication", "questions", "region", "remarks", "terms")
"""What a study declares for readers alone: nothing is read by it, and no number follows from it."""
BY_KEY = ("questions", "remarks", "terms")
"""Of these it is noted which of their keys are read."""
WHOLE = ("__dict__", "__pydantic_serializer__")
"""Attributes by which whoever prints, copies or dumps a study reads all of it."""
Reads = set[tuple[str, Any]]
"""What was read, as ``region`` or ``questions.health``, and of which study."""

_NOTED: list[Reads] = []
"""Where it is noted, the innermost last."""


@contextmanager
def noting_reads() -> Iterator[Reads]:
    """Note what of it is read meanwhile."""
    noted: Reads = set()
    _NOTED.append(noted)
    try:
        yield noted
    finally:
        _NOTED.pop()


def note_read(study: Any, *read: str) -> None:
    """Note that something is read of a study."""
    for noted in _NOTED:
        noted.update((each, study) for each in read)


def tell(study: Any, read: str) -> str:
    """How reads what was noted."""
    name, _, key = read.partition(".")
    value = getattr(study, name)
    return repr(value.get(key) if key else value)


class Told(Mapping[str, Any]):
    """Texts of a study by their keys; it is noted which of them are read."""

    def __init__(self, study: Any, name: str, texts: Mapping[str, Any]) -> None:
        self._study, self._name, self._texts = study, name, texts

    def __getitem__(self, key: str) -> Any:
        note_read(self._study, f"{self._name}.{key}")
        return self._texts[key]

    def __iter__(self) -> Iterator[str]:
        note_read(self._study, self._name)
        return iter(self._texts)

    def __len__(self) -> int:
        note_read(self._study, self._name)
        return len(self._texts)

    def __repr__(self) -> str:
        return repr(dict(self))
