"""Why a unit was not made: its kind and place for everybody, its words for the log alone."""

import errno
import os
import traceback
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from analysis.report.provenance.manifest import LOG
from analysis.report.whole import write_whole
from analysis.study.declaration import StudyError


@dataclass(frozen=True)
class Failure:
    """Why a unit was not made.

    Attributes
    ----------
    error : str
        Its kind and place. It goes into pages, index, manifest and crate, so it quotes nothing.
    words : str
        All that is known, which may quote data: for the log.
    advice : str
        For whoever called: words of ours, which quote no data.
    """

    error: str
    words: str = ""
    advice: str = ""


def name_error(kind: type[BaseException], error: object) -> str:
    """An exception's type, and what the system calls it if it came from there."""
    number = error.errno if isinstance(error, OSError) else None
    return f"{kind.__name__} ({errno.errorcode[number]})" if number else kind.__name__


def describe_error(error: BaseException) -> Failure:
    """An exception that came outside the cells of a notebook."""
    kind, words = type(error).__name__, "".join(traceback.format_exception(error))
    if isinstance(error, OSError) and error.errno:
        return Failure(f"{kind}: {describe_os_error(error)}", words)
    return Failure(kind, words, str(error) if isinstance(error, StudyError) else "")


def describe_os_error(error: OSError) -> str:
    """What the system says is wrong, without the file's name."""
    name = errno.errorcode.get(error.errno or 0, "")
    return f"{os.strerror(error.errno or 0)} ({name})" if name else type(error).__name__


def log_path(folder: Path, municipality: str, stem: str) -> Path:
    """Where the words of a unit's failure are, in a study's reports."""
    return folder / LOG / municipality / f"{stem}.txt"


def write_log(folder: Path, path: Path, words: str) -> None:
    """Write a failure's words where git and the crate pass them over."""
    with suppress(OSError):  # a full disk: what is known is told without the words
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(folder / LOG / ".gitignore", b"*\n")
        write_whole(path, words.encode())
