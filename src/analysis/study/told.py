"""What a study declares for readers alone, and what of it is read while something is made."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.study.study import Study

TOLD = ("name", "about", "aims", "publication", "questions", "region", "remarks", "terms")
"""What a study declares for readers alone: nothing is read by it, and no number follows from it."""
WHOLE = ("__dict__", "__pydantic_serializer__")
"""Attributes by which whoever prints, copies or dumps a study reads all of it."""
Reads = set[tuple[str, "Study"]]
"""What was read, and of which study."""

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


def note_read(study: "Study", name: str) -> None:
    """Note that an attribute is read, where it is one of `TOLD` or holds them all."""
    if name in TOLD or name in WHOLE:
        for noted in _NOTED:
            noted.update((told, study) for told in (TOLD if name in WHOLE else (name,)))
