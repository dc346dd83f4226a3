"""``analysis doctor``: what is missing on this machine, and how to mend it."""

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from importlib import metadata, util
from typing import NamedTuple

from analysis.run.cli.options import Commands

PACKAGE = "yhdessa-osallisuutta-analysis"
LEAST_PYTHON = (3, 11)
LEAST_FREE_MB = 500
MEGABYTE = 2**20
MARKS = {True: "ok", False: "MISSING"}


class Finding(NamedTuple):
    """One thing that was looked at; what to do where it is not fine."""

    name: str
    is_fine: bool
    state: str
    mend: str = ""
    is_needed: bool = True


def add(commands: Commands) -> None:
    """Declare the command."""
    doctor = commands.add_parser(
        "doctor",
        help="say what is missing on this machine, and how to mend it",
        description="Look at Python, packages, typefaces, typst, the browser and the disk. Exit "
        "status 1 if something is missing that a run needs.",
    )
    doctor.set_defaults(command=doctor_command)


def doctor_command(_: argparse.Namespace) -> int:
    """Look, and tell."""
    findings = list(examine())
    for found in findings:
        mark = MARKS[found.is_fine] if found.is_needed or found.is_fine else "optional"
        print(f"{mark:9} {found.name}: {found.state}")
        if not found.is_fine:
            print(f"{'':9} -> {found.mend}")
    return int(any(found.is_needed and not found.is_fine for found in findings))


def examine() -> Iterator[Finding]:
    """Everything that a run needs, then what some commands need."""
    yield _find_python()
    yield _find_packages()
    yield _find_typefaces()
    yield _find_typst()
    yield from _find_disk()
    yield _find_browser()
    for module, what in {
        "docx": "figures into Word: pip install python-docx",
        "distributed": "runs on several machines: pip install distributed",
        "playwright": "tests in a browser: make test installs it",
    }.items():
        there = util.find_spec(module) is not None
        state = "installed" if there else "not installed"
        yield Finding(module, there, state, what, is_needed=False)


def _find_python() -> Finding:
    wanted = ".".join(map(str, LEAST_PYTHON))
    version = ".".join(map(str, sys.version_info[:3]))
    is_fine = sys.version_info[:2] >= LEAST_PYTHON
    mend = f"install Python {wanted} or later, then `make PYTHON=python{wanted}`"
    return Finding("Python", is_fine, version, mend)


def _find_packages() -> Finding:
    """What the package itself says that it needs."""
    try:
        declared = metadata.requires(PACKAGE) or []
    except metadata.PackageNotFoundError:
        return Finding("packages", False, f"{PACKAGE} is not installed", "run `make`")
    needed = [line.partition(";")[0] for line in declared if "extra ==" not in line]
    names = [line.split(">")[0].strip() for line in needed]
    missing = [name for name in names if not _is_installed(name)]
    state = f"not installed: {', '.join(missing)}" if missing else f"{len(names)} installed"
    return Finding("packages", not missing, state, "run `make` again")


def _is_installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _find_typefaces() -> Finding:
    try:
        from analysis.drawing.typeface import find_files, find_spare

        missing = [path.name for path in (*find_files(), find_spare()) if not path.is_file()]
    except ImportError as error:
        missing = [str(error.name)]
    state = f"not there: {', '.join(missing)}" if missing else "Source Sans Pro, DejaVu Sans"
    mend = "pip install --force-reinstall font-source-sans-pro matplotlib"
    return Finding("typefaces", not missing, state, mend)


def _find_typst() -> Finding:
    """Whether typst sets a page: the package may be there and its program not fit the machine."""
    mend = "pip install --force-reinstall typst; on an old system update glibc, or use conda"
    try:
        import typst

        page = typst.compile(b"#set page(width: 1cm, height: 1cm)", format="pdf")
    except (ImportError, OSError, RuntimeError) as error:
        return Finding("typst", False, f"sets no page ({type(error).__name__})", mend)
    return Finding("typst", page.startswith(b"%PDF"), metadata.version("typst"), mend)


def _find_disk() -> Iterator[Finding]:
    from analysis.study.declaration import StudyError
    from analysis.study.project import find_project_root

    try:
        root = find_project_root()
    except StudyError as error:
        yield Finding("repository", False, str(error), "cd to the clone of the repository")
        return
    reports = next(path for path in (root / "reports", root) if path.exists())
    can_write = os.access(reports, os.W_OK)
    state = f"{reports} can{'' if can_write else 'not'} be written to"
    yield Finding(
        "reports", can_write, state, "give pages another folder: analysis run --reports DIR"
    )
    free = shutil.disk_usage(reports).free // MEGABYTE
    mend = f"free {LEAST_FREE_MB} MB, or give pages another disk: analysis run --reports DIR"
    yield Finding("disk", free >= LEAST_FREE_MB, f"{free} MB free", mend)


def _find_browser() -> Finding:
    import webbrowser

    mend = "open reports/<study>/<data>/index.html where there is a browser"
    try:
        name = type(webbrowser.get()).__name__
    except webbrowser.Error:
        return Finding("browser", False, "none found", mend, is_needed=False)
    return Finding("browser", True, name, mend, is_needed=False)
