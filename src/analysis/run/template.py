"""The process that notebooks are forked from, as its parent starts and ends it."""

import json
import os
import signal
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import forkserver, get_context, resource_tracker, util
from threading import Thread
from typing import Any

from analysis.run.plan import Run
from analysis.run.preload import ASKED
from analysis.run.temporary import open_folder

KEEP_MEMORY = {"MALLOC_MMAP_THRESHOLD_": "100000000", "MALLOC_TRIM_THRESHOLD_": "200000000"}
"""Of glibc: what a picture took is kept for the next one. To be given it anew, a page at a
time, took a twentieth of a notebook's time."""

END_S = 1.0
"""What ends with all processes that were forked has so long to end."""


def start_template(run: Run) -> None:
    """Start the process that others are forked from, unless it lives; it need not be waited for.

    It ends with this process and those that were forked from it.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload(["analysis.run.preload"])
    folder = str(open_folder())
    with _temporary_files_in(folder):
        util.get_temp_dir()  # where multiprocessing has the socket by which it is asked
    asked = json.dumps([folder, run.study.key, run.data])
    resource_tracker.ensure_running()  # here, as starting it opens this thread to interrupts again
    # It is born deaf to an interrupt, which is this process's to act on.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with _environment({ASKED: asked, **KEEP_MEMORY}):
            forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end_template() -> None:
    """End the process that others are forked from, if there is one, and its helper.

    They would end by themselves, a moment after this process. multiprocessing ends them
    so in its own tests; it has no public name for it.
    """
    server: Any = forkserver._forkserver
    if pid := server._forkserver_pid:
        os.kill(pid, signal.SIGKILL)  # it may be importing, and would not hear of it for seconds
        server._stop()
    tracker: Any = resource_tracker._resource_tracker
    # It ends when all have that were forked; who does not will when this process has ended.
    ending = Thread(target=tracker._stop, daemon=True)
    ending.start()
    ending.join(END_S)


@contextmanager
def _temporary_files_in(folder: str) -> Iterator[None]:
    before, tempfile.tempdir = tempfile.tempdir, folder
    try:
        yield
    finally:
        tempfile.tempdir = before


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    """Environment variables for a process that is started meanwhile."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update({**variables, **{k: v for k, v in before.items() if v is not None}})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
