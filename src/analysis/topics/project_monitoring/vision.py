"""The words of the project's vision."""

import pandas as pd

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.columns import DOCUMENT, ORIGIN, TEXTS
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Estimates, Released


def estimate_vision(words: pd.DataFrame) -> pd.DataFrame:
    """The words in the order of print: a row a word or phrase."""
    return VISION.frame.empty() if words.empty else words[VISION.frame.names]


def describe_vision(released: Released) -> Caption:
    """How many words there are."""
    say, words = released.say, _words(released)
    title = say.text("project_monitoring_vision.title")
    subtitle = say.text("project_monitoring_vision.subtitle", total=len(words))
    return write_caption(released, title, subtitle, "", words)


def _words(estimates: Estimates) -> list[str]:
    """The words as printed, or their translation."""
    return list(estimates.table[estimates.edition.language])


VISION = Figure(
    name="project_monitoring_vision",
    frame=Frame(
        Column("order", "Int64", "Place in print", is_shown=False),
        *TEXTS,
        DOCUMENT,
        Column("heading", "str", "Heading above it in the document", is_shown=False),
        ORIGIN,
        counts_people=False,
    ),
    estimate=lambda material: estimate_vision(material.tables["vision"]),
    describe=describe_vision,
    section="monitoring",
    caption_key="project_monitoring_label.vision",
)
