"""Do the printed numbers hold? Estimates of the topic ``publication_audit``."""

from analysis.topics.publication_audit.audit import audit_figures, estimate_checks
from analysis.topics.publication_audit.own_tables import Misfit, audit_own_table
from analysis.topics.publication_audit.summaries import (
    estimate_by_check,
    estimate_by_document,
    estimate_doubts,
    estimate_sample_sizes,
)

__all__ = [
    "Misfit",
    "audit_figures",
    "audit_own_table",
    "estimate_by_check",
    "estimate_by_document",
    "estimate_checks",
    "estimate_doubts",
    "estimate_sample_sizes",
]
