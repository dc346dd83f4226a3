"""One row of a table, computed in the open by the method's own call."""

from collections.abc import Sequence
from html import escape
from math import isclose, isnan

from analysis.drawing.words.cells import write_cells
from analysis.release.estimates import Released
from analysis.report.html import Output
from analysis.statistics.forensics import Grim
from analysis.statistics.inference import Estimate

DIGITS = 3


def show_worked(
    released: Released,
    results: Sequence[Estimate | None],
    counts: Sequence[str],
    *,
    scale: float = 1.0,
    estimate: str = "estimate",
) -> Output:
    """The first row of a released table beside what its method gives of its numbers.

    Parameters
    ----------
    released : Released
        With columns ``ci_low, ci_high`` and that of the estimate.
    results : sequence of Estimate or None
        Of the method, for the first rows; more or fewer than there are rows are passed over,
        and so are rows of None, which the method is not for.
    counts : sequence of str
        Columns with the numbers of people that the method was given.
    scale : float
        What a result is multiplied by to be in the table's unit: 100 for percentages.
    estimate : str
        Column of the estimate.

    Returns
    -------
    Output
        A line: label, numbers of people, estimate and interval.

    Raises
    ------
    ValueError
        If the result is not what the table says.
    """
    lines = [
        _line(released, row, result, counts, scale, estimate)
        for row, result in zip(range(len(released.table)), results, strict=False)
        if result is not None
    ][:1]
    return _output(lines)


def show_counts(
    released: Released, results: Sequence[Sequence[Grim] | None], columns: Sequence[str]
) -> Output:
    """The first row of a released table of percentages beside the counts that print like them.

    Parameters
    ----------
    released : Released
    results : sequence of sequence of Grim, or None
        Of each percentage of the first rows, taken as by `show_worked`.
    columns : sequence of str
        Columns with the percentages, and with the numbers of people that they are of.

    Returns
    -------
    Output
        A line: label, percentages, numbers of people, and the counts of each percentage.

    Raises
    ------
    ValueError
        If no count prints like one of them, though the table says that it can be.
    """
    lines = [
        f"{_row(released, row, columns)} → {' · '.join(_counts(released, grim) for grim in found)}"
        for row, found in zip(range(len(released.table)), results, strict=False)
        if found is not None
    ][:1]
    return _output(lines)


def _counts(released: Released, grim: Grim) -> str:
    if not grim.consistent:
        raise ValueError(f"{released.name}: the method gives another result than the table has")
    first, last = (released.say.number(grim.fits[end]) for end in (0, -1))
    return first if first == last else released.say.interval(first, last)


def _output(lines: Sequence[str]) -> Output:
    html = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return Output(html, "\n".join(lines), {"kind": "worked"})


def _row(released: Released, row: int, names: Sequence[str]) -> str:
    """Label of a row and some of its cells, under their headings."""
    columns = released.of.frame.columns
    cells = [
        f"{released.say.text(columns[name].heading)}: {write_cells(released, name)[row]}"
        for name in names
    ]
    return f"{released.labels[row]}. {'; '.join(cells)}"


def _line(
    released: Released,
    row: int,
    result: Estimate,
    counts: Sequence[str],
    scale: float,
    estimate: str,
) -> str:
    say = released.say
    found = [scale * value for value in (result.estimate, result.ci_low, result.ci_high)]
    shown = released.table.loc[row, [estimate, "ci_low", "ci_high"]]
    if not all(isclose(a, b) or (isnan(a) and isnan(b)) for a, b in zip(found, shown, strict=True)):
        raise ValueError(f"{released.name}: the method gives another result than the table has")
    middle, low, high = ("–" if isnan(v) else say.number(v, DIGITS) for v in found)
    return f"{_row(released, row, counts)} → {middle} ({say.interval(low, high)})"
