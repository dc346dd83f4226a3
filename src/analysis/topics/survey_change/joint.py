"""Whether any answer became more or less frequent: one test a question."""

from math import nan

import numpy as np
import pandas as pd

from analysis.drawing.words.columns import P_VALUE, QUESTION, SOURCE
from analysis.inputs.printed.shape import OWN_DOCUMENT, origin_of
from analysis.release.columns import Frame
from analysis.release.estimates import Table
from analysis.statistics.inference import joint_test
from analysis.study.edition import Edition
from analysis.topics.survey_change.columns import N_END, N_START
from analysis.topics.survey_change.linking import list_forms, of_municipality
from analysis.topics.survey_change.needs import needs_choices
from analysis.topics.survey_change.waves import SIDES

RESAMPLES = 1_999
JOINT = Table(
    name="joint",
    frame=Frame(QUESTION, N_START, N_END, P_VALUE, *SOURCE),
    estimate=lambda material: estimate_joint(material.responses, material.edition),
    caption_key="table.joint",
    of_project=True,
    needs=needs_choices,
)


def estimate_joint(responses: pd.DataFrame | None, edition: Edition) -> pd.DataFrame:
    """Whether any answer of a question with several answers became more or less frequent.

    Parameters
    ----------
    responses : pandas.DataFrame or None
        From `read_inputs`; without them there are no rows.
    edition : Edition
        Whose answers.

    Returns
    -------
    pandas.DataFrame
        A row a question that allows several answers: ``question, n_start,
        n_end, p_value, document, origin``, with the p-value of `joint_test`;
        not a number below the study's minimum n.
    """
    if responses is None or responses.empty:
        return JOINT.frame.empty()
    columns = edition.study.columns.values()
    people = list_forms(responses)["person"]
    answered = of_municipality(responses[responses["missing"] == ""], edition.municipality)
    rows = [
        _joint_row(answered[answered["question"] == c.name], people, c.name, edition)
        for c in columns
        if c.kind == "multiple"
    ]
    origin = origin_of(responses)
    source = [OWN_DOCUMENT[origin], origin]
    return pd.DataFrame([[*row, *source] for row in rows], columns=JOINT.frame.names)


def _joint_row(
    answered: pd.DataFrame, people: pd.Series, question: str, edition: Edition
) -> list[object]:
    wide = answered.pivot(index="form", columns="item", values="response").astype("float64")
    waves = answered.drop_duplicates("form").set_index("form")["wave"].reindex(wide.index)
    start, end = (
        wide[(waves == wave).to_numpy()].set_axis(people[wide.index[waves == wave]].to_numpy())
        for wave in SIDES
    )
    if min(len(start), len(end)) < edition.study.disclosure.minimum_n:
        return [question, len(start), len(end), nan]
    both = start.index.intersection(end.index)
    parts = (start.drop(both), end.drop(both), start.loc[both], end.loc[both])
    tested = joint_test(*(np.asarray(part) for part in parts), resamples=RESAMPLES)
    return [question, len(start), len(end), tested.p_value]
