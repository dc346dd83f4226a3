"""``analysis new``: a study drafted from a folder of exports, or the smallest that runs."""

import argparse
from pathlib import Path

from analysis.run.cli.options import Commands


def add(commands: Commands) -> None:
    """Declare the command."""
    new = commands.add_parser(
        "new",
        help="draft a new study from a folder of exports",
        description="Read the exports in a folder and write data/NAME/study.toml: tables, waves, "
        "places, questions and answers as found, and a marked line for each decision that a person "
        "must take. No respondent's code, free text or rare answer is written. Without --from, "
        "write the smallest study that runs.",
    )
    new.add_argument(
        "name", metavar="NAME", help="of the study: small letters a-z, digits and underscores"
    )
    new.add_argument(
        "--from", dest="source", type=Path, metavar="FOLDER", help="CSV and XLSX files; only read"
    )
    new.add_argument(
        "--language",
        default="fi",
        metavar="CODE",
        help="of the exports, the study and the list: fi, sv or en (default: %(default)s)",
    )
    new.set_defaults(command=new_command)


def new_command(parsed: argparse.Namespace) -> int:
    """Write the study; list what a person must decide and what to do next."""
    from analysis.inputs.draft.folder import draft_study, write_smallest_study
    from analysis.study.wording import Wording

    name, language = parsed.name, parsed.language
    if parsed.source is None:
        draft = write_smallest_study(name, language)
        print(Wording(language).text("new.smallest", folder=draft.folder, study=name))
        return 0
    draft = draft_study(name, parsed.source, language)
    say = Wording(language)
    print(say.text("new.drafted", folder=draft.folder, count=say.number(len(draft.decisions))))
    if draft.aside:
        print(say.text("new.aside", files=", ".join(draft.aside)))
    for number, decision in enumerate(draft.decisions, start=1):
        print(f"{number:3}. {decision}")
    print(say.text("new.next", study=name, raw=draft.folder / "raw"))
    return 0
