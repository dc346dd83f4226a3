"""The gate at the end of a run on a project's own data: it is attacked before anyone sees it."""

from pathlib import Path

from analysis.inputs.own_files import MADE_UP, reads_own_files
from analysis.report.whole import write_whole
from analysis.run.plan import Run

NOTICE = "DO-NOT-PUBLISH.txt"
"""Lies in the folder of a run from whose pages something follows that nobody should know."""


def attack_run(run: Run) -> list[str]:
    """Attack what a run made, alone and together with what the study released before.

    Made-up and published data are not attacked: nobody is behind the one, and all know the other.

    Parameters
    ----------
    run : Run
        Whose pages, index and manifest are written.

    Returns
    -------
    list of str
        Each derivation as a chain in the study's language; none if nothing hidden follows. They
        stand in `NOTICE` too, which is taken away where nothing follows any more.
    """
    notice = run.folder / NOTICE
    if run.data == MADE_UP or not reads_own_files(run.study, run.data):
        return []
    lines = _find_chains(run)
    if lines:
        write_whole(notice, "".join(f"{line}\n" for line in lines).encode())
    else:
        notice.unlink(missing_ok=True)
    return lines


def is_withheld(folder: Path) -> bool:
    """Whether a run's folder says that it must not be published."""
    return (folder / NOTICE).is_file()


def _find_chains(run: Run) -> list[str]:
    from analysis.report.attack.attack import attack
    from analysis.report.attack.chains import Chains
    from analysis.report.attack.evidence import read_evidence
    from analysis.report.attack.insiders import with_insiders
    from analysis.report.attack.printed import find_all_conflicts
    from analysis.study.edition import Edition

    edition = Edition(run.study, language=run.study.language)
    say, chains = edition.say, Chains(edition)
    lines = []
    if breaks := attack(run.folder, run.study, data=run.data).breaks:
        lines += [say.text("attack.withheld"), *chains.tell(breaks)]
    evidence = with_insiders(read_evidence(run.folder, run.study), run.study, run.data)
    if conflicts := find_all_conflicts(run.study, evidence):
        lines += [say.text("attack.conflict"), *chains.tell(conflicts)]
    return lines
