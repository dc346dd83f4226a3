"""Every rating of the whole project at the compared waves, with what may be told of it."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from analysis.release.wave_sets import Beside, WaveSets
from analysis.study.instrument import list_panels
from analysis.study.scale import Scale
from analysis.study.study import Study
from analysis.topics.survey_change.form_means import means_of_forms
from analysis.topics.survey_change.linking import (
    Overlap,
    list_forms,
    persons_waves_numbers,
    split_by_person,
)
from analysis.topics.survey_change.project_indices import tells_of_items
from analysis.topics.survey_change.told_levels import ToldWaves, tell_waves
from analysis.topics.survey_change.waves import select_compared

PANEL = "*"
"""Item of the mean over several ratings, which no item is called."""


class ToldRating(NamedTuple):
    """A rating that somebody gave.

    Attributes
    ----------
    question, item : str
    scale : Scale
    answers : Overlap
    told : ToldWaves or None
        None where fewer than two answered at either wave, or where it tells of an index' items.
    """

    question: str
    item: str
    scale: Scale
    answers: Overlap
    told: ToldWaves | None


def tell_ratings(responses: pd.DataFrame, study: Study) -> list[ToldRating]:
    """Every item on a scale, and the mean of each group of ratings (item `PANEL`).

    Parameters
    ----------
    responses : pandas.DataFrame
        From `read_inputs`, indices among them.
    study : Study

    Returns
    -------
    list of ToldRating
    """
    compared = select_compared(responses, study)
    people = list_forms(compared)["person"]
    compared = compared[compared["missing"] == ""].astype({"response": "float64"})
    found = []
    for question, item, scale, rows in _list_rows(compared, study):
        answers = split_by_person(*persons_waves_numbers(rows, people))
        may_tell = min(len(answers.start), len(answers.end)) > 1
        may_tell = may_tell and not (item != PANEL and tells_of_items(compared, question, study))
        told = tell_waves(answers, scale.points, study) if may_tell else None
        found.append(ToldRating(question, item, scale, answers, told))
    return found


def _list_rows(
    compared: pd.DataFrame, study: Study
) -> Iterator[tuple[str, str, Scale, pd.DataFrame]]:
    for (question, item), rows in compared.groupby(["question", "item"], observed=True):
        column = study.columns.get(str(question))
        if column is not None and column.scale is not None and len(rows):
            yield str(question), str(item), column.scale, rows
    for panel in list_panels(study):
        rows = means_of_forms(compared, panel.questions)
        if len(rows):
            yield panel.name, PANEL, panel.scale, rows


def list_beside(ratings: list[ToldRating], study: Study) -> Mapping[tuple[str, str, str], Beside]:
    """Of each wave of each item, by wave, question and item, what the other tells of its answers.

    Nothing of items of whose change nothing is told.
    """
    found = {}
    groups = study.survey.rating_groups.values()
    for question, item, scale, answers, told in ratings:
        if told is not None and told.change is not None and item != PANEL:
            waves = answers.start, answers.end
            both = WaveSets.of(waves, told.levels, scale.points, groups)
            for at, wave in enumerate(study.compared_waves):
                found[wave, question, item] = both.beside(at, told.change)
    return found
