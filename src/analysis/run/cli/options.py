"""Options that several commands share."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.study.declaration import LANGUAGES, check_choice

if TYPE_CHECKING:  # reading a study takes a while to load
    from analysis.study.study import Study

Commands = Any  # argparse does not name the type of its sub-parsers
DEFAULT_STUDY = "yhdessa_osallisuutta"


def add_study(parser: argparse.ArgumentParser) -> None:
    """The study that a command works on."""
    parser.add_argument(
        "study", nargs="?", default=DEFAULT_STUDY, help="folder under data/ (default: %(default)s)"
    )


def add_language(parser: argparse.ArgumentParser, of: str = "") -> None:
    """The language that a command answers in."""
    parser.add_argument(
        "--language", metavar="CODE", help=f"{of}fi, sv or en (default: the study's)"
    )


def add_run(parser: argparse.ArgumentParser) -> None:
    """A run that was made, and of which study; the language that is answered in."""
    parser.add_argument(
        "run",
        nargs="?",
        type=Path,
        metavar="RUN",
        help="folder of a run, such as reports/<study>/example (default: that of the last run)",
    )
    parser.add_argument(
        "--study", default=DEFAULT_STUDY, help="folder under data/ (default: %(default)s)"
    )
    add_language(parser)


def read_choice(parsed: argparse.Namespace) -> "tuple[Study, str]":
    """The study and the language that were asked for.

    Raises
    ------
    StudyError
        For an unknown one, with the allowed ones.
    """
    from analysis.study.study_file import read_study

    study = read_study(parsed.study)
    language = parsed.language or study.language
    check_choice("language", language, LANGUAGES)
    return study, language


def add_jobs(parser: argparse.ArgumentParser) -> None:
    """How many processes a command uses."""
    parser.add_argument(
        "--jobs",
        type=at_least_one,
        default=os.cpu_count() or 1,
        metavar="N",
        help="number of processes (default: one a core)",
    )


def at_least_one(text: str) -> int:
    """A whole number above 0, for argparse."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is less than 1")
    return number


def named_folder(study: "Study", data: str) -> Path:
    """The folder that ``--data`` names: one of the study's own, or a path from here."""
    from analysis.inputs.own_files import STUDY_FOLDERS, data_folder

    return data_folder(study, data if data in STUDY_FOLDERS else str(Path(data).resolve()))


def data_name(study: "Study", data: str | None) -> str:
    """The notebooks' parameter ``data``; by default the example, or else what is published."""
    from analysis.inputs.own_files import STUDY_FOLDERS
    from analysis.run.execute import shown_path

    if data is None:
        return "example" if (study.folder / "example").is_dir() else "published"
    if data != "published" and data not in STUDY_FOLDERS:
        return shown_path(named_folder(study, data))
    return data
