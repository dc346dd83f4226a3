"""What the pilots cost: estimates of the topic ``cost_breakdown``."""

from analysis.inputs.printed.headcounts import estimate_headcounts
from analysis.topics.cost_breakdown.averages import estimate_averages
from analysis.topics.cost_breakdown.beside_effect import estimate_costs_beside_effect
from analysis.topics.cost_breakdown.cost_curve import estimate_break_even, estimate_cost_curve
from analysis.topics.cost_breakdown.parts import (
    estimate_by_job_title,
    estimate_by_kind,
    estimate_unit_costs,
)
from analysis.topics.cost_breakdown.per_participant import (
    estimate_against_others,
    estimate_per_participant,
    estimate_shares,
)
from analysis.topics.cost_breakdown.pricing import price_entries, price_overhead
from analysis.topics.cost_breakdown.rates import tabulate_rates
from analysis.topics.cost_breakdown.recomputed import estimate_recomputed
from analysis.topics.cost_breakdown.sensitivity import (
    estimate_cost_ranges,
    estimate_scenarios,
    estimate_sensitivity,
)
from analysis.topics.cost_breakdown.tabulate import tabulate_costs

__all__ = [
    "estimate_against_others",
    "estimate_averages",
    "estimate_break_even",
    "estimate_by_job_title",
    "estimate_by_kind",
    "estimate_cost_curve",
    "estimate_cost_ranges",
    "estimate_costs_beside_effect",
    "estimate_headcounts",
    "estimate_per_participant",
    "estimate_recomputed",
    "estimate_scenarios",
    "estimate_sensitivity",
    "estimate_shares",
    "estimate_unit_costs",
    "price_entries",
    "price_overhead",
    "tabulate_costs",
    "tabulate_rates",
]
