"""Change of ratings and of shares from start to end."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd

from analysis.inference import (
    Estimate,
    difference_of_overlapping_proportions,
    difference_of_proportions,
    holm,
    partially_overlapping_t,
    widest_difference_of_means,
)
from analysis.origin import PUBLISHED, combine_origins
from analysis.study import ALL, REGION
from analysis.survey_change.linking import Overlap, link_forms, overlap

ORDINAL = frozenset({"change_wished"})
"""Questions whose answers are steps of a scale and keep their order."""
CHANGE_COLUMNS = [
    "item",
    "start",
    "end",
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
    "method",
    "region",
    "region_bound",
    "region_n",
    "document",
    "origin",
]


def estimate_rating_change(
    numbers: pd.DataFrame, municipality: str = ALL, responses: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Change of the life domains' mean rating from start to end.

    Parameters
    ----------
    numbers : pandas.DataFrame
        From `tabulate_responses`: published, or computed from responses.
    municipality : str
        Whose answers; ``"all"`` for the whole project.
    responses : pandas.DataFrame, optional
        What the numbers were computed from; None for published ones.

    Returns
    -------
    pandas.DataFrame
        A row a domain, worst at the start first, with `CHANGE_COLUMNS`;
        ``n_pairs`` are the people linked at both waves.
        Ratings are 1-5, 1 = very good, so a negative ``estimate`` is a change
        for the better. From responses, everyone counts and the linked ones
        narrow the interval (`partially_overlapping_t` with Welch's variance);
        ``p_adjusted`` is Holm's over the domains. From published means the
        interval is the widest that fits (`widest_difference_of_means`). No
        rows if there are no numbers for the municipality.
    """
    wide = _by_wave(numbers, "domain_rating", municipality)
    if responses is None:
        changes = _widest(wide, _scale(numbers))
    else:
        changes = _from_responses(wide, responses, "domain_rating", municipality, _welch)
    return _with_change(wide, changes).sort_values("start", ascending=False, ignore_index=True)


