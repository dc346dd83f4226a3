"""Every check of every printed figure."""

from collections.abc import Callable, Iterator, Mapping

from analysis.inputs.printed.audit_file import Audit
from analysis.inputs.printed.declared_checks import Check
from analysis.topics.publication_audit import logic, tables
from analysis.topics.publication_audit.outcome import KINDS, UNINFORMATIVE, VERDICTS, Outcome
from analysis.topics.publication_audit.printed_figures import Figures, build_figures

CHECK_FUNCTIONS: Mapping[str, Callable[[Check, Figures], Iterator[Outcome]]] = {
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


def audit_figures(audit: Audit) -> list[Outcome]:
    """All outcomes, in the order of the figures; what is found twice of one is in it once.

    Every figure has at least one; one that no check reaches is ``uninformative``.
    """
    figures = build_figures(audit.figures)
    found = [o for figure in figures.values() for o in logic.check_n(figure)]
    found += [o for check in audit.checks for o in CHECK_FUNCTIONS[check.kind](check, figures)]
    checked = {outcome.figure for outcome in found}
    found += [Outcome(name, "alone", UNINFORMATIVE, "audit.alone")
              for name in figures if name not in checked]  # fmt: skip
    once = {(o.figure, o.check, o.verdict, o.reason, o.implied): o for o in reversed(found)}
    places, verdicts, kinds = (
        {key: rank for rank, key in enumerate(keys)} for keys in (figures, VERDICTS, KINDS)
    )
    return sorted(
        once.values(), key=lambda o: (places[o.figure], verdicts[o.verdict], kinds[o.check])
    )
