"""Where numbers come from, and what becomes of it when they are combined."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

PUBLISHED = "published"
"""Origin of numbers that a public document prints."""
CONFIDENTIAL = "confidential"
"""Origin of answers, costs and registrations as a project collected them."""
SYNTHETIC = "synthetic"
"""Origin of made-up example data."""
SYNTHETIC_MARK = "SYNTEETTINEN"
"""Stands above the header of every file of example data, and follows it into other folders."""


def combine_origins(*origins: "pd.Series") -> "pd.Series":
    """Origin of numbers that rest on several: public only if all of them are.

    Parameters
    ----------
    *origins : pandas.Series
        Origins of each part, of one index; a missing part counts for nothing.

    Returns
    -------
    pandas.Series
        The part's origin where they agree; else all of them, joined by "+".
    """
    import pandas as pd  # here, so that the command line starts without it

    rows = pd.concat(origins, axis=1).itertuples(index=False)
    joined = ["+".join(dict.fromkeys(o for o in row if pd.notna(o))) for row in rows]
    return pd.Series(joined, index=origins[0].index, dtype="str")
