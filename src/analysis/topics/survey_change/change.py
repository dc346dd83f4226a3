"""Change from start to end: of every question and item, estimated alike."""

from collections.abc import Sequence
from dataclasses import replace
from math import isnan, nan

import pandas as pd

from analysis.statistics.inference import Estimate, mean
from analysis.study.edition import Edition
from analysis.study.instrument import Ratings
from analysis.study.origin import PUBLISHED
from analysis.topics.survey_change.both_waves import both_waves
from analysis.topics.survey_change.change_columns import (
    CHANGE,
    RATINGS,
    ROUNDED_TO,
    SHARES,
    WIDENED,
)
from analysis.topics.survey_change.clear import (
    LEAVING_LEVEL,
    adjust_in_families,
    mark_holding,
    p_of_dropout,
    p_of_smallness,
)
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
from analysis.topics.survey_change.linking import Overlap, overlaps
from analysis.topics.survey_change.order import by_level
from analysis.topics.survey_change.project_indices import tells_of_items
from analysis.topics.survey_change.told_levels import tell_waves
from analysis.topics.survey_change.waves import SIDES


def estimate_change(
    numbers: pd.DataFrame, edition: Edition, responses: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Change of every question's means or shares from start to end.

    Parameters
    ----------
    numbers : pandas.DataFrame
        From `tabulate_responses`: published, or computed from responses; of the
        waves that `select_compared` gives, as are the responses.
    edition : Edition
        Whose answers, which questions are tested together, and how few people are too few.
    responses : pandas.DataFrame, optional
        What the numbers were computed from; None for published ones.

    Returns
    -------
    pandas.DataFrame
        A row a question and item with the columns of `CHANGE`: both waves with their intervals,
        the change with its own, ``n_pairs`` people linked at both waves. Ratings stay in steps of
        their scale, whichever end of it is the better; shares are 0-100 and their changes
        percentage points. From responses everyone counts and the linked ones narrow the interval:
        `partially_overlapping_t` with Welch's variance for ratings,
        `difference_of_overlapping_proportions` for shares; ``p_adjusted`` is Holm's within the
        declared ``family``, and nothing is tested below the study's minimum n. Of a choice, the
        last answer follows from the others: it counts for no test and has no adjusted p. A change
        ``holds`` if it is as clear where leaving counts (`mark_holding`), and ``is_small`` if it
        is smaller than what the study declares to matter (`p_of_smallness`). From
        published shares the interval is Newcombe's for independent groups, from published means
        the widest that fits (`widest_difference_of_means`). ``region`` is the regional survey's
        share, with ``region_bound`` where it was given in words. No rows if there are no numbers
        for the municipality.
    """
    rows = numbers[numbers["wave"].isin(SIDES) & (numbers["municipality"] == edition.municipality)]
    parts = [_estimate(numbers, str(q), edition, responses) for q in rows["question"].unique()]
    if not parts:
        return CHANGE.empty()
    table = pd.concat(parts, ignore_index=True)
    few = table[["n_start", "n_end"]].min(axis=1) < edition.study.disclosure.minimum_n
    table["p_value"] = table["p_value"].mask(few)
    table["family"] = table["question"].map(edition.study.survey.family).astype("str")
    tested = mark_holding(table.assign(p_value=table["p_value"].mask(_is_last_answer(table))))
    table = table.assign(**{name: tested[name] for name in ("tests", "p_adjusted", "holds")})
    table["is_small"] = adjust_in_families(tested, "p_small") < LEAVING_LEVEL
    exact = {f"n_{wave}_most": table[f"n_{wave}"] for wave in SIDES}
    exact |= {column.name: nan for column in (*ROUNDED_TO, *WIDENED) if column.name not in table}
    return table.assign(**exact)[CHANGE.names]


def _is_last_answer(table: pd.DataFrame) -> pd.Series:
    """The last of several exclusive answers, which is known once the others are."""
    by = table["question"]
    is_one_of_several = (table["adds_up"] != "") & by.duplicated(keep=False)
    return is_one_of_several & ~by.duplicated(keep="last")


def select_shares(change: pd.DataFrame, question: str) -> pd.DataFrame:
    """Change of one question's shares: largest at the start first, a choice's in their order.

    Parameters
    ----------
    change : pandas.DataFrame
        From `estimate_change`.
    question : str

    Returns
    -------
    pandas.DataFrame
        Its rows with the columns of `SHARES`.
    """
    rows = change.loc[change["question"] == question, SHARES.names]
    if (rows["adds_up"] == "").all():
        rows = rows.sort_values("start", ascending=False, kind="stable")
    return rows.reset_index(drop=True)


def select_ratings(change: pd.DataFrame, ratings: Ratings) -> pd.DataFrame:
    """Change of rating questions, the poorest mean at the start first.

    Parameters
    ----------
    change : pandas.DataFrame
        From `estimate_change`.
    ratings : Ratings

    Returns
    -------
    pandas.DataFrame
        Their rows with the columns of `RATINGS`.
    """
    rows = change.loc[change["question"].isin(ratings.questions), RATINGS.names]
    return by_level(rows, "start", ratings.scale)


def _estimate(
    numbers: pd.DataFrame, question: str, edition: Edition, responses: pd.DataFrame | None
) -> pd.DataFrame:
    """Rows of one question, before the adjustment of p-values."""
    wide = both_waves(numbers, question, edition.municipality)
    if (wide["unit"] == "rating").all():
        return _ratings(wide, question, edition, responses)
    return _shares(wide, question, edition, responses)


def _ratings(
    wide: pd.DataFrame, question: str, edition: Edition, responses: pd.DataFrame | None
) -> pd.DataFrame:
    column = edition.study.columns.get(question)
    # Without a declared scale, nothing bounds the intervals of published means.
    scale = column.scale.ends if column and column.scale else (nan, nan)
    if responses is None or column is None or column.scale is None:
        waves = {w: [printed_mean(row, w, scale) for row in wide.itertuples()] for w in SIDES}
        changes = [printed_change_of_means(row, scale) for row in wide.itertuples()]
    else:
        answers = overlaps(responses, question, list(wide["item"]), edition)
        waves = {w: [on_scale(mean(getattr(a, w)), scale) for a in answers] for w in SIDES}
        changes = [change_of_means(overlap) for overlap in answers]
        wide["p_dropout"] = list(map(p_of_dropout, answers, changes))
        if share := edition.study.survey.smallest_change:
            margins = [share * (scale[1] - scale[0])] * len(answers)
            wide["p_small"] = list(map(p_of_smallness, answers, changes, margins))
        # Without any spread there is no interval, and each answer is known.
        is_uniform = [overlap.is_uniform or isnan(change.ci_low)
                      for overlap, change in zip(answers, changes, strict=True)]  # fmt: skip
        wide["is_uniform"] = is_uniform
        _tell_levels(wide, answers, waves, column.scale.points, edition)
        wide["is_uniform"] |= tells_of_items(responses, question, edition.study)
    table = _with_estimates(wide, waves, changes)
    uncounted = pd.Series(pd.NA, index=table.index, dtype="Int64")
    return table.assign(question=question, count_start=uncounted, count_end=uncounted, adds_up="")


def _tell_levels(
    wide: pd.DataFrame,
    answers: Sequence[Overlap],
    waves: dict[str, list[Estimate]],
    points: tuple[float, ...],
    edition: Edition,
) -> None:
    """Widen the intervals of both waves that would list answers, or mark their rows."""
    told = [tell_waves(overlap, points, edition.study) for overlap in answers]
    for at, wave in enumerate(SIDES):
        waves[wave] = [
            replace(level, ci_low=row.levels[at].low, ci_high=row.levels[at].high)
            for level, row in zip(waves[wave], told, strict=True)
        ]
        wide[f"{wave}_interval_step"] = [row.levels[at].step for row in told]
    wide["is_uniform"] |= pd.Series([row.change is None for row in told], wide.index)


def _shares(
    wide: pd.DataFrame, question: str, edition: Edition, responses: pd.DataFrame | None
) -> pd.DataFrame:
    if responses is None:
        changes = [printed_change_of_shares(row) for row in wide.itertuples()]
    else:
        answers = overlaps(responses, question, list(wide["item"]), edition)
        fewest = edition.study.disclosure.minimum_n
        changes = [change_of_shares(overlap, fewest) for overlap in answers]
        wide["p_dropout"] = list(map(p_of_dropout, answers, changes))
    waves = {w: [in_points(share_of(row, w)) for row in wide.itertuples()] for w in SIDES}
    table = _with_estimates(wide, waves, [in_points(change) for change in changes])
    for wave in SIDES:
        table[f"count_{wave}"] = (wide[wave] * wide[f"n_{wave}"] / 100).round().astype("Int64")
    column = edition.study.columns.get(question)
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
