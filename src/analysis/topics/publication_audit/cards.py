"""Each doubt on a card: printed, nearest reading, the arithmetic, and where it stands."""

import pandas as pd

from analysis.drawing.words.columns import DOCUMENT_SHOWN, ORIGIN
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Table
from analysis.study.edition import Edition
from analysis.topics.publication_audit.columns import CHECK, FIGURE, HEADING, IMPLIED, PRINTED
from analysis.topics.publication_audit.doubts import estimate_doubts, label_doubts
from analysis.topics.publication_audit.material import Material
from analysis.topics.publication_audit.waves import name_waves, with_waves

KEY = ["figure", "check", "implied"]


def estimate_cards(material: Material) -> pd.DataFrame:
    """The doubts as `estimate_doubts` has them, each with the arithmetic of its check.

    Parameters
    ----------
    material : Material
    """
    doubts = estimate_doubts(material.audit, material.outcomes, material.edition.language)
    explained = material.checks.drop_duplicates(KEY)[[*KEY, "explanation"]]
    table = doubts.merge(explained, on=KEY, how="left", validate="many_to_one")
    return table[CARDS.frame.names]


def label_cards(table: pd.DataFrame, edition: Edition) -> list[str]:
    """What each number is called, and its wave: one card stands by itself."""
    return with_waves(label_doubts(table, edition), name_waves(table["figure"], edition))


CARDS = Table(
    name="publication_audit_cards",
    frame=Frame(
        FIGURE,
        HEADING,
        CHECK,
        PRINTED,
        IMPLIED,
        Column("explanation", "str", "The arithmetic in words"),
        DOCUMENT_SHOWN,
        ORIGIN,
        counts_people=False,
    ),
    items=label_cards,
    estimate=estimate_cards,
    caption_key="table.publication_audit_cards",
)
