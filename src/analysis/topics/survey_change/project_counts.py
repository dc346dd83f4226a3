"""How many people of the whole project can have given each answer, by what is told of places."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.release.sums import Cell, narrow_cells
from analysis.study.scale import Scale
from analysis.study.study import Study

KEY = ["wave", "question", "item"]


def bound_counts(
    means: pd.DataFrame, answered: pd.DataFrame, study: Study, headcounts: Mapping[str, int]
) -> dict[tuple[str, str, str], np.ndarray]:
    """Bounds of the project's answers that follow from what is told of its places.

    Parameters
    ----------
    means : pandas.DataFrame
        With the columns of `MEANS`, a row a place.
    answered : pandas.DataFrame
        Exact ``n, total`` of the project by wave, question and item.
    study : Study
    headcounts : mapping
        Public number of people by place.

    Returns
    -------
    dict
        By wave, question and item: fewest and most people at each point, shape (2, points). Only
        of scales whose points are whole steps.
    """
    bounds = {}
    for key, rows in means.groupby(KEY, sort=False, observed=True):
        wave, question, item = map(str, key)
        scale = study.columns[question].scale
        if scale is not None and scale.is_in_steps and key in answered.index:
            n, total = answered.loc[key, ["n", "total"]]
            cells = _cells(rows, scale, int(n), headcounts)
            narrow_cells(cells, int(n), round(float(total - n * scale.ends[0])))
            counts = np.sum([cell.counts for cell in cells], axis=0)
            bounds[wave, question, item] = np.minimum(counts, int(n))
    return bounds


def _cells(
    rows: pd.DataFrame, scale: Scale, people: int, headcounts: Mapping[str, int]
) -> Sequence[Cell]:
    """What is told of each place; of one that is withheld, how many the others can leave to it."""
    rest = people - int(rows["n"].sum())

    def cell(row: Any) -> Cell:
        if pd.isna(row.n):
            return Cell(len(scale.points), (0, max(rest, 0)), None)
        most = min(row.n_most, row.n + rest, headcounts.get(row.municipality, row.n_most))
        half, first = row.step / 2, scale.ends[0]
        window = (row.mean - half - first, row.mean + half - first)
        return Cell(len(scale.points), (row.n, max(most, row.n)), window)

    return [cell(row) for row in rows.itertuples()]
