"""In which order rows stand: by what is better, as the scale declares it."""

import pandas as pd

from analysis.study.scale import Scale


def by_change(rows: pd.DataFrame, column: str, scale: Scale) -> pd.DataFrame:
    """Rows with the largest improvement first; where nothing is better, the largest change."""
    gains = scale.gain * rows[column] if scale.is_judged else rows[column].abs()
    return rows.iloc[(-gains).argsort(kind="stable")].reset_index(drop=True)


def by_level(rows: pd.DataFrame, column: str, scale: Scale) -> pd.DataFrame:
    """Rows with the poorest level first; where nothing is better, as they are declared."""
    if not scale.is_judged:
        return rows.reset_index(drop=True)
    return rows.sort_values(column, ascending=scale.gain > 0, kind="stable", ignore_index=True)
