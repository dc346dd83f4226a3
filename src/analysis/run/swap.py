"""What was made aside takes the place of what was there.

A unit is made in a hidden folder beside its page. Once all of it is there and its record is
written, the folder is renamed, which happens whole or not at all; from then on the unit is to
be put in its place, by the next run if this one is killed. Until then, what was there stays.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.report.whole import NEW
from analysis.run.records import (
    RECORD,
    are_inside,
    list_outputs,
    read_record,
    record_name,
    remove_file,
)
from analysis.study.declaration import StudyError

BUILDING, READY = ".building-", ".ready-"
"""How the names of folders begin in which a unit is made, and lies made."""


@contextmanager
def building(place: Path, stem: str) -> Iterator[Path]:
    """A hidden folder where a unit's files are made; nothing of it is left."""
    place.mkdir(parents=True, exist_ok=True)
    for left_over in place.glob(f"{BUILDING}{stem}-*"):  # of a process that was killed
        shutil.rmtree(left_over)
    with tempfile.TemporaryDirectory(
        prefix=f"{BUILDING}{stem}-", dir=place, ignore_cleanup_errors=True
    ) as folder:
        yield Path(folder)


def put_in_place(made: Path, stem: str) -> None:
    """Put a unit, its record written, where it belongs; a reader sees no file half.

    Parameters
    ----------
    made : Path
        From `building`.
    stem : str
        Name of the unit's files.
    """
    ready = made.with_name(f"{READY}{made.name.removeprefix(BUILDING)}")
    os.replace(made, ready)
    _move(ready, stem)


def _move(ready: Path, stem: str) -> None:
    place, before = ready.parent, list_outputs(ready.parent, stem)
    made = list_outputs(ready, stem)
    if not are_inside(place, made):
        raise StudyError(f"{place}: a folder in it is a link to another place")
    for name in made:  # those that are no more in the folder were moved by a run that was killed
        if (ready / name).is_file() and not _are_same(ready / name, place / name):
            (place / name).parent.mkdir(exist_ok=True)
            os.replace(ready / name, place / name)
    for name in {*before, f"{stem}.failed.ipynb"} - {*made}:
        remove_file(place / name)
    os.replace(ready / record_name(stem), place / record_name(stem))
    shutil.rmtree(ready)


def _are_same(made: Path, there: Path) -> bool:
    """Whether a file is there already; replacing one may wait for the disk."""
    return (
        there.is_file()
        and not there.is_symlink()
        and there.stat().st_size == made.stat().st_size
        and there.read_bytes() == made.read_bytes()
    )


def finish_left_over(folder: Path) -> None:
    """Finish what a killed run was putting in place and remove what it was making.

    Parameters
    ----------
    folder : Path
        The study's, in the reports, of which no other run is in use.
    """
    for ready in _find(folder, READY):
        if ready.is_symlink():
            ready.unlink()
            continue
        stems = [path.name[1 : -len(RECORD)] for path in ready.glob(f".*{RECORD}")]
        if len(stems) == 1 and read_record(ready, stems[0]).outputs:
            _move(ready, stems[0])
        else:  # moved but for its removal
            _remove(ready)
    for left_over in _find(folder, BUILDING):
        _remove(left_over)
    for pattern in (f".*{NEW}", f"*/.*{NEW}", f"*/figures/.*{NEW}"):
        for left_over in folder.glob(pattern):
            left_over.unlink()


def _find(folder: Path, beginning: str) -> list[Path]:
    """Hidden folders of documents, and of places' pages."""
    return [*folder.glob(f"{beginning}*"), *folder.glob(f"*/{beginning}*")]


def _remove(folder: Path) -> None:
    if folder.is_symlink():
        folder.unlink()
    else:
        shutil.rmtree(folder)


def refuse_links(folder: Path) -> None:
    """Refuse to work in reports whose folders lead elsewhere.

    Links in place of files are replaced when the file is made; a folder's is not, as what lies
    behind it is somebody else's.

    Raises
    ------
    StudyError
        With the first one.
    """
    inside = [folder, *folder.glob("*"), *folder.glob("*/figures"), *folder.glob("log/*")]
    for path in inside:
        if path.is_symlink() and (path.is_dir() or path.name == ".lock"):
            raise StudyError(
                f"{path} is a link to another place, where nothing is written; "
                "remove it, or give --reports the folder itself"
            )
