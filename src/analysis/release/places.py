"""Rows of places: groups smaller than the project, of which only coarse numbers are shown."""

import numpy as np
import pandas as pd

from analysis.release.bands import Band, is_band
from analysis.release.columns import Column, Frame, Role
from analysis.release.estimates import PUBLIC_ORIGINS, Table
from analysis.study.declaration import ALL
from analysis.study.edition import Edition
from analysis.study.study import DisclosureRule


class DisclosureError(ValueError):
    """Estimates may not leave the house as they are."""


def check_places(estimates: pd.DataFrame, edition: Edition, table: Table) -> None:
    """Refuse rows of a place that were computed from its people's answers.

    What is computed from coarse numbers is told by a band of people: one of the study's own
    grid, which does not depend on the data. An exact number of a place is refused, whatever it
    counts; one that a study can declare public, and does not, is left to `counts_withheld`.

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
    rule = edition.study.disclosure
    rows = estimates[_is_of_place(estimates, edition, table)]
    exact = [
        column.name
        for column in table.frame.counting(rule.public)
        if not (column.public or (column.most and _are_bands(rows, column, rule)))
    ]
    if len(rows) and exact:
        raise DisclosureError(
            f"{table.name}: numbers of a place must be computed from coarse numbers, and these "
            f"are not told as bands of people: {', '.join(exact)}. Nothing is released."
        )


def counts_withheld(estimates: pd.DataFrame, edition: Edition, table: Table) -> bool:
    """Whether rows of a place count people by a number that the study does not declare public.

    Such a table is left out as a whole: the project's row less some would be the others.

    Parameters
    ----------
    estimates : pandas.DataFrame
    edition : Edition
    table : Table
    """
    counting = table.frame.counting(edition.study.disclosure.public)
    is_counted = any(column.public for column in counting)
    return is_counted and bool(_is_of_place(estimates, edition, table).any())


def _is_of_place(estimates: pd.DataFrame, edition: Edition, table: Table) -> np.ndarray:
    """Which rows tell numbers of a place that are not public, shape (n,)."""
    if not (table.frame.counts_people and table.frame.of_places):
        return np.full(len(estimates), False)
    is_place = np.full(len(estimates), not edition.is_whole_project)
    if "municipality" in estimates:
        is_place = (estimates["municipality"] != ALL).to_numpy()
    is_own = ~estimates["origin"].isin(PUBLIC_ORIGINS).to_numpy()
    of_place: np.ndarray = is_place & is_own & ~is_blank(estimates, table.frame)
    return of_place


def _are_bands(rows: pd.DataFrame, column: Column, rule: DisclosureRule) -> bool:
    """Whether a number of people is told by bands of the study's grid in every row."""
    ends = rows[[column.name, column.most]].dropna().itertuples(index=False)
    return all(is_band(Band(int(low), int(high)), rule) for low, high in ends)


def is_blank(estimates: pd.DataFrame, frame: Frame) -> np.ndarray:
    """Which rows tell no number of people, shape (n,): they name a place and no more."""
    numbers = [
        column.name
        for column in frame
        if column.dtype in NUMERIC
        and column.role is not Role.CONTEXT
        and not (column.decides_only or column.public)
    ]
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
