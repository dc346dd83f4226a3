"""Reading back the tables that a run saved beside its figures."""

from pathlib import Path
from typing import IO

import pandas as pd


def read_saved_table(saved: Path | IO[bytes]) -> pd.DataFrame:
    """The table behind a figure, as `analysis.report.saving.save_exhibits` wrote it."""
    return pd.read_csv(saved, keep_default_na=True, encoding="utf-8")
