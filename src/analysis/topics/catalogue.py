"""The topics by name, and what each is made from."""

from collections.abc import Mapping
from types import ModuleType
from typing import Any

import pandas as pd

from analysis.drawing.figure import Figure
from analysis.inputs.chosen import Inputs
from analysis.release.estimates import Released, Table
from analysis.release.rules import release_table
from analysis.study.edition import Edition
from analysis.study.instrument import list_panels
from analysis.study.study import Study
from analysis.topics import (
    at_a_glance,
    cost_breakdown,
    project_monitoring,
    publication_audit,
    survey_change,
    training_attendance,
)
from analysis.topics.survey_change.material import Material as SurveyMaterial

TOPICS: Mapping[str, ModuleType] = {
    "at_a_glance": at_a_glance,
    "training_attendance": training_attendance,
    "survey_change": survey_change,
    "cost_breakdown": cost_breakdown,
    "project_monitoring": project_monitoring,
    "publication_audit": publication_audit,
}
"""Each lists its ``FIGURES`` in the order of its notebook, and its other ``TABLES``; those of
the survey follow from what a study asks."""


SURVEYED = ("survey_change", "cost_breakdown", "at_a_glance")
"""Topics that the survey's numbers are in."""


def list_figures(topic: str, study: Study) -> tuple[Figure, ...]:
    """The figures of a topic in a study, in the order of its notebook."""
    if topic == "survey_change":
        return survey_change.list_figures(study)
    figures: tuple[Figure, ...] = TOPICS[topic].FIGURES
    return figures


def list_tables(topic: str, study: Study) -> tuple[Table, ...]:
    """The tables of a topic in a study that no figure draws."""
    if topic == "survey_change":
        return survey_change.list_tables(study)
    tables: tuple[Table, ...] = TOPICS[topic].TABLES
    return tables


def read_material(
    topic: str,
    edition: Edition,
    inputs: Inputs | None = None,
    survey: SurveyMaterial | None = None,
) -> Any:
    """Read what a topic's figures are estimated from.

    Parameters
    ----------
    topic : str
    edition : Edition
        Its ``data`` names what is read.
    inputs : Inputs, optional
        The same, where it was read before.
    survey : SurveyMaterial, optional
        The survey's, of the same data, where it was made before; of another place, what may be
        known of places is taken from it.

    Returns
    -------
    object
        What `Figure.estimate` of the topic's figures takes.
    """
    if topic in SURVEYED and survey is not None and survey.edition != edition:
        survey = survey_change.read_material(edition, inputs, survey.coarse)
    if topic == "cost_breakdown":  # sets costs beside what changed in the survey
        return cost_breakdown.read_material(edition, read_change(edition, inputs, survey), inputs)
    if topic == "at_a_glance":  # shows what the others released
        return at_a_glance.Material(edition, _release_parts(edition, inputs, survey))
    if topic == "survey_change" and survey is not None:
        return survey
    if topic in ("project_monitoring", "publication_audit"):  # of what is published alone
        return TOPICS[topic].read_material(edition)
    return TOPICS[topic].read_material(edition, inputs)


def _release_parts(
    edition: Edition, inputs: Inputs | None, survey: SurveyMaterial | None
) -> dict[str, Released]:
    """Tables of other topics that a place is shown by, as they are released."""
    found: dict[str, Released] = {}
    for topic, names in at_a_glance.PARTS.items():
        if topic in edition.study.topics:
            figures = {figure.name: figure for figure in list_figures(topic, edition.study)}
            material = read_material(topic, edition, inputs, survey)
            survey = material if topic == "survey_change" else survey
            found |= {n: release_table(figures[n], material) for n in names if n in figures}
    return found


def read_change(
    edition: Edition,
    inputs: Inputs | None = None,
    survey: SurveyMaterial | None = None,
) -> pd.DataFrame | None:
    """Change of the survey's first ratings by municipality, beside which costs are set.

    Parameters
    ----------
    edition : Edition
        Its ``data`` names what is read.
    inputs : Inputs, optional
        The same, where it was read before.
    survey : SurveyMaterial, optional
        The survey's, of the same edition, where it was made before.

    Returns
    -------
    pandas.DataFrame or None
        A row a municipality; None where nothing is rated.
    """
    if not (panels := list_panels(edition.study)):
        return None
    survey = survey or survey_change.read_material(edition, inputs)
    return survey.by_municipality(panels[0])
