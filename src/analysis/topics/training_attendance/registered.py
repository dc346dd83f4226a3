"""What estimates from registrations share: whose rows count, rates, where they are from."""

import pandas as pd

from analysis.drawing.words.columns import ESTIMATE, INTERVAL, METHOD, N
from analysis.inputs.printed.shape import OWN_DOCUMENT, origin_of
from analysis.release.columns import Column, Role
from analysis.statistics.inference import proportion

ATTENDED = Column("attended", "int64", "How many of them came", "people", Role.ANSWERS)  # fmt: skip
NO_SHOWS = Column("no_shows", "int64", "How many of them did not come", "people")  # fmt: skip
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
    pairs = zip(table[part], table["n"], strict=True)
    rates = [proportion(count, int(n)) for count, n in pairs]
    return table.assign(
        estimate=[rate.estimate for rate in rates],
        ci_low=[rate.ci_low for rate in rates],
        ci_high=[rate.ci_high for rate in rates],
        method=[rate.method for rate in rates],
    )


def with_source(table: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Estimates with the document and origin of the registrations they are computed from."""
    origin = origin_of(rows)
    return table.assign(document=OWN_DOCUMENT[origin], origin=origin)
