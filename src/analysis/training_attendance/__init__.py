"""Who came to the trainings: estimates of the topic ``training_attendance``."""

from analysis.training_attendance.printed import (
    estimate_by_group,
    estimate_by_theme,
    estimate_per_year,
    estimate_totals,
    tabulate_registrations,
)

__all__ = [
    "estimate_by_group",
    "estimate_by_theme",
    "estimate_per_year",
    "estimate_totals",
    "tabulate_registrations",
]
