"""Runs again whenever a notebook or a file of the study was saved."""

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from analysis.study.declaration import StudyError

POLL_S = 0.2
"""Between two looks at the files; what does not change from one to the next is all saved."""


def watch(run: Callable[[], int], list_files: Callable[[], Iterable[Path]]) -> None:
    """Run, and again after each change, until it is interrupted.

    A change while it runs is seen as well. A study that is half edited is told of, and waited for.

    Parameters
    ----------
    run : callable
        Makes what is stale.
    list_files : callable
        What to look at.
    """
    while True:
        before = _look(list_files())
        try:
            run()
        except StudyError as error:
            print(f"analysis: {error}", file=sys.stderr)
        print("waiting for a change; end it with Ctrl+C", flush=True)
        wait_for_change(lambda: _look(list_files()), before)


def wait_for_change(look: Callable[[], object], before: object) -> None:
    """Return when something looks other than before, and stays so from one look to the next."""
    last = before
    while (now := look()) == before or now != last:
        time.sleep(POLL_S)
        last = now


def list_watched(study: str, data: str | None) -> list[Path]:
    """The notebooks, and the files of a study and of a folder of data."""
    from analysis.release.keyed import KEY_FILE, LEDGER
    from analysis.study.project import find_project_root

    root = find_project_root()
    folders = [root / "data" / study, *([Path(data)] if data and Path(data).is_dir() else [])]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    files = [path for path in files if KEY_FILE not in path.name and path.name != LEDGER]
    return [*(root / "notebooks").glob("*.ipynb"), *files]


def _look(files: Iterable[Path]) -> object:
    from analysis.run.fingerprints import look_at

    return look_at(files)
