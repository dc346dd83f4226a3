"""Rows of places: groups smaller than the project, of which only coarse numbers are shown."""

import numpy as np
import pandas as pd

from analysis.release.bands import Band, is_band
from analysis.release.columns import Frame
from analysis.release.estimates import PUBLIC_ORIGINS, Table
from analysis.study.declaration import ALL
from analysis.study.edition import Edition


class DisclosureError(ValueError):
    """Estimates may not leave the house as they are."""


def check_places(estimates: pd.DataFrame, edition: Edition, table: Table) -> None:
    """Refuse rows of a place that were computed from its people's answers.

    What is computed from coarse numbers is told by a band of people: one of the study's own
    grid, which does not depend on the data. An exact number of a place is refused, whatever it
    counts, unless the study declares it public.

    Parameters
    ----------
    estimates : pandas.DataFrame
    edition : Edition
    table : Table

    Raises
    ------
    DisclosureError
        Naming the columns that are exact, never their numbers.
    """
    frame, rule = table.frame, edition.study.disclosure
    if not (frame.counts_people and frame.of_places):
        return
    if "municipality" in estimates:
        is_of_place = (estimates["municipality"] != ALL).to_numpy()
    else:
        is_of_place = np.full(len(estimates), not edition.is_whole_project)
    is_own = ~estimates["origin"].isin(PUBLIC_ORIGINS).to_numpy() & ~is_blank(estimates, frame)
    rows = estimates[is_of_place & is_own]
    exact = [
        column.name
        for column in frame.counting(rule.public)
        if not column.most
        or not all(
            is_band(Band(int(low), int(high)), rule)
            for low, high in zip(rows[column.name], rows[column.most], strict=True)
        )
    ]
    if len(rows) and exact:
        raise DisclosureError(
            f"{table.name}: numbers of a place must be computed from coarse numbers, and these "
            f"are not told as bands of people: {', '.join(exact)}. Nothing is released."
        )


def is_blank(estimates: pd.DataFrame, frame: Frame) -> np.ndarray:
    """Which rows have no number at all, shape (n,): they name a place and tell nothing of it."""
    numbers = [c.name for c in frame if c.dtype in NUMERIC and not c.decides_only]
    blank: np.ndarray = estimates[numbers].isna().all(axis=1).to_numpy()
    return blank if numbers else np.full(len(estimates), False)


def is_coarse(estimates: pd.DataFrame, frame: Frame) -> np.ndarray:
    """Which rows rest on bands of people instead of counts, shape (n,)."""
    coarse = np.full(len(estimates), False)
    for column in frame:
        if column.most:
            wider = estimates[column.most] > estimates[column.name]
            coarse |= wider.fillna(value=False).to_numpy(dtype="bool")
    return coarse


NUMERIC = ("float64", "int64", "Int64")
"""Dtypes of columns whose values are numbers."""
