"""What a researcher may look at and no one else: frames that went through no release."""

from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from analysis.report.html import Output
from analysis.study.edition import Edition

MOST_SHOWN = 10
"""Rows of a long frame that a notebook shows."""


@dataclass(frozen=True)
class Unreleased:
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
        shown = self.frame.head(MOST_SHOWN).map(_write)
        table = shown.to_html(index=False, border=0, escape=True)
        html = (
            f'<p role="note"><strong>{escape(head)}</strong></p>'
            f"<p>{escape(self.label)} · {escape(rows)}</p>{table}"
        )
        return Output(html, f"{head}\n{self.label} · {rows}\n{shown.to_string(index=False)}")

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, str], dict[str, object]]:
        return self.output()._repr_mimebundle_()


def _write(value: Any) -> str:
    """A cell as a text: nothing where it is missing, numbers without what floats leave behind."""
    if pd.isna(value):
        return ""
    return f"{value:.4g}" if isinstance(value, float) else str(value)
