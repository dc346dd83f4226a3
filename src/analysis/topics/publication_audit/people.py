"""Checks of one figure against the people whom it is of: its value and its deviation."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from analysis.inputs.printed.printing import THOUSANDS
from analysis.statistics.forensics.debit import debit
from analysis.statistics.forensics.grim import Grim, grim, grim_percent
from analysis.statistics.forensics.grimmer import grimmer
from analysis.statistics.forensics.printed import Printed
from analysis.topics.publication_audit.outcome import (
    CONSISTENT,
    INCONSISTENT,
    UNINFORMATIVE,
    Outcome,
    open_question,
)
from analysis.topics.publication_audit.printed_figures import THOUSAND, PrintedFigure

OF_PEOPLE = ("pct", "rating", "count")
"""Units of what people's whole answers give."""
BINARY = ("pct", "ratio")
"""Units of shares of people, whose answers are 0 or 1."""
OF_SCALE = ("rating", "points", "score")
HUNDRED = Decimal(100)


def check_n(figure: PrintedFigure) -> Iterator[Outcome]:
    """Whether so many people can give this percentage, mean or count."""
    if figure.n is None or figure.number is None or figure.unit not in OF_PEOPLE:
        return
    if not figure.is_exact:
        yield from open_question("n", [figure.name])
        return
    if figure.unit == "count":
        yield _count(figure, Decimal(figure.n))
    elif figure.is_median:
        yield Outcome(figure.name, "n", UNINFORMATIVE, "audit.n_median")
    else:
        yield _value(figure, figure.number, figure.n)


def check_rounding(figure: PrintedFigure) -> Iterator[Outcome]:
    """Whether an amount that is declared as rounded to thousands ends in noughts."""
    if figure.rounding != THOUSANDS or figure.number is None or not figure.is_full_amount:
        return
    if figure.is_in_thousands:
        return
    nearest = (figure.number.value / THOUSAND).to_integral_value() * THOUSAND
    yield Outcome(figure.name, "n", INCONSISTENT, "audit.not_thousands", (nearest,))


def check_sd(figure: PrintedFigure) -> Iterator[Outcome]:
    """Whether whole answers with this mean can have this standard deviation."""
    if figure.sd is None or figure.number is None or figure.n is None or figure.n < 2:
        return
    values: dict[str, Decimal | str] = {"people": Decimal(figure.n), "sd": figure.sd.value}
    if figure.is_weighted or figure.is_median or not figure.is_exact:
        yield Outcome(figure.name, "sd", UNINFORMATIVE, "audit.sd_other", (), values)
    elif figure.unit in BINARY:
        yield _sd_of_shares(figure, figure.number, figure.sd, figure.n, values)
    elif figure.unit in OF_SCALE:
        found = grimmer(figure.number, figure.sd, figure.n, figure.items or 1, ddof=figure.ddof)
        is_coarse = _is_coarse(found.nearest, figure.sd)
        yield _of_sd(figure, found.consistent, bool(found.grim.fits), is_coarse, found.nearest,
                     values)  # fmt: skip


def _count(figure: PrintedFigure, people: Decimal) -> Outcome:
    low = figure.interval.low
    values = {"people": people}
    if low is not None and low <= people:
        return Outcome(figure.name, "n", CONSISTENT, "audit.count_fits", (), values)
    return Outcome(figure.name, "n", INCONSISTENT, "audit.count_differs", (people,), values)


def _value(figure: PrintedFigure, number: Printed, n: int) -> Outcome:
    items = figure.items or 1
    is_share = figure.unit == "pct"
    found = grim_percent(number, n * items) if is_share else grim(number, n, items)
    if figure.is_weighted:
        low, high = number.ends
        if not is_share or (high >= 0 and low <= HUNDRED):
            return Outcome(figure.name, "n", UNINFORMATIVE, "audit.n_weighted")
    return _of_people(figure, found, Decimal(n * items if is_share else n))


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


def _sd_of_shares(
    figure: PrintedFigure, number: Printed, sd: Printed, n: int, values: dict[str, Decimal | str]
) -> Outcome:
    """Of zeros and ones; print may give both on the scale 0-1, or either in per cent."""
    share = _hundredth(number) if figure.unit == "pct" else number
    is_pct = sd.value > 1
    found = debit(share, _hundredth(sd) if is_pct else sd, n, ddof=figure.ddof)
    nearest = tuple(f"{Decimal(text) * HUNDRED:f}" if is_pct else text for text in found.nearest)
    has_mean = bool(found.fits or found.nearest)
    return _of_sd(figure, found.consistent, has_mean, False, nearest, values)


def _of_sd(
    figure: PrintedFigure, consistent: bool, has_mean: bool, is_coarse: bool,
    nearest: tuple[str, ...], values: dict[str, Decimal | str],
) -> Outcome:  # fmt: skip
    if consistent:
        verdict, reason = (
            (UNINFORMATIVE, "audit.sd_coarse") if is_coarse else (CONSISTENT, "audit.sd_fits")
        )
        return Outcome(figure.name, "sd", verdict, reason, (), values)
    if not has_mean:  # said by the check of the mean
        return Outcome(figure.name, "sd", UNINFORMATIVE, "audit.sd_of_mean", (), values)
    implied = tuple(Decimal(text) for text in nearest[:1])
    reason = "audit.sd_differs" if implied else "audit.sd_never"
    return Outcome(figure.name, "sd", INCONSISTENT, reason, implied, values)


def _is_coarse(nearest: tuple[str, ...], sd: Printed) -> bool:
    """Whether the neighbours in print are possible too, so that the digits tell nothing."""
    around = [abs(Fraction(text) - Fraction(sd.value)) <= Fraction(sd.unit) for text in nearest]
    return len(around) > 1 and all(around)


def _hundredth(printed: Printed) -> Printed:
    return replace(printed, value=printed.value / HUNDRED, unit=printed.unit / HUNDRED)
