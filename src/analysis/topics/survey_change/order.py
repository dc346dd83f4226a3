"""In which order rows stand: by what is better, as the scale declares it."""

import pandas as pd

from analysis.release.coarse import CoarseNumbers
from analysis.study.scale import Scale

DECIMALS = 9
"""Beyond which two numbers are the same: what floats leave behind decides no order."""


def by_change(rows: pd.DataFrame, column: str, scale: Scale) -> pd.DataFrame:
    """Rows with the largest improvement first; where nothing is better, the largest change."""
    changes = rows[column].round(DECIMALS)
    gains = scale.gain * changes if scale.is_judged else changes.abs()
    return rows.iloc[(-gains).argsort(kind="stable")].reset_index(drop=True)


def by_level(rows: pd.DataFrame, column: str, scale: Scale) -> pd.DataFrame:
    """Rows with the poorest level first; where nothing is better, as they are declared."""
    if not scale.is_judged:
        return rows.reset_index(drop=True)
    levels = scale.gain * rows[column].round(DECIMALS)
    return rows.iloc[levels.argsort(kind="stable")].reset_index(drop=True)


def as_in_project(rows: pd.DataFrame, coarse: CoarseNumbers, column: str) -> pd.DataFrame:
    """Rows of a place as the project's page orders them: by a column of its spreads."""
    places = coarse.spreads.set_index(["question", "item"])[column].to_dict()
    keys = zip(rows["question"], rows["item"], strict=True)
    ranks = pd.Series([places.get(key, len(places)) for key in keys], dtype="int64")
    return rows.iloc[ranks.argsort(kind="stable")].reset_index(drop=True)
