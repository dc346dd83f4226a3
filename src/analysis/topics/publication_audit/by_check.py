"""The audit at a glance: what each kind of check says."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.columns import SOURCE
from analysis.release.columns import Frame
from analysis.release.estimates import Estimates, Released
from analysis.study.edition import Edition
from analysis.topics.publication_audit.columns import CHECK, VERDICT_COUNTS
from analysis.topics.publication_audit.outcome import KINDS, VERDICTS
from analysis.topics.publication_audit.verdicts import (
    count_verdicts,
    describe_verdicts,
    plot_verdicts,
)


def estimate_by_check(checks: pd.DataFrame) -> pd.DataFrame:
    """How many verdicts each kind of check gave.

    Parameters
    ----------
    checks : pandas.DataFrame
        From `estimate_checks`.

    Returns
    -------
    pandas.DataFrame
        A row a kind, declared checks first: ``check, consistent, inconsistent,
        uninformative, document, origin``.
    """
    documents = checks.groupby("check")["document"].agg(lambda d: ";".join(dict.fromkeys(d)))
    table = count_verdicts(checks, "check").assign(document=documents)
    kinds = [kind for kind in KINDS if kind in table.index]
    return table.loc[kinds].rename_axis("check").reset_index()[BY_CHECK.frame.names]


def name_checks(table: pd.DataFrame, edition: Edition) -> list[str]:
    """Names of the kinds of check."""
    say = edition.say
    return [say.text(KINDS[kind]) for kind in table["check"]]


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
    return write_caption(released, title, subtitle, foot, describe_verdicts(released))


def plot_by_check(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A bar a kind of check."""
    return plot_verdicts(estimates, caption, ax, labels_in=2.45)


BY_CHECK = Figure(
    name="publication_audit_by_check",
    frame=Frame(CHECK, *VERDICT_COUNTS, *SOURCE, counts_people=False),
    items=name_checks,
    estimate=lambda material: estimate_by_check(material.checks),
    describe=describe_by_check,
    plot=plot_by_check,
    section="audit",
)
