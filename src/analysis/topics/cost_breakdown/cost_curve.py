"""Cost per participant as a curve of the participants, and where it meets a limit."""

from decimal import ROUND_CEILING, Decimal

import pandas as pd

from analysis.study.costing import Costing
from analysis.study.declaration import ALL
from analysis.topics.cost_breakdown.per_participant import estimate_per_participant
from analysis.topics.cost_breakdown.pilots import per_unit, require_rates, sum_pilots

COLUMNS = ["municipality", "n", "estimate_eur", "fixed_eur", "variable_eur", "document", "origin"]


def estimate_cost_curve(
    numbers: pd.DataFrame, costs: pd.DataFrame | None, costing: Costing | None
) -> pd.DataFrame:
    """What each pilot would cost per participant: ``fixed / n + variable`` for n participants.

    Fixed costs are spread over whoever takes part; variable ones grow with
    them. An entry of which the sheet does not say so counts as fixed, and so
    do all published costs.

    Parameters
    ----------
    numbers : pandas.DataFrame
        From `tabulate_costs`: published numbers, or computed ones in their shape.
    costs : pandas.DataFrame or None
        The cost sheet behind computed numbers; its column ``cost_part`` says
        which entries are variable.
    costing : Costing or None

    Returns
    -------
    pandas.DataFrame
        A row a municipality whose participants are known, dearest first, and
        last the project (``"all"``): ``municipality, n, estimate_eur,
        fixed_eur`` (in all)``, variable_eur`` (a participant)``, document,
        origin``. The project's parts are missing if only printed numbers are
        there: its printed cost is not the sum of the printed pilots.
    """
    table = estimate_per_participant(numbers)
    table = table[table["n"].notna() | (table["municipality"] == ALL)]
    if costs is None or costs.empty:
        all_fixed = table["estimate_eur"] * table["n"].astype("float64")
        fixed = all_fixed.round(2).where(table["municipality"] != ALL)
        return table.assign(fixed_eur=fixed, variable_eur=fixed.mask(fixed.notna(), 0.0))[COLUMNS]
    totals = sum_pilots(costs, require_rates(costing))
    parts = pd.DataFrame({
        "fixed_eur": totals["cost_eur"] - totals["variable_eur"],
        "variable_eur": per_unit(totals, of="variable_eur"),
    }).astype("float64")  # fmt: skip
    return table.join(parts, on="municipality")[COLUMNS]


def estimate_break_even(curve: pd.DataFrame) -> pd.DataFrame:
    """How many participants bring a pilot's cost per participant down to the project's mean.

    Parameters
    ----------
    curve : pandas.DataFrame
        From `estimate_cost_curve`.

    Returns
    -------
    pandas.DataFrame
        The curve's municipalities with ``break_even, limit_eur`` added:
        ``break_even`` is the smallest whole number of participants at which the
        cost per participant is at most ``limit_eur``, the project's mean;
        missing where the variable part alone is above it.
    """
    is_all = curve["municipality"] == ALL
    if not is_all.any():
        return curve.iloc[:0].assign(break_even=pd.Series(dtype="Int64"), limit_eur=0.0)
    limit = float(curve.loc[is_all, "estimate_eur"].iloc[0])
    own = curve[~is_all].reset_index(drop=True)
    needed = [
        participants_needed(_exact(fixed), _exact(variable), _exact(limit))
        for fixed, variable in zip(own["fixed_eur"], own["variable_eur"], strict=True)
    ]
    return own.assign(break_even=pd.Series(needed, dtype="Int64"), limit_eur=limit)


def participants_needed(
    fixed_eur: Decimal, variable_eur: Decimal, limit_eur: Decimal
) -> int | None:
    """Smallest whole n of at least 1 with ``fixed / n + variable <= limit``; None if there is none.

    Examples
    --------
    >>> participants_needed(Decimal(1000), Decimal(0), Decimal(80))
    13
    """
    room = limit_eur - variable_eur
    if room < 0 or (room == 0 and fixed_eur > 0):
        return None
    if not fixed_eur:
        return 1
    return max(int((fixed_eur / room).to_integral_value(ROUND_CEILING)), 1)


def _exact(value: float) -> Decimal:
    return Decimal(repr(float(value)))
