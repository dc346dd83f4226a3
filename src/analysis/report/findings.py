"""Findings in a list: those that say the same of several questions are one sentence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

ENDS_IN_WHAT = re.compile(r"(.+) \(([^()]+)\)")
"""A title that ends in what it is said of."""


@dataclass(frozen=True)
class Finding:
    """A sentence, and the figures that find it.

    Attributes
    ----------
    sentence : str
    figures : tuple of (name, words)
        Of several figures, the words are what the sentence is said of.
    """

    sentence: str
    figures: tuple[tuple[str, str], ...]

    @property
    def is_shared(self) -> bool:
        """Whether several figures find it."""
        return len(self.figures) > 1

    def __str__(self) -> str:
        if not self.is_shared:
            return self.sentence
        return f"{self.sentence} ({'; '.join(words for _, words in self.figures)})"


def group_findings(titles: Iterable[tuple[str, str]]) -> list[Finding]:
    """Say once what the titles of several figures say alike but for what stands in brackets.

    Parameters
    ----------
    titles : iterable of (name, title)
        Of figures; a title that was there already is left out.

    Returns
    -------
    list of Finding
        Each where the first of its figures is.
    """
    groups: dict[str, dict[str, tuple[str, str]]] = {}
    for name, title in titles:
        match = ENDS_IN_WHAT.fullmatch(title)
        sentence, words = match.groups() if match else (title, "")
        groups.setdefault(sentence, {}).setdefault(title, (name, words))
    return [
        Finding(sentence if len(group) > 1 else next(iter(group)), tuple(group.values()))
        for sentence, group in groups.items()
    ]
