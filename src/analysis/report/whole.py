"""Files that appear whole or not at all, and figures that wait aside until their page is whole."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NEW = ".new"
"""Ends the name under which a file is written, hidden, beside the one that it will replace."""

_ASIDE: dict[Path, Path] = {}
"""Where figures go while their notebook runs, by the folder that they are for."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file to write to, which takes the place of another when it is whole.

    A symbolic link is replaced and not written through. Of a failure nothing is left.
    """
    aside = path.with_name(f".{path.name}{NEW}")
    aside.unlink(missing_ok=True)  # of a process that was killed, or a link that was laid there
    try:
        yield aside
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that no reader sees half."""
    with replacing(path) as aside:
        aside.write_bytes(content)


@contextmanager
def saving_aside(folder: Path, aside: Path) -> Iterator[None]:
    """Have `save_exhibits` save aside what is for a folder; one notebook at a time in a process."""
    _ASIDE[folder.resolve()] = aside
    try:
        yield
    finally:
        _ASIDE.clear()


def is_aside() -> bool:
    """Whether a notebook runs for a page, which tells of its figures in forms of its own."""
    return bool(_ASIDE)


def find_aside(folder: Path) -> Path:
    """Where files that are for a folder are to be written now."""
    return _ASIDE.get(folder.resolve(), folder) if _ASIDE else folder
