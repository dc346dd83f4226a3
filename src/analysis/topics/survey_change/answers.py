"""Number of answers at each wave, by question."""

import pandas as pd

from analysis.drawing.words.columns import ORIGIN, QUESTION
from analysis.release.columns import Frame
from analysis.release.estimates import Table
from analysis.study.declaration import ALL
from analysis.topics.survey_change.columns import N_END, N_START
from analysis.topics.survey_change.waves import SIDES

ANSWERS = Table(
    name="answers",
    frame=Frame(QUESTION, N_START, N_END, ORIGIN),
    estimate=lambda material: count_answers(material.numbers, material.edition.municipality),
    caption_key="table.answers",
)


def count_answers(numbers: pd.DataFrame, municipality: str = ALL) -> pd.DataFrame:
    """Number of answers at each wave, by question, as the documents label it.

    Parameters
    ----------
    numbers : pandas.DataFrame
        From `tabulate_responses`.
    municipality : str
        A municipality's key, or ``"all"``.

    Returns
    -------
    pandas.DataFrame
        A row a question: ``question, n_start, n_end, origin``.
    """
    rows = numbers[numbers["wave"].isin(SIDES) & (numbers["municipality"] == municipality)]
    counts = rows.groupby(["question", "wave", "origin"], sort=False)["n"].max().unstack("wave")
    names = {wave: f"n_{wave}" for wave in SIDES}
    table = counts.reset_index().rename_axis(columns=None).rename(columns=names)
    return table.reindex(columns=ANSWERS.frame.names)
