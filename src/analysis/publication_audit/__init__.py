"""Do the printed numbers hold? Estimates of the topic ``publication_audit``."""

from analysis.publication_audit.audit import audit_figures, estimate_checks

__all__ = ["audit_figures", "estimate_checks"]
