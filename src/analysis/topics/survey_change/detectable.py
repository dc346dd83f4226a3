"""The smallest change that so many answers could have shown."""

from math import nan, sqrt

import pandas as pd

from analysis.statistics.inference.overlapping import correlation_of_pairs
from analysis.statistics.inference.pooling import detectable_difference
from analysis.study.edition import Edition
from analysis.topics.survey_change.linking import Overlap, overlaps

DETECTABLE_COLUMNS = ["item", "n_start", "n_end", "n_pairs", "detectable", "observed", "document",
                      "origin", "is_uniform"]  # fmt: skip


def estimate_detectable_change(
    domains: pd.DataFrame, edition: Edition, responses: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The smallest change of each domain's mean that would have been found in 80 % of cases.

    Parameters
    ----------
    domains : pandas.DataFrame
        `of_question` of one rating question, of the same edition and responses.
    edition : Edition
        Whose answers.
    responses : pandas.DataFrame, optional
        Without them there is no spread to compute from, and there are no rows.

    Returns
    -------
    pandas.DataFrame
        A row a domain, in the same order: ``item, n_start, n_end, n_pairs,
        detectable, observed, document, origin``; both changes in steps of the
        scale and without sign.
    """
    if responses is None or domains.empty:
        return domains.assign(detectable=nan, observed=nan).iloc[:0][DETECTABLE_COLUMNS]
    seen = overlaps(responses, domains["question"].iloc[0], list(domains["item"]), edition)
    table = domains.assign(
        detectable=[_detectable(each) for each in seen], observed=domains["estimate"].abs()
    )
    return table[DETECTABLE_COLUMNS].reset_index(drop=True)


def _detectable(seen: Overlap) -> float:
    start, end = seen.start, seen.end
    spread = (len(start) - 1) * start.var(ddof=1) + (len(end) - 1) * end.var(ddof=1)
    sd = sqrt(float(spread) / (len(start) + len(end) - 2))
    correlation = correlation_of_pairs(seen.start_paired, seen.end_paired)
    return detectable_difference(sd, len(start), len(end), len(seen.start_paired), correlation)
