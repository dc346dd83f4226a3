"""Every check and its arithmetic."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import pandas as pd

from analysis.drawing.words import cells
from analysis.drawing.words.columns import SOURCE
from analysis.inputs.printed.audit_file import Audit
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Table
from analysis.topics.publication_audit.columns import CHECK, FIGURE, HEADING, IMPLIED, PRINTED
from analysis.topics.publication_audit.explain import explain, implied, quote
from analysis.topics.publication_audit.names import label_figures
from analysis.topics.publication_audit.outcome import VERDICTS, Outcome
from analysis.topics.publication_audit.printed_figures import build_figures

CHECKS = Table(
    name="publication_audit_checks",
    frame=Frame(
        FIGURE,
        HEADING,
        CHECK,
        PRINTED,
        Column(
            "verdict",
            "str",
            "Whether the number can be true beside the others",
            cells=cells.in_words(VERDICTS),
        ),
        IMPLIED,
        Column("explanation", "str", "The arithmetic in words"),
        *SOURCE,
        counts_people=False,
    ),
    items=label_figures,
    estimate=lambda material: material.checks,
    caption_key="table.publication_audit_checks",
)


def estimate_checks(
    audit: Audit,
    outcomes: Iterable[Outcome],
    language: str,
    names: Mapping[str, str] = MappingProxyType({}),
) -> pd.DataFrame:
    """What every check says of every printed figure: a row a figure and check, as they come.

    Parameters
    ----------
    audit : Audit
    outcomes : iterable of Outcome
        From `audit_figures`.
    language : str
        Of the explanations and of the numbers in them.
    names : mapping, optional
        What explanations call the figures, by their ids.
    """
    facts, figures = audit.figures.set_index("id").to_dict("index"), build_figures(audit.figures)
    rows = [
        {**facts[o.figure], "figure": o.figure, "check": o.check, "verdict": o.verdict,
         "printed": quote(figures[o.figure], language),
         "implied": implied(o, figures[o.figure], language),
         "explanation": explain(o, figures[o.figure], language=language, names=names,
                                is_reading=bool(audit.readings & {o.figure, *o.involved}))}
        for o in outcomes
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=CHECKS.frame.names).astype("str")
