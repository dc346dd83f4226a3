"""Who came to the trainings: estimates of the topic ``training_attendance``."""

from analysis.topics.training_attendance.by_training import estimate_by_training, estimate_returners
from analysis.topics.training_attendance.differences import estimate_theme_differences
from analysis.topics.training_attendance.printed import (
    estimate_by_group,
    estimate_by_theme,
    estimate_per_year,
    estimate_totals,
    tabulate_registrations,
)
from analysis.topics.training_attendance.recomputed import estimate_recomputed
from analysis.topics.training_attendance.turnout import (
    estimate_funnel,
    estimate_reach,
    estimate_turnout,
)

__all__ = [
    "estimate_by_group",
    "estimate_by_theme",
    "estimate_by_training",
    "estimate_funnel",
    "estimate_per_year",
    "estimate_reach",
    "estimate_recomputed",
    "estimate_returners",
    "estimate_theme_differences",
    "estimate_totals",
    "estimate_turnout",
    "tabulate_registrations",
]
