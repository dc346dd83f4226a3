"""How far the cost per participant moves when a rate, an hour or a headcount moves."""

from decimal import Decimal

import pandas as pd

from analysis.study.costing import Costing
from analysis.study.declaration import ALL
from analysis.topics.cost_breakdown.pilots import per_unit, require_rates, sum_pilots, with_source
from analysis.topics.cost_breakdown.pricing import price_entries, price_overhead

COLUMNS = ["item", "value_low", "value", "value_high", "low_eur", "estimate_eur", "high_eur", "n",
           "document", "origin"]  # fmt: skip
SCENARIO_COLUMNS = ["item", "estimate_eur", "total_eur", "n", "document", "origin"]
RANGE_COLUMNS = ["municipality", "estimate_eur", "low_eur", "high_eur", "n", "document", "origin"]
PER_PARTICIPANT = ("cost_eur", "n")
SCENARIOS = {
    "as_entered": (True, False),
    "without_volunteers": (False, False),
    "with_overhead": (True, True),
    "with_overhead_without_volunteers": (False, True),
}
"""Whether volunteer work counts, and whether the project's overhead is added."""


def estimate_sensitivity(
    costs: pd.DataFrame | None, costing: Costing | None, municipality: str = ALL
) -> pd.DataFrame:
    """Cost per participant computed anew at both ends of each declared range, one at a time.

    Parameters
    ----------
    costs : pandas.DataFrame or None
        From `read_inputs`; without a cost sheet there are no rows.
    costing : Costing or None
        With the ranges that the study declares.
    municipality : str
        Whose cost per participant; if it has no entries, there are no rows.

    Returns
    -------
    pandas.DataFrame
        A row a range, the one that moves the cost most first: ``item,
        value_low, value, value_high, low_eur, estimate_eur, high_eur, n,
        document, origin``. ``low_eur`` and ``high_eur`` are the costs at the
        ends of the range, the lower first; ``value`` is the declared one
        (missing for on-costs that differ from entry to entry). These are
        ranges of what was assumed and no confidence intervals.
    """
    if costs is not None and municipality != ALL:
        costs = costs[costs["municipality"] == municipality]
    if costs is None or costs.empty:
        return pd.DataFrame({column: [] for column in COLUMNS})
    costing = require_rates(costing)
    base, n = _cost(costs, costing, municipality)
    rows = []
    for item, ends in costing.ranges.items():
        moved = sorted(_cost(*vary(costs, costing, item, end), municipality)[0] for end in ends)
        now = _value(costs, costing, item)
        rows.append((item, ends[0], now, ends[1], moved[0], base, moved[1], n))
    table = pd.DataFrame(rows, columns=COLUMNS[:-2])
    table = table.astype(dict.fromkeys(COLUMNS[1:7], "float64") | {"n": "int64"})
    order = (table["high_eur"] - table["low_eur"]).sort_values(ascending=False, kind="stable")
    return with_source(table.loc[order.index].reset_index(drop=True), costs)


def estimate_cost_ranges(costs: pd.DataFrame | None, costing: Costing | None) -> pd.DataFrame:
    """Each municipality's cost per participant with the widest range of any single change.

    Returns
    -------
    pandas.DataFrame
        A row a municipality, dearest first: ``municipality, estimate_eur,
        low_eur, high_eur, n, document, origin``: the lowest and highest of all re-runs of
        `estimate_sensitivity`.
    """
    if costs is None or costs.empty:
        return pd.DataFrame({column: [] for column in RANGE_COLUMNS})
    costing = require_rates(costing)
    base = sum_pilots(costs, costing, PER_PARTICIPANT)
    reruns = []
    for item, ends in costing.ranges.items():
        changed = ["n"] if item == "participants" else ["cost_eur"]  # the other stays as it is
        for end in ends:
            sums = sum_pilots(*vary(costs, costing, item, end), changed)
            reruns.append(per_unit(base.assign(**sums)))
    moved = pd.concat([per_unit(base), *reruns], axis=1).astype("float64")
    table = pd.DataFrame(
        {"estimate_eur": moved[0], "low_eur": moved.min(axis=1), "high_eur": moved.max(axis=1),
         "n": base["n"].astype("int64")}
    ).drop(ALL)  # fmt: skip
    table = table.sort_values("estimate_eur", ascending=False).reset_index()
    return with_source(table, costs)[RANGE_COLUMNS]


