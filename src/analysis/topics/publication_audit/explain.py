"""An outcome in words that accuse nobody."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from babel.lists import format_list

from analysis.study.spelling import NBSP, bind_numbers
from analysis.study.wording import Wording
from analysis.topics.publication_audit.outcome import INCONSISTENT, Outcome
from analysis.topics.publication_audit.printed_figures import PrintedFigure

NOT_OF_FIGURE = {
    "audit.share_people": "n = ",
    "audit.share_forced": "n = ",
    "audit.filter_differs": "n ≤ ",
    "audit.filter_other_n": "n ≤ ",
    "audit.sd_differs": "s = ",
    "audit.list_total": "Σ = ",
}
"""Reasons whose implied number is one of people or a total, not another value of the figure."""

DIGITS = re.compile(r"\d(?:[\d\s.,]*\d)?")
IN_UNIT = re.compile(r"(.*\d)\s?([%€])")
"""A number, and the unit that is printed behind it."""
AS_PRINTED = ("date", "year")
"""Units of numbers that every language takes as they are."""
WAYS = {
    "down": "audit_way.down",
    "thousands": "audit_way.thousands",
    "in_thousands": "audit_way.in_thousands",
    "weighted": "audit_way.weighted",
    "items": "audit_way.items",
    "median": "audit_way.median",
    "population": "audit_way.population",
}
"""Key of the words of each way that nobody has declared."""


def explain(
    outcome: Outcome,
    figure: PrintedFigure,
    *,
    is_reading: bool,
    language: str,
    names: Mapping[str, str],
) -> str:
    """What is printed, what would have to be true, and whether the doubt may be ours.

    Parameters
    ----------
    outcome : Outcome
    figure : PrintedFigure
        The one that it is of.
    is_reading : bool
        The place of any figure of the check is our reading of a text layer.
    language : str
    names : mapping
        What figures are called, by their ids; those that it lacks are called by these.
    """
    say = Wording(language)
    values = {
        key: shown_numbers([value], language)
        if isinstance(value, Decimal)
        else names.get(value, value)
        for key, value in outcome.values.items()
    }
    if "listed" in outcome.values:
        values["entries"] = say.counted("audit.entries", int(outcome.values["listed"]))
    implied = _implied(outcome, figure, language)
    printed = quote(figure, language)
    words = say.text(outcome.reason, **{**values, "implied": implied, "printed": printed})
    if outcome.innocent:
        words = f"{words} {_excuse(outcome, say)}"
    if is_reading and outcome.verdict == INCONSISTENT:
        words = f"{words} {say.text('audit.our_reading')}"
    return words


def implied(outcome: Outcome, figure: PrintedFigure, language: str) -> str:
    """What would fit, such as "213", "79.47 / 151.63" or, of people, "n = 47".

    Nothing where what is printed may fit as it is, in a way that nobody has declared.
    """
    if outcome.innocent or not outcome.implied:
        return ""
    shown = _implied(outcome, figure, language)
    return bind_numbers(f"{NOT_OF_FIGURE.get(outcome.reason, '')}{shown}")


def _implied(outcome: Outcome, figure: PrintedFigure, language: str) -> str:
    """What would fit, in the unit of what is printed if it is another value of the same."""
    found = IN_UNIT.fullmatch(figure.text)
    if found is None or outcome.reason in NOT_OF_FIGURE:
        return shown_numbers(outcome.implied, language)
    shown = [shown_numbers([number], language) for number in outcome.implied]
    return " / ".join(_with_unit(number, found[2], language) for number in shown)


def _with_unit(number: str, unit: str, language: str) -> str:
    """A number and its unit as a language sets them."""
    if language != "en":
        return f"{number}{NBSP}{unit}"
    return f"€{number}" if unit == "€" else f"{number}{unit}"


def _excuse(outcome: Outcome, say: Wording) -> str:
    """The innocent reasons that the numbers may have."""
    sets = [say.listing([say.text(WAYS[way]) for way in ways]) for ways in outcome.innocent]
    return say.text("audit.innocent", ways=format_list(sets, style="or", locale=say.language))


def shown_numbers(numbers: Iterable[Decimal | str], language: str) -> str:
    """Numbers with the decimals that they have, dates as they are, joined by a slash."""
    say = Wording(language)
    return " / ".join(
        x if isinstance(x, str) else say.number(float(x), max(0, -_exponent(x))) for x in numbers
    )


def quote(figure: PrintedFigure, language: str) -> str:
    """A figure as it is printed, its number and unit as the reader's language writes them.

    So that it stands beside the numbers that it is held against in one notation.
    """
    text = _in_notation(figure, language)
    found = IN_UNIT.fullmatch(text)
    return bind_numbers(text) if found is None else _with_unit(found[1], found[2], language)


def _in_notation(figure: PrintedFigure, language: str) -> str:
    found = DIGITS.search(figure.text)
    if found is None or figure.number is None or figure.unit in AS_PRINTED:
        return figure.text
    number = shown_numbers([abs(figure.number.value)], language)
    if "".join(number.split()) == "".join(found[0].split()):
        number = bind_numbers(found[0])
    return figure.text[: found.start()] + number + figure.text[found.end() :]


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
