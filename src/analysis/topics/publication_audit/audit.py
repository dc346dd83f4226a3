"""Every check of every printed figure, as one tidy frame."""

from collections.abc import Callable, Iterator, Mapping

import pandas as pd

from analysis.inputs.printed.audit_file import Audit, Check
from analysis.topics.publication_audit import logic, tables
from analysis.topics.publication_audit.explain import explain, implied
from analysis.topics.publication_audit.figures import Figures, build_figures
from analysis.topics.publication_audit.outcome import UNINFORMATIVE, VERDICTS, Outcome

CHECKS: Mapping[str, Callable[[Check, Figures], Iterator[Outcome]]] = {
    "sum": tables.check_sum,
    "share": tables.check_share,
    "mean": tables.check_mean,
    "filter": logic.check_filter,
    "product": logic.check_product,
    "list": logic.check_list,
    "at_most": logic.check_at_most,
    "scale": logic.check_scale,
}
"""What checks each kind that ``audit.toml`` may declare."""
KINDS = (*CHECKS, "n", "alone")


def estimate_checks(audit: Audit, language: str) -> pd.DataFrame:
    """What every check says of every printed figure.

    Parameters
    ----------
    audit : Audit
        From `read_audit`.
    language : str
        Of the explanations and of the numbers in them.

    Returns
    -------
    pandas.DataFrame
        ``figure, heading, check, printed, verdict, implied, explanation,
        document, origin``: a row a figure and check, in the order of the
        tables. Every figure has at least one row; one that no check reaches
        is ``uninformative``.
    """
    printed = audit.figures.set_index("id").to_dict("index")
    rows = [
        {**printed[o.figure], "figure": o.figure, "check": o.check, "verdict": o.verdict,
         "implied": implied(o, language),
         "explanation": explain(o, str(printed[o.figure]["printed"]),
                                is_reading=bool(audit.readings & {o.figure, *o.involved}),
                                language=language)}
        for o in audit_figures(audit)
    ]  # fmt: skip
    columns = ["figure", "heading", "check", "printed", "verdict", "implied", "explanation",
               "document", "origin"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).astype("str")


def audit_figures(audit: Audit) -> list[Outcome]:
    """All outcomes, in the order of the figures; what is said twice of one is said once."""
    figures = build_figures(audit.figures)
    found = [o for figure in figures.values() for o in logic.check_n(figure)]
    found += [o for check in audit.checks for o in CHECKS[check.kind](check, figures)]
    checked = {outcome.figure for outcome in found}
    found += [Outcome(name, "alone", UNINFORMATIVE, "alone")
              for name in figures if name not in checked]  # fmt: skip
    once = {(o.figure, o.check, o.verdict, o.reason, o.implied): o for o in reversed(found)}
    order = {name: place for place, name in enumerate(figures)}
    return sorted(
        once.values(),
        key=lambda o: (order[o.figure], VERDICTS.index(o.verdict), KINDS.index(o.check)),
    )
