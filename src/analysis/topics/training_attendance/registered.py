"""What estimates of attendance share: whose rows count, rates, where they are from."""

from dataclasses import replace

import pandas as pd

from analysis.drawing.words import cells
from analysis.drawing.words.columns import ADDS_UP, ESTIMATE, INTERVAL, METHOD, N, banded
from analysis.release.bands import Band
from analysis.release.columns import Column, Role
from analysis.statistics.inference import proportion

ATTENDED = Column("attended", "int64", "How many of them came", "people", Role.ANSWERS, of="n")
NO_SHOWS = Column("no_shows", "int64", "How many of them did not come", "people")
SHARE = tuple(replace(column, cells=cells.shares) for column in (ESTIMATE, *INTERVAL))
RATE = (N, *SHARE, METHOD)
"""A part of ``n`` on the scale 0-1, with its interval."""
COARSE_RATE = (*banded(N), *SHARE, METHOD)
"""The same, where a row may be told by bands of people."""
BEHIND = (
    Column("registrations", "int64", "Registrations", "people", Role.PEOPLE, decides_only=True),
    replace(ATTENDED, name="attendances", of="registrations", decides_only=True),
    ADDS_UP,
)
"""What a row of a part of all registrations rests on, and what the others leave of them."""


def keep_registered(registrations: pd.DataFrame | None) -> pd.DataFrame:
    """Registrations, with an unmarked attendance as none; no rows without a list."""
    if registrations is None:
        return pd.DataFrame()
    rows = registrations[registrations["registered"].fillna(value=False).astype("bool")]
    return rows.assign(attended=rows["attended"].fillna(value=False).astype("bool"))


def with_rates(table: pd.DataFrame, part: str) -> pd.DataFrame:
    """A table with the rate of a part among ``n``, and its Wilson interval, on the scale 0-1.

    Where ``n`` or the part are told by bands, the rate is halfway between the lowest and the
    highest that they allow, and its interval holds that of every pair of numbers within them; of
    nothing told, and of nobody, there is none.
    """
    ends = zip(*_ends(table, part), *_ends(table, "n"), strict=True)
    rates = [
        (float("nan"),) * 3
        if pd.isna(low) or not most  # of nobody there is no rate
        else widest_rate(Band(int(low), int(high)), Band(int(fewest), int(most)))
        for low, high, fewest, most in ends
    ]
    names = [column.name for column in RATE[1:-1]]
    found = pd.DataFrame(rates, table.index, columns=names, dtype="float64")
    return table.assign(**found, method="wilson")


def widest_rate(part: Band, whole: Band) -> tuple[float, float, float]:
    """The rate of a part among a whole, each told by a band, and the ends of its interval.

    Parameters
    ----------
    part, whole : Band
        Of an exact number, both ends are the same.
    """
    lowest = proportion(part.low, whole.high)
    highest = proportion(part.high, max(whole.low, part.high))
    return (lowest.estimate + highest.estimate) / 2, lowest.ci_low, highest.ci_high


def _ends(table: pd.DataFrame, name: str) -> tuple[pd.Series, pd.Series]:
    """Fewest and most that a column can stand for."""
    return table[name], table.get(f"{name}_most", table[name])


def pair_counts(counts: pd.DataFrame, by: str, index: str) -> pd.DataFrame:
    """Attended beside registered, which a column tells apart, with their rate."""
    keys = [index, "document", "origin"]
    wide = counts.pivot(index=keys, columns=by, values="value").reset_index()
    wide = wide.rename_axis(columns=None).reindex(columns=[*keys, "attended", "registered"])
    wide = wide.rename(columns={"registered": "n", index: "item"})
    return with_rates(wide.astype({"attended": "int64", "n": "int64"}), "attended")
