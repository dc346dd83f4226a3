"""Making a unit: its notebook is executed, its page rendered, its tables audited, all recorded."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from analysis.inputs.printed.saved_tables import read_saved_table
from analysis.run.clean import clean_state
from analysis.run.execute import Report, execute, keep_unfinished
from analysis.run.plan import Run, Unit
from analysis.run.records import FAILED, remove_outputs, write_record


@dataclass(frozen=True)
class Outcome:
    """How a unit ended.

    Attributes
    ----------
    unit : Unit
    error : str
        Empty if its page was made.
    misfits : tuple of str
        Rows of its tables whose numbers cannot all be true.
    """

    unit: Unit
    error: str = ""
    misfits: tuple[str, ...] = ()


def make_unit(run: Run, unit: Unit, report: Report | None = None) -> Outcome:
    """Execute a unit's notebook in this process, render its page and audit its tables.

    Notebook and page appear only when whole. A notebook that fails is kept as
    ``<topic>.failed.ipynb``, to be looked at.

    Parameters
    ----------
    run : Run
    unit : Unit
    report : callable, optional
        Is told of each cell as it ends.
    """
    made_from = run.fingerprint(unit)
    with _building(run, unit) as executed:
        with clean_state():
            error = execute(unit.topic, executed, run.notebook_parameters(unit), report)
        if error:
            return _keep_failed(run, unit, executed, error)
        page = executed.with_suffix(".html")
        page.write_text(_render(run, unit, executed), encoding="utf-8")
        made = [run.place(unit) / built.name for built in (executed, page)]
        for built, path in zip((executed, page), made, strict=True):
            os.replace(built, path)
    outputs = [*made, *run.list_figures(unit)]
    misfits = tuple(_find_misfits(outputs, run.reports))
    # A page whose tables do not fit is made anew, and told of anew, until they do.
    write_record(run.place(unit), run.stem(unit), FAILED if misfits else made_from, outputs)
    return Outcome(unit, "", misfits)


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
        As an exception's name and words.
    """
    import nbformat

    with _building(run, unit) as executed:
        if not notebook:
            return _keep_failed(run, unit, executed, ": ".join(reason))
        kept = nbformat.from_dict(json.loads(notebook))
        for place, cell in cells.items():
            kept.cells[place] = nbformat.from_dict(json.loads(cell))
        return _keep_failed(run, unit, executed, keep_unfinished(kept, executed, *reason))


@contextmanager
def _building(run: Run, unit: Unit) -> Iterator[Path]:
    """Where a notebook is written until it is whole; nothing of an earlier one is left."""
    place, stem = run.place(unit), run.stem(unit)
    place.mkdir(parents=True, exist_ok=True)
    for left_over in place.glob(f".building-{stem}-*"):  # of a process that was killed
        shutil.rmtree(left_over)
    remove_outputs(place, stem)
    for ending in (".ipynb", ".html", ".failed.ipynb"):
        (place / f"{stem}{ending}").unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".building-{stem}-", dir=place) as folder:
        yield Path(folder, f"{stem}.ipynb")


def _keep_failed(run: Run, unit: Unit, executed: Path, error: str) -> Outcome:
    if executed.exists():
        kept = run.place(unit) / f"{executed.stem}.failed.ipynb"
        os.replace(executed, kept)
        write_record(run.place(unit), run.stem(unit), FAILED, [kept])
    return Outcome(unit, error)


def _render(run: Run, unit: Unit, executed: Path) -> str:
    from analysis.report.pages.page import render_page

    return render_page(executed, run.edition(unit), unit.topic, run.place(unit) / "figures")


def _find_misfits(outputs: list[Path], reports: Path) -> Iterator[str]:
    """Rows of saved tables whose numbers cannot all be true."""
    from analysis.topics.publication_audit.own_tables import audit_own_table

    for path in (path for path in outputs if path.suffix == ".csv"):
        name = path.relative_to(reports).as_posix()
        for misfit in audit_own_table(read_saved_table(path)):
            yield f"{name}: row {misfit.row}: {', '.join(misfit.columns)}"
