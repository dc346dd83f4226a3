"""How far a change could move where no codes tell who is the same."""

import pandas as pd

from analysis.statistics.inference.estimate import Estimate
from analysis.statistics.inference.unlinked import (
    difference_of_means_if_linked,
    difference_of_proportions_if_linked,
)
from analysis.study.edition import Edition
from analysis.topics.survey_change.change import COUNTED
from analysis.topics.survey_change.linking import Overlap, overlaps

PAIRING_COLUMNS = ["question", "item", "n_start", "n_end", "estimate", "ci_low", "ci_high",
                   "weak_low", "weak_high", "strong_low", "strong_high", "document", "origin",
                   "count_start", "count_end", "adds_up", "is_uniform"]  # fmt: skip


def estimate_pairing_range(
    change: pd.DataFrame,
    edition: Edition,
    responses: pd.DataFrame | None = None,
    *,
    unit: str,
) -> pd.DataFrame:
    """Intervals of unlinked shares and means, were everyone possible the same at both waves.

    Parameters
    ----------
    change : pandas.DataFrame
        From `estimate_change`, of the same edition and responses.
    edition : Edition
        Its study declares the plausible correlations.
    responses : pandas.DataFrame, optional
        None for published numbers, whose means without spread are left out.
    unit : str
        ``"rating"`` for changes of means, ``"pct"`` for changes of shares.

    Returns
    -------
    pandas.DataFrame
        Rows of `change` of which nobody is linked: the interval as if all were
        different people, and as if the smaller wave were all in the larger
        one, with the lowest (``weak``) and the highest (``strong``) plausible
        correlation of one person's answers. Ratings stand by effect, the largest
        improvement first, shares by question. No rows where answers are linked.
    """
    is_rating = change["count_start"].isna()
    is_unlinked = change["n_pairs"].fillna(0) == 0
    table = change[is_unlinked & (is_rating == (unit == "rating"))]
    if unit == "rating" and responses is None:
        table = table.iloc[:0]
    seen = _answers(table, responses, edition) if responses is not None and len(table) else []
    for name, correlation in zip(
        ("weak", "strong"), edition.study.survey.plausible_correlations, strict=True
    ):
        if unit == "rating":
            moved = [_mean(each, correlation) for each in seen]
        else:
            moved = [_share(row, correlation) for row in table.itertuples()]
        table = table.assign(**{
            f"{name}_low": [each.ci_low for each in moved],
            f"{name}_high": [each.ci_high for each in moved],
        })  # fmt: skip
    columns = [c for c in PAIRING_COLUMNS if unit == "pct" or c not in COUNTED]
    if unit == "rating":
        table = table.sort_values("estimate", kind="stable")
    return table[columns].reset_index(drop=True)


def _answers(table: pd.DataFrame, responses: pd.DataFrame, edition: Edition) -> list[Overlap]:
    """The answers that each row of a table rests on."""
    asked = dict(list(table.groupby("question", sort=False)["item"]))
    seen = {
        (question, item): each
        for question, items in asked.items()
        for item, each in zip(
            items, overlaps(responses, str(question), list(items), edition), strict=True
        )
    }
    return [seen[key] for key in zip(table["question"], table["item"], strict=True)]


def _mean(seen: Overlap, correlation: float) -> Estimate:
    pairs = min(len(seen.start), len(seen.end))
    return difference_of_means_if_linked(seen.end, seen.start, pairs, correlation)


def _share(row: object, correlation: float) -> Estimate:
    end, n_end, start, n_start = (getattr(row, c) for c in ("end", "n_end", "start", "n_start"))
    moved = difference_of_proportions_if_linked(
        end / 100 * n_end, n_end, start / 100 * n_start, n_start, min(n_end, n_start), correlation
    )
    return Estimate(100 * moved.estimate, 100 * moved.ci_low, 100 * moved.ci_high,
                    moved.p_value, moved.method, moved.n)  # fmt: skip
