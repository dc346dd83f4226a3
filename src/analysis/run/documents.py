"""Publication and poster of a run: made of the whole project, once a language, and recorded."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from analysis.run.failure import describe_error
from analysis.run.fingerprints import fingerprint_unit
from analysis.run.make import Outcome
from analysis.run.plan import Run, Unit
from analysis.run.records import is_current, list_outputs, note_failure, write_record
from analysis.study.declaration import ALL

DOCUMENTS = "documents"
"""Begins the name of the record of a language's documents, in the folder of the run."""


def make_documents(run: Run, ended: Sequence[Outcome] = ()) -> list[str]:
    """Make publication and poster in each language that all of the project's pages are made in.

    Those that are made from just this, and are as they were made, are left alone.

    Parameters
    ----------
    run : Run
    ended : sequence of Outcome
        Units that went wrong: in their language the documents stay as they were.

    Returns
    -------
    list of str
        What could not be made and why, without words of data.
    """
    failed = {outcome.unit for outcome in ended if outcome.error}
    return [
        f"{DOCUMENTS} \N{MIDDLE DOT} {language}: {error}"
        for language in _list_whole(run.units, run.study.topics)
        if not any(unit.language == language and unit.municipality == ALL for unit in failed)
        and (error := _make(run, language))
    ]


def documents_stem(language: str) -> str:
    """Name of a language's record, without its ending."""
    return f"{DOCUMENTS}_{language}"


def _list_whole(units: Sequence[Unit], topics: Sequence[str]) -> Iterator[str]:
    """Languages in which every topic of the whole project was asked for."""
    for language in dict.fromkeys(unit.language for unit in units):
        if {Unit(topic, ALL, language) for topic in topics} <= {*units}:
            yield language


def _make(run: Run, language: str) -> str:
    """Make a language's documents, if they are not there; says why if that fails."""
    folder, stem = run.folder, documents_stem(language)
    made_from = fingerprint_unit(run.digest, DOCUMENTS, {"language": language, "data": run.data})
    if is_current(folder, stem, made_from):
        return ""
    before = list_outputs(folder, stem)
    try:
        written = _write(run, language)
    except Exception as error:  # noqa: BLE001 - pages are as good without: it is told, and tried again
        reason = describe_error(error).error
        note_failure(folder, stem, reason)
        return reason
    for name in {*before} - {path.name for path in written}:  # made-up data are called so no more
        (folder / name).unlink(missing_ok=True)
    write_record(folder, stem, made_from, written)
    return ""


def _write(run: Run, language: str) -> list[Path]:
    from analysis.report.exhibit import make_exhibits
    from analysis.report.publication.files import write_documents
    from analysis.study.study_file import open_edition

    edition = open_edition(run.study.key, ALL, language, run.data)
    return write_documents(edition, make_exhibits(edition), run.folder)
