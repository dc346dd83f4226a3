"""The topics by name, and what each is made from."""

from collections.abc import Mapping
from types import ModuleType
from typing import Any

from analysis.drawing.figure import Figure
from analysis.study.edition import Edition
from analysis.topics import (
    cost_breakdown,
    project_monitoring,
    publication_audit,
    survey_change,
    training_attendance,
)

TOPICS: Mapping[str, ModuleType] = {
    "training_attendance": training_attendance,
    "survey_change": survey_change,
    "cost_breakdown": cost_breakdown,
    "project_monitoring": project_monitoring,
    "publication_audit": publication_audit,
}
"""Each lists its ``FIGURES`` in the order of its notebook, and its other ``TABLES``."""


def list_figures(topic: str) -> tuple[Figure, ...]:
    """The figures of a topic, in the order of its notebook."""
    figures: tuple[Figure, ...] = TOPICS[topic].FIGURES
    return figures


def read_material(topic: str, edition: Edition) -> Any:
    """Read what a topic's figures are estimated from.

    Parameters
    ----------
    topic : str
    edition : Edition
        Its ``data`` names what is read.

    Returns
    -------
    object
        What `Figure.estimate` of the topic's figures takes.
    """
    if topic == "cost_breakdown":  # sets costs beside what changed in the survey
        survey = survey_change.read_material(edition)
        change = survey_change.estimate_by_municipality(survey.responses, edition)
        return cost_breakdown.read_material(edition, change)
    return TOPICS[topic].read_material(edition)
