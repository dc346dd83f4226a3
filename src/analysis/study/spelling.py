"""How spellings are compared: in a normal form, and never guessed."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

DASHES = "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}"
MINUS_SIGNS = str.maketrans(dict.fromkeys(DASHES, "-"))
LETTER = re.compile(r"[^\W\d_]")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
RANGE = re.compile(r"\d+ ?- ?\d+")
WHOLE_NUMBER = re.compile(r"(-?\d+)(?:[.,]0{1,2})?")
WORD = re.compile(r"[^\W_]+")
NO_GAP = re.compile(r"(?<!\d)\s+|\s+(?!\d)")
"""White space, but between two numbers: 9 and 9 are not 99."""
NBSP = "\N{NO-BREAK SPACE}"
EQUATED = re.compile(r"(?<![\w.,])([npsΣ]|\d+) ([=<>≤≥]) (?=\S)")
"""A size, a sum, a p-value or a point of a scale, and what it is."""
INSIDE = re.compile(r"(?<=[.?!]) ")
"""Behind what ends a sentence, where it is within a name."""
BEFORE_UNIT = re.compile(r"(?<=[\d}]) (?=[%€])")
"""Between a number, or what will be filled in for one, and its unit."""
THOUSANDS = re.compile(r"(?<!\d)(\d{1,3}) (?=\d{3}(?!\d))")

Spellings = Mapping[str, str]
"""Key of an answer or item by each spelling of it, in normal form."""


@lru_cache(maxsize=10_000)  # a survey repeats few answers many times
def normal(text: str) -> str:
    """The form in which spellings are compared: words without capitals and punctuation.

    A whole number stays one, sign included, and two beside each other stay two.
    Nothing is guessed: two texts are the same if their words are.

    Examples
    --------
    >>> normal(" HAAPAVESI "), normal("3,0"), normal("- 1"), normal("9  9"), normal("1 234")
    ('haapavesi', '3', '-1', '9 9', '1234')
    >>> normal("1 = Erittäin hyvä") == normal("1 – erittäin hyvä")
    True
    """
    folded = unicodedata.normalize("NFKC", text).translate(MINUS_SIGNS).strip().casefold()
    if whole := WHOLE_NUMBER.fullmatch(folded):
        return whole[1]
    if not LETTER.search(folded) and not RANGE.fullmatch(folded):
        # A number with a sign or mark more is not that number.
        return " ".join(NO_GAP.sub("", THOUSANDS.sub(r"\1", folded)).split())
    return " ".join(WORD.findall(folded))


def hold_together(name: str) -> str:
    """A name in a sentence, of which no full stop or question mark within looks like the end.

    Examples
    --------
    >>> hold_together("1. Well? (0 = not)").replace("\N{NO-BREAK SPACE}", "~")
    '1.~Well?~(0 = not)'
    """
    return INSIDE.sub(NBSP, name)


def bind_numbers(text: str) -> str:
    """A text in which no line ends within a number, or between it and its unit or sign.

    Examples
    --------
    >>> bind_numbers("Alussa n = 51; 95 %:n väli.").replace("\N{NO-BREAK SPACE}", "~")
    'Alussa n~=~51; 95~%:n väli.'
    >>> bind_numbers("lähes 4 700 vastaajaa").replace("\N{NO-BREAK SPACE}", "~")
    'lähes 4~700 vastaajaa'
    """
    text = EQUATED.sub(rf"\1{NBSP}\2{NBSP}", text)
    return THOUSANDS.sub(rf"\1{NBSP}", BEFORE_UNIT.sub(NBSP, text))


def forms(words: Iterable[str]) -> frozenset[str]:
    """Spellings in normal form."""
    return frozenset(map(normal, words))
