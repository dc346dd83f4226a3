"""``analysis attack``: what follows from a run's pages that nobody should know."""

import argparse
from pathlib import Path

from analysis.run.cli.options import DEFAULT_STUDY, Commands


def add(commands: Commands) -> None:
    """Declare the command."""
    attack = commands.add_parser(
        "attack",
        help="derive from a run's files what they should not tell",
        description="Read what a run made as a hostile outsider would, derive what follows for "
        "groups of people, and print each derivation as a chain. Exit status 1 if anything "
        "hidden follows, 0 if not.",
    )
    attack.add_argument(
        "run", nargs="?", type=Path, metavar="RUN",
        help="a study's folder of reports (default: that of the last run)",
    )  # fmt: skip
    attack.add_argument(
        "--study", default=DEFAULT_STUDY, help="folder under data/ (default: %(default)s)"
    )
    attack.add_argument(
        "--earlier", type=Path, metavar="FOLDER", help="an earlier run that somebody holds, too"
    )
    attack.add_argument(
        "--possible", action="store_true",
        help="count every answer that can occur as one that somebody knows, not only those that "
        "somebody gave",
    )  # fmt: skip
    attack.add_argument(
        "--review", action="store_true", help="list numbers in words that no table has, too"
    )
    attack.add_argument("--language", metavar="CODE", help="fi, sv or en (default: the study's)")
    attack.set_defaults(command=attack_command)


def attack_command(parsed: argparse.Namespace) -> int:
    """Attack; exit status 0 only if nothing hidden follows."""
    from analysis.report.attack.attack import attack, find_run
    from analysis.report.attack.chains import Chains
    from analysis.report.attack.insiders import find_data
    from analysis.study.edition import Edition
    from analysis.study.study_file import read_study

    study = read_study(parsed.study)
    edition = Edition(study, language=parsed.language or study.language)
    earlier = find_run(study, parsed.earlier) if parsed.earlier else None
    run = find_run(study, parsed.run)
    data = None if parsed.possible else find_data(run, study)
    found = attack(run, study, earlier, data)
    for line in Chains(edition).tell(found.breaks):
        print(line)
    for number in found.unexplained if parsed.review else ():
        print(f"{number.file}: {number.number}")
    say = edition.say
    print(say.text("attack.unexplained", count=say.number(len(found.unexplained))))
    print(
        say.text(
            "attack.summary",
            tables=say.number(found.tables),
            numbers=say.number(found.numbers),
            breaks=say.number(len(found.breaks)),
        )
    )
    if not found.breaks:
        print(say.text("attack.nothing"))
    return 1 if found.breaks else 0
