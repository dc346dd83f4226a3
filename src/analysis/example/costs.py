"""Made-up cost sheets that lead to given costs per participant."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from random import Random
from typing import Any

import pandas as pd

from analysis.study.costing import Costing
from analysis.topics.cost_breakdown.pricing import price_entries

Entry = dict[str, Any]
JOBS: tuple[Entry, ...] = (
    {"job_title": "Hyvinvointikoordinaattori", "monthly_pay_eur": Decimal(3150)},
    {"job_title": "Työllisyysohjaaja", "monthly_pay_eur": Decimal(2760)},
    {"job_title": "Järjestötyöntekijä", "hourly_pay_eur": Decimal("16.40")},
)
QUARTER = Decimal("0.25")
FIRST_DAY = date(2022, 9, 5)
SHARES = {"paid_work": 0.5, "volunteer_work": 0.15, "premises": 0.08, "travel": 0.1}
"""Of a pilot's cost; what is left are purchases."""
MEETINGS = 3
COLUMNS = ("hours", "hourly_pay_eur", "monthly_pay_eur", "on_cost_pct", "unit_price_eur",
           "quantity", "job_title")  # fmt: skip


def make_costs(
    pilots: Mapping[str, tuple[str, int, Decimal]], costing: Costing, chance: Random
) -> list[Entry]:
    """Entries of every pilot in the columns of the table ``costs``, adding up to its cost.

    Parameters
    ----------
    pilots : mapping
        ``(name, participants, cost per participant in euros)`` by municipality.
    costing : Costing
    chance : random.Random
    """
    entries: list[Entry] = []
    for municipality, (name, participants, per_participant_eur) in pilots.items():
        pilot = {"municipality": municipality, "pilot": name, "participants": participants,
                 "meetings": MEETINGS}  # fmt: skip
        for own in _pilot(per_participant_eur * participants, costing, chance):
            # What is bought for each participant grows with them; all else was needed anyway.
            part = "variable" if own["cost_kind"] == "purchase" else "fixed"
            entries.append(dict.fromkeys(COLUMNS) | pilot | own | {"cost_part": part})
    return entries


def _pilot(total_eur: Decimal, costing: Costing, chance: Random) -> Iterator[Entry]:
    days = [FIRST_DAY + timedelta(days=7 * k + int(4 * chance.random())) for k in range(MEETINGS)]
    spent = Decimal(0)
    for entry in _planned(total_eur, days, costing):
        cost = _cost([entry], costing)
        if cost and spent + cost <= total_eur:
            spent += cost
            yield entry
    if total_eur > spent:
        yield {"cost_kind": "purchase", "date": days[-1], "unit_price_eur": total_eur - spent,
               "quantity": Decimal(1)}  # fmt: skip


def _planned(total_eur: Decimal, days: Sequence[date], costing: Costing) -> Iterator[Entry]:
    """Work at every meeting, premises and travel once."""
    for k, day in enumerate(days):
        paid = {"cost_kind": "paid_work", "on_cost_pct": costing.on_cost_pct, **JOBS[k % len(JOBS)]}
        for work in (paid, {"cost_kind": "volunteer_work"}):
            share_eur = total_eur * Decimal(str(SHARES[str(work["cost_kind"])])) / len(days)
            hour_eur = _cost([{**work, "hours": Decimal(1)}], costing)
            hours = (share_eur / hour_eur / QUARTER).quantize(Decimal(1), ROUND_DOWN) * QUARTER
            yield {**work, "date": day, "hours": hours}
    for kind in ("premises", "travel"):
        price = (total_eur * Decimal(str(SHARES[kind]))).quantize(Decimal("0.1"), ROUND_DOWN)
        yield {"cost_kind": kind, "date": days[0], "unit_price_eur": price, "quantity": Decimal(1)}


def _cost(entries: Sequence[Entry], costing: Costing) -> Decimal:
    rows = pd.DataFrame([dict.fromkeys(COLUMNS) | entry for entry in entries], dtype=object)
    return Decimal(price_entries(rows, costing)["cost_eur"].sum())
