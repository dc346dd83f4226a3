"""Charts of the topic ``cost_breakdown``."""

from analysis.topics.cost_breakdown.draw_beside_effect import plot_beside_effect
from analysis.topics.cost_breakdown.draw_parts import plot_averages, plot_by_kind, plot_unit_costs
from analysis.topics.cost_breakdown.draw_per_participant import (
    plot_against_others,
    plot_group_size,
    plot_per_participant,
    plot_shares,
)
from analysis.topics.cost_breakdown.draw_what_if import (
    plot_break_even,
    plot_ranges,
    plot_scenarios,
    plot_sensitivity,
)

__all__ = [
    "plot_against_others",
    "plot_averages",
    "plot_beside_effect",
    "plot_break_even",
    "plot_by_kind",
    "plot_group_size",
    "plot_per_participant",
    "plot_ranges",
    "plot_scenarios",
    "plot_sensitivity",
    "plot_shares",
    "plot_unit_costs",
]
