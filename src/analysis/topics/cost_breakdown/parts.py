"""What the costs consist of: kinds, job titles, and what a meeting or an hour costs."""

from decimal import Decimal

import pandas as pd

from analysis.study.costing import Costing
from analysis.study.declaration import ALL, COST_KINDS
from analysis.study.spelling import normal
from analysis.topics.cost_breakdown.pilots import per_unit, require_rates, sum_pilots, with_source
from analysis.topics.cost_breakdown.pricing import price_entries

KIND_COLUMNS = ["municipality", "item", "estimate_eur", "share_pct", "n", "document", "origin"]
JOB_COLUMNS = ["job_title", "hours", "estimate_eur", "hour_eur", "n", "document", "origin",
               "adds_up"]  # fmt: skip
UNIT_COLUMNS = ["municipality", "participant_eur", "meeting_eur", "hour_eur", "variable_pct", "n",
                "meetings", "hours", "n_paying", "document", "origin"]  # fmt: skip


def estimate_by_kind(costs: pd.DataFrame | None, costing: Costing | None) -> pd.DataFrame:
    """Cost by kind, of each municipality and of the project.

    Returns
    -------
    pandas.DataFrame
        A row a municipality and kind: ``municipality, item, estimate_eur,
        share_pct, n, document, origin``; the dearest municipality first and
        the project (``"all"``) last, kinds in the order of `COST_KINDS`, those
        without costs with 0. Summed exactly before they become floats.
        ``n`` are participants. Without a cost sheet there are no rows.
    """
    if costs is None or costs.empty:
        return pd.DataFrame({column: [] for column in KIND_COLUMNS})
    costing = require_rates(costing)
    totals = sum_pilots(costs, costing)
    priced = price_entries(costs, costing)
    summed = priced.groupby(["municipality", "cost_kind"])["cost_eur"].sum().to_dict()
    own = totals.drop(ALL).sort_values("cost_eur", ascending=False).index
    wholes, people = totals["cost_eur"].to_dict(), totals["n"].to_dict()
    rows = []
    for place in (*own, ALL):
        for kind in COST_KINDS:
            places = own if place == ALL else [place]
            cost = sum((summed.get((each, kind), Decimal(0)) for each in places), Decimal(0))
            share = float(100 * cost / wholes[place]) if wholes[place] else float("nan")
            rows.append((place, kind, float(cost), share, int(people[place])))
    return with_source(pd.DataFrame(rows, columns=KIND_COLUMNS[:-2]), costs)


def estimate_by_job_title(costs: pd.DataFrame | None, costing: Costing | None) -> pd.DataFrame:
    """Paid work by job title, of the whole project.

    Returns
    -------
    pandas.DataFrame
        A row a job title, the dearest first: ``job_title, hours, estimate_eur,
        hour_eur, n, document, origin, adds_up``, on-costs included. ``n`` are
        the municipalities that pay such a job: where they are few, the cost of
        an hour is somebody's pay. Titles are the same if their words are; shown
        is the first spelling. Entries without a title stand together.
    """
    if costs is None or costs.empty:
        return pd.DataFrame({column: [] for column in JOB_COLUMNS})
    priced = price_entries(costs, require_rates(costing))
    paid = priced[priced["cost_kind"] == "paid_work"].copy()
    paid["job_title"] = paid["job_title"].astype("object").where(paid["job_title"].notna(), "")
    grouped = paid.groupby(paid["job_title"].map(normal), sort=False)
    table = pd.DataFrame(
        {
            "job_title": grouped["job_title"].first(),
            "hours": grouped["hours"].sum(),
            "estimate_eur": grouped["cost_eur"].sum(),
            "n": grouped["municipality"].nunique(),
        }
    )
    table["hour_eur"] = table["estimate_eur"] / table["hours"].where(table["hours"] > 0)
    table = table.sort_values("estimate_eur", ascending=False, ignore_index=True)
    numbers = dict.fromkeys(("hours", "estimate_eur", "hour_eur"), "float64")
    table = table.astype(numbers).assign(adds_up="job_title")
    return with_source(table, costs)[JOB_COLUMNS]


def estimate_unit_costs(costs: pd.DataFrame | None, costing: Costing | None) -> pd.DataFrame:
    """Cost per participant, per meeting and per hour of work, paid and unpaid.

    Returns
    -------
    pandas.DataFrame
        A row a municipality, the one with the dearest meeting first, and last
        the project (``"all"``): ``municipality, participant_eur, meeting_eur,
        hour_eur, variable_pct, n, meetings, hours, n_paying, document,
        origin``: all costs over all participants, meetings or hours, missing
        where the sheet does not count the meetings. ``variable_pct`` is the
        share of the costs that the sheet marks as growing with the
        participants; missing where it marks no entry at all. ``n_paying`` are
        the municipalities that pay for work: with the costs by kind, the hours
        of few of them tell what somebody earns.
    """
    if costs is None or costs.empty:
        return pd.DataFrame({column: [] for column in UNIT_COLUMNS})
    totals = sum_pilots(costs, require_rates(costing))
    is_marked = "cost_part" in costs.columns and costs["cost_part"].notna().any()
    variable = per_unit(totals, "cost_eur", of="variable_eur").astype("float64")
    paying = set(costs.loc[costs["cost_kind"] == "paid_work", "municipality"])
    table = totals.assign(
        participant_eur=per_unit(totals),
        meeting_eur=per_unit(totals, "meetings"),
        hour_eur=per_unit(totals, "hours"),
        variable_pct=100 * variable if is_marked else float("nan"),
        n_paying=[len(paying if key == ALL else paying & {key}) for key in totals.index],
        is_all=totals.index == ALL,
    ).reset_index()
    numbers = [column for column in UNIT_COLUMNS[1:-3] if column != "n"]
    table = table.astype(dict.fromkeys(numbers, "float64") | {"n": "int64"})
    order = ["is_all", "meeting_eur", "participant_eur"]
    table = table.sort_values(order, ascending=[True, False, False], ignore_index=True)
    return with_source(table, costs)[UNIT_COLUMNS]
