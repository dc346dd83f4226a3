"""One row of a table, computed in the open by the method's own call."""

from collections.abc import Sequence
from html import escape
from math import isclose, isnan, nan

import pandas as pd

from analysis.drawing.words.caption import as_sentence
from analysis.drawing.words.cells import NOTHING, write_cells
from analysis.release.estimates import Released
from analysis.release.rounding import round_evenly
from analysis.release.rules import decimals_of
from analysis.report.html import Output
from analysis.statistics.forensics.grim import Grim
from analysis.statistics.inference.estimate import Estimate

DIGITS = 3


def show_worked(
    released: Released | None,
    results: Sequence[Estimate | None],
    given: Sequence[str],
    *,
    scale: float = 1.0,
    estimate: str = "estimate",
) -> Output:
    """The first row of a released table beside what its method gives of its numbers.

    Parameters
    ----------
    released : Released or None
        With columns ``ci_low, ci_high`` and that of the estimate.
    results : sequence of Estimate or None
        Of the method, for the first rows; None for a row that the method is not for.
    given : sequence of str
        Columns with the numbers that the method was given.
    scale : float
        What a result is multiplied by to be in the table's unit: 100 for percentages.
    estimate : str
        Column of the estimate.

    Returns
    -------
    Output
        A line: label, what was given, estimate and interval; nothing without rows.

    Raises
    ------
    ValueError
        If the result is not what the table says.
    """
    if released is None:
        return _output("")
    if (row := _first(released, results)) is None or (result := results[row]) is None:
        return _output("")
    found = [scale * value for value in (result.estimate, result.ci_low, result.ci_high)]
    columns = [estimate, "ci_low", "ci_high"]
    found = [_as_released(released, *pair) for pair in zip(columns, found, strict=True)]
    _check(released, row, columns, found)
    say = released.say
    middle, low, high = (NOTHING if isnan(v) else say.number(v, DIGITS) for v in found)
    return _output(f"{_given(released, row, given)} → {middle} ({say.interval(low, high)})")


def show_computed(
    released: Released, results: Sequence[float | None], given: Sequence[str], column: str
) -> Output:
    """As `show_worked`, of a result that is one number, which a column has; None: missing."""
    if released.table.empty or not results:
        return _output("")
    result = _as_released(released, column, nan if results[0] is None else results[0])
    _check(released, 0, [column], [result])
    return _output(f"{_given(released, 0, given)} → {_named(released, 0, column)}")


def show_counts(
    released: Released, results: Sequence[Sequence[Grim] | None], given: Sequence[str]
) -> Output:
    """As `show_worked`, of percentages and the counts of people that print like each."""
    if (row := _first(released, results)) is None or (found := results[row]) is None:
        return _output("")
    if not all(grim.consistent for grim in found):
        raise ValueError(f"{released.name}: the method gives another result than the table has")
    ends = [[released.say.number(grim.fits[end]) for end in (0, -1)] for grim in found]
    counts = [low if low == high else released.say.interval(low, high) for low, high in ends]
    return _output(f"{_given(released, row, given)} → {' · '.join(counts)}")


def _first(released: Released, results: Sequence[object]) -> int | None:
    """The first row that there is a result for."""
    rows = zip(range(len(released.table)), results, strict=False)
    return next((row for row, result in rows if result is not None), None)


def _as_released(released: Released, column: str, value: float) -> float:
    """A result rounded as the column's numbers are released; a published one as it is."""
    rule = released.edition.study.disclosure
    decimals = decimals_of(released.of.frame.columns[column], rule)
    if released.is_published or decimals is None:
        return value
    return round_evenly(value, 10.0**-decimals)


def _check(released: Released, row: int, columns: Sequence[str], found: Sequence[float]) -> None:
    shown = pd.to_numeric(released.table.loc[row, columns], errors="coerce").astype("float64")
    if not all(isclose(a, b) or (isnan(a) and isnan(b)) for a, b in zip(found, shown, strict=True)):
        raise ValueError(f"{released.name}: the method gives another result than the table has")


def _given(released: Released, row: int, columns: Sequence[str]) -> str:
    """What a row is called, and its numbers that go into the method."""
    label = write_cells(released, released.table.columns[0])[row]
    return f"{as_sentence(label)} {'; '.join(_named(released, row, name) for name in columns)}"


def _named(released: Released, row: int, column: str) -> str:
    """A row's cell of a column, with the column's heading."""
    heading = released.say.text(released.of.frame.columns[column].heading)
    return f"{heading}: {write_cells(released, column)[row]}"


def _output(line: str) -> Output:
    return Output(f"<p>{escape(line)}</p>" if line else "", line, {"kind": "worked"})
