"""Runs again whenever a notebook, a file of the study or the package itself was saved."""

import os
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from analysis.study.declaration import StudyError

POLL_S = 0.1
"""Between two looks at the files."""
SETTLE_S = 0.05
"""For so long nothing changes any more: then all is saved."""


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
    from analysis.run.fingerprints import list_code

    code = _look(list_code())
    while True:
        before = _look(list_files())
        try:
            run()
        except StudyError as error:
            print(f"analysis: {error}", file=sys.stderr)
        print("waiting for a change; end it with Ctrl+C", flush=True)
        wait_for_change(lambda: _look(list_files()), before)
        if _look(list_code()) != code:
            start_anew()


def wait_for_change(look: Callable[[], object], before: object) -> None:
    """Return when something looks other than before, and stays so from one look to the next."""
    last = before
    while (now := look()) == before or now != last:
        time.sleep(POLL_S if now == before else SETTLE_S)
        last = now


def start_anew() -> None:
    """Start the program again as it was started: what it has imported is no longer what is there.

    Processes that it started end first; its temporary folder, the new one removes.
    """
    from analysis.run.template import end_template

    print("the package has changed: starting anew", flush=True)
    end_template()
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - no shell is there


def list_watched(study: str, data: str | None) -> list[Path]:
    """The package, the notebooks, and the files of a study and of a folder of data."""
    from analysis.release.keyed import KEY_FILE, LEDGER
    from analysis.run.fingerprints import list_code
    from analysis.study.project import find_project_root

    root = find_project_root()
    folders = [root / "data" / study, *([Path(data)] if data and Path(data).is_dir() else [])]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    files = [path for path in files if KEY_FILE not in path.name and path.name != LEDGER]
    return [*list_code(), *(root / "notebooks").glob("*.ipynb"), *files]


def _look(files: Iterable[Path]) -> object:
    from analysis.run.fingerprints import look_at

    return look_at(files)
