"""Columns that several tables of the audit have."""

from analysis.drawing.words import cells
from analysis.release.columns import Column
from analysis.release.estimates import Estimates
from analysis.topics.publication_audit.outcome import KINDS


def write_figures(estimates: Estimates, name: str) -> list[str]:
    """What readers call printed numbers; ids where the table has no such names."""
    has_names = estimates.of.items is not None
    return estimates.labels if has_names else cells.as_it_is(estimates, name)


FIGURE = Column("figure", "str", "Id of the printed number", cells=write_figures)
HEADING = Column("heading", "str", "The document's own words above it", is_shown=False)
CHECK = Column("check", "str", "Kind of the check", cells=cells.in_words(KINDS))
PRINTED = Column("printed", "str", "As printed")
IMPLIED = Column("implied", "str", "What would fit")
