"""Columns that several tables of the audit have."""

from analysis.drawing.words import cells
from analysis.release.columns import Column
from analysis.topics.publication_audit.outcome import KINDS

FIGURE = Column("figure", "str", "Id of the printed number", heading="column.figure")
HEADING = Column("heading", "str", "The document's own words above it")
CHECK = Column("check", "str", "Kind of the check", heading="column.check",
               cells=cells.in_words(KINDS))  # fmt: skip
PRINTED = Column("printed", "str", "As printed", heading="column.printed")
IMPLIED = Column("implied", "str", "What would fit", heading="column.implied")
VERDICT_COUNTS = (
    Column("consistent", "int64", "Checks that fit", heading="column.consistent"),
    Column("inconsistent", "int64", "Checks that do not fit", heading="column.inconsistent"),
    Column("uninformative", "int64", "Checks that cannot tell", heading="column.uninformative"),
)
