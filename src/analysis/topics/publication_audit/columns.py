"""Columns that several tables of the audit have."""

from analysis.drawing.words import cells
from analysis.release.columns import Column
from analysis.topics.publication_audit.outcome import KINDS

FIGURE = Column("figure", "str", "Id of the printed number", cells=cells.items)
HEADING = Column("heading", "str", "The document's own words above it", is_shown=False)
CHECK = Column("check", "str", "Kind of the check", cells=cells.in_words(KINDS))
PRINTED = Column("printed", "str", "As printed")
IMPLIED = Column("implied", "str", "What would fit")
