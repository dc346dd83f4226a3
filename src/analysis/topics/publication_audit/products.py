"""Checks of numbers that are worked out from others: products, their sums, changes."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from analysis.inputs.printed.declared_checks import Check
from analysis.statistics.forensics.grim import grim_percent
from analysis.statistics.forensics.headcounts import headcounts
from analysis.statistics.forensics.logic import (
    change_reading,
    product_reading,
    sum_of_products_reading,
)
from analysis.statistics.forensics.printed import Interval, Printed
from analysis.topics.publication_audit.outcome import (
    INCONSISTENT,
    UNINFORMATIVE,
    Outcome,
    differs,
    fits,
    open_question,
)
from analysis.topics.publication_audit.printed_figures import HUNDREDTHS, Figures, PrintedFigure
from analysis.topics.publication_audit.tables import middle, printed_number

COARSER = (10, 100, 1000)
"""How much coarser a number may have been rounded than its digits show."""
CENTS = Printed(Decimal(0), Decimal("0.01"))
"""A number with two decimals, as explanations show what was worked out."""


def check_product(check: Check, figures: Figures) -> Iterator[Outcome]:
    """Whether a printed number can be the product of others."""
    ((name,), used) = check.figures["product"], check.figures
    figure = figures[name]
    names = tuple(x for group in used.values() for x in group)
    if figure.number is None or not all(figures[x].is_exact for x in names):
        yield from open_question("product", names)
        return
    times = [*(_factor(check, figures[x]) for x in used["times"]), *_heads(check, figures)]
    times += [_exact(100)] if figure.unit in HUNDREDTHS else []
    over = [_factor(check, figures[x]) for x in used.get("over", ())]
    found = product_reading(figure.number, times, over)
    implied, fine = middle(figure.number, found.implied), middle(CENTS, found.implied)
    if found.consistent:
        yield from fits("product", "audit.product_fits", (name, *names), (implied,),
                        product=fine, number=figure.shown)  # fmt: skip
        return
    coarse = _coarser(figure, found.implied)
    reason = "audit.product_rounded" if coarse else "audit.product_differs"
    values = {"product": fine, "coarse": coarse or Decimal(0)}
    outcome = Outcome(name, "product", INCONSISTENT, reason, (implied,), values)
    yield from differs(outcome, names)


def check_sum_of_products(check: Check, figures: Figures) -> Iterator[Outcome]:
    """Whether a total is the sum of unit costs times people, or of other such products."""
    (name,), times = check.figures["total"], check.figures["times"]
    names = tuple(x for group in check.figures.values() for x in group)
    if not all(figures[x].is_exact for x in names):
        yield from open_question("sum_of_products", names)
        return
    total = printed_number(figures[name])
    pairs = list(zip((figures[x].interval for x in times), _people(check, figures), strict=True))
    found = sum_of_products_reading(total, pairs)
    values = {"product": middle(CENTS, found.implied), "slack": _slack(found.implied)}
    implied = middle(total, found.implied)
    if found.consistent:
        yield from fits("sum_of_products", "audit.products_fit", names, (implied,),
                        number=figures[name].shown, **values)  # fmt: skip
        return
    readings = _unit_readings(total, times, pairs, figures)
    outcome = Outcome(name, "sum_of_products", INCONSISTENT, "audit.products_differ", (implied,),
                      values)  # fmt: skip
    yield from differs(outcome, names, readings)


def check_change(check: Check, figures: Figures) -> Iterator[Outcome]:
    """Whether a change in per cent is that between two printed numbers."""
    (name,), (before,), (after,) = (check.figures[r] for r in ("change", "before", "after"))
    names = (name, before, after)
    if not all(figures[x].is_exact for x in names):
        yield from open_question("change", names)
        return
    number, first, last = printed_number(figures[name]), figures[before], figures[after]
    found = change_reading(number, first.interval, last.interval)
    if found.implied.low is None:
        yield from open_question("change", names, "audit.change_of_nought")
        return
    values = {"number": figures[name].shown, "before": first.shown, "after": last.shown,
              "change": middle(CENTS, found.implied)}  # fmt: skip
    implied = middle(number, found.implied)
    if found.consistent:
        yield from fits("change", "audit.change_fits", names, (implied,), **values)
        return
    if reason := _other_change(number, first, last, found.implied):
        for x in names:
            yield Outcome(x, "change", UNINFORMATIVE, reason, (), {"figure": name, **values}, names)
        return
    outcome = Outcome(name, "change", INCONSISTENT, "audit.change_differs", (implied,), values)
    yield from differs(outcome, names)


def _other_change(
    number: Printed, first: PrintedFigure, last: PrintedFigure, implied: Interval
) -> str | None:
    """Another thing that is called a change: points of per cent, or a fall without its sign."""
    (first_low, first_high), (last_low, last_high) = (printed_number(f).ends for f in (first, last))
    points = Interval(last_low - first_high, last_high - first_low)
    if first.unit == last.unit == "pct" and number.interval.meets(points):
        return "audit.change_points"
    low, high = (-Fraction(end or 0) for end in (implied.high, implied.low))
    return "audit.change_unsigned" if number.interval.meets(Interval(low, high)) else None


def _people(check: Check, figures: Figures) -> list[Interval]:
    """What the unit costs are multiplied by: printed counts, or those behind shares of a whole."""
    if "counts" in check.figures:
        return [figures[name].interval for name in check.figures["counts"]]
    (whole,) = check.figures["whole"]
    shares = [printed_number(figures[name]) for name in check.figures["shares"]]
    total = printed_number(figures[whole]).value
    found = headcounts(shares, int(total))
    is_weighted = any(figures[name].is_weighted for name in check.figures["shares"])
    if found.consistent and not is_weighted:
        return [Interval(Fraction(a), Fraction(b))
                for a, b in zip(found.low, found.high, strict=True)]  # fmt: skip
    scale = Fraction(total) / 100  # of no whole numbers
    return [Interval(low * scale, high * scale) for low, high in (s.ends for s in shares)]


def _unit_readings(
    total: Printed, times: tuple[str, ...], pairs: list[tuple[Interval, Interval]], figures: Figures
) -> dict[str, Decimal]:
    """What each unit cost would have to be for the total and all others to stand."""
    products = [_center(a) * _center(b) for a, b in pairs]
    missing = Fraction(total.value) - sum(products, Fraction(0))
    readings = {}
    for name, (unit, people) in zip(times, pairs, strict=True):
        if _center(people) and (reading := _center(unit) + missing / _center(people)) > 0:
            readings[name] = Decimal(printed_number(figures[name]).like(reading))
    return readings


def _center(interval: Interval) -> Fraction:
    return (Fraction(interval.low or 0) + Fraction(interval.high or 0)) / 2


def _slack(interval: Interval) -> Decimal:
    """Half the width of an interval, rounded up to a cent."""
    width = (Fraction(interval.high or 0) - Fraction(interval.low or 0)) / 2
    return Decimal(-(-width * 100 // 1)) / 100


def _factor(check: Check, figure: PrintedFigure) -> Interval:
    is_exact = figure.name in check.figures.get("exact", ())
    interval = _exact(figure.number.value) if figure.number and is_exact else figure.interval
    if figure.unit not in HUNDREDTHS or interval.low is None or interval.high is None:
        return interval
    return Interval(interval.low / 100, interval.high / 100)


def _heads(check: Check, figures: Figures) -> Iterator[Interval]:
    """Whole numbers of people who print as a share of a whole."""
    if "heads" not in check.figures:
        return
    first, last = check.figures["heads"]
    share, whole = figures[first].number, figures[last].number
    if share is None or whole is None:
        return
    counts = grim_percent(share, int(whole.value)).fits
    if counts and not figures[first].is_weighted:
        yield Interval(Fraction(counts[0]), Fraction(counts[-1]))
    else:  # of no whole number
        ends, scale = share.interval, Fraction(whole.value) / 100
        yield Interval((ends.low or 0) * scale, (ends.high or 0) * scale)


def _coarser(figure: PrintedFigure, implied: Interval) -> Decimal | None:
    """Whether the product fits if the number was rounded more than its digits show."""
    for times in COARSER:
        unit = figure.number.unit * times if figure.number else Decimal(0)
        if figure.number and figure.number.value % unit == 0:
            value, half = Fraction(figure.number.value), Fraction(unit) / 2
            if Interval(value - half, value + half).meets(implied):
                return unit
    return None


def _exact(value: int | Decimal) -> Interval:
    return Interval(Fraction(value), Fraction(value))
