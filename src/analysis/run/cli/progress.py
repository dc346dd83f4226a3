"""How far a run is: a bar for people who watch, plain lines for log files."""

import sys
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tqdm import tqdm

if TYPE_CHECKING:
    from analysis.run.make import Outcome
    from analysis.run.plan import Unit


def with_progress(
    outcomes: "Iterator[Outcome]", units: "Sequence[Unit]", jobs: int
) -> "Iterator[Outcome]":
    """The same outcomes; standard error tells count, rate, time left and what runs now.

    Parameters
    ----------
    outcomes : iterator of Outcome
        As they come.
    units : sequence of Unit
        In the order in which they start: the first ``jobs`` without an outcome run now.
    jobs : int
    """
    show = _bar if units and sys.stderr.isatty() else _lines
    return show(outcomes, [str(unit) for unit in units], jobs)


def _bar(outcomes: "Iterator[Outcome]", waiting: list[str], jobs: int) -> "Iterator[Outcome]":
    with tqdm(total=len(waiting), unit="page", file=sys.stderr, dynamic_ncols=True) as bar:
        bar.set_postfix_str(", ".join(waiting[:jobs]))
        for outcome in outcomes:
            waiting.remove(str(outcome.unit))
            bar.set_postfix_str(", ".join(waiting[:jobs]), refresh=False)
            bar.update()
            yield outcome


def _lines(outcomes: "Iterator[Outcome]", waiting: list[str], jobs: int) -> "Iterator[Outcome]":
    total, started = len(waiting), time.monotonic()
    for count, outcome in enumerate(outcomes, 1):
        waiting.remove(str(outcome.unit))
        pace = (time.monotonic() - started) / count
        left = tqdm.format_interval(pace * len(waiting))
        ended = "failed" if outcome.error else "made"
        now = f"; now {', '.join(waiting[:jobs])}" if waiting else ""
        line = f"{count}/{total} {ended} {outcome.unit}; {pace:.1f} s/page, {left} left{now}"
        print(line, file=sys.stderr, flush=True)
        yield outcome
