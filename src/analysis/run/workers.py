"""Making units in processes of their own, some at a time.

Where forking is safe, each notebook is forked from a process that has imported what it
needs (`analysis.run.preload`), so that its state is clean by construction. Elsewhere a
process makes many, one after the other, and `analysis.run.clean` keeps them apart.
"""

import os
import signal
import sys
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor, as_completed
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from math import inf
from multiprocessing import Pipe, get_context, parent_process
from multiprocessing.connection import Connection
from threading import Lock, Thread
from time import monotonic
from typing import TypeVar

from analysis.run.failure import describe_error
from analysis.run.make import Outcome, keep_what_ended, make_unit
from analysis.run.plan import Run, Unit
from analysis.run.preload import preload
from analysis.run.template import start_template
from analysis.study.kept import hand_on, keeping

CAN_FORK = sys.platform == "linux"
"""Windows has no fork; on macOS numpy starts threads of the system's libraries at import,
and a process with such threads may not be forked."""
HAS_GROUPS = sys.platform != "win32"
"""Windows has no groups of processes that could be ended together."""


@dataclass(frozen=True)
class Limits:
    """How long a unit may take before its process is killed, in seconds."""

    cell_s: float = 600.0
    unit_s: float = inf


_KEPT: dict[Unit, tuple[str, bytes]] = {}
"""Of units that are watched, what was made of them, and what it was computed from."""
END_S = 5
"""A process whose connection broke has so long to end by itself and leave an exit code."""
Made = TypeVar("Made")


def make_here(
    run: Run,
    jobs: int,
    *,
    fork: bool = CAN_FORK,
    limits: Limits = Limits(),
) -> Generator[Outcome, None, None]:
    """Make a run's units in processes of this machine, yielding each outcome as it comes.

    A failing unit stops no other.

    Parameters
    ----------
    run : Run
    jobs : int
        Number of processes at a time.
    fork : bool
        Whether each unit has a process of its own, forked from one that has imported.
    limits : Limits
        After which a process is killed whose notebook ends no cell, or does not end.
    """
    if not run.units:
        return
    with closing(Workers(run, fork, limits)) as workers:
        threads = ThreadPoolExecutor(min(jobs, len(run.units)))
        try:
            for unit, ended in submit_all(threads, workers.make, run.units):
                yield as_outcome(unit, ended)
        finally:
            threads.shutdown(wait=False, cancel_futures=True)


def submit_all(
    pool: Executor, make: Callable[[Unit], Made], units: tuple[Unit, ...]
) -> Iterator[tuple[Unit, Made | BaseException]]:
    """Make units in any pool; yields what came of each, as it comes, and keeps none of it."""
    futures: dict[Future[Made], Unit] = {pool.submit(make, unit): unit for unit in units}
    for future in as_completed(futures):
        unit = futures.pop(future)
        try:
            yield unit, future.exception() or future.result()
        except CancelledError as lost:  # as when a cluster's scheduler is gone
            yield unit, lost


def as_outcome(unit: Unit, ended: Outcome | BaseException) -> Outcome:
    """What came of a unit, an error that it raised included."""
    if isinstance(ended, Outcome):
        return ended
    failure = describe_error(ended)
    return Outcome(unit, failure.error, advice=failure.advice)


