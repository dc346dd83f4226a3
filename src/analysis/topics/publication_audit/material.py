"""What the topic's figures are estimated from: printed numbers, and what the checks say of them."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from analysis.inputs.printed.audit_file import Audit, read_audit
from analysis.study.edition import Edition
from analysis.topics.publication_audit.audit import audit_figures
from analysis.topics.publication_audit.checks import estimate_checks
from analysis.topics.publication_audit.names import name_figures
from analysis.topics.publication_audit.outcome import Outcome


@dataclass(frozen=True)
class Material:
    """A study's printed numbers and the checks of them, explained in the edition's language."""

    edition: Edition
    audit: Audit

    @cached_property
    def outcomes(self) -> list[Outcome]:
        """What every check says of every printed number."""
        return audit_figures(self.audit)

    @cached_property
    def checks(self) -> pd.DataFrame:
        """The same as a table, from `estimate_checks`."""
        names = name_figures(self.audit.figures, self.edition)
        return estimate_checks(self.audit, self.outcomes, self.edition.language, names)


def read_material(edition: Edition) -> Material:
    """Read what the figures are estimated from; nothing of it is the project's own data."""
    return Material(edition, read_audit(edition.study))
