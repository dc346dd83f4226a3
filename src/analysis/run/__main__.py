"""``python -m analysis``: the command line."""

import sys

from analysis.run.cli import main

if __name__ == "__main__":
    status = main()
    # An interrupt that passed through `exec`, as of a dataclass that is being made, has CPython
    # end a program that was started with -m by that signal, though it was caught; another `exec`
    # has it forget.
    exec("")  # noqa: S102
    sys.exit(status)