class Workers:
    """The processes that make a run's units; each of several threads uses one at a time."""

    def __init__(self, run: Run, fork: bool, limits: Limits) -> None:
        self._run, self._fork, self._limits = run, fork, limits
        self._lock = Lock()
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._is_closed = False

    def make(self, unit: Unit) -> Outcome:
        """Make a unit in a process that is free, or else new."""
        worker = self._take()
        outcome = worker.make(self._run.only(), unit, self._limits)
        with self._lock:
            if worker.is_alive and not self._fork:
                self._idle.append(worker)
                return outcome
            self._all.discard(worker)
        worker.kill()
        return outcome

    def _take(self) -> "_Worker":
        with self._lock:
            if self._is_closed:
                raise CancelledError
            if self._idle:
                return self._idle.pop()
        if self._fork:
            start_template(self._run)
        worker = _Worker(self._fork)  # not under the lock: the template may still import
        self._keep(worker)
        return worker

    def _keep(self, worker: "_Worker") -> None:
        with self._lock:
            if not self._is_closed:
                self._all.add(worker)
                return
        worker.kill()
        raise CancelledError

    def close(self) -> None:
        """End all processes, whatever they do."""
        with self._lock:
            self._is_closed = True
            workers = list(self._all)
        for worker in workers:
            worker.kill()


class _Worker:
    """A process, as its parent sees it."""

    def __init__(self, fork: bool) -> None:
        process = get_context("forkserver").Process if fork else get_context("spawn").Process
        self._connection, theirs = Pipe()
        self._process = process(target=_serve, args=(theirs,))
        with ExitStack() as failed:
            # If the template ends meanwhile, a process may live that nobody knows the number of:
            # it ends with its connection, and until then holds up the end of this process.
            failed.callback(self._connection.close)
            with closing(theirs):  # the end of the process then ends the connection
                self._process.start()
            failed.pop_all()
        self.is_alive = True

    def make(self, run: Run, unit: Unit, limits: Limits) -> Outcome:
        """Have a unit made; what was done is kept if the process ends or takes too long."""
        notebook, cells = b"", dict[int, bytes]()
        end = monotonic() + limits.unit_s
        try:
            self._connection.send((run, unit, _find_kept(run, unit)))
            while self._connection.poll(max(0.0, min(limits.cell_s, end - monotonic()))):
                message = self._connection.recv()
                place, content = message
                if isinstance(place, Outcome):
                    if run.is_watched:
                        _KEPT[unit] = run.computed_from(unit), content
                    return place
                if place is None:
                    notebook = content
                else:
                    cells[place] = content
            reason = "CellTimeout", f"no cell ended within {limits.cell_s:g} s"
            if monotonic() >= end:
                reason = "UnitTimeout", f"the notebook did not end within {limits.unit_s:g} s"
        except (EOFError, OSError):
            if not self.is_alive:  # ended by `Workers.close`, with the run
                raise CancelledError from None
            self._process.join(END_S)
            code = self._process.exitcode
            reason = "ProcessEnded", f"the notebook's process ended with exit code {code}"
        self.kill()
        return keep_what_ended(run, unit, notebook, cells, reason)

    def kill(self) -> None:
        """End the process and those that its notebook started; nothing has to be put in order."""
        self.is_alive = False
        if HAS_GROUPS and self._process.exitcode is None:
            with suppress(ProcessLookupError):  # it has no group yet
                os.killpg(self._process.pid or 0, signal.SIGKILL)
        self._process.kill()
        self._process.join()
        self._connection.close()


def _find_kept(run: Run, unit: Unit) -> bytes | None:
    """What was made of a watched unit, if all that it was computed from but words is the same."""
    computed_from, kept = _KEPT.get(unit, ("", b""))
    if not run.is_watched:
        return None
    return kept if computed_from == run.computed_from(unit) else b""


def _serve(connection: "Connection[object, tuple[Run, Unit, bytes | None]]") -> None:
    """In a worker: make what is asked for, and live no longer than the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the parent's to act on
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # the template has a handler
    if HAS_GROUPS:
        os.setpgid(0, 0)  # so that what a notebook starts ends with it
    Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            run, unit, before = connection.recv()
        except EOFError:  # nobody asks any more
            return
        preload(run.study.key, run.data)
        with keeping(before) as kept:
            outcome = make_unit(run, unit, lambda *message: connection.send(message))
        connection.send((outcome, hand_on(kept)))


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        if HAS_GROUPS:
            os.killpg(0, signal.SIGKILL)
        os._exit(1)
