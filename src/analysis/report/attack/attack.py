"""An attack on a run: everything that it made is read, and what follows is judged."""

from dataclasses import dataclass
from pathlib import Path

from analysis.release.attack.breaks import find_breaks
from analysis.release.attack.limits import Break
from analysis.release.attack.relations import join_releases
from analysis.report.attack.drawn import find_drawn
from analysis.report.attack.evidence import limits_of, places_of, read_evidence
from analysis.report.attack.hashes import find_guesses
from analysis.report.attack.insiders import with_insiders
from analysis.report.attack.tables import read_tables
from analysis.report.attack.unexplained import Unexplained, find_unexplained
from analysis.report.provenance.manifest import MANIFEST
from analysis.study.declaration import StudyError
from analysis.study.origin import PUBLISHED
from analysis.study.project import find_project_root
from analysis.study.study import Study


@dataclass(frozen=True)
class Attack:
    """What an attack read, and what it derived.

    Attributes
    ----------
    tables : int
        Tables that were read.
    numbers : int
        Numbers of groups in them.
    breaks : tuple of Break
    unexplained : tuple of Unexplained
        Numbers in words that no table has, for a person to look at.
    """

    tables: int
    numbers: int
    breaks: tuple[Break, ...]
    unexplained: tuple[Unexplained, ...]


def find_run(study: Study, given: Path | None) -> Path:
    """The folder of a run that is named or that is the only one in it; else of the last run.

    Raises
    ------
    StudyError
        If there is none, or several are in the folder that is named.
    """
    runs = find_project_root() / "reports" / study.key
    made = [path.parent for path in runs.glob(f"*/{MANIFEST}")]
    if given is None and made:
        return max(made, key=lambda path: (path / MANIFEST).stat().st_mtime)
    folder = given or runs
    if given is None or not folder.is_dir():
        raise StudyError(f"there is no run in {folder}: call 'analysis run' first, or name one")
    if (folder / MANIFEST).is_file():
        return folder
    inside = sorted(
        path.parent for pattern in ("*", f"{study.key}/*")
        for path in folder.glob(f"{pattern}/{MANIFEST}")
    )  # fmt: skip
    if len(inside) > 1:
        named = ", ".join(map(str, inside))
        raise StudyError(f"there are several runs in {folder}: name one of {named}")
    return inside[0] if inside else folder


def attack(
    folder: Path, study: Study, earlier: Path | None = None, data: str | None = None
) -> Attack:
    """Derive what follows from all that a run made.

    Parameters
    ----------
    folder : Path
        A study's folder of reports.
    study : Study
    earlier : Path, optional
        Such a folder of an earlier run, which somebody holds, too.
    data : str, optional
        Of whose answers each is known to whoever gave it; else every answer that can occur
        counts as one that somebody knows.

    Returns
    -------
    Attack
    """
    evidence = read_evidence(folder, study)
    if earlier is not None:
        places = places_of(folder, study), places_of(earlier, study)
        evidence = join_releases(evidence, read_evidence(earlier, study), earlier.name, places)
    if data is not None:
        evidence = with_insiders(evidence, study, data)
    tables = read_tables(folder, study.disclosure.decimals)
    breaks = [
        *find_breaks(evidence, limits_of(study)),
        *find_drawn(folder, tables),
        *find_guesses(folder),
    ]
    printed = read_tables(study.folder / PUBLISHED)
    unexplained = tuple(find_unexplained(folder, [*tables, *printed]))
    numbers = len(evidence.facts) + len(evidence.linears)
    return Attack(len(tables), numbers, tuple(breaks), unexplained)
