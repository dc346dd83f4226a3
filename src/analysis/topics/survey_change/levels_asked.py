"""Which questions have a figure of their levels: all of three waves, else those asked once."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from analysis.drawing.figure import Figure
from analysis.study.instrument import list_panels, list_shares
from analysis.study.study import Study
from analysis.topics.survey_change.levels import mean_levels_of, share_levels_of
from analysis.topics.survey_change.material import Material
from analysis.topics.survey_change.panels import make_each

COMPARED = 2


def levels(study: Study) -> tuple[Figure, ...]:
    """Levels of all questions, if there are waves besides the two that are compared.

    Else levels are shown beside the change, and here are those of which there is no change: of
    questions that a form may lack, if one of the waves did not ask them.
    """
    panels, shares = list_panels(study), list_shares(study)
    if len(study.waves) > COMPARED:
        return (*make_each(mean_levels_of, panels), *map(share_levels_of, shares))
    may_lack = {column.name for column in study.columns.values() if column.optional}
    panels = [panel for panel in panels if may_lack & {*panel.questions}]
    rated = zip(make_each(mean_levels_of, panels), panels, strict=True)
    return (
        *(_of_once(figure, panel.questions) for figure, panel in rated),
        *(_of_once(share_levels_of(c), (c.name,)) for c in shares if c.name in may_lack),
    )


def _of_once(figure: Figure, questions: Sequence[str]) -> Figure:
    """A figure of the rows of which no change can be told."""

    def estimate(material: Material) -> pd.DataFrame:
        once = [each for each in material.asked_once if each.question in questions]
        table = figure.estimate(material)
        if len(questions) == 1 and any(not each.item for each in once):
            return table
        # Of several questions without items, the rows are told apart by question.
        return table[table["item"].isin([each.item or each.question for each in once])]

    return replace(figure, estimate=estimate)
