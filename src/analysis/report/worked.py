"""One row of a table, computed in the open by the method's own call."""

from collections.abc import Sequence
from html import escape
from math import isclose, isnan

import pandas as pd

from analysis.drawing.words.cells import write_cells
from analysis.release.estimates import Released
from analysis.report.html import Output
from analysis.statistics.inference import Estimate

DIGITS = 3


def show_worked(
    released: Released, results: Sequence[Estimate], counts: Sequence[str], *, scale: float = 1.0
) -> Output:
    """The first row of a released table beside what its method gives of its numbers.

    Parameters
    ----------
    released : Released
        With columns ``estimate, ci_low, ci_high``.
    results : sequence of Estimate
        Of the method, for the first rows; more or fewer than there are rows are passed over.
    counts : sequence of str
        Columns with the numbers of people that the method was given.
    scale : float
        What a result is multiplied by to be in the table's unit: 100 for percentages.

    Returns
    -------
    Output
        A line: label, numbers of people, estimate and interval.

    Raises
    ------
    ValueError
        If the result is not what the table says.
    """
    if released.table.empty or not results:
        return _output("")
    first, say = results[0], released.say
    found = [scale * value for value in (first.estimate, first.ci_low, first.ci_high)]
    _check(released, ["estimate", "ci_low", "ci_high"], found)
    estimate, low, high = ("–" if isnan(v) else say.number(v, DIGITS) for v in found)
    return _output(f"{_given(released, counts)} → {estimate} ({say.interval(low, high)})")


def show_computed(
    released: Released, results: Sequence[float | None], given: Sequence[str], column: str
) -> Output:
    """As `show_worked`, of a result that is one number without an interval.

    Parameters
    ----------
    released : Released
    results : sequence of float or None
        Of the method, for the first rows.
    given : sequence of str
        Columns with the numbers that the method was given.
    column : str
        Where the table has the result.
    """
    if released.table.empty or not results:
        return _output("")
    _check(released, [column], [float("nan") if results[0] is None else results[0]])
    return _output(f"{_given(released, given)} → {_named(released, column)}")


def _check(released: Released, columns: Sequence[str], found: Sequence[float]) -> None:
    """Refuse results that are not those of the table's first row."""
    shown = pd.to_numeric(released.table.loc[0, columns], errors="coerce").astype("float64")
    if not all(isclose(a, b) or (isnan(a) and isnan(b)) for a, b in zip(found, shown, strict=True)):
        raise ValueError(f"{released.name}: the method gives another result than the table has")


def _given(released: Released, columns: Sequence[str]) -> str:
    """What the first row is called, and its numbers that go into the method."""
    label = write_cells(released, released.table.columns[0])[0]
    return f"{label}. {'; '.join(_named(released, name) for name in columns)}"


def _named(released: Released, column: str) -> str:
    """The first row's cell of a column, with the column's heading."""
    heading = released.say.text(released.of.frame.columns[column].heading)
    return f"{heading}: {write_cells(released, column)[0]}"


def _output(line: str) -> Output:
    return Output(f"<p>{escape(line)}</p>" if line else "", line, {"kind": "worked"})
