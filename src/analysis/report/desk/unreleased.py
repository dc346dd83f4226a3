"""What a researcher may look at and no one else: frames that went through no release."""

from dataclasses import dataclass
from functools import partial
from html import escape
from math import isfinite
from typing import Any

import pandas as pd

from analysis.report.html import Output, Shown
from analysis.study.edition import Edition
from analysis.study.wording import Wording

DECIMALS, LEAST = 3, 0.001
"""Of a fraction; what is between nought and the least, such as a p-value, is called less."""
MOST_SHOWN = 10
"""Rows of a long frame that a notebook shows."""


@dataclass(frozen=True)
class Unreleased(Shown):
    """A frame for the confidential screen; wherever it is shown, that stands above it.

    Attributes
    ----------
    frame : pandas.DataFrame
        To compute with.
    edition : Edition
        In whose language it is shown.
    label : str
        What it is of.
    why : str
        Why it was not released.
    """

    frame: pd.DataFrame
    edition: Edition
    label: str
    why: str = ""

    def output(self) -> Output:
        """The frame as a notebook shows it, and the words that it is not released."""
        say = self.edition.say
        mark = say.text("unreleased.mark", study=self.edition.study_name(self.edition.study.key))
        rows = say.text("unreleased.rows", count=say.number(len(self.frame)))
        head = " ".join(filter(None, (mark, self.why)))
        shown = self.frame.head(MOST_SHOWN).map(partial(_write, say=say))
        table = shown.to_html(index=False, border=0, escape=True)
        html = (
            f'<p role="note"><strong>{escape(head)}</strong></p>'
            f"<p>{escape(self.label)} · {escape(rows)}</p>{table}"
        )
        return Output(html, f"{head}\n{self.label} · {rows}\n{shown.to_string(index=False)}")


def _write(value: Any, say: Wording) -> str:
    """A cell as a text: nothing where it is missing, fractions as the language writes them."""
    if pd.isna(value):
        return ""
    if not isinstance(value, float) or not isfinite(value):
        return str(value)
    if 0 < value < LEAST:
        return f"< {say.number(LEAST, DECIMALS)}"
    return say.number(value, 0 if value.is_integer() else DECIMALS)
