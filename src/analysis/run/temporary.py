"""A run's temporary folder: where sockets are, and what a killed run leaves of it."""

import os
import secrets
import shutil
import tempfile
from contextlib import suppress
from multiprocessing import util
from pathlib import Path

from filelock import FileLock, Timeout

PREFIX = "analysis-run-"
LOCK = ".lock"
"""Ends the name of the file beside the folder that its run holds as long as it lives."""
LONGEST = 50
"""Of a socket's 107 characters, those that are left for the folder of temporary files."""

_HELD: list[FileLock] = []
"""Of this process's folder, whose lock ends with the process."""


def open_folder() -> Path:
    """The temporary folder of this process; those of runs that were killed are removed first."""
    if _HELD:
        return Path(_HELD[0].lock_file.removesuffix(LOCK))
    parent = Path(tempfile.gettempdir())
    if len(str(parent)) > LONGEST:
        parent = Path("/tmp")  # noqa: S108 - names inside are not to be guessed
    remove_left_over(parent)
    folder = parent / f"{PREFIX}{secrets.token_hex(4)}"
    lock = FileLock(f"{folder}{LOCK}", blocking=False)
    lock.acquire()
    folder.mkdir(mode=0o700)
    _HELD.append(lock)
    # After multiprocessing has removed its own folder inside, at -100.
    util.Finalize(None, _close, args=(os.getpid(),), exitpriority=-200)
    return folder


def remove_left_over(parent: Path) -> None:
    """Remove the temporary folders of runs that live no more."""
    for path in parent.glob(f"{PREFIX}*{LOCK}"):
        with suppress(Timeout, OSError):  # its run lives, or another has just removed it
            if path.is_symlink() or path.stat().st_uid != os.getuid():
                continue
            with FileLock(path, blocking=False):
                shutil.rmtree(path.with_suffix(""), ignore_errors=True)
                path.unlink()


def _close(owner: int) -> None:
    if os.getpid() == owner:  # and no process that was forked from it
        lock = _HELD.pop()
        shutil.rmtree(lock.lock_file.removesuffix(LOCK), ignore_errors=True)
        Path(lock.lock_file).unlink(missing_ok=True)
        lock.release()
