"""Whether intervals of places told in bands are of one spread for all, or of each place's own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt

from analysis.release.attack.facts import PROJECT, Fact, Group, Pooled, Quantity
from analysis.release.attack.pooled import spread_window, standard_deviation
from analysis.report.attack.questions import Asked, Questions
from analysis.report.attack.tables import Bounds, Row, RunTable, as_number, tables_with
from analysis.study.study import Study

SIDES = ("start", "end")
NEAR = 1e-9
"""Rounding of floating point."""


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


def read_pooled(tables: Sequence[RunTable], study: Study) -> Iterator[Pooled]:
    """The project's spread of both waves, which stands behind the intervals of places.

    Parameters
    ----------
    tables : sequence of RunTable
    study : Study

    Yields
    ------
    Pooled
        Of each rating whose people of the project are known, what all intervals of its places
        leave of it: they are ``mean -+ t sqrt(sd^2 / n + step^2 / 12)`` of the rounded mean and
        the fewest people, and tables say what ``sd`` itself is rounded to.
    """
    questions = Questions(study)
    df = dict(_degrees(tables, questions))
    found: dict[str, list[tuple[RunTable, Row, Bounds]]] = {}
    for table, row in _rows_with_intervals(tables):
        asked = questions.of(table, row)
        if asked is not None and asked.variable in df and not table.is_exact(row, "n_start"):
            for ends in _standard_deviations(table, row, asked, df[asked.variable]):
                found.setdefault(asked.variable, []).append((table, row, ends))
    for variable, told in found.items():
        table, row, _ = told[0]
        low, high = max(ends[0] for *_, ends in told), min(ends[1] for *_, ends in told)
        groups = tuple(Group(PROJECT, wave, variable) for wave in study.compared_waves)
        if low <= high and (known := _before_rounding(low, high, row)):
            yield Pooled((groups[0], groups[1]), *known, table.source(row, "start_low"))


def _rows_with_intervals(tables: Sequence[RunTable]) -> Iterator[tuple[RunTable, Row]]:
    return tables_with(tables, *SIDES, *(f"{side}_low" for side in SIDES), "n_start", "n_end")


def _degrees(tables: Sequence[RunTable], questions: Questions) -> Iterator[tuple[str, int]]:
    """Degrees of freedom of each rating's spread, by the project's people."""
    for table, row in _rows_with_intervals(tables):
        asked = questions.of(table, row)
        people = [table.people(row, f"n_{side}") for side in SIDES]
        if asked is not None and asked.answer is None and table.place == PROJECT:
            n = sum(told[0] for told in people if told and told[0] == told[1])
            if n > len(SIDES) and None not in people:
                yield asked.variable, int(n) - len(SIDES)


def _standard_deviations(
    table: RunTable, row: Row, asked: Asked, df: int
) -> Iterator[tuple[float, float]]:
    """What each end of a place's intervals leaves of the spread, where the scale does not cut."""
    for side in SIDES:
        mean, people = as_number(row[side]), table.people(row, f"n_{side}")
        step = float(as_number(row.get(f"{side}_step", "")) or 0)
        for sign, suffix, end in ((-1, "low", 0), (1, "high", -1)):
            told = table.bounds(row, f"{side}_{suffix}")
            if mean is None or people is None or told is None or not asked.points:
                continue
            if not told[0] <= asked.points[end] <= told[1]:
                low, high = sorted(max(sign * (bound - float(mean)), 0.0) for bound in told)
                n = people[0]
                yield (standard_deviation(low, n, step, df), standard_deviation(high, n, step, df))


def _before_rounding(low: float, high: float, row: Row) -> Bounds | None:
    """What a spread was before it was rounded, if tables say to what; None where none fits."""
    step = float(as_number(row.get("spread_step", "")) or 0)
    if step == 0:
        return low, high
    first, last = ceil(low / step - NEAR), floor(high / step + NEAR)
    if first > last:
        return None
    return spread_window(first * step, step)[0], spread_window(last * step, step)[1]
