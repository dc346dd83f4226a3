"""The command ``analysis``: thin, and quick to answer.

A module a command: ``add(commands)`` declares its options, and the function
beside it does the work. Heavy modules are imported by the command that needs them.
"""

import argparse
import io
import os
import sys
from collections.abc import Sequence

from analysis.run.cli import (
    audit,
    check,
    dictionary,
    example,
    figure,
    figures,
    new,
    notebooks,
    publication,
    run,
)
from analysis.study.declaration import StudyError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(
            stream, io.TextIOWrapper
        ):  # a terminal that cannot show ä still shows the rest
            stream.reconfigure(errors="backslashreplace")
    parsed = build_parser().parse_args(arguments)
    try:
        return int(parsed.command(parsed))
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except StudyError as error:
        print(f"analysis: {error}", file=sys.stderr)
        return 2


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
        figure,
        figures,
        publication,
        notebooks,
        example,
        dictionary,
    ):
        command.add(commands)
    return parser
