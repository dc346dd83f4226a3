"""Tables that several topics show: the documents behind the numbers, what they tell in words."""

from analysis.drawing.words.columns import DOCUMENT, DOCUMENT_SHOWN, ORIGIN, TEXTS
from analysis.inputs.printed.published import count_printed, list_tables
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Table

SOURCES = Table(
    name="sources",
    frame=Frame(
        DOCUMENT_SHOWN,
        Column("numbers", "int64", "Numbers that the document prints"),
        Column("doubts", "int64", "Of which with a remark"),
        ORIGIN,
        counts_people=False,
    ),
    estimate=lambda material: count_printed(material.numbers),
    caption_key="table.sources",
)
STATEMENTS = Table(
    name="statements",
    frame=Frame(*TEXTS, DOCUMENT, ORIGIN, counts_people=False),
    estimate=lambda material: material.statements,
    caption_key="table.statements",
    needs=lambda edition: "" if "statements" in list_tables(edition.study) else "needs.printed",
)
