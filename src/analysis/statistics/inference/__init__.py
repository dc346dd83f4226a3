"""Estimates and intervals for small, partly paired groups: numbers in, numbers out."""

from analysis.statistics.inference.bounds import widest_difference_of_means, widest_mean
from analysis.statistics.inference.changes import difference_of_changes
from analysis.statistics.inference.dropout import (
    change_if_leaving_depends_on_start,
    tipping_point,
)
from analysis.statistics.inference.equivalence import chance_of_at_least, equivalence_p
from analysis.statistics.inference.estimate import CONFIDENCE, Estimate
from analysis.statistics.inference.means import mean
from analysis.statistics.inference.multiplicity import benjamini_hochberg, holm
from analysis.statistics.inference.ordinal import OrdinalFit, cumulative_link_model
from analysis.statistics.inference.overlapping import (
    correlation_of_pairs,
    difference_of_overlapping_proportions,
    partially_overlapping_t,
    partially_overlapping_z,
)
from analysis.statistics.inference.paired import difference_of_paired_proportions, mcnemar
from analysis.statistics.inference.pooling import heterogeneity_p, partial_pooling
from analysis.statistics.inference.power import detectable_difference, detectable_effect
from analysis.statistics.inference.proportions import difference_of_proportions, proportion
from analysis.statistics.inference.ranking import may_be_lowest
from analysis.statistics.inference.ranks import brunner_munzel, cliffs_delta, hodges_lehmann
from analysis.statistics.inference.reliability import cronbach_alpha
from analysis.statistics.inference.several import joint_test
from analysis.statistics.inference.student import critical_t
from analysis.statistics.inference.unlinked import (
    difference_of_means_if_linked,
    difference_of_proportions_if_linked,
)
from analysis.statistics.inference.wilcoxon import wilcoxon_rank_sum, wilcoxon_signed_rank

__all__ = [
    "CONFIDENCE",
    "Estimate",
    "OrdinalFit",
    "benjamini_hochberg",
    "brunner_munzel",
    "chance_of_at_least",
    "change_if_leaving_depends_on_start",
    "cliffs_delta",
    "correlation_of_pairs",
    "critical_t",
    "cronbach_alpha",
    "cumulative_link_model",
    "detectable_difference",
    "detectable_effect",
    "difference_of_changes",
    "difference_of_means_if_linked",
    "difference_of_overlapping_proportions",
    "difference_of_paired_proportions",
    "difference_of_proportions",
    "difference_of_proportions_if_linked",
    "equivalence_p",
    "heterogeneity_p",
    "hodges_lehmann",
    "holm",
    "joint_test",
    "may_be_lowest",
    "mcnemar",
    "mean",
    "partial_pooling",
    "partially_overlapping_t",
    "partially_overlapping_z",
    "proportion",
    "tipping_point",
    "widest_difference_of_means",
    "widest_mean",
    "wilcoxon_rank_sum",
    "wilcoxon_signed_rank",
]
