"""What a run says of itself as a whole: index, manifest and RO-Crate."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.report.pages.files import page_stem
from analysis.report.provenance.code import find_code_version
from analysis.report.provenance.manifest import CRATE, MANIFEST, Run
from analysis.run.fingerprints import (
    FAILED,
    fingerprint_project,
    fingerprint_summary,
    is_current,
    write_record,
)
from analysis.run.units import Unit

if TYPE_CHECKING:
    from analysis.run.batch import Outcome

RECORD = "summary"
"""Stem of the record that tells what the three were made from."""


def summarise(
    units: Sequence[Unit], given: Mapping[str, Any], ended: "Sequence[Outcome]", reports: Path
) -> Path:
    """Write index, manifest and crate over all pages, where they are not of just these.

    Parameters
    ----------
    units : sequence of Unit
        All that the run was asked for.
    given : mapping
        Parameters of their notebooks.
    ended : sequence of Outcome
        Units that went wrong, or whose tables do not hold.
    reports : Path

    Returns
    -------
    Path
        The index in the first unit's language, or in the study's where it has no page.
    """
    study = units[0].edition.study
    folder = reports / study.key
    asked = [dict(given), [str(unit) for unit in units], asdict(find_code_version())]
    made_from = fingerprint_summary(fingerprint_project(study, given["data"]), asked, folder)
    if ended or not is_current(folder, RECORD, made_from):
        _write(units, given, ended, reports)
        written = [*folder.glob("index*.html"), folder / MANIFEST, folder / CRATE]
        write_record(folder, RECORD, FAILED if ended else made_from, written)
    own = folder / f"{page_stem(study, 'index', units[0].edition.language)}.html"
    return own if own.exists() else folder / "index.html"


def _write(
    units: Sequence[Unit], given: Mapping[str, Any], ended: "Sequence[Outcome]", reports: Path
) -> None:
    from analysis.report.pages.index import write_index
    from analysis.report.pages.links import Page
    from analysis.report.provenance.crate import write_crate
    from analysis.report.provenance.manifest import write_manifest

    study = units[0].edition.study
    failed = [outcome for outcome in ended if outcome.error]
    misfits = [misfit for outcome in ended for misfit in outcome.misfits]
    pages = [
        Page(o.unit.topic, o.unit.edition.municipality, o.unit.edition.language, "", o.error)
        for o in failed
    ]
    folder = write_index(study, pages, reports, misfits).parent
    errors = {str(outcome.unit): outcome.error for outcome in failed}
    parameters = {name: value for name, value in given.items() if name != "data"}
    told = Run(study, given["data"], parameters, {str(u): errors.get(str(u), "") for u in units})
    write_crate(study, write_manifest(told, folder), folder)