def estimate_scenarios(
    costs: pd.DataFrame | None, costing: Costing | None, municipality: str = ALL
) -> pd.DataFrame:
    """Cost per participant with and without volunteer work and the project's overhead.

    Returns
    -------
    pandas.DataFrame
        A row a scenario of `SCENARIOS`: ``item, estimate_eur`` (per
        participant)``, total_eur, n, document, origin``.
    """
    if costs is None or costs.empty:
        return pd.DataFrame({column: [] for column in SCENARIO_COLUMNS})
    costing = require_rates(costing)
    priced = price_entries(costs, costing).assign(
        overhead_eur=lambda entries: price_overhead(entries, costing)
    )
    own = priced if municipality == ALL else priced[priced["municipality"] == municipality]
    heads = sum_pilots(costs, costing, ["n"])["n"].get(municipality)
    if heads is None:
        return pd.DataFrame({column: [] for column in SCENARIO_COLUMNS})
    is_paid_for = own["cost_kind"] != "volunteer_work"
    rows = []
    for item, (with_volunteers, with_overhead) in SCENARIOS.items():
        counted = own if with_volunteers else own[is_paid_for]
        parts = [*counted["cost_eur"], *(counted["overhead_eur"] if with_overhead else ())]
        total = sum(parts, Decimal(0))
        rows.append((item, float(total / heads), float(total), int(heads)))
    return with_source(pd.DataFrame(rows, columns=SCENARIO_COLUMNS[:-2]), costs)


def vary(
    costs: pd.DataFrame, costing: Costing, item: str, value: Decimal
) -> tuple[pd.DataFrame, Costing]:
    """A cost sheet and rates with one thing changed.

    Parameters
    ----------
    costs : pandas.DataFrame
    costing : Costing
    item : {"on_cost_pct", "volunteer_hour_eur", "index_target", "hours", "participants"}
        The first three are rates; all hours are multiplied by the value; the
        value is added to each pilot's participants, of whom one is left.
    value : Decimal
    """
    match item:
        case "volunteer_hour_eur" | "index_target":
            return costs, costing.model_copy(update={item: value})
        case "on_cost_pct":
            on_costs = costs["on_cost_pct"].where(costs["cost_kind"] != "paid_work", value)
            return costs.assign(on_cost_pct=on_costs), costing
        case "hours":
            changed = [None if h is None else h * value for h in costs["hours"]]
            return costs.assign(hours=pd.Series(changed, costs.index, dtype="object")), costing
        case "participants":
            people = [None if p is None else max(p + value, Decimal(1))
                      for p in costs["participants"]]  # fmt: skip
            changed_people = pd.Series(people, costs.index, dtype="object")
            return costs.assign(participants=changed_people), costing
    raise ValueError(f"nothing is known of a change of '{item}'")


def _cost(costs: pd.DataFrame, costing: Costing, municipality: str) -> tuple[Decimal, Decimal]:
    """Cost per participant and participants."""
    totals = sum_pilots(costs, costing, PER_PARTICIPANT)
    return per_unit(totals)[municipality], totals.loc[municipality, "n"]


def _value(costs: pd.DataFrame, costing: Costing, item: str) -> Decimal | None:
    """What the range is a range of, as it stands in the sheet and the rates."""
    if item == "on_cost_pct":
        paid = costs.loc[costs["cost_kind"] == "paid_work", "on_cost_pct"]
        told = {costing.on_cost_pct if rate is None else rate for rate in paid}
        return told.pop() if len(told) == 1 else None
    unchanged = {"hours": Decimal(1), "participants": Decimal(0)}
    return unchanged.get(item) or getattr(costing, item, Decimal(0))
