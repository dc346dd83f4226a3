"""The command ``analysis``: thin, and quick to answer.

A module a command: ``add(commands)`` declares its options, and the function
beside it does the work. Heavy modules are imported by the command that needs them.
"""

import argparse
import io
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

from analysis.run.cli import (
    attack,
    audit,
    check,
    completion,
    dictionary,
    doctor,
    example,
    figure,
    figures,
    new,
    notebook,
    notebooks,
    publication,
    release,
    run,
    verify,
)
from analysis.run.cli import open as open_pages
from analysis.study.declaration import StudyError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(
            stream, io.TextIOWrapper
        ):  # a terminal that cannot show ä still shows the rest
            stream.reconfigure(errors="backslashreplace")
    try:
        with stop_on_signals():
            parser = build_parser()
            if "_ARGCOMPLETE" in os.environ:
                completion.complete(parser)
            parsed = parser.parse_args(arguments)
            status = int(parsed.command(parsed))
            sys.stdout.flush()
            return status
    except KeyboardInterrupt as stopped:
        _tell("stopped; what was made is kept, and the same command makes the rest")
        return 128 + (stopped.args[0] if stopped.args else signal.SIGINT)
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        _silence(sys.stdout)
        return 1
    except StudyError as error:
        _tell(str(error))
        return 2
    except OSError as error:  # a full disk, a folder that is not ours
        _silence(sys.stdout)
        _tell(": ".join(str(part) for part in (error.strerror or error, error.filename) if part))
        return 1


@contextmanager
def stop_on_signals() -> Iterator[None]:
    """Have an interrupt, and what the system ends programs with, unwind what is at work.

    No process that was started outlives it.

    Signals that whoever called had ignored, as nohup does, stay so.
    """

    def stop(number: int, _: object) -> None:
        for each in heard:
            signal.signal(each, signal.SIG_IGN)  # once is enough
        raise KeyboardInterrupt(number)

    names = ("SIGINT", "SIGTERM", "SIGHUP")  # Windows has no SIGHUP
    known = [getattr(signal, name) for name in names if hasattr(signal, name)]
    is_main = threading.current_thread() is threading.main_thread()
    before = {number: signal.getsignal(number) for number in known if is_main}
    heard = [number for number, handler in before.items() if handler != signal.SIG_IGN]
    for number in heard:
        signal.signal(number, stop)
    try:
        yield
    finally:
        if template := sys.modules.get("analysis.run.template"):  # else none was started
            template.end_template()
        for number in heard:
            signal.signal(number, before[number])


def _tell(sentence: str) -> None:
    """Say what went wrong, where there is somebody to hear it."""
    try:
        print(f"analysis: {sentence}", file=sys.stderr, flush=True)
    except OSError:
        _silence(sys.stderr)


def _silence(stream: TextIO) -> None:
    """Have a stream that takes nothing more lead nowhere, so that it fails no second time."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="analysis",
        description="From a project's surveys, costs and trainings to its published figures.",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for command in (
        run,
        new,
        check,
        audit,
        attack,
        release,
        figure,
        figures,
        publication,
        notebook,
        notebooks,
        example,
        dictionary,
        verify,
        open_pages,
        doctor,
        completion,
    ):
        command.add(commands)
    return parser
