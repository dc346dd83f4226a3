"""``analysis release``: what was released when, and whether a run goes together with it."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.run.cli.options import Commands, add_run, read_choice

if TYPE_CHECKING:
    from analysis.release.attack.facts import Evidence
    from analysis.study.study import Study


def add(commands: Commands) -> None:
    """Declare the command."""
    release = commands.add_parser(
        "release",
        help="list what was released, hold a run against it, or record that a run is released",
        description="Hold a run against everything that the study released before: exit status 1 "
        "if something follows from both together. With --record, a run that goes together with "
        "it is written to data/<study>/released.json.",
    )
    add_run(release)
    release.add_argument("--record", metavar="NAME", help="record the run under this name")
    release.set_defaults(command=release_command)


def release_command(parsed: argparse.Namespace) -> int:
    """Hold a run against the ledger; exit status 0 only if nothing follows from both."""
    from datetime import date

    from analysis.inputs.own_files import MADE_UP
    from analysis.release.ledger import Release, read_ledger, write_ledger
    from analysis.report.attack.attack import find_run
    from analysis.report.attack.chains import Chains
    from analysis.report.attack.printed import find_all_conflicts
    from analysis.study.edition import Edition

    study, language = read_choice(parsed)
    edition = Edition(study, language=language)
    say, ledger = edition.say, read_ledger(study.folder)
    for earlier in ledger.releases:
        print(f"{earlier.when}  {earlier.name}")
    folder = find_run(study, parsed.run)
    evidence = read_releasable(folder, study)
    if conflicts := find_all_conflicts(study, evidence, is_made_up=folder.name == MADE_UP):
        print("\n".join(Chains(edition).tell(conflicts)))
        print(say.text("attack.conflict"))
        return 1
    print(say.text("attack.no_conflict", count=say.number(len(ledger.releases))))
    if parsed.record:
        today = date.today().isoformat()
        release = Release(parsed.record, today, evidence)
        print(write_ledger(study.folder, ledger.record(release)))
    return 0


def read_releasable(folder: Path, study: "Study") -> "Evidence":
    """What a run tells, to those too who know answers of their own.

    Raises
    ------
    StudyError
        If the run is not for publication.
    """
    from analysis.report.attack.evidence import read_evidence
    from analysis.report.attack.insiders import find_data, with_insiders
    from analysis.run.attacked import NOTICE, is_withheld
    from analysis.study.declaration import StudyError

    if is_withheld(folder):
        raise StudyError(f"{folder} is not for publication: see {folder / NOTICE}")
    evidence = read_evidence(folder, study)
    data = find_data(folder, study)
    return evidence if data is None else with_insiders(evidence, study, data)
