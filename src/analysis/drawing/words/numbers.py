"""Small phrases that captions and charts share."""

import re
from typing import Any

import pandas as pd

from analysis.drawing.words.clauses import is_clause, says_none
from analysis.study.wording import Wording

SMALLEST_P = 0.001
"""Smaller p-values are said to be smaller than this."""


def headcount(say: Wording, n: Any) -> str:
    """Number of participants in words; says so where none can be computed."""
    return say.text("not_printed") if pd.isna(n) else say.counted("participants", int(n))


def band_text(say: Wording, low: Any, high: Any) -> str:
    """A number of people between two ends: exact, a band, or the symbol where none is told."""
    if pd.isna(low):
        return say.text("withheld.symbol")
    if low == high:
        return say.number(low)
    if low == 0:
        return say.text("withheld.under", minimum=say.number(high + 1))
    return say.text("withheld.band", low=say.number(low), high=say.number(high))


def ratio(say: Wording, value: float) -> str:
    """A ratio with two significant digits, roughly."""
    return say.number(value, 1 if value >= 1 else 2)


def lower_first(label: str, language: str = "en") -> str:
    """A label inside a sentence.

    Words that keep their capital everywhere stay as they are, and letters that are no words;
    "I" does so in English alone.

    Examples
    --------
    >>> lower_first("A friend"), lower_first("I sleep well"), lower_first("EU funding")
    ('a friend', 'I sleep well', 'EU funding')
    >>> lower_first("I slutet", "sv"), lower_first("C-vitamiini", "fi"), lower_first("B")
    ('i slutet', 'C-vitamiini', 'B')
    """
    first = re.split(r"\W", label, maxsplit=1)[0]
    is_letter = len(first) == 1 and label[1:2] != " "
    keeps = (first == "I" and language == "en") or (len(first) > 1 and first.isupper())
    keeps |= is_letter
    return label if keeps else label[:1].lower() + label[1:]


def in_sentence(say: Wording, label: str) -> str:
    """What a row is called inside a sentence: a question or a sentence in quotation marks.

    Which answers a question may have often stands behind it.
    """
    quoted = in_list(say, label)
    return lower_first(label, say.language) if quoted == label else quoted


def in_list(say: Wording, label: str) -> str:
    """What a row is called behind a colon: a question or a sentence in quotation marks.

    So is an answer such as "None": the largest difference is not in none.
    """
    is_said = "?" in label or label.endswith(("!", ".")) or is_clause(label, say.language)
    is_said |= says_none(label, say.language)
    return say.text("quoted", text=label) if is_said else label


def p_text(say: Wording, p: float) -> str:
    """A p-value as it is printed; empty where nothing was tested."""
    if pd.isna(p):
        return ""
    if p < SMALLEST_P:
        return f"< {say.number(SMALLEST_P, 3)}"
    return say.number(p, 2 if p >= 0.01 else 3)
