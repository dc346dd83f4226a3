"""The audit at a glance: verdicts by kind of check, and by document."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.rows import body_in, draw_column, draw_heading, draw_labels
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.columns import DOCUMENT_SHOWN, ORIGIN, SOURCE
from analysis.drawing.words.labels import document_name
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Estimates, Released
from analysis.study.edition import Edition
from analysis.topics.publication_audit.columns import CHECK
from analysis.topics.publication_audit.outcome import (
    CONSISTENT,
    INCONSISTENT,
    KINDS,
    UNINFORMATIVE,
    VERDICTS,
)

COLORS = {CONSISTENT: style.TEAL, INCONSISTENT: style.RUST, UNINFORMATIVE: style.MUTED}
TEXT_COLORS = COLORS | {UNINFORMATIVE: style.SOFT}
HATCHES = {INCONSISTENT: "////"}
LABELS_IN = 2.45
COLUMNS_IN = {CONSISTENT: 4.6, INCONSISTENT: 5.35, UNINFORMATIVE: 6.1}
COUNTS = (
    Column(CONSISTENT, "int64", "Checks that fit"),
    Column(INCONSISTENT, "int64", "Checks that do not fit"),
    Column(UNINFORMATIVE, "int64", "Checks that cannot tell"),
)


def estimate_by_check(checks: pd.DataFrame) -> pd.DataFrame:
    """How many verdicts each kind of check gave: a row a kind, declared checks first.

    Parameters
    ----------
    checks : pandas.DataFrame
        From `estimate_checks`.
    """
    documents = checks.groupby("check")["document"].agg(lambda d: ";".join(dict.fromkeys(d)))
    table = _count(checks, "check").assign(document=documents)
    kinds = [kind for kind in KINDS if kind in table.index]
    return table.loc[kinds].rename_axis("check").reset_index()[BY_CHECK.frame.names]


def estimate_by_document(checks: pd.DataFrame) -> pd.DataFrame:
    """How many verdicts fell on what each document prints: a row a document, most verdicts first.

    Parameters
    ----------
    checks : pandas.DataFrame
        From `estimate_checks`.
    """
    table = _count(checks, "document")
    order = table[list(VERDICTS)].sum(axis=1).sort_values(ascending=False, kind="stable").index
    return table.loc[order].rename_axis("document").reset_index()[BY_DOCUMENT.frame.names]


def _count(checks: pd.DataFrame, by: str) -> pd.DataFrame:
    """Numbers of verdicts, a column each, and the origin, a row a value of a column."""
    counts = pd.crosstab(checks[by], checks["verdict"])
    counts = counts.reindex(columns=list(VERDICTS), fill_value=0)
    return counts.assign(origin=checks.groupby(by)["origin"].first()).rename_axis(columns=None)


def name_checks(table: pd.DataFrame, edition: Edition) -> list[str]:
    """Names of the kinds of check."""
    return [edition.say.text(KINDS[kind]) for kind in table["check"]]


def name_documents(table: pd.DataFrame, edition: Edition) -> list[str]:
    """Names of the documents, as they begin a line."""
    names = [document_name(edition, key) for key in table["document"]]
    return [name[:1].upper() + name[1:] for name in names]


def describe_by_check(released: Released) -> Caption:
    """How many checks hold, do not, and cannot tell."""
    say = released.say
    fitting, doubts, unsettled = (int(released.table[verdict].sum()) for verdict in VERDICTS)
    title = say.text("publication_audit_by_check.title_all", fitting=say.number(fitting),
                     unsettled=say.number(unsettled))  # fmt: skip
    if doubts:
        title = say.text(
            "publication_audit_by_check.title",
            unsettled=say.number(unsettled),
            fitting=say.counted("publication_audit_by_check.fitting", fitting),
            doubts=say.counted("publication_audit_by_check.doubts", doubts),
        )
    total = say.number(fitting + doubts + unsettled)
    subtitle = say.text("publication_audit_by_check.subtitle", total=total)
    foot = say.text("publication_audit_by_check.foot")
    return write_caption(released, title, subtitle, foot, _rows(released))


def describe_by_document(released: Released) -> Caption:
    """How many documents print numbers that do not fit."""
    say, table = released.say, released.table
    doubted, documents = int((table["inconsistent"] > 0).sum()), say.number(len(table))
    title = say.counted("publication_audit_by_document.title", doubted, total=documents)
    if not doubted:
        title = say.text("publication_audit_by_document.title_none", total=documents)
    total = say.number(table[list(VERDICTS)].to_numpy().sum())
    subtitle = say.text("publication_audit_by_document.subtitle", total=total)
    foot = say.text("publication_audit_by_document.foot")
    return write_caption(released, title, subtitle, foot, _rows(released))


def _rows(estimates: Estimates) -> list[str]:
    """The counts of each row."""
    say, rows = estimates.say, estimates.table[list(VERDICTS)].to_dict("records")
    return [
        say.text("publication_audit_by_check.alt_row", label=label,
                 **{verdict: say.number(count) for verdict, count in counts.items()})
        for label, counts in zip(estimates.labels, rows, strict=True)
    ]  # fmt: skip


def plot_verdicts(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A bar a row, in parts of each verdict, and the counts."""
    say, table = estimates.say, estimates.table
    sheet = open_sheet(caption, body_in(len(table)), ax, head_in=0.3)
    draw_labels(sheet, estimates.labels, LABELS_IN)
    most = float(table[list(VERDICTS)].sum(axis=1).max())
    panel = sheet.panel(LABELS_IN + 0.1, 4.1, len(table), (0, most))
    left = [0.0] * len(table)
    for verdict, key in VERDICTS.items():
        counts = [float(count) for count in table[verdict]]
        panel.barh(range(len(table)), counts, left=left, height=0.55, color=COLORS[verdict],
                   hatch=HATCHES.get(verdict, ""), edgecolor="white", linewidth=0)  # fmt: skip
        left = [start + count for start, count in zip(left, counts, strict=True)]
        x, color = COLUMNS_IN[verdict], TEXT_COLORS[verdict]
        draw_column(sheet, x, [say.number(count) for count in counts], color=color)
        draw_heading(sheet, x, say.text(key), ha="right", color=color)
    return sheet.ax


BY_CHECK = Figure(
    name="publication_audit_by_check",
    frame=Frame(CHECK, *COUNTS, *SOURCE, counts_people=False),
    items=name_checks,
    estimate=lambda material: estimate_by_check(material.checks),
    describe=describe_by_check,
    plot=plot_verdicts,
    section="audit",
    caption_key="publication_audit_label.by_check",
    caution="publication_audit_by_check.caution",
)
BY_DOCUMENT = Figure(
    name="publication_audit_by_document",
    frame=Frame(DOCUMENT_SHOWN, *COUNTS, ORIGIN, counts_people=False),
    items=name_documents,
    estimate=lambda material: estimate_by_document(material.checks),
    describe=describe_by_document,
    section="audit",
    caption_key="publication_audit_label.by_document",
)
