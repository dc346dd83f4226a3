"""Paid work by job title, of the whole project."""

import pandas as pd

from analysis.drawing.words.columns import ADDS_UP, SOURCE
from analysis.inputs.printed.shape import with_source
from analysis.release.columns import Column, Frame, Role
from analysis.release.estimates import Table
from analysis.study.costing import Costing
from analysis.study.spelling import normal
from analysis.topics.cost_breakdown.columns import HOUR_COST, HOURS
from analysis.topics.cost_breakdown.needs import needs_hours
from analysis.topics.cost_breakdown.pricing import is_paid_by_hours, price_entries

JOB_TITLES = Table(
    name="job_titles",
    frame=Frame(
        Column("job_title", "str", "Job title, as it is first spelled"),
        HOURS,
        Column("estimate_eur", "float64", "Cost with on-costs", "EUR"),
        HOUR_COST,
        Column("n", "int64", "Municipalities that pay such a job", "municipalities", Role.PEOPLE),
        *SOURCE,
        ADDS_UP,
        of_places=False,
    ),
    estimate=lambda material: estimate_by_job_title(material.costs, material.costing),
    caption_key="table.job_titles",
    needs=needs_hours,
)


def estimate_by_job_title(costs: pd.DataFrame | None, costing: Costing | None) -> pd.DataFrame:
    """Paid work by job title, of the whole project: a row a job title, the dearest first.

    On-costs are included. ``n`` are the municipalities that pay such a job: where they are few,
    the cost of an hour is somebody's pay. Work of no hours that cost nothing is left out. Titles
    are the same if their words are; shown is the first spelling. Entries without a title stand
    together; where any tells no hours, there are no rows.
    """
    if costs is None or costs.empty:
        return JOB_TITLES.frame.empty()
    paid = costs[costs["cost_kind"] == "paid_work"]
    if paid["hours"].isna().any():  # what a job cost is told with its hours
        return JOB_TITLES.frame.empty()
    paid = price_entries(paid, costing)
    paid["payer"] = paid["municipality"].where(is_paid_by_hours(paid))  # whom few hours tell of
    paid = paid[(paid["hours"] > 0) | (paid["cost_eur"] > 0)]
    if paid.empty:
        return JOB_TITLES.frame.empty()
    paid["job_title"] = paid["job_title"].astype("object").where(paid["job_title"].notna(), "")
    table = paid.groupby(paid["job_title"].map(normal), sort=False).agg(
        title=("job_title", "first"),
        hours=("hours", "sum"),
        estimate_eur=("cost_eur", "sum"),
        n=("payer", "nunique"),
    )
    table["hour_eur"] = table["estimate_eur"] / table["hours"].where(table["hours"] > 0)
    table = table.sort_values("estimate_eur", ascending=False, ignore_index=True)
    numbers = dict.fromkeys(("hours", "estimate_eur", "hour_eur"), "float64")
    table = table.astype(numbers).rename(columns={"title": "job_title"})
    return with_source(table.assign(adds_up="job_title"), costs)[JOB_TITLES.frame.names]
