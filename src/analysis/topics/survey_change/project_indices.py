"""Whether the project's row of an index tells too much of the answers to its items."""

import pandas as pd

from analysis.release.listed import leave_enough, steps_of
from analysis.study.study import Study
from analysis.topics.survey_change.indices import answers_of
from analysis.topics.survey_change.told_levels import tell_level

TIMES = {2: 10, 3: 2}
"""By items of an index, so many times as many sets of answers have to fit the row of each as
alone. Everyone's sum and spread of the index leave of two items as few as a ninth of the sets that
fit their own rows, of three two thirds. An index of more items is not held against them."""


def tells_of_items(responses: pd.DataFrame, question: str, study: Study, wave: str = "") -> bool:
    """Whether too few sets of answers may be left of an item of an index beside its mean.

    Parameters
    ----------
    responses : pandas.DataFrame
        Of everyone, from `add_indices`.
    question : str
    study : Study
    wave : str, optional
        That the index is told of; all of the responses, if empty.

    Returns
    -------
    bool
        Also where an item may not be told itself, and would follow. False of what is no index, and
        of an index of four and more items.
    """
    index = study.survey.indices.get(question)
    times = None if index is None else TIMES.get(len(index.items(study.columns)))
    if index is None or times is None:
        return False
    scales = [study.columns[part].scale for part, _ in index.items(study.columns)]
    told = responses[responses["wave"] == wave] if wave else responses
    for _, rows in told.groupby("wave", observed=True):
        table = answers_of(rows, study, index)
        for scale, (_, column) in zip(scales, table.items(), strict=True):
            answers = column.dropna().to_numpy()
            if scale is None or len(answers) < 2:
                continue
            level = tell_level(answers, scale.points, study.disclosure.decimals)
            steps = steps_of(answers, scale.points)
            if level.is_listed or (
                steps is not None and not leave_enough(level.sets, answers, steps, times)
            ):
                return True
    return False
