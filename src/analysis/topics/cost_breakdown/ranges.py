"""Each municipality's cost per participant, and how far one assumption can move it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pandas as pd

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.columns import MUNICIPALITY, PARTICIPANTS, SOURCE
from analysis.inputs.printed.shape import with_source
from analysis.release.columns import Frame
from analysis.release.estimates import Released
from analysis.study.costing import Costing
from analysis.study.declaration import ALL
from analysis.topics.cost_breakdown.columns import COST, HIGH, LOW
from analysis.topics.cost_breakdown.needs import needs_ranges
from analysis.topics.cost_breakdown.pilots import counts_participants, per_unit, sum_pilots
from analysis.topics.cost_breakdown.rows import cost_range


def vary(
    costs: pd.DataFrame, costing: Costing, item: str, value: Decimal
) -> tuple[pd.DataFrame, Costing]:
    """A cost sheet and rates with one thing changed.

    ``item`` is a rate (``on_cost_pct``, ``volunteer_hour_eur``, ``index_target``); or all
    ``hours`` are multiplied by the value; or the value is added to each pilot's ``participants``,
    of whom one is left.
    """
    match item:
        case "volunteer_hour_eur" | "index_target":
            rate: Any = {item: value}
            return costs, costing.model_copy(update=rate)
        case "on_cost_pct":
            changed = costs[item].where(costs["cost_kind"] != "paid_work", value)
        case "hours":
            changed = _change(costs[item], lambda hours: hours * value)
        case "participants":
            changed = _change(costs[item], lambda people: max(people + value, Decimal(1)))
        case _:
            raise ValueError(f"nothing is known of a change of '{item}'")
    return costs.assign(**{item: changed}), costing


def _change(cells: pd.Series, change: Callable[[Decimal], Decimal]) -> pd.Series:
    changed = [None if cell is None else change(cell) for cell in cells]
    return pd.Series(changed, cells.index, dtype="object")


def estimate_cost_ranges(costs: pd.DataFrame | None, costing: Costing | None) -> pd.DataFrame:
    """Each municipality's cost per participant with the widest range of any single change.

    A row a municipality, dearest first, with the lowest and the highest of all re-runs of
    `estimate_sensitivity`; none without rates or participants.
    """
    if costs is None or costing is None or not counts_participants(costs):
        return RANGES.frame.empty()
    base = sum_pilots(costs, costing, ("cost_eur", "n"))
    reruns = []
    for item, ends in costing.ranges.items():
        changed = ["n"] if item == "participants" else ["cost_eur"]  # the other stays as it is
        for end in ends:
            sums = sum_pilots(*vary(costs, costing, item, end), changed)
            reruns.append(per_unit(base.assign(**sums)))
    moved = pd.concat([per_unit(base), *reruns], axis=1).astype("float64")
    extremes = {"low_eur": moved.min(axis=1), "high_eur": moved.max(axis=1)}
    table = pd.DataFrame({"estimate_eur": moved[0], **extremes, "n": base["n"].astype("int64")})
    table = table.drop(ALL).sort_values("estimate_eur", ascending=False).reset_index()
    return with_source(table, costs)[RANGES.frame.names]


def describe_ranges(released: Released) -> Caption:
    """Range of the edition's municipality; of the project, the lowest and the highest cost."""
    subtitle = released.say.text("cost_breakdown_ranges.subtitle")
    foot = released.say.text("cost_breakdown_ranges.foot")
    rows = _phrases(released, "cost_breakdown_ranges.alt_row").values()
    return write_caption(released, _title, subtitle, foot, rows)


def _title(released: Released) -> str:
    say, edition, table = released.say, released.edition, released.table
    phrases = _phrases(released, "cost_breakdown_ranges.title")
    if not edition.is_whole_project:
        return phrases[edition.municipality]
    if len(table) == 1:
        return next(iter(phrases.values()))
    least, most = table.loc[table["low_eur"].idxmin()], table.loc[table["high_eur"].idxmax()]
    return say.text(
        "cost_breakdown_ranges.title_project",
        least=say.euros(least["low_eur"]),
        cheapest=edition.place(least["municipality"]),
        most=say.euros(most["high_eur"]),
        dearest=edition.place(most["municipality"]),
    )


def _phrases(released: Released, key: str) -> dict[str, str]:
    """Cost and range of each municipality, by the key of how they are said."""
    say, place = released.say, released.edition.place
    return {
        row.municipality: say.text(key, place=place(row.municipality),
                                   cost=say.euros(row.estimate_eur), range=cost_range(say, row))
        for row in released.table.itertuples()
    }  # fmt: skip


RANGES = Figure(
    name="cost_breakdown_ranges",
    frame=Frame(MUNICIPALITY, COST, LOW, HIGH, PARTICIPANTS, *SOURCE),
    estimate=lambda material: (
        material.ranges.iloc[:0] if needs_ranges(material.edition) else material.ranges
    ),
    describe=describe_ranges,
    section="costs",
    caption_key="cost_breakdown_label.ranges",
    needs=needs_ranges,
)
