"""What the topic's figures are estimated from: printed numbers, and what the checks say of them."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import pandas as pd

from analysis.inputs.printed.audit_file import Audit, read_audit
from analysis.study.edition import Edition
from analysis.study.study import Study
from analysis.topics.publication_audit.audit import audit_figures
from analysis.topics.publication_audit.checks import estimate_checks
from analysis.topics.publication_audit.names import name_figures
from analysis.topics.publication_audit.outcome import Outcome

READ = ("audit.toml", "datapackage.json", "published/*.csv")
"""Files of a study that an audit reads, besides its declaration."""
_KEPT: "dict[str, Audited]" = {}
"""What `keep_audit` has made last, by what the study declares and what the files hold."""


@dataclass(frozen=True, eq=False)
class Audited:
    """Printed numbers with their checks, which are the same in every language and for all places.

    Attributes
    ----------
    audit : Audit
    """

    audit: Audit

    @cached_property
    def outcomes(self) -> list[Outcome]:
        """What every check says of every printed number."""
        return audit_figures(self.audit)


@dataclass(frozen=True)
class Material:
    """A study's printed numbers and the checks of them, explained in the edition's language."""

    edition: Edition
    audited: Audited

    @property
    def audit(self) -> Audit:
        """The printed numbers and the checks that they allow."""
        return self.audited.audit

    @property
    def outcomes(self) -> list[Outcome]:
        """What every check says of every printed number."""
        return self.audited.outcomes

    @cached_property
    def checks(self) -> pd.DataFrame:
        """The same as a table, from `estimate_checks`."""
        names = name_figures(self.audit.figures, self.edition)
        return estimate_checks(self.audit, self.outcomes, self.edition.language, names)


def read_material(edition: Edition) -> Material:
    """Read what the figures are estimated from; nothing of it is the project's own data."""
    kept = _KEPT.get(_version(edition.study)) if _KEPT else None
    return Material(edition, kept or Audited(read_audit(edition.study)))


def keep_audit(study: Study) -> None:
    """Check the printed numbers once for the notebooks of a run.

    Raises
    ------
    StudyError, DataError
        As `read_audit`.
    """
    before = _version(study)
    audited = Audited(read_audit(study))
    if audited.outcomes and before == _version(study):  # else a file was saved meanwhile
        _KEPT.clear()
        _KEPT[before] = audited


def _version(study: Study) -> str:
    digest = sha256(study.declared_for_numbers().encode())
    for path in sorted(path for pattern in READ for path in study.folder.glob(pattern)):
        digest.update(f"{path.name}:{path.stat().st_size}:".encode() + path.read_bytes())
    return digest.hexdigest()
