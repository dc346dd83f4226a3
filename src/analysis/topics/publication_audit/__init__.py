"""Do the printed numbers hold? The topic ``publication_audit``."""

from analysis.topics.publication_audit.cards import CARDS
from analysis.topics.publication_audit.checks import CHECKS
from analysis.topics.publication_audit.doubts import DOUBTS
from analysis.topics.publication_audit.material import read_material
from analysis.topics.publication_audit.sample_sizes import SAMPLE_SIZES
from analysis.topics.publication_audit.verdicts import BY_CHECK, BY_DOCUMENT

TITLE = "topic.publication_audit"
SHORT_TITLE = "topic_short.publication_audit"
FIGURES = (BY_CHECK, BY_DOCUMENT, DOUBTS, SAMPLE_SIZES)
"""In the order of the notebook."""
TABLES = (CARDS, CHECKS)

__all__ = ["FIGURES", "SHORT_TITLE", "TABLES", "TITLE", "read_material"]
