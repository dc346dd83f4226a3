"""Reading back the tables that a run saved beside its figures."""

from pathlib import Path

import pandas as pd


def read_saved_table(path: Path) -> pd.DataFrame:
    """The table behind a figure, as `analysis.report.saving.save_exhibits` wrote it."""
    return pd.read_csv(path, keep_default_na=True, encoding="utf-8")
