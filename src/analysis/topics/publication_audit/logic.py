"""Checks of follow-ups, lists, orders and scales."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from analysis.inputs.printed.declared_checks import Check
from analysis.statistics.forensics.grim import nearest_sample_size
from analysis.statistics.forensics.logic import filtered
from analysis.statistics.forensics.printed import Interval
from analysis.topics.publication_audit.outcome import (
    INCONSISTENT,
    Outcome,
    differs,
    fits,
    open_question,
)
from analysis.topics.publication_audit.printed_figures import Figures


def check_filter(check: Check, figures: Figures) -> Iterator[Outcome]:
    """Whether a filter lets through as many people as answered after it.

    They are counted from the printed n of the question before, or from the nearest number of
    people whom its percentages allow, if they do not allow that one.
    """
    (followed,), through = check.figures["followed"], check.figures["through"]
    before = {figures[name].n for name in through}
    n, after = before.pop(), figures[followed].n
    if before or n is None or after is None or not all(figures[x].is_exact for x in through):
        yield from open_question("filter", (followed, *through))
        return
    if any(figures[name].is_weighted for name in through):
        yield from open_question("filter", (followed, *through), "audit.filter_weighted")
        return
    shares = [share for name in through if (share := figures[name].number)]
    possible = _possible_n(check, figures, n)
    by_print, found = (filtered(after, shares, size) for size in (n, possible))
    values = {"people": Decimal(after), "most": Decimal(found.most), "before": Decimal(possible),
              "n": Decimal(n)}  # fmt: skip
    if found.consistent or by_print.consistent:
        most = max(found.most, by_print.most)
        yield from fits("filter", "audit.filter_fits", (followed, *through), (),
                        **{**values, "most": Decimal(most)})  # fmt: skip
        return
    reason = "audit.filter_differs" if possible == n else "audit.filter_other_n"
    least = "–" if found.least_n is None else Decimal(found.least_n)
    outcome = Outcome(followed, "filter", INCONSISTENT, reason, (Decimal(found.most),),
                      {**values, "least": least})  # fmt: skip
    yield from differs(outcome, through)


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


def _possible_n(check: Check, figures: Figures, n: int) -> int:
    """The number nearest to n from whom the percentages of the question before are possible."""
    is_whole = "shares" in check.figures
    names = check.figures["shares" if is_whole else "through"]
    numbers = [number for name in names if (number := figures[name].number)]
    size = nearest_sample_size(numbers, n, parts=is_whole)
    if size is None and is_whole:
        size = nearest_sample_size(numbers, n, forced=True)
    return n if size is None else size


def _end(end: int | str | None, figures: Figures) -> Decimal | None:
    if isinstance(end, str):
        number = figures[end].number
        return number.value if number else None
    return None if end is None else Decimal(end)


def _fraction(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)
