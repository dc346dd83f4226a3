"""Imported by the process that notebooks are forked from: it imports and reads for all of them.

multiprocessing's fork server imports this module by its name and passes nothing to it, so
what is to be read comes in an environment variable. It must end with one thread, as
processes with more may not be forked: typst's compiler is not made here.
"""

import ctypes
import gc
import importlib
import json
import os
import pkgutil
import shutil
import signal
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path

import analysis

ASKED = "ANALYSIS_PRELOAD"
"""Environment variable with a temporary folder, a study and its data, as a list in JSON."""
NOT_IN_NOTEBOOKS = ("analysis.example", "analysis.run")
IMPORTED_LATE = (
    "IPython.core.shellapp",
    "PIL.BmpImagePlugin",
    "PIL.GifImagePlugin",
    "PIL.JpegImagePlugin",
    "PIL.PngImagePlugin",
    "PIL.PpmImagePlugin",
    "encodings.utf_16_be",
    "frictionless.formats",
    "frictionless.portals",
    "frictionless.resources",
    "frictionless.schemes",
    "matplotlib.backends.backend_svg",
    "matplotlib_inline.backend_inline",
    "nbconvert.filters.markdown_mistune",
    "pandas.io.formats.csvs",
    "papermill",
    "pypdfium2",
    "python_calamine",
    "scipy.optimize",
    "scipy.stats",
    "slugify",
    "statsmodels.stats.proportion",
    "typst",
    "yaml",
    "analysis.run.clean",
    "analysis.run.shell",
    "analysis.run.workers",
)
"""What notebooks and their pages come to import late, some of it inside libraries."""
DIGITS = "0123456789,+−–%€()/\N{NO-BREAK SPACE}"
"""What numbers are made of; any two of them may meet."""
PR_SET_PDEATHSIG = 1
"""Of Linux's prctl."""
NEW_OBJECTS = 50_000
"""Before a process looks for unused ones: it lives for seconds, and looking takes a thirtieth."""


@cache
def preload(study: str, data: str) -> None:
    """Import, fill caches and read a study's data, once for this process and its forks."""
    gc.disable()  # what is imported stays: to look through it time and again took half a second
    import_modules()
    fill_caches()
    keep(study, data)
    gc.freeze()  # so that collecting in a forked process copies no page of what is shared
    gc.set_threshold(NEW_OBJECTS)
    gc.enable()


def import_modules() -> None:
    """Import what notebooks import; nothing is run or set."""
    from analysis.inputs.printed.schema import import_jsonschema

    import_jsonschema()
    for name in [m.name for m in pkgutil.walk_packages(analysis.__path__, "analysis.")]:
        if not name.startswith(NOT_IN_NOTEBOOKS):
            importlib.import_module(name)
    for name in IMPORTED_LATE:
        importlib.import_module(name)


def fill_caches() -> None:
    """Read what no notebook changes: texts and number formats, colours, how wide letters are."""
    import nbformat

    from analysis.drawing import style, typeface
    from analysis.drawing.raster import palette
    from analysis.report.pages.environment import render_markdown, templates
    from analysis.run.shell import open_shell, run_cell
    from analysis.study.declaration import LANGUAGES
    from analysis.study.wording import Wording, read_catalogue

    nbformat.validate(nbformat.v4.new_notebook())  # compiles the schema
    with open_shell() as shell:
        run_cell(shell, "None")
    palette()
    style.fonts()
    templates().get_template("page.html.j2")
    render_markdown("## *a*\n\n- `b`\n\n1. [c](d)")
    typeface.gather()
    digits = "".join(f"{a}{b}" for a in DIGITS for b in DIGITS)
    typeface.measure_ahead(json.dumps(read_catalogue(), ensure_ascii=False) + digits)
    for language in LANGUAGES:
        say = Wording(language)
        say.listing([say.number(0), say.percent(0), say.euros(0), say.day(date.min)])


def keep(study: str, data: str) -> None:
    """Read a study's data and printed numbers, make the former coarse and check the latter."""
    from analysis.drawing import typeface
    from analysis.inputs.chosen import keep_inputs
    from analysis.inputs.digest import list_published_files
    from analysis.inputs.printed.published import read_all_published
    from analysis.study.declaration import StudyError
    from analysis.study.study_file import read_study
    from analysis.topics.publication_audit.material import keep_audit
    from analysis.topics.survey_change.material import keep_coarse

    # What is wrong with the files each notebook will say where it can be seen.
    with suppress(OSError, UnicodeDecodeError, StudyError):
        typeface.measure_ahead((read_study(study).folder / "study.toml").read_text("utf-8"))
    with suppress(OSError, StudyError):
        keep_inputs(read_study(study), data)
    with suppress(OSError, StudyError):
        read_all_published(read_study(study))
        list_published_files(read_study(study))
    # A notebook that needs what cannot be made fails where it can be seen.
    with suppress(Exception):
        keep_coarse(read_study(study), data)
    with suppress(Exception):
        keep_audit(read_study(study))


def end_with_parent(folder: str) -> None:
    """Have the system end this process with its parent; no watching thread may be forked.

    Parameters
    ----------
    folder : str
        The parent's temporary one, which a killed parent cannot remove; its lock is beside it.
    """
    parent = os.getppid()

    def end(*_: object) -> None:
        if os.getppid() == parent:
            return  # only the thread has ended that started this process
        shutil.rmtree(folder, ignore_errors=True)
        Path(f"{folder}.lock").unlink(missing_ok=True)
        os._exit(1)

    signal.signal(signal.SIGTERM, end)
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM):
        raise OSError(ctypes.get_errno(), "prctl")


if asked := os.environ.pop(ASKED, ""):
    temporary_folder, *of_study = json.loads(asked)
    end_with_parent(temporary_folder)
    preload(*of_study)
