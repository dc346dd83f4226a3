"""The words of one figure."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from analysis.drawing.words.labels import document_name
from analysis.release.estimates import Estimates, Released

METHODS = {
    "wilson": "method.wilson",
    "newcombe": "method.newcombe",
    "miettinen_nurminen": "method.miettinen_nurminen",
    "overlapping_newcombe": "method.overlapping_newcombe",
    "overlapping_welch": "method.overlapping_welch",
    "difference_of_changes": "method.difference_of_changes",
    "widest": "method.widest",
}
"""Key of the name of each method behind an interval."""


@dataclass(frozen=True)
class Caption:
    """Words of a figure, in the edition's language.

    Attributes
    ----------
    title : str
        The finding, no more than the interval allows.
    subtitle : str
        What is measured, its unit and n.
    foot : str
        Source and method.
    rows : iterable of str
        What each row says. Read once, by `alt`, and so may be written no sooner.
    mark : str
        Says that the data are made up; empty if they are not.
    """

    title: str
    subtitle: str
    foot: str
    rows: Iterable[str]
    mark: str = ""

    @cached_property
    def alt(self) -> str:
        """What the figure shows, with its numbers."""
        alt = f"{self.title}. {self.subtitle} {'; '.join(self.rows)}."
        return f"{self.mark}. {alt}" if self.mark else alt


def is_own_missing(released: Estimates) -> bool:
    """Whether the edition's own municipality is not among the rows."""
    edition = released.edition
    return not edition.is_whole_project and edition.municipality not in set(
        released.table["municipality"]
    )


def missing_own_title(released: Released) -> str:
    """Title of a figure without the edition's own municipality.

    Among the released rows one that was left out and one without data look alike.
    """
    edition = released.edition
    return released.say.text("hidden.own", place=edition.place(edition.municipality))


def synthetic_mark(released: Released) -> str:
    """The words that stand on everything that rests on made-up data."""
    return released.say.text("synthetic.mark") if released.is_synthetic else ""


def write_caption(
    released: Released, title: str, subtitle: str, foot: str, rows: Iterable[str]
) -> Caption:
    """Compose a caption; the source stands in the foot, the rows in the alt text."""
    # Remarks are on what is published.
    remark = released.edition.remark(released.name) if released.is_published else ""
    parts = (
        source_sentence(released),
        foot,
        remark,
        hidden_sentence(released),
    )
    whole_foot = " ".join(filter(None, parts))
    return Caption(title, subtitle, whole_foot, rows, synthetic_mark(released))


def hidden_sentence(released: Released) -> str:
    """Sentence on the rows that were left out; empty if none were."""
    if not released.hidden:
        return ""
    say, rule = released.say, released.edition.study.disclosure
    hidden, minimum = say.number(released.hidden), say.number(rule.minimum_n)
    least = say.number(rule.minimum_count)
    return say.text("hidden.sentence", count=hidden, minimum=minimum, least=least)


def source_sentence(released: Released) -> str:
    """Sentence that names the documents behind the rows."""
    names = document_names(released)
    documents = "; ".join(names)
    if len(names) == 1:
        return released.say.text("source", documents=documents)
    return released.say.text("sources", documents=documents)


def document_names(released: Released) -> list[str]:
    """Names of the documents behind the rows, in the edition's language."""
    cells = released.table.get("document", pd.Series(dtype="str"))
    keys = dict.fromkeys(key for cell in cells for key in cell.split(";") if key)
    return [document_name(released.edition, key) for key in keys]


def method_sentence(released: Released) -> str:
    """Sentence that names the methods behind the intervals."""
    methods = dict.fromkeys(released.table["method"])
    return " ".join(released.say.text(METHODS[method]) + "." for method in methods)
