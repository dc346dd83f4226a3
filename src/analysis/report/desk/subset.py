"""A part of the survey's respondents, under a label that stands wherever it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import Caption
from analysis.inputs.chosen import Inputs
from analysis.release.estimates import Released
from analysis.study.declaration import StudyError, check_choice
from analysis.study.edition import Edition
from analysis.topics.survey_change.by_variable.groups import group_forms


@dataclass(frozen=True)
class Subset:
    """Respondents who are all of certain groups.

    Attributes
    ----------
    label : str
        What they are called, in the words of whoever asks.
    groups : mapping
        Group by variable.
    """

    label: str
    groups: Mapping[str, str]

    def of(self, inputs: Inputs, edition: Edition) -> Inputs:
        """The answers of these respondents alone.

        Raises
        ------
        StudyError
            For a place, an undeclared variable or group, or where there are no answers.
        """
        responses = inputs.responses
        if responses is None or responses.empty:
            raise StudyError(edition.say.text("tidy.published"))
        is_in = pd.Series(True, responses.index)
        for by, group in self.groups.items():
            forms = group_forms(responses, by, edition)
            check_choice(by, group, tuple(sorted({*forms})))
            is_in &= forms.reindex(responses["form"]).to_numpy() == group
        return replace(inputs, responses=responses[is_in].reset_index(drop=True))

    def relabel(self, released: Released) -> Released:
        """A figure of them, whose title, alt text and mark say so.

        Raises
        ------
        StudyError
            For a figure of places: nothing but the whole project's may be cut into parts.
        """
        figure, say = released.of, released.say
        if not isinstance(figure, Figure) or "municipality" in figure.frame.columns:
            raise StudyError(say.text("subset.of_places"))
        described = figure.describe

        def describe(shown: Released) -> Caption:
            caption = described(shown)
            title = say.text("subset.title", label=self.label, title=caption.title)
            mark = " · ".join(filter(None, (say.text("unreleased.band"), caption.mark)))
            return replace(caption, title=title, mark=mark)

        return replace(released, of=replace(figure, describe=describe))
