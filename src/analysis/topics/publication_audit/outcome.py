"""What a check says of a figure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

CONSISTENT = "consistent"
INCONSISTENT = "inconsistent"
UNINFORMATIVE = "uninformative"
VERDICTS = {
    CONSISTENT: "audit_verdict.consistent",
    INCONSISTENT: "audit_verdict.inconsistent",
    UNINFORMATIVE: "audit_verdict.uninformative",
}
"""Key of the words of each verdict."""
KINDS = {
    "sum": "audit_check.sum",
    "share": "audit_check.share",
    "mean": "audit_check.mean",
    "filter": "audit_check.filter",
    "product": "audit_check.product",
    "sum_of_products": "audit_check.sum_of_products",
    "change": "audit_check.change",
    "list": "audit_check.list",
    "at_most": "audit_check.at_most",
    "scale": "audit_check.scale",
    "n": "audit_check.n",
    "sd": "audit_check.sd",
    "alone": "audit_check.alone",
}
"""Key of the name of each kind of check; the declared ones first."""


@dataclass(frozen=True)
class Outcome:
    """What a check says of a figure.

    Attributes
    ----------
    figure : str
        Its id.
    check : str
        One of `KINDS`.
    verdict : str
        One of `VERDICTS`.
    reason : str
        Key of the explanation.
    implied : tuple of Decimal or str
        Values of the figure that would fit; several where several readings do.
        A date as it is printed.
    values : mapping
        What the explanation fills in: numbers as Decimal, names as text.
    involved : tuple of str
        Ids of all figures of the check.
    innocent : tuple of tuple of str
        Undeclared ways of computing and printing with which the figures fit, those that it
        takes at once in one tuple; empty if none is needed or none helps.
    """

    figure: str
    check: str
    verdict: str
    reason: str
    implied: tuple[Decimal | str, ...] = ()
    values: Mapping[str, Decimal | str] = field(default_factory=dict)
    involved: tuple[str, ...] = ()
    innocent: tuple[tuple[str, ...], ...] = ()


def fits(
    check: str, reason: str, names: Iterable[str], implied: tuple[Decimal, ...] = (),
    **values: Decimal | str,
) -> Iterator[Outcome]:  # fmt: skip
    """The same good word on every figure of a check.

    What is implied is of the first figure, which the others were held against.
    """
    first, *others = involved = tuple(dict.fromkeys(names))
    values = {"figure": first, **values}
    yield Outcome(first, check, CONSISTENT, reason, implied, values, involved)
    for name in others:
        yield Outcome(name, check, CONSISTENT, reason, (), values, involved)


def open_question(
    check: str, names: Iterable[str], reason: str = "audit.bounded"
) -> Iterator[Outcome]:
    """A check that says nothing, such as where a number is printed in words or roughly."""
    involved = tuple(dict.fromkeys(names))
    for name in involved:
        yield Outcome(name, check, UNINFORMATIVE, reason, involved=involved)


def differs(
    outcome: Outcome, partners: Iterable[str], readings: Mapping[str, Decimal] | None = None
) -> Iterator[Outcome]:
    """A figure that does not fit, and its partners, of which the check cannot tell.

    ``readings`` are what a partner would have to be for all others to stand.
    """
    others = [name for name in dict.fromkeys(partners) if name != outcome.figure]
    involved = (outcome.figure, *others)
    yield replace(outcome, involved=involved)
    for name in others:
        reading = (readings or {}).get(name)
        implied = () if reading is None else (reading,)
        reason = "audit.partner" if implied else "audit.partner_open"
        values = {"figure": outcome.figure}
        yield Outcome(name, outcome.check, UNINFORMATIVE, reason, implied, values, involved)
