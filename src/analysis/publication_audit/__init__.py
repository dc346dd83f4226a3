"""Do the printed numbers hold? Estimates of the topic ``publication_audit``."""

from analysis.publication_audit.audit import audit_figures, estimate_checks
from analysis.publication_audit.own_tables import Misfit, audit_own_table

__all__ = ["Misfit", "audit_figures", "audit_own_table", "estimate_checks"]
