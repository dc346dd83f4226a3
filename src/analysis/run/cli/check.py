"""``analysis check``: everything that is wrong with a study's tables or a project's files."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.run.cli.absent import describe_absent
from analysis.run.cli.options import Commands, add_language, add_study, read_choice
from analysis.study.declaration import StudyError

if TYPE_CHECKING:  # the formats of languages take a while to load
    from analysis.inputs.faults import Remark
    from analysis.study.study import Study

    Lists = Mapping[str, Sequence[Remark]]
    Absent = Mapping[str, list[str]]

HEADINGS = {"faults": "check.faults", "notes": "check.notes", "counts": "check.counts"}


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
    add_language(check, "of the list: ")
    check.add_argument("--json", action="store_true", help="the same as JSON")
    check.add_argument(
        "--save", metavar="FILE", help="write what was found, left out and counted to a CSV file"
    )
    check.set_defaults(command=check_command)


def check_command(parsed: argparse.Namespace) -> int:
    """Check; exit status 0 only without faults."""
    from analysis.study.wording import Wording

    study, language = read_choice(parsed)
    folder, lists, absent = _find(study, parsed.data, language)
    if parsed.save:
        _save(Path(parsed.save), lists, language)
    if parsed.json:
        print(_as_json(folder, lists, absent, language))
        return 1 if lists["faults"] else 0
    say = Wording(language)
    print(say.text("check.folder", folder=folder))
    for key, remarks in lists.items():
        if remarks or key != "counts":
            print(say.text(HEADINGS[key], count=say.number(len(remarks))))
            print("".join(f"  {remark.line(language)}\n" for remark in remarks), end="")
    for line in describe_absent(study, absent, language):
        print(line)
    return 1 if lists["faults"] else 0


def _as_json(folder: Path, lists: "Lists", absent: "Absent", language: str) -> str:
    import json

    records = {key: [r.record(language) for r in remarks] for key, remarks in lists.items()}
    shown = str(folder).encode("utf-8", "replace").decode("utf-8")  # a name need not be Unicode
    found = {"ok": not lists["faults"], "folder": shown, **records, "places_without_rows": absent}
    return json.dumps(found, ensure_ascii=False, indent=2)


def _save(path: Path, lists: "Lists", language: str) -> None:
    """What was found, normalised, left out and counted, a row each, for one's records."""
    import csv

    from analysis.inputs.faults import spans
    from analysis.report.formulas import disarm_cell

    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["kind", "file", "sheet", "rows", "column", "rule", "count", "message"])
        for kind, remarks in lists.items():
            for r in remarks:
                places = spans(r.rows or (() if r.row is None else (r.row,)))
                cells = [kind, r.file, r.sheet, places, r.column, r.rule,
                         r.values.get("count", ""), r.message(language)]  # fmt: skip
                rows.writerow(map(disarm_cell, cells))  # names of files may be formulas


def _find(study: "Study", data: str | None, language: str) -> "tuple[Path, Lists, Absent]":
    """The folder that was looked through, what there is to say of it, and places without rows."""
    from analysis.inputs.absent import find_absent
    from analysis.inputs.check import check_study
    from analysis.inputs.first_words import find_first_words
    from analysis.inputs.folder import read_folder
    from analysis.inputs.leftovers import find_leftovers
    from analysis.inputs.only_place import find_only_place
    from analysis.inputs.own_files import STUDY_FOLDERS
    from analysis.inputs.two_points import find_two_points
    from analysis.study.wording import Wording

    if data in (None, "published"):
        notes = [*find_leftovers(study, _list_figures(study)), *find_only_place(study),
                 *find_two_points(study), *find_first_words(study)]  # fmt: skip
        return study.folder, {"faults": check_study(study), "notes": notes}, {}
    say = Wording(language)
    folder = study.folder / data if data in STUDY_FOLDERS else Path(str(data)).resolve()
    if not folder.is_dir():
        raise StudyError(say.text("check.no_folder", folder=folder))
    if not study.codebook.tables:
        raise StudyError(say.text("check.no_tables", file=study.folder / "study.toml"))
    found = read_folder(study, folder)
    absent = {} if found.faults else find_absent(study, found.tables)  # faulty files are not read
    lists = {"faults": found.faults, "notes": found.notes, "counts": found.counts}
    return folder, lists, absent


def _list_figures(study: "Study") -> set[str]:
    """What a remark can be on: a study's topics and their figures; looked up where there is any."""
    if not study.remarks:
        return set()
    from analysis.topics.catalogue import list_figures

    figures = {figure.name for topic in study.topics for figure in list_figures(topic, study)}
    return figures | {*study.topics}
