"""Change from start to end: of every question and item, estimated alike."""

import re
from dataclasses import replace
from math import isnan, nan

import pandas as pd

from analysis.inference import (
    Estimate,
    difference_of_overlapping_proportions,
    difference_of_proportions,
    holm,
    mean,
    partially_overlapping_t,
    proportion,
    widest_difference_of_means,
    widest_mean,
)
from analysis.origin import PUBLISHED, combine_origins
from analysis.study import REGION, WAVES, Edition
from analysis.survey_change.linking import Overlap, overlaps

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
    wide = _by_wave(numbers, question, edition.municipality)
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
        waves = {w: [_widest_mean(row, w, scale) for row in wide.itertuples()] for w in WAVES}
        changes = [_widest_change(row, scale) for row in wide.itertuples()]
    else:
        seen = overlaps(responses, question, list(wide["item"]), edition)
        scale = scale_of(numbers)
        waves = {w: [_on_scale(mean(getattr(each, w)), scale) for each in seen] for w in WAVES}
        changes = [_welch(each) for each in seen]
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
    waves = {w: [_share(row, w) for row in wide.itertuples()] for w in WAVES}
    if responses is None:
        changes = [_newcombe(row) for row in wide.itertuples()]
    else:
        seen = overlaps(responses, question, list(wide["item"]), edition)
        changes = [_overlapping_newcombe(each) for each in seen]
    waves = {wave: [_in_points(share) for share in shares] for wave, shares in waves.items()}
    table = _with_estimates(wide, waves, [_in_points(change) for change in changes])
    for wave in WAVES:
        table[f"count_{wave}"] = (wide[wave] * wide[f"n_{wave}"] / 100).round().astype("Int64")
    column = edition.study.codebook.tables.get("responses", {}).get(question)
    is_choice = column is not None and column.kind == "choice"
    return table.assign(question=question, adds_up=question if is_choice else "")


def _on_scale(level: Estimate, scale: tuple[float, float]) -> Estimate:
    """The interval of a mean without what no mean can be; what it covers stays the same."""
    low, high = scale
    if isnan(low) or isnan(level.ci_low):
        return level
    return replace(level, ci_low=max(level.ci_low, low), ci_high=min(level.ci_high, high))


def _widest_mean(row: object, wave: str, scale: tuple[float, float]) -> Estimate:
    value, n = getattr(row, wave), getattr(row, f"n_{wave}")
    return widest_mean(value, n, scale=scale, rounding=_rounding(getattr(row, f"{wave}_decimals")))


def _widest_change(row: object, scale: tuple[float, float]) -> Estimate:
    decimals = min(getattr(row, f"{wave}_decimals") for wave in WAVES)
    end, n_end, start, n_start = (getattr(row, c) for c in ("end", "n_end", "start", "n_start"))
    return widest_difference_of_means(
        end, n_end, start, n_start, scale=scale, rounding=_rounding(decimals)
    )


def _share(row: object, wave: str) -> Estimate:
    n = getattr(row, f"n_{wave}")
    return proportion(getattr(row, wave) / 100 * n, n)


def _newcombe(row: object) -> Estimate:
    (end, n_end), (start, n_start) = (
        (getattr(row, wave), getattr(row, f"n_{wave}")) for wave in ("end", "start")
    )
    return difference_of_proportions(end / 100 * n_end, n_end, start / 100 * n_start, n_start)


def _welch(seen: Overlap) -> Estimate:
    return partially_overlapping_t(
        seen.end_only, seen.start_only, seen.end_paired, seen.start_paired, equal_variances=False
    )


def _overlapping_newcombe(seen: Overlap) -> Estimate:
    return difference_of_overlapping_proportions(
        seen.end_only, seen.start_only, seen.end_paired, seen.start_paired
    )


def _rounding(decimals: int) -> float:
    return 0.5 * 10.0**-decimals


def _in_points(share: Estimate) -> Estimate:
    return replace(
        share,
        estimate=100 * share.estimate,
        ci_low=100 * share.ci_low,
        ci_high=100 * share.ci_high,
    )


def _by_wave(printed: pd.DataFrame, question: str, municipality: str) -> pd.DataFrame:
    asked = printed[printed["question"] == question]
    own = asked[asked["municipality"] == municipality]
    start, end = (own[own["wave"] == wave].set_index("item") for wave in WAVES)
    region = asked[asked["municipality"] == REGION].set_index("item")
    unpaired = sorted(set(start.index) ^ set(end.index))
    if unpaired:
        raise ValueError(f"{question}: only one wave is there for: {', '.join(unpaired)}")
    end = end.reindex(start.index)
    return pd.DataFrame(
        {
            "unit": start["unit"],
            "start": start["value"],
            "end": end["value"],
            "n_start": start["n"].astype("int64"),
            "n_end": end["n"].astype("int64"),
            "start_decimals": start["printed"].map(_decimals),
            "end_decimals": end["printed"].map(_decimals),
            "region": region["value"].reindex(start.index),
            "region_bound": region["bound"].reindex(start.index).fillna(""),
            "region_n": region["n"].reindex(start.index).astype("Int64"),
            "document": _joined_documents(start["document"], region["document"]),
            "origin": _origins(start, end, region),
            "is_uniform": False,
        }
    ).reset_index()


def _origins(start: pd.DataFrame, *others: pd.DataFrame) -> pd.Series:
    parts = [start["origin"], *(other["origin"].reindex(start.index) for other in others)]
    return combine_origins(*parts)


def _joined_documents(own: pd.Series, region: pd.Series) -> pd.Series:
    there = region.reindex(own.index)
    return own.where(there.isna(), own + ";" + there.fillna(""))


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


def scale_of(numbers: pd.DataFrame) -> tuple[float, float]:
    """Best and worst rating that the instrument allows."""
    ends = numbers[numbers["question"] == "rating_scale"]["value"]
    return (float(ends.min()), float(ends.max())) if len(ends) else (nan, nan)


def _decimals(printed: str) -> int:
    decimals = re.search(r"[.,](\d+)", printed)
    return len(decimals[1]) if decimals else 0
