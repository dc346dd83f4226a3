"""Words and number formats in Finnish, Swedish and English.

The texts stand in the ``words.toml`` of each wing and topic, a key a text in each
language; numbers, money, percentages, dates and lists are formatted by Babel.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from math import isfinite
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent

from analysis.study.catalogue import WordingError, read_catalogue
from analysis.study.spelling import NBSP, bind_numbers

MINUS = "\N{MINUS SIGN}"
MOST_NAMED = 3
"""As many as a title can name."""


@dataclass(frozen=True)
class Wording:
    """Words and formats in one language.

    Attributes
    ----------
    language : str
    terms : mapping
        Texts that a study says in its own words, by group, key and language.
    names : mapping
        Placeholders that every text may have.

    Examples
    --------
    >>> Wording("en").euros(81.61)
    '€81.61'
    >>> Wording("fi").number(-15.3, 1).replace(MINUS, "-")
    '-15,3'
    """

    language: str
    terms: Mapping[str, Mapping[str, Mapping[str, str]]] = field(
        default_factory=dict, compare=False
    )
    names: Mapping[str, str] = field(default_factory=dict, compare=False)

    def text(self, key: str, /, **values: object) -> str:
        """A text of the catalogue with its placeholders filled.

        Parameters
        ----------
        key : str
            Key in a ``words.toml``, its tables joined by dots.
        **values
            Already formatted values of the placeholders.

        Raises
        ------
        WordingError
            If the catalogue has no such text in this language.
        """
        return bind_numbers(str(self._find(key)).format(**{**self.names, **values}))

    def counted(self, key: str, count: int, **values: object) -> str:
        """A text in the plural form that a count takes, with ``{count}`` filled and the values."""
        form = Locale(self.language).plural_form(count)
        said = str(self._find(key)[form]).format(count=self.number(count), **values)
        return bind_numbers(said)

    def _find(self, key: str) -> Any:
        group, _, name = key.partition(".")
        if name in self.terms.get(group, {}):
            return self.terms[group][name][self.language]
        try:
            found: Any = read_catalogue()
            for part in (*key.split("."), self.language):
                found = found[part]
        except KeyError:
            raise WordingError(f"words.toml has no text '{key}' in '{self.language}'") from None
        return found

    def number(self, value: float, decimals: int = 0, *, signed: bool = False) -> str:
        """A number with a fixed number of decimals, halves rounded away from zero.

        Below 0 decimals it is rounded to tens, hundreds and so on.

        Raises
        ------
        ValueError
            If there is no number, as in all that tell one: what is missing is
            left out of a sentence, or said to be missing.
        """
        rounded = _round(value, decimals) + 0  # a rounded minus nought is nought
        pattern = "#,##0" + ("." + "0" * decimals if decimals > 0 else "")
        shown = _format(format_decimal, rounded, pattern, self.language)
        return f"+{shown}" if signed and rounded > 0 else shown

    def percent(self, value_pct: float, decimals: int = 0) -> str:
        """A percentage given on the scale 0-100."""
        pattern = str(_locale(self.language).percent_formats[None].pattern)
        pattern = pattern.replace("0", "0." + "0" * decimals if decimals else "0")
        rounded = _round(value_pct, decimals) / 100
        return _format(format_percent, rounded, pattern, self.language)

    def euros(self, value: float, decimals: int = 2) -> str:
        """An amount of euros."""
        pattern = str(_locale(self.language).currency_formats["standard"].pattern)
        pattern = pattern.replace("0.00", "0." + "0" * decimals if decimals else "0")
        return _format(_format_euros, _round(value, decimals), pattern, self.language)

    def interval(self, low: str, high: str) -> str:
        """Two formatted ends of an interval; a unit after both is written once."""
        _, space, unit = high.rpartition(NBSP)
        if self.language != "en" and unit in ("%", "€"):
            low = low.removesuffix(space + unit)
        # A nought has no sign, so either end may be the one that tells.
        is_signed = any(end[0] in f"+{MINUS}" for end in (low, high))
        key = "interval_signed" if is_signed else "interval"
        return self.text(key, low=low, high=high)

    def day(self, value: date) -> str:
        """A date in figures."""
        return format_date(
            value, "d.M.yyyy" if self.language != "en" else "d MMM yyyy", self.language
        )

    def listing(self, items: Sequence[str]) -> str:
        """Items joined as a list in a sentence."""
        return format_list(items, locale=self.language)

    def some(self, items: Sequence[str]) -> str:
        """The first items of a list, as many as a title can name, and how many others there are."""
        others = len(items) - MOST_NAMED
        if others <= 1:
            return self.listing(items)
        return self.listing([*items[:MOST_NAMED], self.text("others", n=self.number(others))])


@lru_cache(maxsize=10_000)  # titles, labels, tables and alt texts tell the same numbers
def _format(form: Callable[..., str], rounded: Decimal, pattern: str, language: str) -> str:
    return form(rounded, pattern, locale=_locale(language)).replace("-", MINUS)


def _format_euros(rounded: Decimal, pattern: str, locale: Locale) -> str:
    return format_currency(rounded, "EUR", pattern, locale=locale, currency_digits=False)


@cache
def _locale(language: str) -> Locale:
    return Locale(language)


def _round(value: float, decimals: int) -> Decimal:
    if not isfinite(value):
        raise ValueError(f"'{value}' is no number: leave it out, or say that it is missing")
    # Through repr, so that a printed 0.125 is a half and not the float beside it.
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
