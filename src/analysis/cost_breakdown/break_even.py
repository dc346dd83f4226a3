"""Cost per participant as a curve of the participants, and where it meets a limit."""

from decimal import ROUND_CEILING, Decimal

import pandas as pd

from analysis.cost_breakdown.per_participant import estimate_per_participant
from analysis.cost_breakdown.pilots import require_rates
from analysis.cost_breakdown.pricing import price_entries
from analysis.study import ALL, Costing

COLUMNS = ["municipality", "n", "estimate_eur", "fixed_eur", "variable_eur", "break_even",
           "limit_eur", "document", "origin"]  # fmt: skip
VARIABLE = "variable"
"""What the column ``cost_part`` says of costs that grow with the participants."""


def estimate_break_even(
    printed: pd.DataFrame, costs: pd.DataFrame | None, costing: Costing | None
) -> pd.DataFrame:
    """How many participants bring a pilot's cost per participant down to the project's mean.

    With n participants a pilot costs fixed / n + variable a participant.

    Parameters
    ----------
    printed : pandas.DataFrame
        From `tabulate_costs`: published numbers, or computed ones in their shape.
    costs : pandas.DataFrame or None
        The cost sheet behind computed numbers; its column ``cost_part`` says
        which entries grow with the participants. Where nothing is said,
        entries count as fixed.
    costing : Costing or None

    Returns
    -------
    pandas.DataFrame
        A row a municipality whose participants are known, dearest first:
        ``municipality, n, estimate_eur, fixed_eur, variable_eur`` (a
        participant)``, break_even, limit_eur, document, origin``.
        ``break_even`` is the smallest whole number of participants at which the
        cost per participant is at most ``limit_eur``, the project's mean;
        missing where the variable part alone is above it.
    """
    table = estimate_per_participant(printed)
    if ALL not in set(table["municipality"]):
        return pd.DataFrame({column: [] for column in COLUMNS})
    variable = _variable_shares(costs, costing)
    limit = _exact(table.set_index("municipality")["estimate_eur"][ALL])
    table = table[table["municipality"] != ALL].dropna(subset="n").reset_index(drop=True)
    curves = [_curve(row, variable, limit) for row in table.itertuples()]
    named = pd.DataFrame(curves, columns=["fixed_eur", "variable_eur", "break_even"])
    named = named.astype({"fixed_eur": "float64", "variable_eur": "float64", "break_even": "Int64"})
    return table.join(named).assign(limit_eur=float(limit))[COLUMNS]


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


def _curve(
    row: object, variable: dict[str, Decimal], limit: Decimal
) -> tuple[float, float, int | None]:
    municipality, n, cost = (getattr(row, key) for key in ("municipality", "n", "estimate_eur"))
    share = variable.get(municipality, Decimal(0))
    fixed, a_head = (1 - share) * _exact(cost) * int(n), share * _exact(cost)
    return float(fixed), float(a_head), participants_needed(fixed, a_head, limit)


def _variable_shares(costs: pd.DataFrame | None, costing: Costing | None) -> dict[str, Decimal]:
    """Share of each municipality's cost that grows with the participants."""
    if costs is None or costs.empty or "cost_part" not in costs.columns:
        return {}
    priced = price_entries(costs, require_rates(costing))
    whole = priced.groupby("municipality")["cost_eur"].sum()
    grows = priced[priced["cost_part"] == VARIABLE].groupby("municipality")["cost_eur"].sum()
    return {str(key): part / whole[key] for key, part in grows.items() if whole[key]}


def _exact(value: float) -> Decimal:
    return Decimal(repr(float(value)))
