"""One row of a table, computed in the open by the method's own call."""

from collections.abc import Sequence
from html import escape
from math import isclose, isnan

from analysis.drawing.words.cells import write_cells
from analysis.release.estimates import Released
from analysis.report.html import Output
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
    plain = "\n".join(lines)
    return Output("".join(f"<p>{escape(line)}</p>" for line in lines), plain, {"kind": "worked"})


def _line(
    released: Released,
    row: int,
    result: Estimate,
    counts: Sequence[str],
    scale: float,
    estimate: str,
) -> str:
    say, columns = released.say, released.of.frame.columns
    found = [scale * value for value in (result.estimate, result.ci_low, result.ci_high)]
    shown = released.table.loc[row, [estimate, "ci_low", "ci_high"]]
    if not all(isclose(a, b) or (isnan(a) and isnan(b)) for a, b in zip(found, shown, strict=True)):
        raise ValueError(f"{released.name}: the method gives another result than the table has")
    people = [
        f"{say.text(columns[name].heading)}: {write_cells(released, name)[row]}" for name in counts
    ]
    middle, low, high = ("–" if isnan(v) else say.number(v, DIGITS) for v in found)
    return f"{released.labels[row]}. {'; '.join(people)} → {middle} ({say.interval(low, high)})"
