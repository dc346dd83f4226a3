"""A place at a glance, put together of what other topics released: the topic ``at_a_glance``."""

from analysis.topics.at_a_glance.material import PARTS, Material
from analysis.topics.at_a_glance.strips import STRIPS

TITLE = "topic.at_a_glance"
SHORT_TITLE = "topic_short.at_a_glance"
FIGURES = (STRIPS,)
TABLES = ()

__all__ = ["FIGURES", "PARTS", "SHORT_TITLE", "STRIPS", "TABLES", "TITLE", "Material"]
