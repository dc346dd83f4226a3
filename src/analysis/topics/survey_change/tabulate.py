"""Means and shares of a project's own responses, in the shape of the published ones."""

from collections.abc import Iterator

import pandas as pd

from analysis.inputs.frames import NUMBERS
from analysis.inputs.printed.shape import as_numbers, origin_of
from analysis.study.codebook import Column
from analysis.study.declaration import REGION
from analysis.study.edition import Edition
from analysis.topics.survey_change.linking import of_municipality
from analysis.topics.survey_change.once import keep_compared
from analysis.topics.survey_change.waves import SIDES


def tabulate_responses(
    responses: pd.DataFrame | None, printed: pd.DataFrame, edition: Edition
) -> pd.DataFrame:
    """Means and shares of a project's own responses, in the shape of the published ones.

    Parameters
    ----------
    responses : pandas.DataFrame or None
        From `read_inputs`; None for the published numbers.
    printed : pandas.DataFrame
        ``read_published(study, "survey_change")``. Its figures of the region stay
        beside the computed ones.
    edition : Edition
        Whose responses; its study's codebook tells what is a rating.

    Returns
    -------
    pandas.DataFrame
        For each question, item and wave: the mean rating, or the share (0-100)
        of those who answered the question; ``n`` are those who answered. Items
        that fewer than two people answered at either wave are left out; answers
        to a choice are there whether or not anybody gave them.
    """
    if responses is None:
        return keep_compared(printed)
    context = printed[printed["municipality"] == REGION]
    answered = of_municipality(responses[responses["missing"] == ""], edition.municipality)
    if answered.empty:
        return NUMBERS.empty()
    columns = edition.study.columns
    rows = [
        {**row, "municipality": edition.municipality}
        for question, rows_of in answered.groupby("question", observed=True, sort=False)
        for row in _tabulate(columns[str(question)], rows_of)
    ]
    table = as_numbers(rows, origin_of(responses))
    enough = (table["n"] >= 2).groupby([table["question"], table["item"]]).transform("sum")
    return pd.concat([table[enough == len(SIDES)], context], ignore_index=True)


def _tabulate(column: Column, answered: pd.DataFrame) -> Iterator[dict[str, object]]:
    """Rows of one question: means of ratings, shares of chosen answers."""
    question = column.name
    by_item = answered.groupby(["wave", "item"], observed=True)["response"]
    sizes = by_item.size()
    if column.scale is not None:
        for place, mean in by_item.mean().items():
            yield _number(question, place, float(mean), int(sizes[place]), "rating")
        return
    if column.kind == "multiple":  # a wave may not offer all of the answers
        for place, share in by_item.mean().items():
            yield _number(question, place, 100 * float(share), int(sizes[place]), "pct")
        return
    n, chosen = answered.groupby("wave", observed=True)["form"].nunique(), by_item.sum()
    for wave, forms in n.items():
        for item in column.answers_among(chosen.index.unique("item")):
            share_pct = 100 * float(chosen.get((wave, item), 0)) / forms
            yield _number(question, (str(wave), item), share_pct, int(forms), "pct")


def _number(
    question: str, place: tuple[str, str], value: float, n: int, unit: str
) -> dict[str, object]:
    wave, item = place
    return {"question": question, "wave": wave, "item": item, "value": value,
            "printed": f"{value:.1f}", "unit": unit, "n": n}  # fmt: skip
