"""Lists and cost sheets whose columns are days or months: one fact a cell, and not one a row."""

import re
from collections.abc import Sequence

from analysis.inputs.draft.shape import is_day
from analysis.inputs.exports.header import LOOKED_AT
from analysis.study.spelling import normal

FEWEST_DAYS = 3
"""Days in one row of headings, from which its columns are days."""
DAY_OF_MONTH = re.compile(r"\d{1,2}[./]\d{1,2}\.?")
COSTS = re.compile(
    r"\b(?:cost|costs|budget|expenses?|kustannu\w*|budjet\w*|kulut?|talous\w*|kostnad\w*|utgift\w*)\b"
)
"""Words by which people name a sheet of costs."""
AMOUNTS = frozenset({"number", "scale", "choice"})
"""Kinds that a few amounts look like."""


def find_days(rows: Sequence[Sequence[str]], titles: Sequence[str] | None) -> int | None:
    """Row of headings, counted from 0, most of which are days; None if there is none.

    Parameters
    ----------
    rows : sequence
        Of a sheet.
    titles : sequence of str or None
        Its headings, where they were found: only these are looked at.
    """
    for at, row in enumerate(rows[:LOOKED_AT]):
        filled = [text for text in row if text]
        days = sum(is_day(text) or bool(DAY_OF_MONTH.fullmatch(text)) for text in filled)
        if days >= max(FEWEST_DAYS, len(filled) / 2) and titles in (None, row):
            return at
    return None


def are_amounts(name: str, lines: Sequence[str], kinds: Sequence[str]) -> bool:
    """Whether a sheet that is named after costs has its amounts side by side.

    Each row has words of its own; a survey that is named after costs has codes or groups.

    Parameters
    ----------
    name : str
        Of its file, of itself and of its first column.
    lines : sequence of str
        The cells of its first column.
    kinds : sequence of str
        Of the other columns.

    Examples
    --------
    >>> are_amounts("Budget.xlsx Line", ["Rent", "Tutor"], ["number", "number"])
    True
    >>> are_amounts("Budget survey.xlsx Code", ["A1", "B2"], ["number", "number"])
    False
    """
    is_each_once = len({*lines}) == len(lines) and not any(map(str.isdigit, "".join(lines)))
    is_named = bool(COSTS.search(normal(name)))
    return is_named and is_each_once and sum(kind in AMOUNTS for kind in kinds) > 1
