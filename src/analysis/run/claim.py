"""One run at a time in a study's folder of reports."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from analysis.run.failure import describe_os_error
from analysis.run.swap import refuse_links
from analysis.study.declaration import StudyError

LOCK = ".lock"
"""File in a study's reports that a run holds while it works there."""


@contextmanager
def claim(folder: Path) -> Iterator[None]:
    """Keep other runs out of a folder; a claim ends with its process, even if that is killed.

    Raises
    ------
    StudyError
        If another run is at work there, or nothing can be written there.
    """
    lock = FileLock(folder / LOCK)
    try:
        refuse_links(folder)
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(blocking=False)
    except Timeout:
        raise StudyError(
            f"another run is making the pages in {folder}; "
            "wait until it is done, or give this one a folder of its own with --reports"
        ) from None
    except OSError as error:
        why = describe_os_error(error)
        raise StudyError(f"nothing can be written to {folder}: {why}") from None
    try:
        yield
    finally:
        lock.release()
