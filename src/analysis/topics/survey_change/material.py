"""What the survey's figures are estimated from: responses, or published numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from analysis.inputs.asked_once import AskedOnce
from analysis.inputs.chosen import Inputs, read_inputs
from analysis.inputs.faults import Remark
from analysis.inputs.printed.headcounts import public_headcounts, public_participants
from analysis.inputs.printed.published import read_published, select_statements
from analysis.release.coarse import CoarseNumbers
from analysis.study.edition import Edition
from analysis.study.instrument import Ratings, list_panels
from analysis.study.study import Study
from analysis.topics.survey_change.by_municipality import estimate_by_municipality
from analysis.topics.survey_change.change import estimate_change
from analysis.topics.survey_change.coarse import make_coarse
from analysis.topics.survey_change.indices import add_indices
from analysis.topics.survey_change.linking import Overlap, overlaps
from analysis.topics.survey_change.once import find_once
from analysis.topics.survey_change.order import as_in_project
from analysis.topics.survey_change.place_change import estimate_place_change
from analysis.topics.survey_change.tabulate import tabulate_responses
from analysis.topics.survey_change.waves import select_compared

_KEPT: "dict[str, Material]" = {}
"""The project's, of which `keep_coarse` has made what all places share, by its inputs' version."""


@dataclass(frozen=True)
class Material:
    """Responses, and the numbers that follow from them or that are published.

    Attributes
    ----------
    edition : Edition
    all_responses : pandas.DataFrame or None
        From `read_inputs`, of all waves; None where published numbers are asked for, and for a
        place, of which nothing is computed from answers.
    coarse : CoarseNumbers or None
        What may be known of places; None where published numbers are asked for.
    printed : pandas.DataFrame
        What the documents print.
    statements : pandas.DataFrame
        What they tell in words.
    participants : int or None
        Public number of people who took part, whether they answered or not.
    remarks : sequence of Remark
        What was normalised, left out and counted in reading the responses.
    asked_once : sequence of AskedOnce
        Questions of which no change can be told, since one of the compared waves lacks them.
    """

    edition: Edition
    all_responses: pd.DataFrame | None
    coarse: CoarseNumbers | None
    printed: pd.DataFrame
    statements: pd.DataFrame
    participants: int | None = None
    remarks: Sequence[Remark] = ()
    asked_once: Sequence[AskedOnce] = ()

    @property
    def is_coarse(self) -> bool:
        """Whether it is a place's, of which coarse numbers alone are known."""
        return self.coarse is not None and not self.edition.is_whole_project

    @property
    def told_places(self) -> frozenset[str] | None:
        """Places of which anything is told; None where published numbers are asked for."""
        return None if self.coarse is None else self.coarse.told_places

    @cached_property
    def responses(self) -> pd.DataFrame | None:
        """Those of the waves that are compared."""
        if self.all_responses is None:
            return None
        return select_compared(self.all_responses, self.edition.study)

    @cached_property
    def numbers(self) -> pd.DataFrame:
        """Means and shares of both waves."""
        printed = select_compared(self.printed, self.edition.study)
        return tabulate_responses(self.responses, printed, self.edition)

    @cached_property
    def change(self) -> pd.DataFrame:
        """Change of every question and item."""
        if self.coarse is not None and self.is_coarse:
            return estimate_place_change(self.coarse, self.edition)
        return estimate_change(self.numbers, self.edition, self.responses)

    def by_municipality(self, ratings: Ratings) -> pd.DataFrame:
        """`estimate_by_municipality`, made once for the survey and for what is set beside it."""
        made = self._by_municipality
        if ratings.name not in made:
            made[ratings.name] = estimate_by_municipality(self.coarse, self.edition, ratings)
        return made[ratings.name]

    @cached_property
    def _by_municipality(self) -> dict[str, pd.DataFrame]:
        return {}

    def ordered(self, rows: pd.DataFrame, column: str) -> pd.DataFrame:
        """Rows as they are; of a place, in the project's order (`as_in_project`)."""
        if self.coarse is None or self.edition.is_whole_project:
            return rows
        return as_in_project(rows, self.coarse, column)

    def overlaps(self, question: str, items: Sequence[str]) -> list[Overlap]:
        """Answers to each item, by whether their people are linked; none without responses."""
        if self.responses is None:
            return []
        return overlaps(self.responses, question, items, self.edition)


def read_material(
    edition: Edition, inputs: Inputs | None = None, coarse: CoarseNumbers | None = None
) -> Material:
    """Read what an edition's figures of the survey are estimated from.

    ``inputs`` are the data that the edition names, where they were read before, and ``coarse``
    what may be known of places by them, where it was made: it is the same for all places.
    """
    study = edition.study
    statements = read_published(study, "statements")
    inputs = inputs or read_inputs(study, edition.data, edition.language)
    kept = None if coarse else _KEPT.get(inputs.version)
    if kept and kept.coarse:
        coarse = kept.coarse.copy()
    material = make_material(
        edition,
        inputs.responses,
        read_published(study, "survey_change"),
        select_statements(statements, "survey_change", edition.municipality),
        public_headcounts(study, inputs.costs),
        (*inputs.notes, *inputs.counts),
        coarse,
    )
    material = replace(material, participants=public_participants(study, inputs.costs))
    for name, changes in (kept._by_municipality if kept else {}).items():
        material._by_municipality[name] = changes.copy()
    return material


def keep_coarse(study: Study, data: str) -> None:
    """Make coarse numbers, and places' changes, once for a run's notebooks, after `keep_inputs`.

    Raises
    ------
    StudyError, DataError
        As `read_inputs`.
    """
    inputs, edition = read_inputs(study, data), Edition(study, language=study.language, data=data)
    if inputs.version and (material := read_material(edition, inputs)).coarse:
        for ratings in list_panels(study):
            material.by_municipality(ratings)
        _KEPT[inputs.version] = material


def make_material(
    edition: Edition,
    responses: pd.DataFrame | None,
    printed: pd.DataFrame,
    statements: pd.DataFrame,
    headcounts: Mapping[str, int] | None = None,
    remarks: Sequence[Remark] = (),
    coarse: CoarseNumbers | None = None,
) -> Material:
    """What an edition's figures are estimated from: of a place, coarse numbers and no answers.

    Parameters
    ----------
    edition : Edition
    responses : pandas.DataFrame or None
        From `read_inputs`; None where published numbers are asked for.
    printed, statements : pandas.DataFrame
        What the documents print and tell in words.
    headcounts : mapping, optional
        Public number of people by place, of whom those who answered are a part.
    remarks : sequence of Remark, optional
        Of reading the responses.
    coarse : CoarseNumbers, optional
        Of the same responses, where they were made before.

    Returns
    -------
    Material
    """
    asked = responses
    if responses is not None and not responses.empty:
        responses = add_indices(responses, edition.study)
        coarse = coarse or make_coarse(responses, edition.study, headcounts)
    answers = responses if edition.is_whole_project or coarse is None else None
    return Material(
        edition,
        answers,
        coarse,
        printed,
        statements,
        remarks=remarks,
        asked_once=find_once(asked, printed, edition),
    )
