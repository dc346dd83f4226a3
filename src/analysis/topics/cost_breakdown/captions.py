"""Captions of the topic ``cost_breakdown``."""

from analysis.topics.cost_breakdown.words_beside_effect import describe_beside_effect
from analysis.topics.cost_breakdown.words_parts import (
    describe_averages,
    describe_by_kind,
    describe_unit_costs,
)
from analysis.topics.cost_breakdown.words_per_participant import (
    describe_against_others,
    describe_group_size,
    describe_per_participant,
    describe_shares,
)
from analysis.topics.cost_breakdown.words_what_if import (
    describe_break_even,
    describe_ranges,
    describe_scenarios,
    describe_sensitivity,
)

__all__ = [
    "describe_against_others",
    "describe_averages",
    "describe_beside_effect",
    "describe_break_even",
    "describe_by_kind",
    "describe_group_size",
    "describe_per_participant",
    "describe_ranges",
    "describe_scenarios",
    "describe_sensitivity",
    "describe_shares",
    "describe_unit_costs",
]
