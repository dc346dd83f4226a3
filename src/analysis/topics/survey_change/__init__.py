"""What changed between the waves of the survey: the topic ``survey_change``."""

from analysis.drawing.figure import Figure
from analysis.release.estimates import Table
from analysis.study.study import Study
from analysis.topics.survey_change.answers import ANSWERS
from analysis.topics.survey_change.detectable import detectables
from analysis.topics.survey_change.distribution import distributions
from analysis.topics.survey_change.forest import forests
from analysis.topics.survey_change.forms_read import FORMS
from analysis.topics.survey_change.groups import GROUPS
from analysis.topics.survey_change.joint import JOINT
from analysis.topics.survey_change.levels_asked import levels
from analysis.topics.survey_change.links import LINKS
from analysis.topics.survey_change.material import read_material
from analysis.topics.survey_change.means import means
from analysis.topics.survey_change.municipalities import municipalities
from analysis.topics.survey_change.nonresponse import NONRESPONSE
from analysis.topics.survey_change.pairing import PAIRING
from analysis.topics.survey_change.pairing_means import pairing_means
from analysis.topics.survey_change.reliability import reliability
from analysis.topics.survey_change.retention import RETENTION
from analysis.topics.survey_change.robustness import robustness
from analysis.topics.survey_change.shares import shares
from analysis.topics.survey_change.stayers import stayers
from analysis.topics.survey_change.trials import trials

TITLE = "topic.survey_change"
SHORT_TITLE = "topic_short.survey_change"


def list_figures(study: Study) -> tuple[Figure, ...]:
    """The figures that a study's declaration asks for, in the order of the notebook."""
    return (
        *forests(study),
        *means(study),
        *levels(study),
        *distributions(study),
        *detectables(study),
        PAIRING,
        *pairing_means(study),
        RETENTION,
        *stayers(study),
        *municipalities(study),
        GROUPS,
        *trials(study),
        *shares(study),
    )


def list_tables(study: Study) -> tuple[Table, ...]:
    """The tables without a figure."""
    return (FORMS, ANSWERS, LINKS, NONRESPONSE, *robustness(study), *reliability(study), JOINT)


__all__ = [
    "SHORT_TITLE",
    "TITLE",
    "list_figures",
    "list_tables",
    "read_material",
]
