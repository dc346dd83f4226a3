"""Whether the items of an index measure one thing: its reliability in the whole project."""

from dataclasses import replace

import pandas as pd

from analysis.drawing.words.columns import INTERVAL, QUESTION, SOURCE
from analysis.inputs.printed.shape import OWN_DOCUMENT, origin_of
from analysis.release.columns import Column, Frame, Precision, Role
from analysis.release.estimates import Table
from analysis.statistics.inference import cronbach_alpha
from analysis.study.study import Study
from analysis.topics.survey_change.indices import answers_of

FEWEST = 30
"""People below whom an interval of alpha is too wide to tell anything."""
FRAME = Frame(
    QUESTION,
    Column("n_items", "int64", "Items of the index", "items"),
    Column("n", "int64", "People who answered all of them at the first of the compared waves",
           "people", Role.PEOPLE),
    Column("alpha", "float64", "Cronbach's alpha", precision=Precision.RATIO),
    *(replace(end, precision=Precision.RATIO) for end in INTERVAL),
    *SOURCE,
)  # fmt: skip


def estimate_reliability(responses: pd.DataFrame | None, study: Study) -> pd.DataFrame:
    """Cronbach's alpha of each index, of everyone at the first of the compared waves.

    Parameters
    ----------
    responses : pandas.DataFrame or None
        Of all places and waves; without them there are no rows.
    study : Study

    Returns
    -------
    pandas.DataFrame
        A row an index with the columns of `FRAME`, of those who answered all items. An index of
        one item, or of fewer people than `FEWEST`, has none.
    """
    if responses is None or responses.empty:
        return FRAME.empty()
    first = responses[responses["wave"] == study.compared_waves[0]]
    origin = origin_of(responses)
    rows = []
    for name, index in study.survey.indices.items():
        answers = answers_of(first, study, index).dropna()
        n, items = answers.shape
        if items > 1 and n >= max(FEWEST, study.disclosure.minimum_n):
            found = cronbach_alpha(answers.to_numpy())
            interval = [found.estimate, found.ci_low, found.ci_high]
            rows.append([name, items, n, *interval, OWN_DOCUMENT[origin], origin])
    return pd.DataFrame(rows, columns=FRAME.names) if rows else FRAME.empty()


def reliability(study: Study) -> tuple[Table, ...]:
    """The table of a study's indices; none of a study without them."""
    if not study.survey.indices:
        return ()
    return (RELIABILITY,)


RELIABILITY = Table(
    name="survey_change_reliability",
    frame=FRAME,
    estimate=lambda material: estimate_reliability(material.all_responses, material.edition.study),
    caption_key="table.survey_change_reliability",
)
