"""Reading back the tables that a run saved beside its figures."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd


def read_saved_tables(folder: Path) -> Iterator[tuple[Path, pd.DataFrame]]:
    """Every table under a folder of reports, with its path.

    Parameters
    ----------
    folder : Path
        ``reports/<study>``; tables stand in its folders named ``figures``.
    """
    for path in sorted(folder.glob("**/figures/*.csv")):
        yield path, pd.read_csv(path, keep_default_na=True, encoding="utf-8")
