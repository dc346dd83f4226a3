"""Did people's lives change: estimates of the topic ``survey_change``."""

import re
from collections.abc import Iterator

import pandas as pd

from analysis.inference import (
    Estimate,
    difference_of_proportions,
    widest_difference_of_means,
)
from analysis.numbers import as_numbers, no_numbers, origin_of
from analysis.origin import combine_origins
from analysis.study import ALL, REGION, WAVES

RATINGS = frozenset({"domain_rating", "life_as_a_whole"})
"""Questions answered on the rating scale."""
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
    "estimate",
    "ci_low",
    "ci_high",
    "method",
    "region",
    "region_bound",
    "region_n",
    "document",
    "origin",
]


def tabulate_responses(responses: pd.DataFrame | None, printed: pd.DataFrame) -> pd.DataFrame:
    """Means and shares of a project's own responses, in the shape of the published ones.

    Parameters
    ----------
    responses : pandas.DataFrame or None
        From `read_inputs`; None for the published numbers.
    printed : pandas.DataFrame
        ``read_published(study, "survey_change")``. Its figures of the region
        and of the scale stay beside the computed ones.

    Returns
    -------
    pandas.DataFrame
        For the whole project and each municipality, question, item and wave:
        the mean rating, or the share (0-100) of those who answered the
        question; ``n`` are those who answered. Items that fewer than two
        people answered at either wave are left out.
    """
    if responses is None:
        return printed
    if responses.empty:
        return no_numbers()
    answered = responses[responses["missing"] == ""]
    everyone = answered.assign(municipality=ALL)
    rows = [
        row
        for frame in (everyone, answered)
        for question, own in frame.groupby("question", observed=True, sort=False)
        for row in _tabulate(str(question), own)
    ]
    table = as_numbers(rows, origin_of(responses))
    cell = [table[part] for part in ("question", "item", "municipality")]
    enough = (table["n"] >= 2).groupby(cell).transform("sum") == len(WAVES)
    context = printed[(printed["municipality"] == REGION) | (printed["question"] == "rating_scale")]
    return pd.concat([table[enough], context], ignore_index=True)


def _tabulate(question: str, answered: pd.DataFrame) -> Iterator[dict[str, object]]:
    """Rows of one question: means of ratings, shares of chosen answers."""
    cell = ["municipality", "wave"]
    by_item = answered.groupby([*cell, "item"], observed=True)["response"]
    if question in RATINGS:
        for place, mean in by_item.mean().items():
            yield _number(question, place, float(mean), int(by_item.size()[place]), "rating")
        return
    n = answered.groupby(cell, observed=True)["form"].nunique()
    chosen = by_item.sum()
    for (municipality, wave), forms in n.items():
        for item in chosen.index.unique("item"):
            place = (municipality, wave, item)
            share_pct = 100 * float(chosen.get(place, 0)) / forms
            yield _number(question, place, share_pct, int(forms), "pct")


def _number(
    question: str, place: tuple[str, str, str], value: float, n: int, unit: str
) -> dict[str, object]:
    municipality, wave, item = place
    return {"question": question, "municipality": municipality, "wave": wave, "item": item,
            "value": value, "printed": f"{value:.1f}", "unit": unit, "n": n}  # fmt: skip


def estimate_rating_change(printed: pd.DataFrame, municipality: str = ALL) -> pd.DataFrame:
    """Change of the life domains' mean rating from start to end.

    Parameters
    ----------
    printed : pandas.DataFrame
        ``read_published(study, "survey_change")``.
    municipality : str
        Whose answers; ``"all"`` for the whole project.

    Returns
    -------
    pandas.DataFrame
        A row a domain, worst at the start first, with `CHANGE_COLUMNS`.
        Ratings are 1-5, 1 = very good, so a negative ``estimate`` is a change
        for the better. Without printed standard deviations the interval is the
        widest that fits (`widest_difference_of_means`). No rows if nothing is
        published for the municipality.
    """
    scale = _scale(printed)
    wide = _by_wave(printed, "domain_rating", municipality)
    changes = [
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
    return _with_change(wide, changes).sort_values("start", ascending=False, ignore_index=True)


def estimate_share_change(
    printed: pd.DataFrame, question: str, municipality: str = ALL
) -> pd.DataFrame:
    """Change of the shares that chose each answer, from start to end.

    Parameters
    ----------
    printed : pandas.DataFrame
        ``read_published(study, "survey_change")``.
    question : str
        ``"change_wished"``, ``"change_in"`` or ``"invest_in"``.
    municipality : str
        Whose answers; ``"all"`` for the whole project.

    Returns
    -------
    pandas.DataFrame
        A row an answer, most chosen at the start first (a scale keeps its order),
        with `CHANGE_COLUMNS`: shares on
        the scale 0-100, change in percentage points with Newcombe's interval
        for independent groups (how start and end answers belong together is
        not published). ``region`` is the regional survey's share, with
        ``region_bound`` where it was told in words. No rows if nothing is
        published for the municipality.
    """
    wide = _by_wave(printed, question, municipality)
    changes = [
        _in_points(
            difference_of_proportions(
                row.end / 100 * row.n_end, row.n_end, row.start / 100 * row.n_start, row.n_start
            )
        )
        for row in wide.itertuples()
    ]
    table = _with_change(wide, changes)
    if question in ORDINAL:
        return table
    return table.sort_values("start", ascending=False, kind="stable", ignore_index=True)


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
    for part in ("estimate", "ci_low", "ci_high"):
        wide[part] = pd.Series([getattr(c, part) for c in changes], dtype="float64")
    wide["method"] = pd.Series([c.method for c in changes], dtype="str")
    return wide[CHANGE_COLUMNS]


def _in_points(share: Estimate) -> Estimate:
    return Estimate(
        100 * share.estimate,
        100 * share.ci_low,
        100 * share.ci_high,
        share.p_value,
        share.method,
        share.n,
    )


def _scale(printed: pd.DataFrame) -> tuple[float, float]:
    ends = printed[printed["question"] == "rating_scale"]["value"]
    return float(ends.min()), float(ends.max())


def _decimals(printed: str) -> int:
    decimals = re.search(r"[.,](\d+)", printed)
    return len(decimals[1]) if decimals else 0
