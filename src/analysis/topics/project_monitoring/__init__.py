"""Plans, money, meetings and words: the topic ``project_monitoring``."""

from analysis.topics.project_monitoring.communication import COMMUNICATION
from analysis.topics.project_monitoring.material import read_material
from analysis.topics.project_monitoring.partner_survey import PARTNER_SURVEY
from analysis.topics.project_monitoring.parts import BUDGET, FINANCING
from analysis.topics.project_monitoring.pilots import PILOTS
from analysis.topics.project_monitoring.planned_reached import PLANNED_REACHED
from analysis.topics.project_monitoring.sustainability import SUSTAINABILITY
from analysis.topics.project_monitoring.timeline import TIMELINE
from analysis.topics.project_monitoring.vision import VISION

TITLE = "topic.project_monitoring"
SHORT_TITLE = "topic_short.project_monitoring"
FIGURES = (PLANNED_REACHED, BUDGET, FINANCING, TIMELINE, PARTNER_SURVEY, PILOTS, COMMUNICATION,
           VISION, SUSTAINABILITY)  # fmt: skip
"""In the order of the notebook."""
TABLES = ()

__all__ = ["FIGURES", "SHORT_TITLE", "TABLES", "TITLE", "read_material"]
