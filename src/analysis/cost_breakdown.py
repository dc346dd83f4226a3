"""What the pilots cost: estimates of the topic ``cost_breakdown``."""

from collections.abc import Hashable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

from analysis.codebook import normal
from analysis.forensics import headcounts_from_shares
from analysis.numbers import as_numbers, no_numbers, origin_of
from analysis.origin import combine_origins
from analysis.study import ALL, REGION, Costing

CENT = Decimal("0.01")


def price_entries(costs: pd.DataFrame, costing: Costing) -> pd.DataFrame:
    """What each entry of a cost sheet costs, to the cent.

    Paid work is hours times the pay of an hour, with the employer's on-costs;
    a monthly pay is divided by the declared hours of a month. Volunteer work
    is hours times the declared value, raised by the index. All else is unit
    price times quantity. Halves of a cent are rounded up, an entry at a time,
    so that every sum of entries is exact.

    Parameters
    ----------
    costs : pandas.DataFrame
        From `read_folder`: a row an entry, numbers as `decimal.Decimal`.
    costing : Costing
        The study's rates.

    Returns
    -------
    pandas.DataFrame
        The same rows with ``cost_eur`` (`decimal.Decimal`).
    """
    priced = [_price(row, costing) for row in costs.to_dict("records")]
    return costs.assign(cost_eur=pd.Series(priced, index=costs.index, dtype="object"))


def _price(row: dict[Hashable, Any], costing: Costing) -> Decimal:
    match row["cost_kind"]:
        case "paid_work":
            monthly = row["monthly_pay_eur"]
            hourly = row["hourly_pay_eur"] if monthly is None else monthly / costing.hours_a_month
            cost = row["hours"] * hourly * (1 + row["on_cost_pct"] / 100)
        case "volunteer_work":
            raised = costing.volunteer_hour_eur * costing.index_target / costing.index_base
            cost = row["hours"] * raised
        case "purchase" | "travel" | "premises":
            cost = row["unit_price_eur"] * row["quantity"]
        case kind:
            raise ValueError(f"unknown kind of cost '{kind}'")
    return Decimal(cost).quantize(CENT, ROUND_HALF_UP)


def tabulate_costs(
    costs: pd.DataFrame | None, costing: Costing | None, printed: pd.DataFrame
) -> pd.DataFrame:
    """Costs and participants of a project's own cost sheet, in the shape of the published ones.

    Parameters
    ----------
    costs : pandas.DataFrame or None
        From `read_inputs`; None for the published numbers.
    costing : Costing or None
        The study's rates; needed for a cost sheet.
    printed : pandas.DataFrame
        ``read_published(study, "cost_breakdown")``.

    Returns
    -------
    pandas.DataFrame
        Participants, total cost and cost per participant of each municipality
        and of the project, whose cost per participant is the ratio of totals;
        shares (0-100) of the project's totals.
    """
    if costs is None:
        return printed
    if costs.empty:
        return no_numbers()
    if costing is None:
        raise ValueError("a cost sheet needs the study's rates")
    priced = price_entries(costs, costing)
    priced["pilot"] = priced["pilot"].map(normal)
    cost_eur = priced.groupby("municipality", sort=False)["cost_eur"].sum()
    pilots = priced.dropna(subset="participants").drop_duplicates(["municipality", "pilot"])
    heads = pilots.groupby("municipality", sort=False)["participants"].sum()
    heads = heads.reindex(cost_eur.index)
    rows = [
        *_rows("cost_per_participant", cost_eur / heads, "eur"),
        _row("cost_per_participant", ALL, cost_eur.sum() / heads.sum(), "eur"),
        *_rows("participants", heads, "count"),
        _row("participants", ALL, heads.sum(), "count"),
        *_rows("participants_share", 100 * heads / heads.sum(), "pct"),
        _row("total_cost", ALL, cost_eur.sum(), "eur"),
        *_rows("total_cost_share", 100 * cost_eur / cost_eur.sum(), "pct"),
    ]
    return as_numbers(rows, origin_of(costs))


def _rows(question: str, values: pd.Series, unit: str) -> list[dict[str, object]]:
    return [_row(question, str(key), value, unit) for key, value in values.items()]


def _row(question: str, municipality: str, value: Any, unit: str) -> dict[str, object]:
    return {"question": question, "municipality": municipality, "value": float(value), "unit": unit}


