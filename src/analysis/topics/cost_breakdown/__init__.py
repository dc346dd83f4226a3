"""What the pilots cost: the topic ``cost_breakdown``."""

from analysis.topics.cost_breakdown.averages import AVERAGES
from analysis.topics.cost_breakdown.beside_effect import BESIDE_EFFECT
from analysis.topics.cost_breakdown.break_even import BREAK_EVEN
from analysis.topics.cost_breakdown.by_kind import BY_KIND
from analysis.topics.cost_breakdown.group_size import GROUP_SIZE
from analysis.topics.cost_breakdown.job_titles import JOB_TITLES
from analysis.topics.cost_breakdown.material import read_material
from analysis.topics.cost_breakdown.per_participant import AGAINST_OTHERS, PER_PARTICIPANT
from analysis.topics.cost_breakdown.ranges import RANGES
from analysis.topics.cost_breakdown.rates import RATES
from analysis.topics.cost_breakdown.recomputed import RECOMPUTED
from analysis.topics.cost_breakdown.scenarios import SCENARIOS
from analysis.topics.cost_breakdown.sensitivity import SENSITIVITY
from analysis.topics.cost_breakdown.shares import SHARES
from analysis.topics.cost_breakdown.unit_costs import UNIT_COSTS

TITLE = "topic.cost_breakdown"
SHORT_TITLE = "topic_short.cost_breakdown"
FIGURES = (PER_PARTICIPANT, AVERAGES, SHARES, BY_KIND, UNIT_COSTS, SENSITIVITY, RANGES, SCENARIOS,
           GROUP_SIZE, BREAK_EVEN, BESIDE_EFFECT, AGAINST_OTHERS)  # fmt: skip
"""In the order of the notebook."""
TABLES = (RECOMPUTED, RATES, JOB_TITLES)

__all__ = ["FIGURES", "SHORT_TITLE", "TABLES", "TITLE", "read_material"]
