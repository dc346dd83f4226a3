"""Which column has codes of people, and which numbers the rows."""

import re
from collections import Counter
from collections.abc import Sequence

from analysis.inputs.draft.shape import MOST_ANSWERS, MOST_POINTS, are_nearly_all, is_day, point
from analysis.study.spelling import normal

CODE = re.compile(r"(?=\w*\d)[\w-]{3,40}")
AMOUNT = re.compile(
    r"(?<!\w)(?:\w*incomes?|earnings?|salary|salaries|wages?|pay|rent|prices?|costs?|euros?|eur|kr|sek"
    r"|usd|gbp|hours?|minutes?|steps?|weight|height|kg|cm|km|money|spend\w*|spent"
    r"|\w*tulo(?:t|ja)|\w*palkka\w*|\w*vuokra\w*|\w*hinta|euroa|tunti\w*|tunteja|minuut\w*|askel\w*"
    r"|paino|pituus|rahaa|\w*inkomst\w*|\w*lön|\w*hyra|\w*kostnad\w*|kronor|timm\w*|minut\w*|steg"
    r"|vikt|längd|pengar)(?!\w)|[€$£]"
)
"""What a heading names of which people give numbers of their own, the same each time perhaps."""
FEWEST_AT_A_WAVE = 10
"""People at a wave from whom on numbers that nobody shares there look like codes."""


def is_running_number(values: Sequence[str]) -> bool:
    """Whether cells number the rows: whole numbers, none twice, in order or without a gap.

    Of steps a day, too, nobody may have as many as another.
    """
    if len(values) <= MOST_POINTS or not all(value.isdecimal() for value in values):
        return False
    numbers = [int(value) for value in values]
    rising = sorted({*numbers})
    is_gapless = rising[-1] - rising[0] == len(numbers) - 1
    return len(rising) == len(numbers) and (is_gapless or numbers in (rising, rising[::-1]))


def numbers_anew(values: Sequence[str], groups: Sequence[object]) -> bool:
    """Whether cells number the rows of each of several groups, such as sheets, anew.

    Then the same number may be the same person or a stranger: only a person knows.

    Examples
    --------
    >>> numbers_anew(["1", "2", "3", "1", "2"], [0, 0, 0, 1, 1])
    True
    >>> numbers_anew(["1", "2", "3", "1", "3"], [0, 0, 0, 1, 1])
    False
    """
    rows: dict[object, list[str]] = {}
    for group, value in zip(groups, values, strict=True):
        rows.setdefault(group, []).append(value)
    return len(rows) > 1 and all(
        all(cell.isdecimal() for cell in own)
        and [int(cell) for cell in own] == [*range(int(own[0]), int(own[0]) + len(own))]
        for own in rows.values()
    )


def looks_like_code(values: Sequence[str]) -> bool:
    """Whether cells look like codes of people: short, with digits, few of them twice."""
    filled = [value for value in values if value]
    counts = Counter(filled)
    return (
        len(counts) > MOST_ANSWERS / 2
        and all(CODE.fullmatch(value) for value in counts)
        and not all(point(value) is not None for value in counts)
        and not are_nearly_all(filled, is_day)
        and len(counts) >= len(filled) / 5
        and any(not value.isdigit() for value in counts)
    )


def asks_for_amount(title: str) -> bool:
    """Whether a heading asks for an amount: an income that nobody shares is no number of a person.

    Examples
    --------
    >>> asks_for_amount("Monthly income, euros"), asks_for_amount("Client")
    (True, False)
    """
    return AMOUNT.search(title.casefold()) is not None


def number_people(values: Sequence[str], waves: Sequence[object]) -> bool:
    """Whether whole numbers are codes: nobody shares one at a wave, most come again at another.

    Examples
    --------
    >>> people = [str(37 * k + 100) for k in range(20)]
    >>> number_people(people + people[::-1], [0] * 20 + [1] * 20)
    True
    >>> number_people(people + ["100"] * 20, [0] * 20 + [1] * 20)
    False
    """
    is_whole = all(value.isdecimal() for value in values if value)
    if not is_whole or numbers_anew(values, waves):
        return False
    people: dict[object, set[str]] = {}
    rows: Counter[object] = Counter()
    for wave, value in zip(waves, values, strict=True):
        if value and wave != "":
            people.setdefault(wave, set()).add(normal(value))
            rows[wave] += 1
    sets = [*people.values()]
    is_own = all(len(own) == rows[wave] for wave, own in people.items())
    if len(sets) < 2 or not is_own or min(map(len, sets)) < FEWEST_AT_A_WAVE:
        return False
    earlier = [set[str]().union(*sets[:at]) for at in range(len(sets))]
    return all(
        2 * len(own & seen) >= len(own) for own, seen in zip(sets, earlier, strict=True) if seen
    )
