"""The smallest change that so many answers could have shown."""

from math import nan, sqrt

import numpy as np
import pandas as pd

from analysis.inference import correlation_of_pairs, detectable_difference
from analysis.study import ALL
from analysis.survey_change.change import overlaps
from analysis.survey_change.linking import Overlap

DETECTABLE_COLUMNS = ["item", "n_start", "n_end", "n_pairs", "detectable", "observed", "document",
                      "origin"]  # fmt: skip


def estimate_detectable_change(
    change: pd.DataFrame, municipality: str = ALL, responses: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The smallest change of each domain's mean that would have been found in 80 % of cases.

    Parameters
    ----------
    change : pandas.DataFrame
        From `estimate_rating_change`, of the same municipality and responses.
    municipality : str
        Whose answers; ``"all"`` for the whole project.
    responses : pandas.DataFrame, optional
        Without them there is no spread to compute from, and there are no rows.

    Returns
    -------
    pandas.DataFrame
        A row a domain, in the same order: ``item, n_start, n_end, n_pairs,
        detectable, observed, document, origin``; both changes in steps of the
        scale and without sign.
    """
    if responses is None or change.empty:
        return change.assign(detectable=nan, observed=nan).iloc[:0][DETECTABLE_COLUMNS]
    seen = overlaps(responses, "domain_rating", list(change["item"]), municipality)
    table = change.assign(
        detectable=[_detectable(each) for each in seen], observed=change["estimate"].abs()
    )
    return table[DETECTABLE_COLUMNS].reset_index(drop=True)


def _detectable(seen: Overlap) -> float:
    start = np.concatenate([seen.start_only, seen.start_paired])
    end = np.concatenate([seen.end_only, seen.end_paired])
    spread = (len(start) - 1) * start.var(ddof=1) + (len(end) - 1) * end.var(ddof=1)
    sd = sqrt(float(spread) / (len(start) + len(end) - 2))
    correlation = correlation_of_pairs(seen.start_paired, seen.end_paired)
    return detectable_difference(sd, len(start), len(end), len(seen.start_paired), correlation)
