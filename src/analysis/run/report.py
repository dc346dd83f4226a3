"""What a run says of itself as a whole: index, manifest and RO-Crate."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.report.archive import ARCHIVE, compare_tables, write_archive
from analysis.report.pages.files import page_stem
from analysis.report.provenance.code import CodeVersion, find_code_version
from analysis.report.provenance.manifest import CRATE, MANIFEST, Provenance
from analysis.run.fingerprints import fingerprint_summary
from analysis.run.make import Outcome
from analysis.run.plan import DOCUMENTS, Run, plan_units
from analysis.run.records import (
    FAILED,
    find_records,
    is_current,
    note_failure,
    read_record,
    write_record,
)

if TYPE_CHECKING:
    from analysis.report.pages.links import Page

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
    for outcome in (outcome for outcome in ended if outcome.error):
        stem = run.stem(outcome.unit)
        note_failure(run.place(outcome.unit), stem, outcome.error, [f"{stem}.failed.ipynb"])
    given = {**run.parameters, "data": run.data}
    asked = [given, [str(unit) for unit in run.units], asdict(code)]
    stems = [page_stem(run.study, DOCUMENTS, language) for language in run.study.languages]
    documents = [read_record(folder, stem).outputs for stem in stems]
    made_from = fingerprint_summary(run.digest, [asked, *map(dict, documents)], folder)
    if ended or not is_current(folder, SUMMARY, made_from):
        _write(run, ended, code)
        there = [folder / name for name in (MANIFEST, CRATE, ARCHIVE) if (folder / name).exists()]
        written = [*folder.glob("index*.html"), *there]
        write_record(folder, SUMMARY, FAILED if ended else made_from, written)
    index = folder / f"{page_stem(run.study, 'index', run.units[0].language)}.html"
    return index if index.exists() else folder / "index.html"


def _write(run: Run, ended: Sequence[Outcome], code: CodeVersion) -> None:
    from analysis.report.pages.index import write_index
    from analysis.report.provenance.crate import write_crate
    from analysis.report.provenance.manifest import write_manifest

    changes = compare_tables(run.folder)  # which reads the archive of the run before
    write_archive(run.folder)
    failed = [outcome for outcome in ended if outcome.error]
    misfits = [misfit for outcome in ended for misfit in outcome.misfits]
    write_index(run.study, list(_list_failed(run)), run.folder, misfits, changes)
    errors = {outcome.unit: outcome.error for outcome in failed}
    units = {str(unit): errors.get(unit, "") for unit in run.units}
    provenance = Provenance(run.study, run.data, run.parameters, units, code)
    write_crate(run.study, write_manifest(provenance, run.folder), run.folder)


def _list_failed(run: Run) -> "Iterator[Page]":
    """Pages that could not be made, or made anew, in this run or one before."""
    from analysis.report.pages.links import Page

    possible = plan_units(run.study, languages=run.study.languages)
    units = {(u.municipality, run.stem(u)): u for u in possible}
    recorded = {(place.name, stem): place for place, stem in find_records(run.folder)}
    for key, unit in units.items():
        if key not in recorded or not (record := read_record(recorded[key], key[1])).error:
            continue
        is_there = (recorded[key] / f"{key[1]}.html").exists()
        since = datetime.fromisoformat(record.failed_at).date() if is_there else None
        yield Page(unit.topic, unit.municipality, unit.language, "", record.error, since)
