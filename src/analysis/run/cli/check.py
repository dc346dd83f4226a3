"""``analysis check``: everything that is wrong with a study's tables or a project's files."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.run.cli.absent import describe_absent
from analysis.run.cli.options import Commands, add_study, named_folder
from analysis.study.declaration import LANGUAGES, check_choice

if TYPE_CHECKING:  # the formats of languages take a while to load
    from analysis.inputs.faults import Remark
    from analysis.study.study import Study


def add(commands: Commands) -> None:
    """Declare the command."""
    check = commands.add_parser(
        "check",
        help="list everything that is wrong with a study's tables, or with your own files",
        description="List every fault of a study's published tables, or of the files in a folder: "
        "file, row as the spreadsheet numbers it, column, rule and what to do; never what a cell "
        "holds. Exit status 0 only without faults.",
    )
    add_study(check)
    check.add_argument(
        "--data", metavar="DIR", help='the files in this folder: "example", "raw" or a path'
    )
    check.add_argument(
        "--language", metavar="CODE", help="of the list: fi, sv or en (default: the study's)"
    )
    check.add_argument("--json", action="store_true", help="the same as JSON")
    check.set_defaults(command=check_command)


def check_command(parsed: argparse.Namespace) -> int:
    """Check; exit status 0 only without faults."""
    import json

    from analysis.study.study_file import read_study
    from analysis.study.wording import Wording

    study = read_study(parsed.study)
    language = parsed.language or study.language
    check_choice("language", language, LANGUAGES)
    folder, faults, notes, absent = _find(study, parsed.data)
    if parsed.json:
        lists = {"faults": faults, "notes": notes}
        said = {key: [r.record(language) for r in remarks] for key, remarks in lists.items()}
        told = {"ok": not faults, "folder": str(folder), **said, "places_without_rows": absent}
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 1 if faults else 0
    say = Wording(language)
    print(say.text("check.folder", folder=folder))
    for key, remarks in (("check.faults", faults), ("check.notes", notes)):
        print(say.text(key, count=say.number(len(remarks))))
        print("".join(f"  {remark.line(language)}\n" for remark in remarks), end="")
    for line in describe_absent(study, absent, language):
        print(line)
    return 1 if faults else 0


def _find(
    study: "Study", data: str | None
) -> "tuple[Path, Sequence[Remark], Sequence[Remark], dict[str, list[str]]]":
    """The folder that was looked through, its faults and notes, and places without rows."""
    from analysis.inputs.absent import find_absent
    from analysis.inputs.check import check_study
    from analysis.inputs.folder import read_folder

    if data in (None, "published"):
        return study.folder, check_study(study), (), {}
    folder = named_folder(study, str(data))
    found = read_folder(study, folder)
    absent = {} if found.faults else find_absent(study, found.tables)  # faulty files are not read
    return folder, found.faults, found.notes, absent
