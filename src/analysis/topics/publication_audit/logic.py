"""Checks of numbers of people, products, lists, orders and scales."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from analysis.inputs.printed.declared_checks import Check
from analysis.statistics.forensics import grim
from analysis.statistics.forensics.grim import Grim, grim_percent
from analysis.statistics.forensics.logic import filtered, product_reading
from analysis.statistics.forensics.printed import Interval, read_printed
from analysis.topics.publication_audit.outcome import (
    CONSISTENT,
    INCONSISTENT,
    UNINFORMATIVE,
    Outcome,
    differs,
    fits,
    open_question,
)
from analysis.topics.publication_audit.printed_figures import HUNDREDTHS, Figures, PrintedFigure
from analysis.topics.publication_audit.tables import middle

COARSER = (10, 100, 1000)
"""How much coarser a number may have been rounded than its digits show."""


def check_n(figure: PrintedFigure) -> Iterator[Outcome]:
    """Whether so many people can give this percentage, mean or count."""
    if figure.n is None or figure.number is None or figure.unit not in ("pct", "rating", "count"):
        return
    if not figure.is_exact:
        yield from open_question("n", [figure.name])
        return
    people = Decimal(figure.n)
    if figure.unit == "count":
        values = {"people": people}
        if figure.number.value <= people:
            yield Outcome(figure.name, "n", CONSISTENT, "audit.count_fits", (), values)
        else:
            yield Outcome(figure.name, "n", INCONSISTENT, "audit.count_differs", (people,), values)
        return
    test = grim_percent if figure.unit == "pct" else grim
    yield _of_people(figure, test(str(figure.number), figure.n), people)


def check_filter(check: Check, figures: Figures) -> Iterator[Outcome]:
    """Whether a filter lets through as many people as answered after it."""
    (followed,), through = check.figures["followed"], check.figures["through"]
    before = {figures[name].n for name in through}
    n, after = before.pop(), figures[followed].n
    shares = [figures[name].number for name in through]
    if before or n is None or after is None or not all(figures[x].is_exact for x in through):
        yield from open_question("filter", (followed, *through))
        return
    found = filtered(after, [share for share in shares if share], n)
    values = {"people": Decimal(after), "most": Decimal(found.most), "before": Decimal(n)}
    if found.consistent:
        yield from fits("filter", "audit.filter_fits", (followed, *through), (), **values)
        return
    least = "–" if found.least_n is None else Decimal(found.least_n)
    outcome = Outcome(followed, "filter", INCONSISTENT, "audit.filter_differs",
                      (Decimal(found.most),), {**values, "least": least})  # fmt: skip
    yield from differs(outcome, through)


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
    finer = read_printed(str(figure.number.value.quantize(Decimal("0.01"))))
    implied, fine = middle(figure.number, found.implied), middle(finer, found.implied)
    if found.consistent:
        yield from fits("product", "audit.product_fits", (name, *names), (implied,),
                        product=fine, number=figure.shown)  # fmt: skip
        return
    coarse = _coarser(figure, found.implied)
    reason = "audit.product_rounded" if coarse else "audit.product_differs"
    values = {"product": fine, "coarse": coarse or Decimal(0)}
    outcome = Outcome(name, "product", INCONSISTENT, reason, (implied,), values)
    yield from differs(outcome, names)


def check_list(check: Check, figures: Figures) -> Iterator[Outcome]:
    """Whether a count is that of a list, or no less where the list may be incomplete."""
    names, listed = check.figures["figures"], Decimal(len(check.figures["listed"]))
    if not all(figures[name].is_exact for name in names):
        yield from open_question("list", names)
        return
    counts = {x: n.value if (n := figures[x].number) else Decimal(0) for x in names}
    counted = sum(counts.values(), Decimal(0))
    is_whole_list = check.options.get("complete", False)
    values = {"listed": listed, "counted": counted}
    if counted == listed or (counted > listed and not is_whole_list):
        reason = "audit.list_fits" if is_whole_list else "audit.list_leaves"
        implied = (listed,) if len(names) == 1 and is_whole_list else ()
        yield from fits("list", reason, (*names, *check.figures["listed"]), implied, **values)
        return
    longest = max(counts, key=lambda name: counts[name])
    left = counts[longest] + listed - counted
    # Where no number of people, meetings or the like would do, only their total can be told.
    reason, nearest = ("audit.list_total", listed) if left < 0 else ("audit.list_differs", left)
    outcome = Outcome(longest, "list", INCONSISTENT, reason, (nearest,), values)
    yield from differs(outcome, (*names, *check.figures["listed"]))


def check_at_most(check: Check, figures: Figures) -> Iterator[Outcome]:
    """Whether a number or date is no more than others."""
    (lower,) = check.figures["lower"]
    for upper in check.figures["upper"]:
        low, high = figures[lower].interval.low, figures[upper].interval.high
        if low is None or high is None:
            yield from open_question("at_most", (lower, upper))
            continue
        least, most = figures[lower].shown, figures[upper].shown
        values = {"figure": lower, "lower": least, "upper": most, "name": upper}
        is_date = figures[lower].unit == "date"
        if low <= high:
            reason = "audit.order_fits" if is_date else "audit.at_most_fits"
            yield from fits("at_most", reason, (lower, upper), (), **values)
            continue
        reason = "audit.order_differs" if is_date else "audit.at_most_differs"
        outcome = Outcome(lower, "at_most", INCONSISTENT, reason, (most,), values)
        yield from differs(outcome, (upper,))


def check_scale(check: Check, figures: Figures) -> Iterator[Outcome]:
    """Whether a number lies on its scale."""
    (name,) = check.figures["figures"]
    low, high = (_end(check.options.get(key), figures) for key in ("low", "high"))
    values = {"low": "…" if low is None else low, "high": "…" if high is None else high}
    if figures[name].interval.meets(Interval(_fraction(low), _fraction(high))):
        yield from fits("scale", "audit.scale_fits", (name,), (), **values)
        return
    number = figures[name].number
    ends = [end for end in (low, high) if end is not None]
    nearest = min(ends, key=lambda end: abs(end - (number.value if number else end)))
    yield Outcome(name, "scale", INCONSISTENT, "audit.scale_differs", (nearest,), values, (name,))


def _of_people(figure: PrintedFigure, found: Grim, people: Decimal) -> Outcome:
    values: dict[str, Decimal | str] = {"people": people}
    if found.consistent and found.informative:
        return Outcome(figure.name, "n", CONSISTENT, "audit.n_fits", (), values)
    if found.consistent:
        return Outcome(figure.name, "n", UNINFORMATIVE, "audit.n_coarse", (), values)
    nearest = tuple(Decimal(text) for text in found.nearest[:1])
    if found.nearest_n is None:
        return Outcome(figure.name, "n", INCONSISTENT, "audit.n_never", nearest, values)
    values["other"] = Decimal(found.nearest_n)
    return Outcome(figure.name, "n", INCONSISTENT, "audit.n_differs", nearest, values)


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
    share, whole = (figures[name].number for name in check.figures["heads"])
    if share is None or whole is None:
        return
    counts = grim_percent(str(share), int(whole.value)).fits
    if counts:
        yield Interval(Fraction(counts[0]), Fraction(counts[-1]))
    else:  # of no whole number; said by the check of shares
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


def _end(end: int | str | None, figures: Figures) -> Decimal | None:
    if isinstance(end, str):
        number = figures[end].number
        return number.value if number else None
    return None if end is None else Decimal(end)


def _fraction(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _exact(value: int | Decimal) -> Interval:
    return Interval(Fraction(value), Fraction(value))