def estimate_per_participant(printed: pd.DataFrame) -> pd.DataFrame:
    """Cost per participant, with the headcounts behind it.

    Parameters
    ----------
    printed : pandas.DataFrame
        From `tabulate_costs`: published numbers, or computed ones in their shape.

    Returns
    -------
    pandas.DataFrame
        A row a municipality, dearest first, and last the project (``"all"``)
        with its mean: ``municipality, estimate_eur, n, document,
        origin``. ``n`` are participants: of the cost sheet, or rebuilt from
        the printed shares of the printed total (missing where several counts
        print alike).
    """
    costs = _of(printed, "cost_per_participant").rename(columns={"value": "estimate_eur"})
    heads = estimate_headcounts(printed)
    table = costs[["municipality", "estimate_eur", "document", "origin"]].merge(
        heads, on="municipality", how="left", validate="one_to_one", suffixes=("", "_n")
    )
    table["origin"] = combine_origins(table["origin"], table["origin_n"])
    table["is_all"] = table["municipality"] == ALL
    table = table.sort_values(["is_all", "estimate_eur"], ascending=[True, False])
    return table[["municipality", "estimate_eur", "n", "document", "origin"]].reset_index(drop=True)


def estimate_shares(printed: pd.DataFrame) -> pd.DataFrame:
    """Shares of the participants and of the total cost, by municipality.

    Parameters
    ----------
    printed : pandas.DataFrame
        From `tabulate_costs`: published numbers, or computed ones in their shape.

    Returns
    -------
    pandas.DataFrame
        A row a municipality, most participants first: ``municipality,
        participants_pct, total_cost_pct, n, project_participants,
        project_cost_eur, document, origin``. The project's numbers are the project's printed
        totals, the same in each row.
    """
    keys = ["municipality", "document", "origin"]
    heads = estimate_headcounts(printed).set_index("municipality")["n"]
    people, money = (
        _of(printed, f"{part}_share")[[*keys, "value"]].rename(columns={"value": f"{part}_pct"})
        for part in ("participants", "total_cost")
    )
    table = people.merge(money, on=keys, how="inner", validate="one_to_one")
    table["n"] = table["municipality"].map(heads).astype("Int64")
    table["project_participants"] = _total(printed, "participants")
    table["project_cost_eur"] = _total(printed, "total_cost")
    columns = ["municipality", "participants_pct", "total_cost_pct", "n", "project_participants"]
    return table.sort_values("participants_pct", ascending=False, kind="stable")[
        [*columns, "project_cost_eur", "document", "origin"]
    ].reset_index(drop=True)


def estimate_against_others(per_participant: pd.DataFrame) -> pd.DataFrame:
    """Each municipality's cost per participant against all others together.

    Parameters
    ----------
    per_participant : pandas.DataFrame
        From `estimate_per_participant`.

    Returns
    -------
    pandas.DataFrame
        A row a municipality: ``municipality, estimate_eur, others_eur, ratio,
        n, n_others, document, origin``. ``others_eur`` is a ratio of totals:
        the others' costs (cost per participant times participants) over their
        participants.
    """
    table = per_participant[per_participant["municipality"] != ALL].copy()
    if table["n"].isna().any():
        table = table.iloc[:0]
    n = table["n"].astype("float64")
    cost_eur = table["estimate_eur"] * n
    table["n_others"] = table["n"].sum() - table["n"]
    table["others_eur"] = (cost_eur.sum() - cost_eur) / (n.sum() - n)
    table["ratio"] = table["estimate_eur"] / table["others_eur"]
    columns = ["municipality", "estimate_eur", "others_eur", "ratio", "n", "n_others"]
    return table[[*columns, "document", "origin"]].reset_index(drop=True)


def estimate_headcounts(printed: pd.DataFrame) -> pd.DataFrame:
    """Participants of each pilot, rebuilt from the printed shares of the printed total.

    Parameters
    ----------
    printed : pandas.DataFrame
        From `tabulate_costs`: published numbers, or computed ones in their shape.

    Returns
    -------
    pandas.DataFrame
        ``municipality, n``, the project (``"all"``) last; ``n`` is missing
        where several counts print alike or none does. No rows if nothing is
        printed.
    """
    counted = _of(printed, "participants")
    if len(counted) > 1:  # each pilot's own count is there
        heads = counted.assign(n=counted["value"].astype("Int64"))
        return heads[["municipality", "n", "document", "origin"]]
    shares = _of(printed, "participants_share")
    total = counted
    counts = headcounts_from_shares(list(shares["value"]), int(total["value"].sum()))
    bounds = zip(counts.low, counts.high, strict=True)
    exact = [a if a == b else pd.NA for a, b in bounds] or [pd.NA] * len(shares)
    heads = pd.concat([shares.assign(n=exact), total.assign(n=total["value"])], ignore_index=True)
    heads["n"] = heads["n"].astype("Int64")
    return heads[["municipality", "n", "document", "origin"]]


def _of(printed: pd.DataFrame, question: str) -> pd.DataFrame:
    return printed[(printed["question"] == question) & (printed["municipality"] != REGION)]


def _total(printed: pd.DataFrame, question: str) -> float:
    """The project's printed total; missing where none is printed."""
    rows = _of(printed, question)
    return float(rows.loc[rows["municipality"] == ALL, "value"].sum(min_count=1))
