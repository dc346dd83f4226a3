"""Change from start to end: of every question and item, estimated alike."""

from math import isnan

import pandas as pd

from analysis.statistics.inference.estimate import Estimate
from analysis.statistics.inference.means import mean
from analysis.statistics.inference.multiplicity import holm
from analysis.study.declaration import WAVES
from analysis.study.edition import Edition
from analysis.study.origin import PUBLISHED
from analysis.topics.survey_change.both_waves import both_waves, scale_of
from analysis.topics.survey_change.intervals import (
    change_of_means,
    change_of_shares,
    in_points,
    on_scale,
    printed_change_of_means,
    printed_change_of_shares,
    printed_mean,
    share_of,
)
from analysis.topics.survey_change.linking import overlaps

CHANGE_COLUMNS = [
    "question",
    "item",
    "start",
    "start_low",
    "start_high",
    "end",
    "end_low",
    "end_high",
    "start_decimals",
    "end_decimals",
    "n_start",
    "n_end",
    "n_pairs",
    "estimate",
    "ci_low",
    "ci_high",
    "p_value",
    "p_adjusted",
    "family",
    "method",
    "region",
    "region_bound",
    "region_n",
    "document",
    "origin",
    "count_start",
    "count_end",
    "adds_up",
    "is_uniform",
]
COUNTED = ["count_start", "count_end"]


