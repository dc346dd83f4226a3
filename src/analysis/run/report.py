"""What a run says of itself as a whole: index, manifest and RO-Crate."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from analysis.report.pages.files import page_stem
from analysis.report.provenance.code import CodeVersion, find_code_version
from analysis.report.provenance.manifest import CRATE, MANIFEST, Provenance
from analysis.run.make import Outcome
from analysis.run.plan import Run
from analysis.run.records import FAILED, fingerprint_summary, is_current, write_record

SUMMARY = "summary"
"""Stem of the record that tells what the three were made from."""


def report(run: Run, ended: Sequence[Outcome]) -> Path:
    """Write index, manifest and crate over all pages, where they are not of just these.

    Parameters
    ----------
    run : Run
        With all units that were asked for.
    ended : sequence of Outcome
        Units that went wrong, or whose tables do not hold.

    Returns
    -------
    Path
        The index in the first unit's language, or in the study's where it has no page.
    """
    folder, code = run.folder, find_code_version()
    given = {**run.parameters, "data": run.data}
    asked = [given, [str(unit) for unit in run.units], asdict(code)]
    made_from = fingerprint_summary(run.digest, asked, folder)
    if ended or not is_current(folder, SUMMARY, made_from):
        _write(run, ended, code)
        written = [*folder.glob("index*.html"), folder / MANIFEST, folder / CRATE]
        write_record(folder, SUMMARY, FAILED if ended else made_from, written)
    index = folder / f"{page_stem(run.study, 'index', run.units[0].language)}.html"
    return index if index.exists() else folder / "index.html"


def _write(run: Run, ended: Sequence[Outcome], code: CodeVersion) -> None:
    from analysis.report.pages.index import write_index
    from analysis.report.pages.links import Page
    from analysis.report.provenance.crate import write_crate
    from analysis.report.provenance.manifest import write_manifest

    failed = [outcome for outcome in ended if outcome.error]
    misfits = [misfit for outcome in ended for misfit in outcome.misfits]
    pages = [Page(o.unit.topic, o.unit.municipality, o.unit.language, "", o.error) for o in failed]
    write_index(run.study, pages, run.reports, misfits)
    errors = {outcome.unit: outcome.error for outcome in failed}
    units = {str(unit): errors.get(unit, "") for unit in run.units}
    provenance = Provenance(run.study, run.data, run.parameters, units, code)
    write_crate(run.study, write_manifest(provenance, run.folder), run.folder)
