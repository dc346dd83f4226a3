"""Number of answers at each wave, by question."""

import pandas as pd

from analysis.drawing.words.columns import ORIGIN, QUESTION
from analysis.release.coarse import CoarseNumbers
from analysis.release.columns import Frame
from analysis.release.estimates import Table
from analysis.study.declaration import ALL
from analysis.study.edition import Edition
from analysis.topics.survey_change.columns import ENDED, STARTED
from analysis.topics.survey_change.material import Material
from analysis.topics.survey_change.place_change import compared_cells
from analysis.topics.survey_change.waves import SIDES

ANSWERS = Table(
    name="answers",
    frame=Frame(QUESTION, *STARTED, *ENDED, ORIGIN),
    estimate=lambda material: _count(material),
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
    exact = {f"{name}_most": table.get(name) for name in names.values()}
    return table.assign(**exact).reindex(columns=ANSWERS.frame.names)


def count_place_answers(coarse: CoarseNumbers, edition: Edition) -> pd.DataFrame:
    """Bands of people who answered each question in a place, the widest of its items.

    Parameters
    ----------
    coarse : CoarseNumbers
    edition : Edition
        Of the place.

    Returns
    -------
    pandas.DataFrame
        As `count_answers`.
    """
    frames, place = (coarse.means, coarse.counts), edition.municipality
    cells = pd.concat([compared_cells(frame, edition, place) for frame in frames])
    names = [name for name in ANSWERS.frame.names if name.startswith("n_")]
    sides = {name: "n_most_" if name.endswith("_most") else "n_" for name in names}
    columns = {
        name: cells[prefix + name.removeprefix("n_").removesuffix("_most")]
        for name, prefix in sides.items()
    }
    most = pd.DataFrame(columns).groupby(level="question", sort=False).max().reset_index()
    return most.assign(origin=coarse.origin)[ANSWERS.frame.names]


def _count(material: Material) -> pd.DataFrame:
    edition = material.edition
    if material.coarse is not None and material.is_coarse:
        return count_place_answers(material.coarse, edition)
    return count_answers(material.numbers, edition.municipality)
