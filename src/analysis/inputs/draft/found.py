"""Everything that a folder's files told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analysis.inputs.draft.entries import Entries
from analysis.inputs.draft.survey import Survey
from analysis.inputs.draft.tables import Table


@dataclass(frozen=True)
class Found:
    """Everything that a folder's files told.

    Attributes
    ----------
    tables : mapping
        As they were read, by kind.
    survey : Survey or None
    entries : sequence of Entries
        Registrations and costs.
    """

    tables: Mapping[str, Table]
    survey: Survey | None
    entries: Sequence[Entries] = field(default_factory=tuple)
