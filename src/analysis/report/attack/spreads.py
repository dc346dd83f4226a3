"""Whether intervals of places told in bands are of one spread for all, or of each place's own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from analysis.release.attack.facts import Fact, Group, Quantity
from analysis.report.attack.questions import Asked, Questions
from analysis.report.attack.tables import Bounds, Row, RunTable, tables_with
from analysis.study.study import Study

SIDES = ("start", "end")


@dataclass(frozen=True)
class _Interval:
    """A place's mean and interval at one wave, of people told as a band."""

    table: RunTable
    row: Row
    level: str
    group: Group
    spread: Bounds
    """Half of the interval's width, times the root of the fewest people."""


def read_own_spreads(tables: Sequence[RunTable], study: Study) -> Iterator[Fact]:
    """Intervals of coarse rows that cannot all be of the project's spread.

    Parameters
    ----------
    tables : sequence of RunTable
    study : Study

    Yields
    ------
    Fact
        Ends of the intervals of each question and wave where places of as many people differ
        by more than rounding: they are then taken for t intervals of each place's own answers.

    Notes
    -----
    Of one spread for all, half of an interval's width falls with the root of the number of people
    that it is computed from; which it is need not be known.
    """
    questions = Questions(study)
    found: dict[tuple[str, str], list[_Interval]] = {}
    for side, wave in zip(SIDES, study.compared_waves, strict=True):
        for table, row in tables_with(tables, side, f"{side}_low", f"{side}_high", f"n_{side}"):
            asked = questions.of(table, row)
            if asked is None or asked.answer is not None or table.is_exact(row, f"n_{side}"):
                continue
            group = Group(table.place, wave, asked.variable)
            if (spread := _spread(table, row, side, asked)) is not None:
                interval = _Interval(table, row, side, group, spread)
                found.setdefault((wave, asked.variable), []).append(interval)
    for intervals in found.values():
        if max(i.spread[0] for i in intervals) > min(i.spread[1] for i in intervals):
            for interval in intervals:
                yield from _ends(interval)


def _spread(table: RunTable, row: Row, side: str, asked: Asked) -> Bounds | None:
    """Bounds of an interval's half width, by the ends that the scale does not cut."""
    mean, people = table.bounds(row, side), table.people(row, f"n_{side}")
    halves = []
    for sign, suffix, end in ((-1, "low", 0), (1, "high", -1)):
        told = table.bounds(row, f"{side}_{suffix}")
        if mean and told and asked.points and not told[0] <= asked.points[end] <= told[1]:
            gaps = sorted(sign * (a - b) for a in told for b in mean)
            halves.append((gaps[0], gaps[-1]))
    if not halves or people is None:
        return None
    root = sqrt(people[0])
    return max(half[0] for half in halves) * root, min(half[1] for half in halves) * root


def _ends(interval: _Interval) -> Iterator[Fact]:
    for suffix, quantity in (("low", Quantity.T_LOW), ("high", Quantity.T_HIGH)):
        column = f"{interval.level}_{suffix}"
        if (told := interval.table.bounds(interval.row, column)) is not None:
            source = interval.table.source(interval.row, column)
            yield Fact(interval.group, quantity, *told, source)
