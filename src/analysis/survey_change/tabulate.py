"""Means and shares of a project's own responses, in the shape of the published ones."""

from collections.abc import Iterator

import pandas as pd

from analysis.numbers import as_numbers, no_numbers, origin_of
from analysis.study import ALL, REGION, WAVES

RATINGS = frozenset({"domain_rating", "life_as_a_whole"})
"""Questions answered on the rating scale."""


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
