"""Ending a process that takes too long, or too much memory where the system sets no limit."""

import subprocess
import sys
from threading import Event, Thread
from time import monotonic
from types import TracebackType

MEGABYTE = 2**20
HAS_LIMITS = sys.platform == "linux"
"""Windows has no limits that a process can set itself, and macOS does not keep them."""
PAUSE_S = 0.05
"""So often the memory is looked at, where the system does not."""


class ProcessGuard:
    """Watches a process while it is asked something.

    Parameters
    ----------
    process : subprocess.Popen
    seconds : float
        After which it is ended.
    memory_mb : int
        Of which, where the system sets no limit, it is ended if it has more.

    Attributes
    ----------
    reason : str
        Why it was ended, ``extent-time`` or ``extent-memory``; empty if it was not.
    """

    def __init__(self, process: "subprocess.Popen[bytes]", seconds: float, memory_mb: int) -> None:
        self.reason = ""
        self._process, self._memory = process, memory_mb * MEGABYTE
        self._end = monotonic() + seconds
        self._over = Event()
        self._thread = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "ProcessGuard":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(self._pause()):
            if monotonic() >= self._end:
                self.reason = "extent-time"
            elif not HAS_LIMITS and _memory_of(self._process.pid) > self._memory:
                self.reason = "extent-memory"
            if self.reason:
                self._process.kill()  # then reading from its pipe ends
                return

    def _pause(self) -> float:
        left = max(0.0, self._end - monotonic())
        return left if HAS_LIMITS else min(PAUSE_S, left)


def _memory_of(pid: int) -> int:
    """Bytes of memory that a process has; 0 if it has ended."""
    import psutil  # here, as where the system sets limits nothing needs it

    try:
        memory = psutil.Process(pid).memory_info()
    except psutil.Error:
        return 0
    return int(getattr(memory, "private", memory.rss))  # Windows tells what is paged out too
