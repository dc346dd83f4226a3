"""The notebooks' prose as plain paragraphs: what a topic is about, its method, its limits."""

import re
from collections.abc import Iterator

from analysis.report.pages.prose import find_text
from analysis.study.study import Study
from analysis.study.wording import Wording
from analysis.topics.catalogue import TOPICS

MARKUP = re.compile(r"\*+|`|^#+ |^- ", re.MULTILINE)
METHODS = ("reading-forest", "reading-distribution", "worked-method", "reading-strips")
"""Cells that explain how numbers are computed and read, in this order."""


def say_section(say: Wording, topic: str, cell: str) -> Iterator[str]:
    """Paragraphs and items of a cell of a topic's notebook, without markup; none if there is none.

    Parameters
    ----------
    say : Wording
    topic : str
    cell : str
        Its id.
    """
    key = f"prose_{topic}.{cell}"
    for line in (find_text(say, key) or "").splitlines():
        if plain := MARKUP.sub("", line).strip():
            yield plain


def say_methods(say: Wording, study: Study) -> Iterator[dict[str, object]]:
    """How the numbers of each topic are computed: its question, and paragraphs."""
    for topic in study.topics:
        texts = [text for cell in METHODS for text in say_section(say, topic, cell)]
        if texts:
            yield {"title": say.text(TOPICS[topic].TITLE), "texts": texts}
