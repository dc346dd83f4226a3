"""What estimates of attendance share: whose rows count, rates, where they are from."""

import pandas as pd

from analysis.drawing.words.columns import ESTIMATE, INTERVAL, METHOD, N
from analysis.release.columns import Column, Role
from analysis.statistics.inference import proportion

ATTENDED = Column("attended", "int64", "How many of them came", "people", Role.ANSWERS)
NO_SHOWS = Column("no_shows", "int64", "How many of them did not come", "people")
RATE = (N, ESTIMATE, *INTERVAL, METHOD)
"""A part of ``n`` on the scale 0-1, with its interval."""


def keep_registered(registrations: pd.DataFrame | None) -> pd.DataFrame:
    """Registrations, with an unmarked attendance as none; no rows without a list."""
    if registrations is None:
        return pd.DataFrame()
    rows = registrations[registrations["registered"].fillna(value=False).astype("bool")]
    return rows.assign(attended=rows["attended"].fillna(value=False).astype("bool"))


def with_rates(table: pd.DataFrame, part: str) -> pd.DataFrame:
    """A table with the rate of a part among ``n``, and its Wilson interval, on the scale 0-1."""
    rates = [proportion(k, int(n)) for k, n in zip(table[part], table["n"], strict=True)]
    columns = (column.name for column in RATE[1:])
    return table.assign(**{name: [getattr(rate, name) for rate in rates] for name in columns})


def pair_counts(counts: pd.DataFrame, by: str, index: str) -> pd.DataFrame:
    """Attended beside registered, which a column tells apart, with their rate."""
    keys = [index, "document", "origin"]
    wide = counts.pivot(index=keys, columns=by, values="value").reset_index()
    wide = wide.rename_axis(columns=None).reindex(columns=[*keys, "attended", "registered"])
    wide = wide.rename(columns={"registered": "n", index: "item"})
    return with_rates(wide.astype({"attended": "int64", "n": "int64"}), "attended")