def estimate_share_change(
    numbers: pd.DataFrame,
    question: str,
    municipality: str = ALL,
    responses: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Change of the shares that chose each answer, from start to end.

    Parameters
    ----------
    numbers : pandas.DataFrame
        From `tabulate_responses`: published, or computed from responses.
    question : str
        ``"change_wished"``, ``"change_in"`` or ``"invest_in"``.
    municipality : str
        Whose answers; ``"all"`` for the whole project.
    responses : pandas.DataFrame, optional
        What the numbers were computed from; None for published ones.

    Returns
    -------
    pandas.DataFrame
        A row an answer, most chosen at the start first (a scale keeps its order),
        with `CHANGE_COLUMNS` and what `release` needs to know (``count_start,
        count_end``, and whether the rows add up to everyone): shares on the
        scale 0-100, change in percentage points. From responses, with the interval and test of
        `difference_of_overlapping_proportions` and Holm's ``p_adjusted`` over
        the answers; from published shares, with Newcombe's interval for
        independent groups (how start and end answers belong together is not
        published). ``region`` is the regional survey's share, with
        ``region_bound`` where it was told in words. No rows if there are no
        numbers for the municipality.
    """
    wide = _by_wave(numbers, question, municipality)
    if responses is None:
        changes = _independent(wide)
    else:
        changes = _from_responses(wide, responses, question, municipality, _newcombe)
    table = _with_change(wide, [_in_points(change) for change in changes])
    for wave in ("start", "end"):
        table[f"count_{wave}"] = (wide[wave] * wide[f"n_{wave}"] / 100).round().astype("Int64")
    table["adds_up"] = question in ORDINAL
    if question in ORDINAL:
        return table
    return table.sort_values("start", ascending=False, kind="stable", ignore_index=True)


def _widest(wide: pd.DataFrame, scale: tuple[float, float]) -> list[Estimate]:
    return [
        widest_difference_of_means(
            row.end,
            row.n_end,
            row.start,
            row.n_start,
            scale=scale,
            rounding=0.5 * 10.0 ** -min(row.start_decimals, row.end_decimals),
        )
        for row in wide.itertuples()
    ]


def _independent(wide: pd.DataFrame) -> list[Estimate]:
    return [
        difference_of_proportions(
            row.end / 100 * row.n_end, row.n_end, row.start / 100 * row.n_start, row.n_start
        )
        for row in wide.itertuples()
    ]


def _from_responses(
    wide: pd.DataFrame,
    responses: pd.DataFrame,
    question: str,
    municipality: str,
    method: Callable[[Overlap], Estimate],
) -> list[Estimate]:
    """A method's estimate for each item, everyone counted and the linked ones paired."""
    return [
        method(seen) for seen in overlaps(responses, question, list(wide["item"]), municipality)
    ]


def overlaps(
    responses: pd.DataFrame, question: str, items: Sequence[str], municipality: str
) -> list[Overlap]:
    """The answers to each item of a question, by who gave them at which wave."""
    people = link_forms(responses)
    rows = responses[(responses["question"] == question) & (responses["missing"] == "")]
    if municipality != ALL:
        rows = rows[rows["municipality"] == municipality]
    if question in ORDINAL:  # a choice has the chosen answer alone as a row
        answers = [rows.assign(response=rows["item"] == item) for item in items]
    else:
        answers = [rows[rows["item"] == item] for item in items]
    return [overlap(own, people) for own in answers]


def _welch(seen: Overlap) -> Estimate:
    return partially_overlapping_t(
        seen.end_only, seen.start_only, seen.end_paired, seen.start_paired, equal_variances=False
    )


def _newcombe(seen: Overlap) -> Estimate:
    return difference_of_overlapping_proportions(
        seen.end_only, seen.start_only, seen.end_paired, seen.start_paired
    )


def count_answers(printed: pd.DataFrame, municipality: str = ALL) -> pd.DataFrame:
    """Number of answers at each wave, by question, as the documents label it.

    Returns
    -------
    pandas.DataFrame
        A row a question: ``question, n_start, n_end, origin``.
    """
    rows = printed[
        printed["wave"].isin(["start", "end"]) & (printed["municipality"] == municipality)
    ]
    counts = rows.groupby(["question", "wave", "origin"], sort=False)["n"].max().unstack("wave")
    return (
        counts.reset_index()
        .rename_axis(columns=None)
        .rename(columns={"start": "n_start", "end": "n_end"})
        .reindex(columns=["question", "n_start", "n_end", "origin"])
    )


def _by_wave(printed: pd.DataFrame, question: str, municipality: str) -> pd.DataFrame:
    asked = printed[printed["question"] == question]
    own = asked[asked["municipality"] == municipality]
    start, end = (own[own["wave"] == wave].set_index("item") for wave in ("start", "end"))
    region = asked[asked["municipality"] == REGION].set_index("item")
    unpaired = sorted(set(start.index) ^ set(end.index))
    if unpaired:
        raise ValueError(f"{question}: only one wave is there for: {', '.join(unpaired)}")
    return pd.DataFrame(
        {
            "start": start["value"],
            "end": end["value"].reindex(start.index),
            "n_start": start["n"].astype("int64"),
            "n_end": end["n"].reindex(start.index).astype("int64"),
            "start_decimals": start["printed"].map(_decimals),
            "end_decimals": end["printed"].reindex(start.index).map(_decimals),
            "region": region["value"].reindex(start.index),
            "region_bound": region["bound"].reindex(start.index).fillna(""),
            "region_n": region["n"].reindex(start.index).astype("Int64"),
            "document": _joined_documents(start["document"], region["document"]),
            "origin": _origins(start, end, region),
        }
    ).reset_index()


def _origins(start: pd.DataFrame, *others: pd.DataFrame) -> pd.Series:
    parts = [start["origin"], *(other["origin"].reindex(start.index) for other in others)]
    return combine_origins(*parts)


def _joined_documents(own: pd.Series, region: pd.Series) -> pd.Series:
    there = region.reindex(own.index)
    return own.where(there.isna(), own + ";" + there.fillna(""))


def _with_change(wide: pd.DataFrame, changes: list[Estimate]) -> pd.DataFrame:
    for part in ("estimate", "ci_low", "ci_high", "p_value"):
        wide[part] = pd.Series([getattr(c, part) for c in changes], dtype="float64")
    people = pd.Series([c.n for c in changes], dtype="int64")
    # Published numbers do not tell who is the same.
    is_own = [origin.partition("+")[0] != PUBLISHED for origin in wide["origin"]]
    wide["n_pairs"] = (wide["n_start"] + wide["n_end"] - people).where(is_own).astype("Int64")
    wide["p_adjusted"] = pd.Series(holm(list(wide["p_value"])), dtype="float64")
    wide["method"] = pd.Series([c.method for c in changes], dtype="str")
    return wide[CHANGE_COLUMNS]


def _in_points(share: Estimate) -> Estimate:
    return replace(
        share,
        estimate=100 * share.estimate,
        ci_low=100 * share.ci_low,
        ci_high=100 * share.ci_high,
    )


def _scale(printed: pd.DataFrame) -> tuple[float, float]:
    ends = printed[printed["question"] == "rating_scale"]["value"]
    return float(ends.min()), float(ends.max())


def _decimals(printed: str) -> int:
    decimals = re.search(r"[.,](\d+)", printed)
    return len(decimals[1]) if decimals else 0
