"""Captions on how far the cost per participant moves with what is assumed."""

from typing import Any

import pandas as pd

from analysis.drawing.words.caption import (
    Caption,
    is_own_missing,
    missing_own_title,
    variant,
    write_caption,
)
from analysis.drawing.words.labels import item_labels
from analysis.drawing.words.numbers import headcount, lower_first
from analysis.drawing.words.places import place_inside
from analysis.release.rules import Released
from analysis.study.wording import Wording
from analysis.topics.cost_breakdown.words_rates import tried


def describe_sensitivity(released: Released) -> Caption:
    """Cost per participant when one assumption at a time is changed."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    labels, moved = item_labels(released), [_moved(say, row) for row in table.itertuples()]
    title = say.text(f"{name}.title", label=lower_first(labels[0]), range=moved[0])
    subtitle = say.text(
        f"{name}.subtitle",
        place=place_inside(released.edition),
        participants=headcount(say, table["n"].iloc[0]),
    )
    triples = zip(labels, tried(released), moved, strict=True)
    rows = [f"{label} ({ends}): {costs}" for label, ends, costs in triples]
    return write_caption(released, title, subtitle, say.text(f"{name}.foot"), rows)


def describe_ranges(released: Released) -> Caption:
    """Each municipality's cost per participant with the widest range of one change."""
    say, name, edition = Wording(released.edition.language), released.name, released.edition
    table = released.table.set_index("municipality")
    # The dearest is always drawn.
    shown = str(table.index[0]) if edition.is_whole_project else edition.municipality
    hidden = is_own_missing(released)
    title = missing_own_title(released) if hidden else _range(released, shown, table.loc[shown])
    rows = (_range(released, str(key), row) for key, row in table.iterrows())
    foot = say.text(f"{name}.foot")
    return write_caption(released, title, say.text(f"{name}.subtitle"), foot, rows)


def _range(released: Released, key: str, row: pd.Series) -> str:
    say = Wording(released.edition.language)
    place, cost = released.edition.place(key), say.euros(row["estimate_eur"])
    return say.text(f"{released.name}.title", place=place, cost=cost, range=_moved(say, row))


def describe_scenarios(released: Released) -> Caption:
    """Cost per participant with and without volunteer work and overhead."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    low, high = table["estimate_eur"].min(), table["estimate_eur"].max()
    title = say.text(f"{name}.title", range=say.interval(say.euros(low), say.euros(high)))
    subtitle = say.text(
        f"{name}.subtitle",
        place=place_inside(released.edition),
        participants=headcount(say, table["n"].iloc[0]),
    )
    costing = released.edition.study.costing
    overhead = say.percent(float(costing.overhead_pct)) if costing else ""
    costs = [say.euros(cost) for cost in table["estimate_eur"]]
    rows = [f"{label}: {cost}" for label, cost in zip(item_labels(released), costs, strict=True)]
    foot = say.text(f"{name}.foot", overhead=overhead)
    return write_caption(released, title, subtitle, foot, rows)


def describe_break_even(released: Released) -> Caption:
    """How many participants would have met the project's mean."""
    say, name, edition = Wording(released.edition.language), released.name, released.edition
    table = released.table.dropna(subset="break_even").set_index("municipality")
    limit = say.euros(released.table["limit_eur"].iloc[0])
    shown = str(table.index[0]) if edition.is_whole_project else edition.municipality
    if is_own_missing(released):
        title = missing_own_title(released)
    elif shown in table.index:
        title = _break_even(released, shown, table.loc[shown])
    else:
        title = say.text(f"{name}.title_never", place=edition.place(shown), limit=limit)
    rows = (_break_even(released, str(key), row) for key, row in table.iterrows())
    foot, subtitle = (
        say.text(variant(released, f"{name}.foot")),
        say.text(f"{name}.subtitle", limit=limit),
    )
    return write_caption(released, title, subtitle, foot, rows)


def _break_even(released: Released, key: str, row: pd.Series) -> str:
    say = Wording(released.edition.language)
    return say.text(
        f"{released.name}.title",
        place=released.edition.place(key),
        n=say.number(row["n"]),
        needed=say.number(row["break_even"]),
        limit=say.euros(row["limit_eur"]),
    )


def _moved(say: Wording, row: Any) -> str:
    return say.interval(say.euros(row.low_eur), say.euros(row.high_eur))
