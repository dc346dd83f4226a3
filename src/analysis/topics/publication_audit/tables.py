"""Checks of parts, wholes, shares and means."""

from collections.abc import Iterator
from decimal import Decimal

from analysis.inputs.printed.declared_checks import Check
from analysis.statistics.forensics.grim import nearest_sample_size
from analysis.statistics.forensics.logic import mean_reading
from analysis.statistics.forensics.parts import Amount, Parts, Share, Sum, part_whole
from analysis.statistics.forensics.printed import Interval, Printed
from analysis.topics.publication_audit.outcome import (
    INCONSISTENT,
    Outcome,
    differs,
    fits,
    open_question,
)
from analysis.topics.publication_audit.printed_figures import Figures, PrintedFigure


def check_sum(check: Check, figures: Figures) -> Iterator[Outcome]:
    """Whether parts add up to their total."""
    (total,), parts = check.figures["total"], check.figures["parts"]
    names = (total, *parts)
    if not all(figures[name].is_exact for name in names):
        yield from open_question("sum", names)
        return
    solved = part_whole([_amount(figures[name]) for name in names], sums=[Sum(total, parts)])
    added = sum((printed_number(figures[name]).value for name in parts), Decimal(0))
    if solved.consistent:
        yield from fits("sum", "audit.sum_fits", names, (added,),
                        added=added, total=printed_number(figures[total]).value)  # fmt: skip
        return
    readings = _readings(solved)
    yield from differs(
        Outcome(total, "sum", INCONSISTENT, "audit.sum_differs", (readings.get(total, added),),
                {"added": added}),
        parts, readings,
    )  # fmt: skip


def check_share(check: Check, figures: Figures) -> Iterator[Outcome]:
    """Whether parts and a whole, headcounts whole, print as these shares."""
    shares, parts, whole = _listed_shares(check, figures)
    names = (*shares, *parts, *([whole] if whole else []))
    sizes = {None if figures[name].is_weighted else figures[name].n for name in shares}
    n = sizes.pop() if len(sizes) == 1 and whole is None else None
    if not all(figures[name].is_exact for name in names):
        yield from open_question("share", names)
        return
    solved = _solve_shares(check, figures, n)
    added = sum((printed_number(figures[name]).value for name in shares), Decimal(0))
    if solved.consistent:
        reason = "audit.share_adds" if check.options.get("complete") else "audit.share_fits"
        yield from fits("share", reason, names, added=added)
    elif n is not None or (whole and figures[whole].is_whole and not solved.readings):
        people = n if n is not None else int(printed_number(figures[str(whole)]).value)
        yield from _of_other_people(check, figures, shares, people)
    else:
        yield from _nearest_share(shares, names, _readings(solved), added)


def check_mean(check: Check, figures: Figures) -> Iterator[Outcome]:
    """Whether a mean of ratios is one, or the ratio of totals."""
    (mean,), (total,), (over,) = (check.figures[role] for role in ("mean", "total", "over"))
    ratios = check.figures["ratios"]
    names = (mean, total, over, *ratios)
    if not all(figures[name].is_exact for name in names):
        yield from open_question("mean", names)
        return
    printed = printed_number(figures[mean])
    found = mean_reading(
        printed, printed_number(figures[total]), printed_number(figures[over]),
        [printed_number(figures[name]) for name in ratios],
    )  # fmt: skip
    of_totals, of_ratios = (middle(printed, end) for end in (found.of_totals, found.of_ratios))
    values = {"of_totals": of_totals, "of_ratios": of_ratios}
    if found.consistent:
        reason = "audit.mean_of_totals" if found.is_of_totals else "audit.mean_of_ratios"
        implied = of_totals if found.is_of_totals else of_ratios
        yield from fits("mean", reason, names, (implied,), **values)
        return
    nearest = tuple(sorted({of_totals, of_ratios}, key=lambda x: abs(x - printed.value)))
    outcome = Outcome(mean, "mean", INCONSISTENT, "audit.mean_differs", nearest, values)
    yield from differs(outcome, names)


def middle(printed: Printed, interval: Interval) -> Decimal:
    """The middle of what print leaves possible, with the decimals of a printed number."""
    if interval.low is None or interval.high is None:
        raise ValueError("an interval without an end has no middle")
    return Decimal(printed.like((interval.low + interval.high) / 2))


def _listed_shares(
    check: Check, figures: Figures
) -> tuple[tuple[str, ...], tuple[str, ...], str | None]:
    """The shares of a check, and their parts and whole; weighted ones are of no printed whole."""
    shares = check.figures["shares"]
    if any(figures[name].is_weighted for name in shares):
        return shares, (), None
    whole = next(iter(check.figures.get("whole", ())), None)
    return shares, check.figures.get("parts", ()), whole


def _solve_shares(check: Check, figures: Figures, n: int | None) -> Parts:
    shares, given, whole = _listed_shares(check, figures)
    if whole:
        base = _amount(figures[whole])
    else:
        base = Amount("all", Printed(Decimal(n), Decimal(1)) if n else None, is_whole=bool(n))
    parts = given or tuple(f"part of {name}" for name in shares)
    amounts = [_amount(figures[name]) for name in given] or [
        Amount(name, None, base.is_whole) for name in parts
    ]
    printed = [Share(name, printed_number(figures[name]), part, base.name)
               for name, part in zip(shares, parts, strict=True)]  # fmt: skip
    sums = [Sum(base.name, parts)] if check.options.get("complete") else []
    return part_whole([base, *amounts], printed, sums)


def _of_other_people(
    check: Check, figures: Figures, shares: tuple[str, ...], people: int
) -> Iterator[Outcome]:
    """No headcounts of so many people print like this; the nearest number of whom some do."""
    printed = [printed_number(figures[name]) for name in shares]
    is_sum, reason = bool(check.options.get("complete")), "audit.share_people"
    nearest = nearest_sample_size(printed, people, parts=is_sum)
    if nearest is None and is_sum:
        nearest, reason = nearest_sample_size(printed, people, forced=True), "audit.share_forced"
    implied = () if nearest is None else (Decimal(nearest),)
    for name in shares:
        yield Outcome(name, "share", INCONSISTENT, reason if implied else "audit.share_open",
                      implied, {"people": Decimal(people)}, shares)  # fmt: skip


def _nearest_share(
    shares: tuple[str, ...], names: tuple[str, ...], readings: dict[str, Decimal], added: Decimal
) -> Iterator[Outcome]:
    """The figure that is nearest to fitting; all shares if none mends it alone."""
    if not readings:
        for name in shares:
            yield Outcome(name, "share", INCONSISTENT, "audit.share_open", (), {}, names)
        return
    nearest = next(iter(readings))
    outcome = Outcome(nearest, "share", INCONSISTENT, "audit.share_differs", (readings[nearest],),
                      {"added": added})  # fmt: skip
    yield from differs(outcome, names, readings)


def _readings(solved: Parts) -> dict[str, Decimal]:
    return {reading.name: Decimal(reading.printed) for reading in solved.readings}


def _amount(figure: PrintedFigure) -> Amount:
    return Amount(figure.name, figure.number, figure.is_whole)


def printed_number(figure: PrintedFigure) -> Printed:
    """The number of a figure that has one.

    Raises
    ------
    ValueError
        If it has none.
    """
    if figure.number is None:
        raise ValueError(f"{figure.name} is no number")
    return figure.number
