"""The final publication and the municipalities' cards: accessible PDF, set by typst."""

from analysis.publication.document import write_card, write_publication

__all__ = ["write_card", "write_publication"]
