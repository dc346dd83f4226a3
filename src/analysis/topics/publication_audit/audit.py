"""Every check of every printed figure."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import chain

from analysis.inputs.printed.audit_file import Audit
from analysis.inputs.printed.declared_checks import Check
from analysis.topics.publication_audit import logic, people, products, tables
from analysis.topics.publication_audit.innocence import run_leniently
from analysis.topics.publication_audit.outcome import KINDS, UNINFORMATIVE, VERDICTS, Outcome
from analysis.topics.publication_audit.printed_figures import Figures, build_figures

CHECK_FUNCTIONS: Mapping[str, Callable[[Check, Figures], Iterator[Outcome]]] = {
    "sum": tables.check_sum,
    "share": tables.check_share,
    "mean": tables.check_mean,
    "filter": logic.check_filter,
    "product": products.check_product,
    "sum_of_products": products.check_sum_of_products,
    "change": products.check_change,
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
    found = [outcome for name in figures for outcome in _check_alone(name, figures)]
    for check in audit.checks:
        names = [*dict.fromkeys(chain.from_iterable(check.figures.values()))]
        run = partial(CHECK_FUNCTIONS[check.kind], check)
        # Shares of a printed whole are of these people or euros, and not of weighted answers.
        is_of_whole = check.kind == "share" and "whole" in check.figures
        found += run_leniently("sum" if is_of_whole else check.kind, names, figures, run)
    checked = {outcome.figure for outcome in found}
    found += [Outcome(name, "alone", UNINFORMATIVE, "audit.alone")
              for name in figures if name not in checked]  # fmt: skip
    once = {
        (o.figure, o.check, o.verdict, o.reason, o.implied, o.innocent): o for o in reversed(found)
    }
    places, verdicts, kinds = (
        {key: rank for rank, key in enumerate(keys)} for keys in (figures, VERDICTS, KINDS)
    )
    return sorted(
        once.values(), key=lambda o: (places[o.figure], verdicts[o.verdict], kinds[o.check])
    )


def _check_alone(name: str, figures: Figures) -> Iterator[Outcome]:
    """A figure against its own n, deviation and rounding."""
    yield from run_leniently("n", [name], figures, lambda known: people.check_n(known[name]))
    yield from run_leniently("sd", [name], figures, lambda known: people.check_sd(known[name]))
    yield from people.check_rounding(figures[name])
