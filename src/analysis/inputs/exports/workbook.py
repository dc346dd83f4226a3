"""Opening workbooks and files of SPSS and Stata (XLSX, ODS, SAV, DTA) in a process of its own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

import analysis
from analysis.inputs.exports.grid import Cell, Cells, Grid, Opened, cell_text, refuse
from analysis.inputs.exports.header import count_known
from analysis.inputs.exports.process_guard import ProcessGuard
from analysis.inputs.faults import Fault, Note, shown_name
from analysis.inputs.own_files import MEGABYTE
from analysis.study.codebook import Codebook
from analysis.study.spelling import normal

SECONDS, SECONDS_A_MB = 5, 3
"""Time of the processor that a file may take, and more for each packed megabyte."""
GRACE = 4
"""Seconds that a file may take longer, if the processor works for others too."""
PROCESS = (sys.executable, "-P", "-m", "analysis.inputs.exports.workbook_process")
SOURCE = str(Path(analysis.__file__).parents[1])
MADE_OF: dict[str, Callable[[Any], Cell]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda seconds: timedelta(seconds=seconds),
}
ENDED_FOR_TIME = -getattr(signal, "SIGXCPU", 0)
ENDED_FOR_MEMORY = -signal.SIGABRT
TOO_MUCH = ("extent-memory", "extent-time")
"""Texts of the rule ``extent``: too many cells, or too much in them."""


class WorkbookReader:
    """Reads workbooks one after another in a process that a harmful file may end.

    The process starts with the first workbook and serves the next ones. If a file
    ends it, the next starts another.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "WorkbookReader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._end()

    def open(self, path: Path, codebook: Codebook) -> Opened:
        """Read every visible sheet of a workbook that has cells.

        Refused are files that are no workbook, that unpack to more than the study
        declares, that take more memory or time than a workbook of their size
        should, and sheets with cells far off.
        """
        told, codes = self._ask(path, codebook.largest_unpacked_mb)
        if (rule := told.get("rule")) is None:
            return _open_sheets(shown_name(path), told["sheets"], codes, codebook)
        values = {"limit": codebook.largest_unpacked_mb}
        if rule in TOO_MUCH:
            fault = Fault(shown_name(path), "extent", values=values, text=rule)
            return Opened(faults=[fault])
        if rule == "extent":
            return Opened(faults=[Fault(shown_name(path), rule, told["sheet"])])
        return refuse(path, rule, **values)

    def _ask(self, path: Path, unpacked_mb: int) -> tuple[dict[str, Any], bytes]:
        """The answer of the process, or the rule by which it ended."""
        process = self._process = self._process or _start()
        if process.stdin is None or process.stdout is None:
            raise ValueError("the process has no pipes")
        seconds = SECONDS + SECONDS_A_MB * path.stat().st_size / MEGABYTE
        request = {"path": str(path), "unpacked_mb": unpacked_mb, "seconds": seconds}
        with ProcessGuard(process, seconds + GRACE, unpacked_mb) as guard:
            try:
                process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
                process.stdin.flush()
                told = json.loads(process.stdout.readline())
                cells = sum(s["height"] * len(s["columns"]) for s in told.get("sheets", ()))
                codes = process.stdout.read(cells * np.dtype(np.intc).itemsize)
                if len(codes) == cells * np.dtype(np.intc).itemsize:
                    return told, codes
            except (BrokenPipeError, json.JSONDecodeError):
                pass  # the process has ended
        code = self._end()
        if guard.reason:
            return {"rule": guard.reason}, b""
        if code == ENDED_FOR_TIME:
            return {"rule": "extent-time"}, b""
        return {"rule": "extent-memory" if code == ENDED_FOR_MEMORY else "unreadable"}, b""

    def _end(self) -> int:
        """End the process; the status is negative if a signal had ended it."""
        process, self._process = self._process, None
        if process is None or process.stdin is None or process.stdout is None:
            return 0
        with suppress(BrokenPipeError):
            process.stdin.close()
        process.stdout.close()
        try:
            return process.wait(GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


def _start() -> "subprocess.Popen[bytes]":
    paths = os.pathsep.join(filter(None, (SOURCE, os.environ.get("PYTHONPATH", ""))))
    return subprocess.Popen(  # noqa: S603 - our own module
        PROCESS, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": paths, "OPENBLAS_NUM_THREADS": "1"},  # memory a thread
    )  # fmt: skip


def _open_sheets(
    file: str, sheets: list[dict[str, Any]], codes: bytes, codebook: Codebook
) -> Opened:
    found = Opened()
    position = 0
    for sheet in sheets:
        columns = []
        for distinct in sheet["columns"]:
            own = np.frombuffer(codes, np.intc, sheet["height"], position)
            position += own.nbytes
            columns.append(Cells(own, [_cell(value) for value in distinct]))
        if not columns:
            continue
        if not sheet["is_visible"]:
            found.notes.append(Note(file, "sheet-hidden", sheet["name"]))
            continue
        if sheet["hidden_rows"]:
            values = {"count": sheet["hidden_rows"]}
            found.notes.append(Note(file, "rows-hidden", sheet["name"], values=values))
        if "headings" in sheet:
            columns = _with_headings(columns, sheet, codebook)
        broken = {(row, column): rule for row, column, rule in sheet["broken"]}
        merged = [(first, last) for first, last in sheet["merged"]]
        found.grids.append(Grid(file, sheet["name"], columns, merged, broken))
    if not found.grids:
        found.faults.append(Fault(file, "empty-file"))
    return found


def _with_headings(columns: list[Cells], sheet: dict[str, Any], codebook: Codebook) -> list[Cells]:
    """The columns below the headings that the codebook knows better: names or labels.

    What the file declares to be missing, and the codebook does not know, is no answer.
    """
    headings = max(sheet["headings"], key=lambda row: count_known([row], codebook))
    found = []
    for column, heading, cells in zip(columns, headings, sheet["missing"], strict=True):
        missing = [cell for cell in map(_cell, cells)
                   if normal(cell_text(cell)) not in codebook.missing]  # fmt: skip
        distinct = ["" if cell in missing else cell for cell in column.distinct]
        codes = np.concatenate([[len(distinct)], column.codes])
        found.append(Cells(codes, [*distinct, heading]))
    return found


def _cell(value: Any) -> Cell:
    """A cell from the process's JSON."""
    if not isinstance(value, list):
        return value  # type: ignore[no-any-return]
    kind, written = value
    return MADE_OF[kind](written)
