"""Captions on the cost per participant of each municipality."""

from collections.abc import Iterator
from itertools import chain

import pandas as pd

from analysis.drawing.words.caption import (
    Caption,
    is_own_missing,
    missing_own_title,
    variant,
    write_caption,
)
from analysis.drawing.words.numbers import headcount, ratio
from analysis.release.rules import Released
from analysis.study.declaration import ALL
from analysis.study.wording import Wording
from analysis.topics.cost_breakdown.words_beside_effect import FEW

FALLS_WITH_SIZE = -0.5
"""Rank correlation from which a title says that cost falls as groups grow."""


def describe_per_participant(released: Released) -> Caption:
    """Cost per participant by municipality, with the project's printed mean."""
    say, name, edition = Wording(released.edition.language), released.name, released.edition
    costs = released.table.set_index("municipality")["estimate_eur"]
    own = costs.drop(ALL)
    mean = say.euros(costs[ALL])
    if is_own_missing(released):
        title = missing_own_title(released)
    elif edition.is_whole_project:
        title = say.text(
            f"{name}.title", range=say.interval(say.euros(own.min()), say.euros(own.max()))
        )
    else:
        place, cost = edition.place(edition.municipality), say.euros(own[edition.municipality])
        title = say.text(f"{name}.title_one", place=place, cost=cost, mean=mean)
    n = released.table.set_index("municipality")["n"][ALL]
    foot = say.text(variant(released, f"{name}.foot"), n=say.number(n))
    rows = chain(_cost_rows(released), [say.text(variant(released, f"{name}.mean"), mean=mean)])
    return write_caption(released, title, say.text(f"{name}.subtitle"), foot, rows)


def describe_shares(released: Released) -> Caption:
    """Shares of participants and of total cost."""
    say, name, edition = Wording(released.edition.language), released.name, released.edition
    table = released.table.set_index("municipality")
    shown = table.index[0] if edition.is_whole_project else edition.municipality
    n, total = table["project_participants"].iloc[0], table["project_cost_eur"].iloc[0]
    subtitle = say.text(f"{name}.subtitle", n=say.number(n), total=say.euros(total))
    decimals = share_decimals(released)
    if is_own_missing(released):
        title = missing_own_title(released)
    else:
        title = _shares(released, shown, table.loc[shown], decimals)
    rows = (_shares(released, str(key), row, decimals) for key, row in table.iterrows())
    return write_caption(released, title, subtitle, "", rows)


def _shares(released: Released, key: str, row: pd.Series, decimals: int) -> str:
    say = Wording(released.edition.language)
    return say.text(
        f"{released.name}.title",
        place=released.edition.place(key),
        people=say.percent(row["participants_pct"], decimals),
        cost=say.percent(row["total_cost_pct"], decimals),
    )


def share_decimals(released: Released) -> int:
    """As many as the smallest share needs not to be told as nought; of many, all are small."""
    shares = (released.whole or released).table[["participants_pct", "total_cost_pct"]]
    least = shares.where(shares > 0).min(axis=None)
    return 0 if least >= 1 else 1 if least >= 0.1 else 2


def describe_group_size(released: Released) -> Caption:
    """Cost per participant against the number of participants."""
    say, name, edition = Wording(released.edition.language), released.name, released.edition
    table = released.table[released.table["municipality"] != ALL]
    total = released.table.set_index("municipality")["n"].get(ALL)
    if is_own_missing(released):
        title = missing_own_title(released)
    elif edition.is_whole_project:
        falls = _rank_correlation(table) <= FALLS_WITH_SIZE
        title = say.text(f"{name}.title" if falls else f"{name}.title_plain")
    else:
        row = table.set_index("municipality").loc[edition.municipality]
        title = say.text(
            f"{name}.title_one",
            place=edition.place(edition.municipality),
            participants=headcount(say, row["n"]),
            cost=say.euros(row["estimate_eur"]),
        )
    foot = say.text(variant(released, f"{name}.foot"))
    if len(table) <= FEW:
        foot = f"{say.text(f'{name}.few', k=say.number(len(table)))} {foot}"
    subtitle = say.text(f"{name}.subtitle", n=say.number(total))
    return write_caption(released, title, subtitle, foot, _cost_rows(released))


def describe_against_others(released: Released) -> Caption:
    """Each municipality against all others together."""
    say, name, edition = Wording(released.edition.language), released.name, released.edition
    table = released.table.set_index("municipality")
    if is_own_missing(released):
        title = missing_own_title(released)
    elif edition.is_whole_project:
        dearer = [edition.place(str(key)) for key in table.index[table["ratio"] > 1]]
        title = say.text(f"{name}.title", places=say.some(dearer))
    else:
        own = table.loc[edition.municipality]
        title = say.text(f"{name}.title_one", **_compared(released, edition.municipality, own))
    rows = (
        say.text(f"{name}.alt_row", **_compared(released, str(key), row))
        for key, row in table.iterrows()
    )
    subtitle, foot = say.text(f"{name}.subtitle"), say.text(variant(released, f"{name}.foot"))
    return write_caption(released, title, subtitle, foot, rows)


def _compared(released: Released, key: str, row: pd.Series) -> dict[str, str]:
    say = Wording(released.edition.language)
    return {
        "place": released.edition.place(key),
        "cost": say.euros(row["estimate_eur"]),
        "others": say.euros(row["others_eur"], 0),
        "ratio": ratio(say, row["ratio"]),
    }


def _cost_rows(released: Released) -> Iterator[str]:
    say = Wording(released.edition.language)
    return (
        say.text(
            "cost_breakdown_per_participant.alt_row",
            place=released.edition.place(row.municipality),
            cost=say.euros(row.estimate_eur),
            participants=headcount(say, row.n),
        )
        for row in released.table.itertuples()
        if row.municipality != ALL
    )


def _rank_correlation(table: pd.DataFrame) -> float:
    ranks = table[["n", "estimate_eur"]].dropna().astype("float64").rank()
    return float(ranks["n"].corr(ranks["estimate_eur"]))
