"""Phrases that the captions of the survey share."""

import pandas as pd

from analysis.drawing.words.numbers import lower_first
from analysis.release.rules import Released
from analysis.study.wording import Wording

SIGNIFICANT = 0.05
"""An adjusted p-value below which a difference is named in a title."""


def is_apart(table: pd.DataFrame) -> pd.Series:
    """Rows whose interval does not reach zero."""
    return (table["ci_low"] > 0) | (table["ci_high"] < 0)


def is_clear(table: pd.DataFrame) -> pd.Series:
    """Rows whose interval does not reach zero, and whose p does not say chance among many."""
    return is_apart(table) & ~(table["p_adjusted"] >= SIGNIFICANT)


def signed(say: Wording, value: float, decimals: int = 1) -> str:
    """A change with its sign."""
    return say.number(value, decimals, signed=True)


def signed_interval(say: Wording, low: float, high: float, decimals: int = 1) -> str:
    """The interval of a change."""
    return say.interval(signed(say, low, decimals), signed(say, high, decimals))


def plain_interval(say: Wording, low: float, high: float, decimals: int = 1) -> str:
    """The interval of a level."""
    return say.interval(say.number(low, decimals), say.number(high, decimals))


def largest(released: Released) -> str:
    """How a title begins that names the largest difference: of all, or of those shown."""
    # Documents print a selection.
    is_part = bool(released.hidden) or released.is_published
    key = "largest_shown" if is_part else "largest_all"
    return Wording(released.edition.language).text(f"survey_change.{key}")


def ns(released: Released) -> str:
    """Sentence on how many answered at each wave."""
    say, table = Wording(released.edition.language), released.table
    start, end = (say.number(table[column].max()) for column in ("n_start", "n_end"))
    return of_place(released, say.text("survey_change.ns", start=start, end=end))


def of_place(released: Released, sentence: str) -> str:
    """A sentence that begins with the municipality that it is of."""
    edition = released.edition
    if edition.is_whole_project:
        return sentence
    return f"{edition.place(edition.municipality)}: {lower_first(sentence)}"


def pairing(released: Released) -> str:
    """Which case it is: answers linked, in part, hardly or not at all; empty if published."""
    say, table = Wording(released.edition.language), released.table
    if released.is_published:
        return ""
    pairs = table["n_pairs"].dropna()
    if pairs.empty:  # so few that they are not told
        minimum = released.edition.study.disclosure.minimum_n
        return say.text("survey_change.few_linked", minimum=say.number(minimum))
    most = int(pairs.max())
    if not most:
        return say.text("survey_change.unlinked")
    if (table["n_pairs"] == table["n_start"]).all() and (table["n_pairs"] == table["n_end"]).all():
        return say.text("survey_change.all_linked", n=say.number(most))
    return say.text("survey_change.linked", n=say.number(most))


def holm(released: Released) -> str:
    """Sentence on the adjustment of p-values; empty where nothing was tested."""
    tests = int(released.table["p_adjusted"].notna().sum())
    say = Wording(released.edition.language)
    return say.text("survey_change.holm", tests=say.number(tests)) if tests else ""
