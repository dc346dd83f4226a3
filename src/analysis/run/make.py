"""Making a unit: its notebook is executed, its page rendered, its tables audited, all recorded.

Publication and poster are a unit too, without a notebook.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.report.html import FACTS
from analysis.report.whole import saving_aside
from analysis.run.clean import clean_state
from analysis.run.execute import Report, execute, keep_unfinished
from analysis.run.failure import Failure, describe_error, log_path, write_log
from analysis.run.fingerprints import fingerprint_told
from analysis.run.plan import DOCUMENTS, Run, Unit
from analysis.run.records import (
    FAILED,
    is_computed,
    list_outputs,
    read_record,
    write_record,
)
from analysis.run.swap import building, put_in_place
from analysis.study.project import find_project_root
from analysis.study.told import noting_reads


@dataclass(frozen=True)
class Outcome:
    """How a unit ended.

    Attributes
    ----------
    unit : Unit
    error : str
        Empty if its page was made; else of what kind the error is and where, without its words.
    misfits : tuple of str
        Rows of its tables whose numbers cannot all be true.
    advice : str
        What the error says, where its words are ours and quote no data.
    log : Path or None
        Where all that is known of the error is.
    """

    unit: Unit
    error: str = ""
    misfits: tuple[str, ...] = ()
    advice: str = ""
    log: Path | None = None


def make_unit(run: Run, unit: Unit, report: Report | None = None) -> Outcome:
    """Execute a unit's notebook in this process, render its page and audit its tables.

    All of it is made aside and appears when it is whole; until then, and if it fails, what
    was there before stays. A notebook that fails is kept as ``<topic>.failed.ipynb``, to be
    looked at.

    Parameters
    ----------
    run : Run
    unit : Unit
    report : callable, optional
        Is told of each cell as it ends.
    """
    try:
        return _make(run, unit, report)
    except Exception as error:  # noqa: BLE001 - a full disk, as anything else, is this unit's alone
        return fail(run, unit, describe_error(error))


def _make(run: Run, unit: Unit, report: Report | None) -> Outcome:
    if unit.topic == DOCUMENTS:
        return _make_documents(run, unit)
    made_from, stem = (run.fingerprint(unit), run.computed_from(unit)), run.stem(unit)
    with building(run.place(unit), stem) as aside:
        executed, figures = aside / f"{stem}.ipynb", aside / "figures"
        target = find_project_root() / run.notebook_parameters(unit)["figures_dir"]
        computed = find_computed(run, unit, aside)
        # Figures that are for another folder than the page's are not part of its files.
        with (
            clean_state(),
            saving_aside(target, target if run.figures else figures),
            noting_reads() as noted,
        ):
            parameters = run.notebook_parameters(unit)
            failure = execute(unit.topic, executed, parameters, report, computed)
        if failure:
            return fail(run, unit, failure, executed)
        if missing := find_missing(executed, run.figures or figures):
            return fail(run, unit, Failure(f"FilesMissing: {', '.join(missing)}"), executed)
        page = aside / f"{stem}.html"
        page.write_text(_render(run, unit, executed), encoding="utf-8")
        outputs = [executed, page, *sorted(figures.glob("*"))]
        misfits = tuple(_find_misfits(outputs, aside, unit))
        # A page whose tables do not fit is made anew, and told of anew, until they do.
        page_from, computed_from = (FAILED, FAILED) if misfits else made_from
        before = read_record(run.place(unit), stem).told if computed else ()
        told = fingerprint_told(run.study, {*before, *(name for name, _ in noted)})
        write_record(aside, stem, page_from, outputs, computed_from, told)
        put_in_place(aside, stem)
    log_path(run.folder, unit.municipality, stem).unlink(missing_ok=True)
    return Outcome(unit, "", misfits)


def _make_documents(run: Run, unit: Unit) -> Outcome:
    """Make publication and poster in a language, of the same words as the pages."""
    from analysis.report.exhibit import make_exhibits
    from analysis.report.publication.files import write_documents
    from analysis.study.study_file import open_edition

    stem = run.stem(unit)
    with building(run.place(unit), stem) as aside:
        edition = open_edition(run.study.key, unit.municipality, unit.language, run.data)
        written = write_documents(edition, make_exhibits(edition), aside)
        write_record(aside, stem, run.fingerprint(unit), written)
        put_in_place(aside, stem)
    log_path(run.folder, unit.municipality, stem).unlink(missing_ok=True)
    return Outcome(unit)


def find_computed(run: Run, unit: Unit, aside: Path) -> Path | None:
    """The notebook as it was executed, where only words changed since that it did not read.

    Parameters
    ----------
    run : Run
    unit : Unit
    aside : Path
        Is given the figures that it saved.
    """
    place, stem = run.place(unit), run.stem(unit)
    if run.is_forced or not is_computed(place, stem, run.computed_from(unit)):
        return None
    told = read_record(place, stem).told
    if told != fingerprint_told(run.study, told):
        return None
    for name in list_outputs(place, stem):
        if name.startswith("figures/"):
            (aside / name).parent.mkdir(exist_ok=True)
            shutil.copyfile(place / name, aside / name)
    return place / f"{stem}.ipynb"


def keep_what_ended(
    run: Run, unit: Unit, notebook: bytes, cells: Mapping[int, bytes], reason: tuple[str, str]
) -> Outcome:
    """Keep a notebook whose process ended before it did.

    Parameters
    ----------
    run : Run
    unit : Unit
    notebook : bytes
        As it started; empty if it did not.
    cells : mapping
        Those that ended, by their place.
    reason : tuple of str
        As an exception's name and words, which quote no data.
    """
    import nbformat

    failure = Failure(": ".join(reason))
    try:
        with building(run.place(unit), run.stem(unit)) as aside:
            executed = aside / f"{run.stem(unit)}.ipynb"
            if notebook:
                kept = nbformat.from_dict(json.loads(notebook))
                for place, cell in cells.items():
                    kept.cells[place] = nbformat.from_dict(json.loads(cell))
                keep_unfinished(kept, executed, *reason)
            return fail(run, unit, failure, executed)
    except OSError:  # a full disk has room for no notebook, and the reason is known
        return fail(run, unit, failure)


def fail(run: Run, unit: Unit, failure: Failure, executed: Path | None = None) -> Outcome:
    """Keep what a failure left to be looked at; the page stays as it was."""
    if executed and _is_notebook(executed):
        os.replace(executed, run.place(unit) / f"{run.stem(unit)}.failed.ipynb")
    log = None
    if failure.words:
        log = log_path(run.folder, unit.municipality, run.stem(unit))
        write_log(run.folder, log, failure.words)
    return Outcome(unit, failure.error, advice=failure.advice, log=log)


def _is_notebook(path: Path) -> bool:
    """Whether a notebook is there and whole: on a full disk it may be cut."""
    try:
        return "cells" in json.loads(path.read_bytes())
    except (OSError, ValueError):
        return False


def find_missing(executed: Path, figures: Path) -> list[str]:
    """Files that an executed notebook says it saved and that are not there, or empty.

    Parameters
    ----------
    executed : Path
    figures : Path
        Where it saved them.
    """
    cells = json.loads(executed.read_bytes())["cells"]
    outputs = (output for cell in cells for output in cell.get("outputs", ()))
    facts = [output.get("metadata", {}).get(FACTS, {}) for output in outputs]
    saved = [each for each in facts if each.get("kind") == "saved"]
    files = [figures / name for each in saved for name in each["files"]]
    return [path.name for path in files if not path.is_file() or not path.stat().st_size]


def _render(run: Run, unit: Unit, executed: Path) -> str:
    from analysis.report.pages.page import render_page

    return render_page(executed, run.edition(unit), unit.topic, executed.parent / "figures")


def _find_misfits(outputs: list[Path], aside: Path, unit: Unit) -> Iterator[str]:
    """Rows of saved tables whose numbers cannot all be true."""
    from analysis.inputs.printed.saved_tables import read_saved_table
    from analysis.topics.publication_audit.own_tables import audit_own_table

    for path in (path for path in outputs if path.suffix == ".csv"):
        name = f"{unit.municipality}/{path.relative_to(aside).as_posix()}"
        for misfit in audit_own_table(read_saved_table(path)):
            yield f"{name}: row {misfit.row}: {', '.join(misfit.columns)}"
