"""Cost per participant beside the change in the survey, municipality by municipality."""

import pandas as pd

from analysis.study.origin import combine_origins

COLUMNS = ["municipality", "cost_eur", "low_eur", "high_eur", "n", "estimate", "ci_low", "ci_high",
           "n_start", "n_end", "is_uniform", "document", "origin"]  # fmt: skip


def estimate_costs_beside_effect(
    per_participant: pd.DataFrame, change: pd.DataFrame
) -> pd.DataFrame:
    """Set each municipality's cost beside its change; nothing is fitted through the points.

    Parameters
    ----------
    per_participant : pandas.DataFrame
        From `estimate_cost_ranges`.
    change : pandas.DataFrame
        Of the survey, a row a municipality: ``municipality, estimate, ci_low,
        ci_high, n_start, n_end, is_uniform, origin``.

    Returns
    -------
    pandas.DataFrame
        A row a municipality that has both, dearest first: ``municipality,
        cost_eur, low_eur, high_eur`` (a range of assumptions)``, n, estimate,
        ci_low, ci_high`` (a confidence interval)``, n_start, n_end, is_uniform,
        document, origin``. Few people, or of one mind, are left out by the release.
    """
    cost = per_participant.rename(columns={"estimate_eur": "cost_eur"})
    told = ["municipality", "estimate", "ci_low", "ci_high", "n_start", "n_end", "is_uniform",
            "origin"]  # fmt: skip
    if cost.empty or change.empty:
        return pd.DataFrame({column: [] for column in COLUMNS})
    both = cost.merge(
        change[told], on="municipality", validate="one_to_one", suffixes=("", "_change")
    )
    both["origin"] = combine_origins(both["origin"], both["origin_change"])
    return both.sort_values("cost_eur", ascending=False, ignore_index=True)[COLUMNS]
