"""The words of one figure."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.disclosure import Released
from analysis.wording import Wording


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
    alt : str
        What the figure shows, with its numbers.
    """

    title: str
    subtitle: str
    foot: str
    alt: str


def write_caption(
    released: Released, title: str, subtitle: str, foot: str, rows: Sequence[str]
) -> Caption:
    """Compose a caption; the source stands in the foot, the rows in the alt text."""
    sentences = " ".join(
        filter(None, (source_sentence(released), foot, released.edition.remark(released.name)))
    )
    alt = f"{title}. {subtitle} {'; '.join(rows)}."
    return Caption(title, subtitle, sentences, alt)


def source_sentence(released: Released) -> str:
    """Sentence that names the documents behind the rows."""
    keys = dict.fromkeys(k for cell in released.table["document"] for k in cell.split(";"))
    names = [released.edition.document(key) for key in keys]
    wording = Wording(released.edition.language)
    return wording.text("source" if len(names) == 1 else "sources", documents="; ".join(names))


def method_sentence(released: Released) -> str:
    """Sentence that names the methods behind the intervals."""
    wording = Wording(released.edition.language)
    methods = dict.fromkeys(released.table["method"])
    return " ".join(wording.text(f"method.{m}") + "." for m in methods)
