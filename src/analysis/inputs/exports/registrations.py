"""Registrations of lists that tell less than others do."""

import pandas as pd


def complete_registrations(rows: pd.DataFrame) -> pd.DataFrame:
    """Add the columns that a study's lists of registrations do not have.

    Parameters
    ----------
    rows : pandas.DataFrame
        From `tidy_entries` or `no_entries`.

    Returns
    -------
    pandas.DataFrame
        With ``registrant_id``, ``organisation`` and ``municipality``, of which no list tells;
        ``registered``, which everyone in a list is that tells it of nobody; ``training``, called
        as its theme.
    """
    untold = pd.Series(pd.NA, rows.index, dtype="str")
    columns = {
        "registrant_id": untold,
        "training": rows["theme"].astype("str"),
        "organisation": untold,
        "municipality": untold,
        "registered": pd.Series(True, rows.index, dtype="boolean"),
    }
    return rows.assign(**{name: cells for name, cells in columns.items() if name not in rows})
