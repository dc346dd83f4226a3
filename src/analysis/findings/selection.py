"""Figures of many municipalities: some are drawn, all are in the table behind."""

from dataclasses import replace

import numpy as np

from analysis.disclosure import Released
from analysis.study import ALL

MOST_DRAWN = 24
"""A figure of more rows is higher than a page."""


def select_drawn(released: Released) -> Released:
    """What is drawn of released estimates.

    Of more municipalities than fit on a page, the first and the last are drawn,
    the chosen one, and others at even steps between; tables are in order of size,
    so these show how all are spread.

    Parameters
    ----------
    released : Released

    Returns
    -------
    Released
        With `undrawn`, the number of municipalities that are not drawn.
    """
    if "municipality" not in released.table:
        return released
    places = [p for p in released.table["municipality"].unique() if p != ALL]
    if len(places) <= MOST_DRAWN:
        return released
    steps = np.linspace(0, len(places) - 1, MOST_DRAWN).round().astype(int)
    drawn = {places[step] for step in steps} | {ALL, released.edition.municipality}
    rows = released.table["municipality"].isin(drawn)
    undrawn = len(places) - len(drawn & set(places))
    return replace(released, table=released.table[rows].reset_index(drop=True), undrawn=undrawn)
