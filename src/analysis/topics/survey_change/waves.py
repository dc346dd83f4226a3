"""The two waves that are compared, under the names that the topic's columns have."""

import pandas as pd

from analysis.study.study import Study

SIDES = ("start", "end")
"""The earlier and the later of the compared waves, whatever the study calls them."""


def select_compared(frame: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Rows of the compared waves, and of none; those waves are called as in `SIDES`.

    A wave that is not compared is left out, and never taken for another.

    Parameters
    ----------
    frame : pandas.DataFrame
        Responses or numbers, with a column ``wave`` of the study's keys.
    study : Study

    Returns
    -------
    pandas.DataFrame
    """
    sides = dict(zip(study.compared_waves, SIDES, strict=True)) | {"": ""}
    known = set(frame["wave"].unique())
    if known <= sides.keys() and all(side == sides[side] for side in known):
        return frame
    kept = frame[frame["wave"].isin(list(sides))]
    return kept.assign(wave=kept["wave"].astype("object").map(sides).astype("category"))
