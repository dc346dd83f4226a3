"""The process that has imported what notebooks import, and forks a kernel when asked."""

import gc
import importlib
import json
import os
import pkgutil
import shutil
import signal
import socket
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

import analysis

NOT_IN_NOTEBOOKS = ("analysis.example", "analysis.run")
IMPORTED_LATE = (
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
    "ipykernel.debugger",
    "ipykernel.kernelapp",
    "matplotlib.backends.backend_svg",
    "pandas.io.formats.csvs",
    "pypdfium2",
    "python_calamine",
    "scipy.optimize",
    "scipy.stats",
    "slugify",
    "statsmodels.stats.proportion",
    "typst",
)
"""What notebooks come to import in the course of their cells, some of it inside libraries."""
DIGITS = "0123456789,+−–%€()/\N{NO-BREAK SPACE}"
"""What numbers are made of; any two of them may meet."""
NEW_OBJECTS = 50_000
"""Before a kernel looks for unused ones: it lives for seconds, and looking takes a thirtieth."""


def main(listener_fd: int, study: str = "", data: str = "") -> None:
    """Import, read the data that all will ask for, and serve until who started this is gone."""
    owner = os.getppid()
    listener = socket.socket(fileno=listener_fd)
    preload()
    fill_caches()
    if study:
        keep(study, data)
    gc.collect()
    gc.freeze()  # so that collecting in a kernel copies no page of what is shared
    gc.set_threshold(NEW_OBJECTS)
    connection = wait_for_request(listener, owner)
    run_kernel(connection)


def preload() -> None:
    """Import what notebooks import; nothing is run or set."""
    # As in an ordinary kernel, where ipykernel sets it before a notebook imports matplotlib.
    backend = os.environ.pop("MPLBACKEND", None)
    os.environ["MPLBACKEND"] = "inline"
    importlib.import_module("analysis.run.lean_jsonschema")
    for name in [m.name for m in pkgutil.walk_packages(analysis.__path__, "analysis.")]:
        if not name.startswith(NOT_IN_NOTEBOOKS):
            importlib.import_module(name)
    for name in IMPORTED_LATE:
        importlib.import_module(name)
    del os.environ["MPLBACKEND"]
    if backend is not None:
        os.environ["MPLBACKEND"] = backend


def fill_caches() -> None:
    """Read what no notebook changes: texts and number formats, colours, how wide letters are."""
    from analysis.drawing import style, typeface
    from analysis.drawing.raster import palette
    from analysis.study.declaration import LANGUAGES
    from analysis.study.wording import Wording, read_catalogue

    palette()
    style.fonts()
    typeface.gather()
    digits = "".join(f"{a}{b}" for a in DIGITS for b in DIGITS)
    typeface.measure_ahead(json.dumps(read_catalogue(), ensure_ascii=False) + digits)
    for language in LANGUAGES:
        say = Wording(language)
        say.listing([say.number(0), say.percent(0), say.euros(0), say.day(date.min)])


def keep(study: str, data: str) -> None:
    """Read a study's data and published tables once for all kernels."""
    from analysis.drawing import typeface
    from analysis.inputs.chosen import keep_inputs
    from analysis.inputs.printed.published import read_all_published
    from analysis.study.declaration import StudyError
    from analysis.study.study_file import read_study

    # What is wrong with the files each notebook will say where it can be seen.
    with suppress(OSError, UnicodeDecodeError, StudyError):
        typeface.measure_ahead((read_study(study).folder / "study.toml").read_text("utf-8"))
    with suppress(OSError, StudyError):
        keep_inputs(read_study(study), data)
    with suppress(OSError, StudyError):
        read_all_published(read_study(study))


def wait_for_request(listener: socket.socket, owner: int) -> socket.socket:
    """Fork at each request; returns in the forked processes only."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries ended kernels
    listener.settimeout(1)
    while os.getppid() == owner:
        try:
            connection, _ = listener.accept()
        except TimeoutError:
            continue
        if os.fork() == 0:
            listener.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            return connection
        connection.close()
    shutil.rmtree(Path(listener.getsockname()).parent, ignore_errors=True)
    sys.exit()


def run_kernel(connection: socket.socket) -> None:
    """Become the kernel that was asked for, and live no longer than the asker."""
    os.setsid()
    connection.settimeout(None)
    with connection.makefile("rb") as asked:
        request = json.loads(asked.readline())
    become(request)
    Thread(target=_end_with, args=(connection,), daemon=True).start()
    from ipykernel.kernelapp import IPKernelApp

    app = IPKernelApp.instance()
    app.initialize()
    # Not before the kernel listens: who finds a socket closed tries again a while later.
    connection.sendall(b"%d\n" % os.getpid())
    app.start()


def become(request: dict[str, Any]) -> None:
    """Take on the environment of an ordinary kernel: variables, folder, arguments, chance."""
    import matplotlib
    import numpy as np

    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"])
    # 1 turns off ipykernel's watch on its parent, here the server: `_end_with` watches the asker.
    sys.argv = [*request["argv"], "--IPKernelApp.parent_handle=1"]
    if backend := os.environ.get("MPLBACKEND"):
        matplotlib.rcParams["backend"] = backend
    # numpy's own state would be the same in every kernel; Python's `random` sees to itself.
    np.random.seed()


def _end_with(connection: socket.socket) -> None:
    try:
        connection.recv(1)
    finally:
        os._exit(1)
