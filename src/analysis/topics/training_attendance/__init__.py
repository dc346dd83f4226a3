"""Who came to the trainings: the topic ``training_attendance``."""

from analysis.topics.training_attendance.by_group import BY_GROUP
from analysis.topics.training_attendance.differences import DIFFERENCES
from analysis.topics.training_attendance.funnel import FUNNEL
from analysis.topics.training_attendance.material import read_material
from analysis.topics.training_attendance.per_year import PER_YEAR
from analysis.topics.training_attendance.reach import REACH
from analysis.topics.training_attendance.recomputed import RECOMPUTED
from analysis.topics.training_attendance.returners import RETURNERS
from analysis.topics.training_attendance.totals import TOTALS
from analysis.topics.training_attendance.turnout import BY_THEME, BY_TRAINING, TURNOUT

TITLE = "topic.training_attendance"
SHORT_TITLE = "topic_short.training_attendance"
FIGURES = (PER_YEAR, TOTALS, BY_GROUP, BY_THEME, DIFFERENCES, TURNOUT, BY_TRAINING, FUNNEL,
           RETURNERS)  # fmt: skip
"""In the order of the notebook."""
TABLES = (RECOMPUTED, REACH)

__all__ = ["FIGURES", "SHORT_TITLE", "TABLES", "TITLE", "read_material"]