def estimate_change(
    numbers: pd.DataFrame, edition: Edition, responses: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Change of every question's means or shares from start to end.

    Parameters
    ----------
    numbers : pandas.DataFrame
        From `tabulate_responses`: published, or computed from responses.
    edition : Edition
        Whose answers, which questions are tested together, and how few people are too few.
    responses : pandas.DataFrame, optional
        What the numbers were computed from; None for published ones.

    Returns
    -------
    pandas.DataFrame
        A row a question and item with `CHANGE_COLUMNS`: both waves with their
        intervals, the change with its own, ``n_pairs`` people linked at both
        waves. Ratings are 1-5, 1 = very good, so a negative ``estimate`` is a
        change for the better; shares are 0-100 and their changes percentage
        points. From responses everyone counts and the linked ones narrow the
        interval: `partially_overlapping_t` with Welch's variance for ratings,
        `difference_of_overlapping_proportions` for shares; ``p_adjusted`` is
        Holm's within the declared ``family``, and nothing is tested below the
        study's minimum n. From published shares the interval is Newcombe's for
        independent groups, from published means the widest that fits
        (`widest_difference_of_means`). ``region`` is the regional survey's
        share, with ``region_bound`` where it was told in words. No rows if
        there are no numbers for the municipality.
    """
    own = numbers[numbers["wave"].isin(WAVES)]
    own = own[own["municipality"] == edition.municipality]
    parts = [_estimate(numbers, question, edition, responses) for question in _distinct(own)]
    table = pd.concat(parts, ignore_index=True) if parts else _nothing()
    few = table[["n_start", "n_end"]].min(axis=1) < edition.study.disclosure.minimum_n
    table["p_value"] = table["p_value"].mask(few)
    table["family"] = table["question"].map(edition.study.survey.family).astype("str")
    adjusted = table.groupby("family", sort=False)["p_value"].transform(lambda p: holm(list(p)))
    table["p_adjusted"] = adjusted.astype("float64")
    return table[CHANGE_COLUMNS]


def of_question(change: pd.DataFrame, question: str) -> pd.DataFrame:
    """Change of one question: largest at the start first; steps of a scale keep their order.

    Parameters
    ----------
    change : pandas.DataFrame
        From `estimate_change`.
    question : str

    Returns
    -------
    pandas.DataFrame
        Its rows; without columns of counts if the question is a rating.
    """
    rows = change[change["question"] == question].drop(columns=["family"])
    if not (rows["adds_up"] == "").all():
        return rows.reset_index(drop=True)
    if rows["count_start"].isna().all():
        rows = rows.drop(columns=[*COUNTED, "adds_up"])
    return rows.sort_values("start", ascending=False, kind="stable", ignore_index=True)


def order_by_effect(change: pd.DataFrame, family: str) -> pd.DataFrame:
    """Change of a family of ratings, the largest improvement first.

    Parameters
    ----------
    change : pandas.DataFrame
        From `estimate_change`.
    family : str
        As the study declares it.

    Returns
    -------
    pandas.DataFrame
        Its rows, without the counts of shares.
    """
    rows = change[change["family"] == family].drop(columns=["family", *COUNTED, "adds_up"])
    return rows.sort_values("estimate", kind="stable", ignore_index=True)


def _distinct(numbers: pd.DataFrame) -> list[str]:
    return [str(question) for question in numbers["question"].unique()]


def _estimate(
    numbers: pd.DataFrame, question: str, edition: Edition, responses: pd.DataFrame | None
) -> pd.DataFrame:
    """Rows of one question, before the adjustment of p-values."""
    wide = both_waves(numbers, question, edition.municipality)
    if (wide["unit"] == "rating").all():
        return _ratings(wide, question, numbers, edition, responses)
    return _shares(wide, question, edition, responses)


def _ratings(
    wide: pd.DataFrame,
    question: str,
    numbers: pd.DataFrame,
    edition: Edition,
    responses: pd.DataFrame | None,
) -> pd.DataFrame:
    if responses is None:
        scale = scale_of(numbers)
        waves = {w: [printed_mean(row, w, scale) for row in wide.itertuples()] for w in WAVES}
        changes = [printed_change_of_means(row, scale) for row in wide.itertuples()]
    else:
        seen = overlaps(responses, question, list(wide["item"]), edition)
        scale = scale_of(numbers)
        waves = {w: [on_scale(mean(getattr(each, w)), scale) for each in seen] for w in WAVES}
        changes = [change_of_means(each) for each in seen]
        # Without any spread there is no interval, and each answer is known.
        wide["is_uniform"] = [
            each.is_uniform or isnan(change.ci_low)
            for each, change in zip(seen, changes, strict=True)
        ]
    table = _with_estimates(wide, waves, changes)
    return table.assign(question=question, count_start=pd.NA, count_end=pd.NA, adds_up="")


def _shares(
    wide: pd.DataFrame, question: str, edition: Edition, responses: pd.DataFrame | None
) -> pd.DataFrame:
    waves = {w: [share_of(row, w) for row in wide.itertuples()] for w in WAVES}
    if responses is None:
        changes = [printed_change_of_shares(row) for row in wide.itertuples()]
    else:
        seen = overlaps(responses, question, list(wide["item"]), edition)
        changes = [change_of_shares(each) for each in seen]
    waves = {wave: [in_points(each) for each in shares] for wave, shares in waves.items()}
    table = _with_estimates(wide, waves, [in_points(change) for change in changes])
    for wave in WAVES:
        table[f"count_{wave}"] = (wide[wave] * wide[f"n_{wave}"] / 100).round().astype("Int64")
    column = edition.study.codebook.tables.get("responses", {}).get(question)
    is_choice = column is not None and column.kind == "choice"
    return table.assign(question=question, adds_up=question if is_choice else "")


def _with_estimates(
    wide: pd.DataFrame, waves: dict[str, list[Estimate]], changes: list[Estimate]
) -> pd.DataFrame:
    table = wide.copy()
    for wave, estimates in waves.items():
        for side in ("low", "high"):
            ends = [getattr(e, f"ci_{side}") for e in estimates]
            table[f"{wave}_{side}"] = pd.Series(ends, dtype="float64")
    for part in ("estimate", "ci_low", "ci_high", "p_value"):
        table[part] = pd.Series([getattr(c, part) for c in changes], dtype="float64")
    people = pd.Series([c.n for c in changes], dtype="int64")
    # Published numbers do not tell who is the same.
    is_own = [origin.partition("+")[0] != PUBLISHED for origin in table["origin"]]
    table["n_pairs"] = (table["n_start"] + table["n_end"] - people).where(is_own).astype("Int64")
    table["method"] = pd.Series([c.method for c in changes], dtype="str")
    return table


def _nothing() -> pd.DataFrame:
    texts = {"question", "item", "family", "method", "region_bound", "document", "origin",
             "adds_up"}  # fmt: skip
    kinds = {c: "str" if c in texts else "float64" for c in CHANGE_COLUMNS}
    return pd.DataFrame({c: pd.Series(dtype=kind) for c, kind in kinds.items()})
