"""What a heading says of a scale: its ends, and the words of its points."""

import re

from analysis.inputs.draft.shape import MOST_POINTS

POINT = r"(?<![\d–-])(\d{1,2})"
SAID = r"(?: ?\([^()\d]*\))?"
"""Its words in brackets."""
ENDS = re.compile(rf"{POINT}{SAID} ?(?:[-–—]|\.\.\.?|…|to|till) ?(\d{{1,2}})(?![\d–-])")
"""The ends of a scale: ``0–10``, ``0 to 10``, ``0 (never) to 10 (always)``."""
BETWEEN = re.compile(rf"(?:between|mellan) {POINT}{SAID} (?:and|och) (\d{{1,2}})(?!\d)", re.I)
EQUAL = re.compile(r"(?<!\d)(\d{1,2}) ?= ?(?=[^\W\d_])")
"""A point: ``1 = never``."""
EQUAL_WORDS = re.compile(
    EQUAL.pattern + r"([^\d,;:=()\[\]…–—]+?)(?= ?(?:$|[,;()\[\]…–—]|\.\.|\.$| - ))"
)
BRACKET_WORDS = re.compile(rf"{POINT} ?\((?:= ?)?([^()\d=]*[^\W\d_][^()\d=]*)\)")
"""A point with its words behind it: ``0 (never)``."""
LEGEND = re.compile(r"(?:(?<=[?:.!]) +(?=\d)| *(?=[(\[](?:\w+:? )?\d))([^?!]+)$")
"""The end of a heading that may tell of the scale alone, in brackets or behind the question."""


def stated_ends(title: str) -> tuple[int, int] | None:
    """The ends of a scale, if a heading states them.

    Examples
    --------
    >>> stated_ends("How satisfied are you with your life, 0–10?")
    (0, 10)
    >>> stated_ends("I feel lonely (7 = always, 4 = now and then, 1 = never)")
    (1, 7)
    """
    points = [int(point) for point in EQUAL.findall(title)]
    ends = spans(title)
    ends += [(min(points), max(points))] if points else []
    return next(((a, b) for a, b in ends if a in (0, 1) and a < b < MOST_POINTS), None)


def spans(title: str) -> list[tuple[int, int]]:
    """Two numbers that a heading joins as the ends of something."""
    return [(int(low), int(high)) for pattern in (ENDS, BETWEEN)
            for low, high in pattern.findall(title)]  # fmt: skip


def stated_words(title: str) -> dict[int, str]:
    """The words that a heading gives to points of a scale.

    Examples
    --------
    >>> stated_words("Alone? (1 = never, 5 = all the time)")
    {1: 'never', 5: 'all the time'}
    >>> stated_words("Your life from 0 (as bad as can be) to 10 (as good as can be)?")
    {0: 'as bad as can be', 10: 'as good as can be'}
    """
    found = [*EQUAL_WORDS.findall(title), *BRACKET_WORDS.findall(title)]
    return {int(point): words.strip(" ?!") for point, words in found}


def without_ends(title: str) -> str:
    """A heading without what it says of its scale behind the question: figures tell it anyway.

    Examples
    --------
    >>> without_ends("Alone? (1 = never, 5 = always)"), without_ends("Noise: 0 (low) – 10 (high)")
    ('Alone?', 'Noise')
    >>> without_ends("Is work 1 = too slow, 3 = too fast?"), without_ends("Trust (in people)")
    ('Is work 1 = too slow, 3 = too fast?', 'Trust (in people)')
    """
    found = LEGEND.search(title)
    if found is None or not stated_ends(found[1]):
        return title
    return title[: found.start()].rstrip(" :") or title
