"""Estimates and intervals for small, partly paired groups: numbers in, numbers out."""

from analysis.inference.bounds import widest_difference_of_means
from analysis.inference.estimate import CONFIDENCE, Estimate
from analysis.inference.overlapping import (
    difference_of_overlapping_proportions,
    partially_overlapping_t,
    partially_overlapping_z,
)
from analysis.inference.paired import difference_of_paired_proportions, mcnemar
from analysis.inference.proportions import difference_of_proportions, proportion

__all__ = [
    "CONFIDENCE",
    "Estimate",
    "difference_of_overlapping_proportions",
    "difference_of_paired_proportions",
    "difference_of_proportions",
    "mcnemar",
    "partially_overlapping_t",
    "partially_overlapping_z",
    "proportion",
    "widest_difference_of_means",
]
