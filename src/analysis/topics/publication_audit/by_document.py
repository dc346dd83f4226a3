"""What the checks say of what each document prints."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.columns import DOCUMENT_SHOWN, ORIGIN
from analysis.drawing.words.labels import document_name
from analysis.release.columns import Frame
from analysis.release.estimates import Estimates, Released
from analysis.study.edition import Edition
from analysis.topics.publication_audit.columns import VERDICT_COUNTS
from analysis.topics.publication_audit.outcome import VERDICTS
from analysis.topics.publication_audit.verdicts import (
    count_verdicts,
    describe_verdicts,
    plot_verdicts,
)


def estimate_by_document(checks: pd.DataFrame) -> pd.DataFrame:
    """How many verdicts fell on what each document prints.

    Parameters
    ----------
    checks : pandas.DataFrame
        From `estimate_checks`.

    Returns
    -------
    pandas.DataFrame
        A row a document, most verdicts first: ``document, consistent,
        inconsistent, uninformative, origin``.
    """
    table = count_verdicts(checks, "document")
    order = table[list(VERDICTS)].sum(axis=1).sort_values(ascending=False, kind="stable").index
    return table.loc[order].rename_axis("document").reset_index()[BY_DOCUMENT.frame.names]


def name_documents(table: pd.DataFrame, edition: Edition) -> list[str]:
    """Names of the documents, as they begin a line."""
    names = [document_name(edition, key) for key in table["document"]]
    return [name[:1].upper() + name[1:] for name in names]


def describe_by_document(released: Released) -> Caption:
    """How many documents print numbers that do not fit."""
    say, table = released.say, released.table
    doubted = int((table["inconsistent"] > 0).sum())
    documents = say.number(len(table))
    title = say.counted("publication_audit_by_document.title", doubted, total=documents)
    total = say.number(table[list(VERDICTS)].to_numpy().sum())
    subtitle = say.text("publication_audit_by_document.subtitle", total=total)
    foot = say.text("publication_audit_by_document.foot")
    return write_caption(released, title, subtitle, foot, describe_verdicts(released))


def plot_by_document(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A bar a document."""
    return plot_verdicts(estimates, caption, ax, labels_in=3.05)


BY_DOCUMENT = Figure(
    name="publication_audit_by_document",
    frame=Frame(DOCUMENT_SHOWN, *VERDICT_COUNTS, ORIGIN, counts_people=False),
    items=name_documents,
    estimate=lambda material: estimate_by_document(material.checks),
    describe=describe_by_document,
    plot=plot_by_document,
    section="audit",
)
